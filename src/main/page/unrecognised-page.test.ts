import { expect, test } from "vitest";
import { blank, loginPage, page, withHosts } from "../../core/login/sample-pages.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { createUnrecognisedPage } from "./unrecognised-page.ts";

const profile = withHosts(PROFILES.cowork);
const strange = page({ origin: profile.origins.line ?? "", title: "お知らせ", lines: ["工事のお知らせ"] });

test("the last page that wasn't known for certain is kept, until it is forgotten", () => {
  const kept = createUnrecognisedPage(profile);
  kept.saw(blank);
  kept.saw(loginPage(profile.origins.line ?? ""));
  expect(kept.get()).toBeNull();
  kept.saw(strange);
  kept.saw(loginPage(profile.origins.line ?? ""));
  expect(kept.get()).toBe(strange);
  kept.forget();
  expect(kept.get()).toBeNull();
});

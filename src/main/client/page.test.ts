import fc from "fast-check";
import { expect, test } from "vitest";
import { readConsent } from "../../core/login/consent.ts";
import type { PageControl, PageSnapshot } from "../../core/login/page.ts";
import { button, consentPage, field, NO, sampleForm, withHosts, YES } from "../../core/login/sample-pages.ts";
import { CONSENT_WORDS } from "../../core/rules/consent-words.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { SCREEN_SIGNS, type ScreenSign, type ScreenSignChanges } from "../../core/service/screen-signs.ts";
import { judgePage } from "./page.ts";

const plain = withHosts(PROFILES.omakase);
const operator = plain.origins.operator ?? "";

/** Signs that speak on every page, and on none: as far as a profile can go in either direction. */
const patterns = fc.array(fc.constantFrom("*", "通知*", "*する", "買う"), { minLength: 1, maxLength: 2 });
const sign: fc.Arbitrary<ScreenSign> = fc
  .tuple(patterns, patterns, patterns)
  .map(([title, button, text]) => ({
    title,
    heading: title,
    field: text,
    radio: text,
    button,
    link: text,
    text,
  }));
const screens: fc.Arbitrary<ScreenSignChanges> = fc.record(
  Object.fromEntries(
    Object.entries(SCREEN_SIGNS).map(([screen, signs]) => [
      screen,
      fc.record(Object.fromEntries(Object.keys(signs).map((name) => [name, sign])), { requiredKeys: [] }),
    ]),
  ),
  { requiredKeys: [] },
);

const honest = consentPage(operator);
const asking = (...controls: readonly PageControl[]): PageSnapshot => ({
  ...honest,
  controls: [...controls, button("決定")],
});
const LOOSER: readonly (readonly [string, PageSnapshot])[] = [
  ["a field beside the answers", asking(YES, NO, field("text", "電話番号"))],
  ["a box of its own", asking(YES, NO, field("checkbox", "ニュースを受け取る"))],
  ["a second yes", asking(YES, NO, field("radio", "通知する（有料）"))],
  ["no way to say no", asking(YES)],
  ["other words for yes", asking(field("radio", "買う"), NO)],
  ["another button", { ...honest, controls: [YES, NO, button("買う")] }],
  ["answers that nobody sees", asking({ ...YES, seen: false }, { ...NO, seen: false })],
  ["an answer that goes elsewhere", { ...honest, forms: [sampleForm("https://evil.example")] }],
  ["two recipients", { ...honest, lines: [...honest.lines, "サービス提供者名 : だれか"] }],
  ["a frame", { ...honest, opaque: 1 }],
  ["another origin", consentPage(`${operator}.evil.example`)],
  ["plain http", consentPage(operator.replace("https", "http"))],
  ["another path", consentPage(operator, { path: "/kaisen/notice/2" })],
  ["the service's own host", consentPage(plain.origins.line ?? "")],
];

test.each(LOOSER)("no signs of a profile have the client answer a consent page with %s", (_what, page) => {
  fc.assert(
    fc.property(screens, (written) => {
      const { seen } = judgePage(page, 200, { ...plain, screens: written });
      if (seen.screen === "consent") expect(seen.reading).toHaveProperty("doubt");
    }),
  );
});

test("the page of the manuals is answered by its words alone, whatever signs it is known by", () => {
  let known = 0;
  fc.assert(
    fc.property(screens, (written) => {
      const { seen } = judgePage(honest, 200, { ...plain, screens: written });
      if (seen.screen !== "consent") return;
      known += 1;
      expect(seen.reading).toEqual(readConsent(honest, CONSENT_WORDS));
    }),
  );
  expect(known).toBeGreaterThan(10);
  expect(readConsent(honest, CONSENT_WORDS)).toHaveProperty("plan");
});

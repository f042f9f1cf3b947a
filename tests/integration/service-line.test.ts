import { beforeEach, expect, test } from "vitest";
import { EAST, hasCode, placeIn, runningService, textOf, titleOf, WEST } from "./service-place.ts";
import { driveRequest, Visitor } from "./service-visitor.ts";

const service = runningService();
const place = placeIn(service);
let person: Visitor;
beforeEach(() => {
  person = new Visitor();
});

const silent = (door: "internet" | "line", extra: Record<string, string> = {}) =>
  person.open(place.front("ot", door, driveRequest(extra).query));
const lineOnly = () => service.admin.setContract({ service: "ot", accessPath: "line-only" });

test("回線認証のみ refuses a session that was made over the Internet, at once and in words (facts A14)", async () => {
  expect(hasCode((await place.logIn(person, "ot", "internet")).landing)).toBe(true);
  expect(hasCode(await silent("internet"))).toBe(true);
  await lineOnly();
  expect(titleOf(await silent("internet"))).toBe("回線認証エラー");
  expect((await silent("internet", { prompt: "none" })).url.searchParams.get("error")).toBe("login_required");
  await service.admin.setContract({ service: "ot", accessPath: "both" });
  expect(hasCode(await silent("internet"))).toBe(true); // nobody was logged out by it
});

test("its own door asks such a session to log in by the line", async () => {
  await place.logIn(person, "ot", "internet");
  await lineOnly();
  await service.admin.setLine(EAST);
  const page = await silent("line");
  expect(titleOf(page)).toBe("ログイン");
  expect(page.url.origin).toBe(place.originsOf("ot").line);
  expect(hasCode(await person.submit(page, place.accountOf("ot")))).toBe(true);
  expect(hasCode(await silent("line"))).toBe(true); // and this one does
  expect(titleOf(await silent("internet"))).toBe("回線認証エラー");
});

test("a session by the line is over where the line is another", async () => {
  await lineOnly();
  await service.admin.setLine(EAST);
  await place.logIn(person, "ot", "line");
  expect(hasCode(await silent("line"))).toBe(true);
  await service.admin.setLine({ ...EAST, region: "other" });
  const page = await silent("line");
  expect(titleOf(page)).toBe("ログイン");
  expect(titleOf(await person.submit(page, place.accountOf("ot")))).toBe("回線認証エラー");
});

test("with 回線認証のみ the guide's first login still ends well, box ticked or not", async () => {
  await lineOnly();
  await service.admin.setLine(WEST);
  const { landing: notice } = await place.logIn(person, "ot", "line");
  await person.submit(notice, { notify: "yes" });
  expect(hasCode(await silent("line"))).toBe(true);
});

test("the browser version is shut to it too", async () => {
  await place.logIn(person, "ot", "internet");
  await lineOnly();
  expect(titleOf(await person.open(place.front("ot", "internet")))).toBe("回線認証エラー");
});

test("a consent is given, remembered, shown, and taken back at the operator's page (facts A46)", async () => {
  const { operator } = place.originsOf("omakase");
  const settings = () => person.open(`${operator}/kaisen/settings`);
  expect(textOf(await settings())).toContain("ありません");
  const { landing: notice } = await place.logIn(person, "omakase", "line");
  await person.submit(notice, { notify: "yes", always: "yes" });
  expect(await service.admin.consents()).toMatchObject([{ service: "omakase", number: WEST.number }]);
  const about = await person.open(`${operator}/kaisen/about`);
  expect(about.body).toContain('href="/kaisen/settings"');
  const page = await settings();
  expect(textOf(page)).toContain(WEST.number);
  expect((await person.open(page.url.href, {})).status).toBe(400); // not our form
  expect(await service.admin.consents()).toHaveLength(1);
  expect(textOf(await person.submit(page, {}))).toContain("ありません");
  expect(await service.admin.consents()).toEqual([]);
  person.forget();
  expect(titleOf((await place.logIn(person, "omakase", "line")).landing)).toBe("回線情報通知");
  const outcomes = (await service.admin.events({ type: "consent" })).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["asked", "notified", "withdrawn", "asked"]);
});

test("consents are withdrawn from outside, and refused ones are asked again", async () => {
  const { landing: notice } = await place.logIn(person, "codec", "line");
  expect(titleOf(await person.submit(notice, { notify: "no", always: "yes" }))).toBe("回線認証エラー");
  expect(await service.admin.consents()).toEqual([]); // a refusal isn't remembered
  const again = (await place.logIn(person, "codec", "line")).landing;
  await person.submit(again, { notify: "yes", always: "yes" });
  await service.admin.withdrawConsents();
  person.forget();
  expect(titleOf((await place.logIn(person, "codec", "line")).landing)).toBe("回線情報通知");
});

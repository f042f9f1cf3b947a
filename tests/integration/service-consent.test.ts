import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ConsentVariant } from "../../service/state/fault-schema.ts";
import { driveRequest, type Landing, Visitor } from "./service-visitor.ts";

let service: ReferenceService;
let person: Visitor;

beforeAll(async () => {
  service = await startReferenceService({ services: ["omakase"] });
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.admin.reset();
  person = new Visitor();
});

const policy = () => clientProfileOverrides(service.ready, "omakase", { door: "line" }).overrides;

async function untilConsent(variant: ConsentVariant | null): Promise<Landing> {
  if (variant !== null) await service.admin.addFault({ kind: "consent", variant });
  const page = await person.open(`${policy().loginUrl}?${driveRequest().query}`);
  const [account] = service.ready.accounts;
  return person.submit(page, { mail: account?.mail ?? "", password: account?.password ?? "" });
}

const yes = { notify: "yes", always: "yes" };
const atConsent = (page: Landing) =>
  page.url.origin === policy().origins.operator &&
  page.url.pathname === policy().lineAuthentication.consentPath;
const button = (page: Landing) => /<button class="primary" type="submit">([^<]*)</u.exec(page.body)?.[1];

async function expectBrokenReturn(page: Landing): Promise<void> {
  expect((await person.submit(page, yes)).url.origin).toBe(policy().origins.web);
  expect(await service.admin.events({ type: "broken-return" })).toHaveLength(1);
}

test("redirects: several hops, then the usual page", async () => {
  const page = await untilConsent("redirects");
  expect(page.hops.filter((hop) => hop.includes("/kaisen/hop/"))).toHaveLength(3);
  expect(atConsent(page)).toBe(true);
  await expectBrokenReturn(page);
});

test("popup: the login page opens the consent page and stays", async () => {
  const opener = await untilConsent("popup");
  expect(opener.url.origin).toBe(policy().origins.line);
  const link = /id="popup" href="([^"]*)"/u.exec(opener.body)?.[1] ?? "";
  const page = await person.open(link);
  expect(atConsent(page)).toBe(true);
  await expectBrokenReturn(page);
});

test("iframe: the consent page is framed by the line host, and by nobody else", async () => {
  const outer = await untilConsent("iframe");
  const src = /<iframe src="([^"]*)"/u.exec(outer.body)?.[1] ?? "";
  const page = await person.open(src);
  expect(page.body).toContain('target="_top"');
  await expectBrokenReturn(page);
});

test("late: the form is in a template until a script brings it", async () => {
  const page = await untilConsent("late");
  expect(page.body.indexOf("<template")).toBeLessThan(page.body.indexOf("<form"));
  expect(page.body).toContain('data-variant="late" data-delay="800"');
  await expectBrokenReturn(page);
});

test.each([
  ["button-done", "完了"],
  ["changed-label", "同意して進む"],
  ["english", "OK"],
  [null, "決定"],
] as const)("%s: the button says %s", async (variant, label) => {
  const page = await untilConsent(variant);
  expect(button(page)).toBe(label);
  await expectBrokenReturn(page);
});

test("two-forms: the same form twice", async () => {
  expect((await untilConsent("two-forms")).body.match(/<form /gu)).toHaveLength(2);
});

test.each(["double-render", "vanish"] as const)("%s: a script changes the page later", async (variant) => {
  const page = await untilConsent(variant);
  expect(page.body).toContain(`data-variant="${variant}"`);
  expect(page.body).toContain('src="/assets/consent.js"');
});

test("second-page: the first answer leads to a page of the same kind", async () => {
  const second = await person.submit(await untilConsent("second-page"), yes);
  expect(atConsent(second)).toBe(true);
  await expectBrokenReturn(second);
  expect(
    (await service.admin.events({ type: "consent", outcome: "notified" })).map((event) => event.step),
  ).toEqual([1, 2]);
});

test("lookalike: another host, and pressing there is told", async () => {
  const page = await untilConsent("lookalike");
  expect(page.url.origin).not.toBe(policy().origins.operator);
  expect(page.body).toContain("回線情報通知");
  await person.submit(page, yes);
  expect(await service.admin.events({ type: "consent", outcome: "lookalike-pressed" })).toHaveLength(1);
  expect(await service.admin.events({ type: "broken-return" })).toEqual([]);
});

test.each([
  [{ count: 0 }, null],
  [{ count: 3, delayMs: 500 }, 'data-count="3" data-delay="500"'],
] as const)("duplicates as set: %j", async (set, expected) => {
  await service.admin.addFault({ kind: "duplicates", ...set });
  const main = await person.submit(await untilConsent(null), yes);
  if (expected === null) expect(main.body).not.toContain("data-count");
  else expect(main.body).toContain(expected);
  expect((await person.open(main.url.href)).body).not.toContain("data-count"); // not again at a reload
});

test("a consent answers once", async () => {
  const page = await untilConsent(null);
  await person.submit(page, yes);
  expect((await person.submit(page, yes)).status).toBe(410);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { contractRoutes } from "../../service/routes/contract.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { WRONG } from "./service-bad-values.ts";
import { titleOf } from "./service-place.ts";
import { invited as invite, linkTo as mailedLink } from "./service-screens.ts";
import { formOf, type Landing } from "./service-visitor.ts";
import { PASSWORDS, text, Walk } from "./service-walk.ts";

// Every form of the contract host and of the console, each with input that isn't meant for it: answered in words,
// without an effect (those of the login: service-bad-input-login.test.ts). Links that are over or somebody else's are in service-links.test.ts.

let service: ReferenceService;
let walk: Walk;

beforeAll(async () => {
  service = await startReferenceService();
});
afterAll(() => service.close());
beforeEach(() => service.admin.reset());

const NEW_MAIL = "shin@new.example";
const PASSWORD = { password: "Atarashii-9", confirmation: "Atarashii-9" };
const userPage = (local: string) => `/users/${encodeURIComponent(`${walk.id}|${local}`)}`;

type Form = {
  readonly name: string;
  readonly id?: ServiceId;
  /** The page that has it. */
  readonly open: () => Promise<Landing>;
  /** Part of its action, where the page has more than one. */
  readonly form?: string;
  /** What is typed for it to do its work. */
  readonly right: Readonly<Record<string, string>>;
  /** Fields that the page carries along. */
  readonly carried?: readonly string[];
};

const inMenu = (path: string) => async () => {
  await walk.menuLogin();
  return walk.menu(path);
};
const inConsole = (path: () => string) => async () => {
  await walk.webLogin();
  return walk.console(path());
};
const next =
  (open: () => Promise<Landing>, values: Readonly<Record<string, string>>, form = "") =>
  async () =>
    walk.person.submit(await open(), values, form);
const linkTo = (local: string, mail?: string) => () => mailedLink(local, mail)(walk);
const invited = () => invite(walk);
const trial = async () => {
  await service.admin.setContract({
    service: walk.id,
    plan: "trial",
    trialStarted: new Date().toISOString(),
  });
  return inMenu("/plan")();
};
const newMail = { mail: NEW_MAIL, confirmation: NEW_MAIL };

const FORMS: readonly Form[] = [
  {
    name: "B15",
    open: () => walk.menu("/"),
    right: { mail: "riyousha@omakase.example", password: PASSWORDS.riyousha },
  },
  { name: "B17", open: inMenu("/login-method"), right: { method: "google" } },
  { name: "B18", open: inMenu("/login-method/password"), right: PASSWORD },
  { name: "B19", open: inMenu("/mail"), right: newMail },
  { name: "B17′", id: "codec", open: inMenu("/login-method"), right: newMail },
  { name: "B22", open: inMenu("/password"), right: { current: PASSWORDS.keiyakusha, ...PASSWORD } },
  { name: "B24", open: inMenu("/access-path"), right: { path: "line-only" } },
  { name: "B25", id: "codec", open: inMenu("/access-path"), right: { path: "line-only" } },
  { name: "B26", open: next(inMenu("/access-path"), { path: "line-only" }), right: {}, carried: ["path"] },
  { name: "B28", open: inMenu("/second-factor"), right: { setting: "off" } },
  {
    name: "B29",
    open: next(inMenu("/second-factor"), { setting: "off" }),
    right: { read: "yes" },
    carried: ["setting"],
  },
  { name: "Active Directory設定", open: inMenu("/active-directory"), right: { domain: "new.example" } },
  { name: "プラン変更", id: "cowork", open: trial, right: {} },
  { name: "B17 by link", open: linkTo("riyousha"), right: { method: "google" } },
  { name: "B18 by link", open: next(linkTo("riyousha"), { method: "password" }), right: PASSWORD },
  {
    name: "B35",
    open: next(linkTo("riyousha"), { method: "active-directory" }),
    right: { connectionId: "adfs-omakasedemo2025" },
  },
  { name: "B21", open: linkTo("riyousha", NEW_MAIL), right: PASSWORD },
  { name: "codec's B21", id: "codec", open: linkTo("riyousha", NEW_MAIL), right: PASSWORD },
  {
    name: "codec's methods",
    id: "codec",
    open: linkTo("riyousha", NEW_MAIL),
    form: "/method",
    right: { method: "google" },
  },
  { name: "B33", open: invited, right: PASSWORD },
  { name: "B33's methods", open: invited, form: "/method", right: { method: "google" } },
  { name: "B34", open: next(invited, PASSWORD), right: {} },
  { name: "B37", open: inConsole(() => "/users"), right: { name: "新人 一", mail: NEW_MAIL, role: "user" } },
  { name: "B38", open: inConsole(() => userPage("shoutai")), right: {} },
  { name: "B39", open: inConsole(() => `${userPage("riyousha")}/mail`), right: { mail: NEW_MAIL } },
  {
    name: "B40",
    open: next(
      inConsole(() => `${userPage("riyousha")}/mail`),
      { mail: NEW_MAIL },
    ),
    right: {},
    carried: ["mail"],
  },
  { name: "B41", open: inConsole(() => "/lines"), right: { path: "both", lines: "CAF0000000001" } },
];

/** All that a form can change. */
async function effects(): Promise<unknown> {
  const { admin } = service;
  const [users, contracts, mails] = await Promise.all([admin.users(), admin.contracts(), admin.mail()]);
  const done = await admin.events({ type: "credential" });
  return { users, contracts, mails, done };
}

describe.each(FORMS)("$name", ({ id = "omakase", open, form = "", right, carried = [] }) => {
  let page: Landing;
  let before: unknown;
  beforeEach(async () => {
    walk = new Walk(service, id);
    page = await open();
    before = await effects();
  });
  const names = [...Object.keys(right), ...carried];
  // the passwords of codec are advised on only (facts A8), so what is wrong with them must be more than weakness
  const all = (value: string, confirmation = value) =>
    Object.fromEntries(names.map((name) => [name, name === "confirmation" ? confirmation : value]));

  async function refused(landing: Landing): Promise<void> {
    expect(landing.url.origin).toMatch(/^http:\/\/(contract|web)\./u); // nobody is sent away
    expect(landing.status).toBeLessThan(500);
    expect(titleOf(landing)).toMatch(/[ぁ-んァ-ヶ一-龠]/u);
    expect(landing.body).not.toContain("<script>alert");
    expect(landing.body).not.toContain("undefined");
    expect(await effects()).toEqual(before);
  }

  test("does its work when it is filled in rightly (or the cases below mean nothing)", async () => {
    const landing = await walk.person.submit(page, right, form);
    expect(landing.status).toBe(200);
    expect(landing.body).not.toContain('role="alert"');
  });

  // a form that only asks for a press has nothing to type
  test.each(names.length === 0 ? [] : WRONG)("%s is answered in words", async (_name, value) => {
    const landing = await walk.person.submit(page, all(value, `${value}x`), form);
    await refused(landing);
    // what the page itself carries along leads back to where it was chosen
    if (carried.length === 0) expect(text(landing)).toMatch(/ください|です。|ません|しません|ます。/u);
  });

  test.each(names.length === 0 ? [] : ["fields"])("without its %s it does nothing", async () => {
    const { action, hidden } = formOf(page, form);
    const token = { form: hidden.form ?? "", once: hidden.once ?? "" };
    await refused(await walk.person.open(action, token));
  });

  test.each([
    ["another's token", { form: "A".repeat(32) }],
    ["an empty token", { form: "" }],
  ])("%s is refused", async (_name, token) => {
    const landing = await walk.person.submit(page, { ...right, ...token }, form);
    expect([landing.status, titleOf(landing)]).toEqual([400, "送信を受け付けられません"]);
    await refused(landing);
  });

  test("sent from another site it is refused", async () => {
    const { action, hidden } = formOf(page, form);
    const landing = await walk.person.open(action, { ...hidden, ...right }, "http://evil.localhost");
    expect(landing.status).toBe(400);
    await refused(landing);
  });

  test("sent a second time it does nothing more", async () => {
    await walk.person.submit(page, right, form);
    before = await effects();
    const again = await walk.person.submit(page, right, form);
    expect(again.status).toBeLessThan(500);
    expect(titleOf(again)).toMatch(/[ぁ-んァ-ヶ一-龠]/u);
    expect(await effects()).toEqual(before);
  });
});

test("no form of the menu is missing above", async () => {
  const tested = new Set<string>();
  for (const { id = "omakase", open, form = "" } of FORMS) {
    await service.admin.reset();
    walk = new Walk(service, id);
    tested.add(new URL(formOf(await open(), form).action).pathname);
  }
  for (const id of ["omakase", "cowork", "codec"] as const) {
    await service.admin.reset();
    walk = new Walk(service, id);
    await walk.menuLogin();
    for (const { at } of contractRoutes.filter(
      (route) => !route.at.endsWith("*") && route.at !== "/logout",
    )) {
      const page = await walk.menu(at);
      for (const [, action = ""] of page.body.matchAll(/<form[^>]* action="([^"]*)"/gu))
        expect(tested, `${id} ${at}`).toContain(new URL(action, page.url).pathname);
    }
  }
});

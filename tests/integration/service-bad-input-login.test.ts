import { beforeEach, describe, expect, test } from "vitest";
import { WRONG } from "./service-bad-values.ts";
import { placeIn, runningService, titleOf } from "./service-place.ts";
import { driveRequest, formOf, type Landing, Visitor } from "./service-visitor.ts";

// The forms on the way in that a login doesn't fill in each time, with input that isn't meant for them: answered in
// words, without an effect. B1 is in service-login.test.ts, B4 to B10 in service-second-factor.test.ts, B12 in
// service-federated.test.ts.

const service = runningService();
const place = placeIn(service);
let person: Visitor;
beforeEach(() => {
  person = new Visitor();
});

const { mail, password } = { mail: "riyousha@omakase.example", password: "Riyousha-2025" };
const resetRequest = () => person.open(`${place.originsOf("omakase").internet}/reset-request`);

async function resetPage(): Promise<Landing> {
  await person.submit(await resetRequest(), { mail });
  const [sent] = await service.admin.mail();
  return person.open(sent?.link ?? "");
}

async function notice(): Promise<Landing> {
  const page = await person.open(place.front("omakase", "line", driveRequest().query));
  return person.submit(page, { mail, password });
}

const FORMS = {
  B14: { open: notice, right: { notify: "yes", always: "yes" } },
  B30: { open: resetRequest, right: { mail } },
  B31: { open: resetPage, right: { password: "Atarashii-9", confirmation: "Atarashii-9" } },
} as const;

/** All that these forms can change. */
async function effects(): Promise<unknown> {
  const { admin } = service;
  const done = (await admin.events()).filter(({ type }) => type === "consent" || type === "unlock");
  return { users: await admin.users(), mails: await admin.mail(), consents: await admin.consents(), done };
}

describe.each(Object.entries(FORMS))("%s", (_name, { open, right }) => {
  let page: Landing;
  let before: unknown;
  beforeEach(async () => {
    page = await open();
    before = await effects();
  });

  async function refused(landing: Landing): Promise<void> {
    expect(landing.url.origin).toBe(page.url.origin); // nobody is sent away
    expect(landing.status).toBeLessThan(500);
    expect(titleOf(landing)).toMatch(/[ぁ-んァ-ヶ一-龠]/u);
    expect(landing.body).toMatch(/ください。|です。|ません。|ましたら/u);
    expect(landing.body).not.toContain("<script>alert");
    expect(landing.body).not.toContain("undefined");
    expect(await effects()).toEqual(before);
  }

  test("does its work when it is filled in rightly (or the cases below mean nothing)", async () => {
    expect((await person.submit(page, right)).status).toBe(200);
    expect(await effects()).not.toEqual(before);
  });

  test.each(WRONG)("%s is answered in words", async (_what, value) => {
    const typed = Object.fromEntries(
      Object.keys(right).map((name) => [name, name === "confirmation" ? `${value}x` : value]),
    );
    const landing = await person.submit(page, typed);
    expect(titleOf(landing)).not.toContain("終了"); // it isn't over
    await refused(landing);
  });

  test("without its fields it does nothing, and can still be sent rightly", async () => {
    await refused(await person.submit(page, {}));
    expect((await person.submit(await reopened(), right)).status).toBe(200);
    expect(await effects()).not.toEqual(before);
  });
  const reopened = () => person.open(page.url.href);

  test("another's token, or another site, is refused", async () => {
    const { action, hidden } = formOf(page);
    const stranger = await person.submit(page, { ...right, form: "A".repeat(32) });
    expect([stranger.status, titleOf(stranger)]).toEqual([400, "送信を受け付けられません"]);
    await refused(stranger);
    const elsewhere = await person.open(action, { ...hidden, ...right }, "http://evil.localhost");
    expect(elsewhere.status).toBe(400);
    await refused(elsewhere);
  });

  test("sent a second time it does nothing more", async () => {
    await person.submit(page, right);
    before = await effects();
    const again = await person.submit(page, right);
    expect([409, 410]).toContain(again.status);
    await refused(again);
  });
});

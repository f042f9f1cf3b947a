import { beforeEach, describe, expect, test } from "vitest";
import { codeOf, stepAt } from "../../service/people/totp.ts";
import { enrolment } from "../../src/core/rules/second-factor.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";
import {
  EAST,
  hasCode,
  headingOf,
  placeIn,
  problemsOf,
  runningService,
  textOf,
  titleOf,
} from "./service-place.ts";
import { driveRequest, type Landing, Visitor } from "./service-visitor.ts";

const DAY = 86_400;
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const PHONE = "09012345678";
const RECOVERY = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ";

const service = runningService();
const place = placeIn(service);
let person: Visitor;
beforeEach(() => {
  person = new Visitor();
});

type Enrolled = { kind: "sms"; phone: string } | { kind: "totp"; secret: string } | null;

const asked = (id: ServiceId, enrolled: Enrolled = null) =>
  service.admin.setUser({
    service: id,
    mail: place.accountOf(id).mail,
    secondFactor: true,
    enrolled,
    recoveryCode: enrolled === null ? null : RECOVERY,
  });
const userOf = async (id: ServiceId) =>
  (await service.admin.users()).find(
    ({ service: of, mail }) => of === id && mail === place.accountOf(id).mail,
  );
const logIn = async (id: ServiceId, who = person) => (await place.logIn(who, id, "internet")).landing;
/** The password typed again in the same browser. */
const again = async (id: ServiceId, who = person) =>
  (await place.logIn(who, id, "internet", { request: driveRequest({ prompt: "login" }) })).landing;
const lastSms = async () => (await service.admin.sms()).at(-1)?.code ?? "none";
const totp = (offset = 0) => codeOf(SECRET, stepAt(Date.now()) + offset);
const outcomes = async () =>
  (await service.admin.events({ type: "second-factor" })).map(({ outcome }) => outcome);
const linkTo = (page: Landing, label: string) => {
  const href = [...page.body.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/gu)].find(
    ([, , text]) => text === label,
  )?.[1];
  if (href === undefined) throw new Error(`no link ${label}`);
  return new URL(href, page.url).href;
};

describe.each(SERVICE_IDS)("%s", (id) => {
  const { first, otherLink } = enrolment(id).value;

  test("enrols by SMS: B4 → B5 → B7 → B8 → in", async () => {
    await asked(id);
    const start = await logIn(id);
    expect(titleOf(start)).toBe("2段階認証");
    const phone = first === "sms" ? start : await person.open(linkTo(start, otherLink));
    expect(phone.body).toContain(">電話番号<");
    const code = await person.submit(phone, { phone: "０９０－１２３４ー５６７８" });
    expect(code.body).toContain("このブラウザを一定期間、記憶する");
    const saving = await person.submit(code, { code: await lastSms() });
    expect(saving.body).toContain("リカバリコードを保存しました");
    const recovery = /id="recovery-code">([^<]*)</u.exec(saving.body)?.[1] ?? "";
    expect(recovery).toMatch(/^([A-Z0-9]{4}-){5}[A-Z0-9]{4}$/u);
    expect((await userOf(id))?.enrolled).toBeNull(); // counts only once the code is saved
    expect(problemsOf(await person.submit(saving, {}))).not.toEqual([]);
    const done = await person.submit(saving, { saved: "yes" });
    expect([titleOf(done), headingOf(done)]).toEqual(["2段階認証完了", "2段階認証完了"]);
    expect(hasCode(await person.submit(done, {}))).toBe(true);
    expect(await userOf(id)).toMatchObject({
      enrolled: { kind: "sms", phone: PHONE },
      recoveryCode: recovery,
    });
    const [success] = await service.admin.events({ type: "login", outcome: "success" });
    expect(success).toMatchObject({ how: "mfa", amr: ["pwd", "mfa"] });
  });

  test("enrols an authenticator: B6 → B7 → B8 → in", async () => {
    await asked(id);
    const start = await logIn(id);
    const page = first === "authenticator" ? start : await person.open(linkTo(start, otherLink));
    const secret = (/id="key">([^<]*)</u.exec(page.body)?.[1] ?? "").replaceAll(" ", "");
    expect(page.body).toContain("<svg");
    const wrong = await person.submit(page, { code: codeOf(secret, stepAt(Date.now()) - 3) });
    expect(problemsOf(wrong)).toContain("パスコードが正しくありません。");
    expect(wrong.body).toContain(`id="key">${secret.slice(0, 4)}`); // the same key as before
    const saving = await person.submit(wrong, { code: codeOf(secret, stepAt(Date.now())) });
    const done = await person.submit(saving, { saved: "yes" });
    expect(hasCode(await person.submit(done, {}))).toBe(true);
    expect((await userOf(id))?.enrolled).toEqual({ kind: "totp", secret });
  });

  test("shows its first way first and the other by its name (facts A27)", async () => {
    await asked(id);
    const start = await logIn(id);
    expect(start.url.pathname).toBe(`/second-factor/${first === "sms" ? "phone" : "authenticator"}`);
    const other = await person.open(linkTo(start, otherLink));
    expect(other.url.pathname).toBe(`/second-factor/${first === "sms" ? "authenticator" : "phone"}`);
    expect((await person.open(linkTo(other, "戻る"))).url.href).toBe(start.url.href);
  });

  test("the contract's setting turns it off where there is one (facts A24)", async () => {
    await asked(id, { kind: "totp", secret: SECRET });
    await service.admin.setContract({ service: id, secondFactor: false });
    expect(hasCode(await logIn(id))).toBe(id !== "codec");
    const [event] = await service.admin.events({ type: "second-factor" });
    expect(event).toMatchObject(
      id === "codec"
        ? { outcome: "asked", why: "first-on-device" }
        : { outcome: "not-asked", why: "turned-off" },
    );
  });

  test("isn't shown on a line (facts A25)", async () => {
    await asked(id, { kind: "sms", phone: PHONE });
    await service.admin.setLine(EAST);
    expect(hasCode((await place.logIn(person, id, "line")).landing)).toBe(true);
    const events = await service.admin.events({ type: "second-factor" });
    expect(events).toMatchObject([{ outcome: "not-asked", why: "by-line" }]);
  });

  test("B10 and B11: a recovery code gets in once, and the old one is dead everywhere (facts A32)", async () => {
    await asked(id, { kind: "sms", phone: PHONE });
    const elsewhere = new Visitor();
    const open = await elsewhere.open(linkTo(await logIn(id, elsewhere), "デバイスを紛失した場合はこちら"));
    const entry = await person.open(linkTo(await logIn(id), "デバイスを紛失した場合はこちら"));
    const stripped = await person.submit(entry, { recovery: RECOVERY.replaceAll("-", "") });
    expect(problemsOf(stripped).join()).toContain("控えたとおりに"); // as copied (facts A31)
    const fresh = await person.submit(stripped, { recovery: RECOVERY });
    expect(headingOf(fresh)).toBe("新しいリカバリコード");
    const code = /id="recovery-code">([^<]*)</u.exec(fresh.body)?.[1];
    expect(code).not.toBe(RECOVERY);
    expect((await person.open(fresh.url.href)).body).toContain(`${code}<`); // a reload shows it again
    expect(problemsOf(await elsewhere.submit(open, { recovery: RECOVERY }))).not.toEqual([]);
    expect(hasCode(await person.submit(fresh, { saved: "yes" }))).toBe(true);
    expect(
      hasCode(
        await elsewhere.submit(await elsewhere.submit(open, { recovery: code ?? "" }), { saved: "yes" }),
      ),
    ).toBe(true);
  });
});

test("B9 by SMS: wrong, sent again (the first is dead), right; what was used isn't good again", async () => {
  await asked("omakase", { kind: "sms", phone: PHONE });
  const page = await logIn("omakase");
  expect(textOf(page)).toContain("末尾 5678");
  expect(page.body).toContain(">パスコードの入力(6桁)<");
  const old = await lastSms();
  const wrong = await person.submit(page, { code: old === "000000" ? "000001" : "000000" });
  expect(problemsOf(wrong)).toEqual(["パスコードが正しくありません。"]);
  const token = /name="form" value="([^"]*)"/u.exec(wrong.body)?.[1] ?? "";
  const resent = await person.open(new URL("/second-factor/resend", page.url).href, { form: token });
  expect(resent.body).toContain("新しいパスコードをお送りしました。");
  const fresh = await lastSms();
  if (fresh !== old) expect(problemsOf(await person.submit(resent, { code: old }))).not.toEqual([]);
  expect(hasCode(await person.submit(resent, { code: fresh }))).toBe(true);
  expect((await person.submit(resent, { code: fresh })).status).toBe(410); // replayed
  expect((await service.admin.sms()).map(({ phone }) => phone)).toEqual([PHONE, PHONE]);
});

test("a code by SMS dies after ten minutes", async () => {
  await asked("omakase", { kind: "sms", phone: PHONE });
  const page = await logIn("omakase");
  await service.admin.shiftClock(601);
  expect(problemsOf(await person.submit(page, { code: await lastSms() })).join()).toContain("有効期限");
});

test.each([
  [-2, false],
  [-1, true],
  [0, true],
  [1, true],
  [2, false],
])("an authenticator %i steps off: %s", async (offset, right) => {
  await asked("ot", { kind: "totp", secret: SECRET });
  const page = await logIn("ot");
  expect(hasCode(await person.submit(page, { code: totp(offset) }))).toBe(right);
});

test("an authenticator's code is good once, for all browsers (RFC 6238 5.2)", async () => {
  await asked("codec", { kind: "totp", secret: SECRET });
  const code = totp(1);
  expect(hasCode(await person.submit(await logIn("codec"), { code }))).toBe(true);
  const thief = new Visitor();
  const page = await logIn("codec", thief);
  expect(problemsOf(await thief.submit(page, { code }))).toEqual(["パスコードが正しくありません。"]);
});

describe("a browser", () => {
  test("is remembered only if that was ticked", async () => {
    await asked("omakase", { kind: "totp", secret: SECRET });
    expect(hasCode(await person.submit(await logIn("omakase"), { code: totp(-1) }))).toBe(true);
    const asks = await again("omakase");
    expect(titleOf(asks)).toBe("2段階認証");
    expect(hasCode(await person.submit(asks, { code: totp(0), remember: "yes" }))).toBe(true);
    expect(hasCode(await again("omakase"))).toBe(true);
    person.restart();
    expect(hasCode(await again("omakase"))).toBe(true);
  });

  test("stays remembered for thirty days without access; each login renews it (facts A22)", async () => {
    await asked("cowork", { kind: "totp", secret: SECRET });
    await person.submit(await logIn("cowork"), { code: totp(), remember: "yes" });
    await service.admin.shiftClock(29 * DAY);
    expect(hasCode(await again("cowork"))).toBe(true);
    await service.admin.shiftClock(58 * DAY);
    expect(hasCode(await again("cowork"))).toBe(true);
    await service.admin.shiftClock(88 * DAY);
    expect(titleOf(await again("cowork"))).toBe("2段階認証");
    const whys = (await service.admin.events({ type: "second-factor" })).flatMap(({ why }) => why ?? []);
    expect(whys).toEqual(["first-on-device", "seen-recently", "seen-recently", "long-without-access"]);
  });

  test("is remembered for that account alone, and both can be", async () => {
    const other = { mail: "keiyakusha@ot.example", password: "Keiyaku-2025" };
    const factor = { secondFactor: true, enrolled: { kind: "totp", secret: SECRET } } as const;
    await asked("ot", { kind: "totp", secret: SECRET });
    await service.admin.setUser({ service: "ot", mail: other.mail, ...factor });
    await person.submit(await logIn("ot"), { code: totp(), remember: "yes" });
    const login = async () => {
      const page = await person.open(place.front("ot", "internet", driveRequest({ prompt: "login" }).query));
      return person.submit(page, other);
    };
    const asks = await login();
    expect(titleOf(asks)).toBe("2段階認証");
    // Another account in the same browser: the provider ends the other's session by a page with a script.
    expect((await person.submit(asks, { code: totp(), remember: "yes" })).body).toContain(
      "/session/end/confirm",
    );
    person.dropSession(place.originsOf("ot").issuer);
    expect(hasCode(await login())).toBe(true);
    person.dropSession(place.originsOf("ot").issuer);
    expect(hasCode(await logIn("ot"))).toBe(true);
  });

  test("is forgotten when the password is reset, and the second factor is set up anew (facts A33)", async () => {
    await asked("omakase", { kind: "totp", secret: SECRET });
    await person.submit(await logIn("omakase"), { code: totp(), remember: "yes" });
    const { mail } = place.accountOf("omakase");
    await person.submit(await person.open(`${place.originsOf("omakase").internet}/reset-request`), { mail });
    const [sent] = await service.admin.mail();
    const password = "Atarashii-1";
    await person.submit(await person.open(sent?.link ?? ""), { password, confirmation: password });
    const request = driveRequest({ prompt: "login" });
    const { landing } = await place.logIn(person, "omakase", "internet", { request, as: { mail, password } });
    expect(landing.url.pathname).toBe("/second-factor/phone");
    expect(await userOf("omakase")).toMatchObject({ enrolled: null, recoveryCode: null });
  });
});

test("an SMS that is lost: the page says what to lift, and the next one comes (facts A49)", async () => {
  await asked("omakase", { kind: "sms", phone: PHONE });
  await service.admin.addFault({ kind: "sms-lost" });
  const page = await logIn("omakase");
  expect(await service.admin.sms()).toEqual([]);
  expect(textOf(page)).toMatch(/もう一度ログイン[\s\S]*海外からのSMSの受信拒否/u);
  expect(textOf(page)).toContain("許可した相手だけから受信する設定");
  const token = /name="form" value="([^"]*)"/u.exec(page.body)?.[1] ?? "";
  await person.open(new URL("/second-factor/resend", page.url).href, { form: token });
  expect(hasCode(await person.submit(page, { code: await lastSms() }))).toBe(true);
  expect(await outcomes()).toEqual(["asked", "sms-lost", "sms-sent", "accepted"]);
});

test("codec's manual has no such paragraph, and nothing is told as if it had", async () => {
  await asked("codec", { kind: "sms", phone: PHONE });
  const page = await logIn("codec");
  expect(textOf(page)).toContain("SMSが届かないときは");
  expect(textOf(page)).not.toContain("海外");
});

describe("trying is limited", () => {
  test("ten wrong codes end the login, in every browser, for ten minutes", async () => {
    await asked("omakase", { kind: "totp", secret: SECRET });
    let page = await logIn("omakase");
    for (let n = 1; n <= 10; n += 1) {
      expect(titleOf(page)).toBe("2段階認証");
      expect(page.status).toBe(200);
      page = await person.submit(page, { code: totp(9) });
    }
    expect(page.status).toBe(429);
    expect((await logIn("omakase", new Visitor())).status).toBe(429);
    await service.admin.shiftClock(601);
    expect(hasCode(await person.submit(await logIn("omakase"), { code: totp() }))).toBe(true);
  });

  test("so are recovery codes and SMS", async () => {
    await asked("ot", { kind: "sms", phone: PHONE });
    const start = await logIn("ot");
    let page = await person.open(linkTo(start, "デバイスを紛失した場合はこちら"));
    for (let n = 1; n <= 10; n += 1) page = await person.submit(page, { recovery: `${RECOVERY}${n}` });
    expect(page.status).toBe(429);

    const other = new Visitor();
    let challenge = await logIn("ot", other);
    for (let n = 1; n <= 10 && challenge.status === 200; n += 1) {
      const token = /name="form" value="([^"]*)"/u.exec(challenge.body)?.[1] ?? "";
      challenge = await other.open(new URL("/second-factor/resend", start.url).href, { form: token });
    }
    expect(challenge.status).toBe(429);
    expect((await service.admin.sms()).length).toBe(10);
  });
});

const LONG = "9".repeat(5_000);
const SCRIPT = `"><script>alert(1)</script>`;

describe("bad input is answered in words and has no effect", () => {
  const phonePage = async () => {
    await asked("omakase");
    return logIn("omakase");
  };
  const codePage = async () => person.submit(await phonePage(), { phone: PHONE });
  const savePage = async () => person.submit(await codePage(), { code: await lastSms() });
  const challenge = async () => {
    await asked("omakase", { kind: "sms", phone: PHONE });
    return logIn("omakase");
  };
  const recovery = async () => person.open(linkTo(await challenge(), "デバイスを紛失した場合はこちら"));

  const FORMS = {
    B4: { open: phonePage, field: "phone" },
    B5: { open: codePage, field: "code" },
    B7: { open: savePage, field: "saved" },
    B9: { open: challenge, field: "code" },
    B10: { open: recovery, field: "recovery" },
  } as const;

  test.each(
    (Object.keys(FORMS) as (keyof typeof FORMS)[]).flatMap((form) =>
      [
        ["empty", ""],
        ["too long", LONG],
        ["a script", SCRIPT],
      ].map(([what, typed]) => [form, what, typed] as const),
    ),
  )("%s, %s", async (form, _what, typed = "") => {
    const { open, field } = FORMS[form];
    const page = await open();
    const before = await userOf("omakase");
    const answer = await person.submit(page, { [field]: typed });
    expect(answer.status).toBe(200);
    expect(answer.url.pathname).toBe(page.url.pathname);
    expect(problemsOf(answer).length).toBeGreaterThan(0);
    expect(answer.body).not.toContain("<script>alert");
    expect(await userOf("omakase")).toEqual(before);
    expect(await service.admin.events({ type: "login", outcome: "success" })).toEqual([]);
  });

  test.each(Object.keys(FORMS) as (keyof typeof FORMS)[])(
    "%s without its token, with a stranger's, or from another browser",
    async (form) => {
      const { open, field } = FORMS[form];
      const page = await open();
      expect((await person.open(page.url.href, { [field]: "x" })).status).toBe(400);
      expect((await person.open(page.url.href, { [field]: "x", form: "someone-else" })).status).toBe(400);
      expect((await new Visitor().submit(page, { [field]: "x" })).status).toBe(410);
      expect(await service.admin.events({ type: "login", outcome: "success" })).toEqual([]);
    },
  );

  test.each(Object.keys(FORMS) as (keyof typeof FORMS)[])("%s after its login has expired", async (form) => {
    const { open, field } = FORMS[form];
    const page = await open();
    await service.admin.shiftClock(3_700);
    const answer = await person.submit(page, { [field]: "yes" });
    expect(answer.status).toBe(410);
    expect(textOf(answer)).toContain("もう一度お試しください");
  });

  test("a page of another step leads to the step that it is at", async () => {
    const page = await challenge();
    for (const path of ["phone", "authenticator", "done", "recovery-code"])
      expect((await person.open(new URL(`/second-factor/${path}`, page.url).href)).url.href).toBe(
        page.url.href,
      );
    expect((await person.open(new URL("/second-factor/nothing", page.url).href)).status).toBe(404);
  });
});

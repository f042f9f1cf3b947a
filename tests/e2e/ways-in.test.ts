import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { codeOf, stepAt } from "../../service/people/totp.ts";
import type { UserChange } from "../../service/state/organisation-schema.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { type Office, openOffice, Person, seesLoginWindows, WEST_LINE } from "../support/office.ts";
import { openedTimes } from "../support/opened-outside.ts";
import type { RunningClient } from "../support/running-client.ts";

// Every way in that a person answers in the login window: the client says what is asked, never does it, and is online after it.

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const RECOVERY = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ";
const SMS = { kind: "sms", phone: "09012345678" } as const;
const TOTP = { kind: "totp", secret: SECRET } as const;

let office: Office;
afterEach(() => office.close());

/** The person's own: where mails are read, and a login goes on that can't be done in a window of the client. */
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
});
afterAll(() => browser.close());

async function open(door: "internet" | "line", id: ServiceId = "omakase", change: Partial<UserChange> = {}) {
  office = await openOffice({ id, door });
  const { mail } = office.account;
  await office.service.admin.setUser({ service: id, mail, recoveryCode: RECOVERY, ...change });
}

const online = (client: RunningClient) => client.statusWhere("online", ({ state }) => state === "online");
const says = (client: RunningClient, code: ErrorCode) =>
  client.statusWhere(code, ({ reason, state }) => reason === code && state === "attention");
const lastSms = async () => (await office.service.admin.sms()).at(-1)?.code ?? "none";

async function answer(page: Page, label: string | RegExp, text: string): Promise<void> {
  const field = page.getByLabel(label).first();
  await field.fill(text);
  await field.press("Enter");
}

async function saved(page: Page): Promise<void> {
  await page.getByLabel("リカバリコードを保存しました").check();
  await page.getByRole("button", { name: /＞/u }).click();
}

/** Forgets what makes the next login free, but not the window's cookies: what a remembered browser is asked about. */
async function logInAgain(client: RunningClient): Promise<Page> {
  await office.service.admin.shiftClock(15 * 86_400); // the provider's session is over, the browser is still remembered
  await client.menu("ログアウト");
  await client.statusWhere("signed out", ({ state }) => state === "signed-out");
  await client.menu("ログイン");
  return new Person(client).typeAndLogIn(office.account);
}

test("enrolment by SMS, and the browser is remembered: the next login asks for the password alone", async () => {
  await open("internet", "omakase", { secondFactor: true, recoveryCode: null });
  await office.service.admin.setContract({ service: "omakase", refreshTokenSeconds: 86_400 });
  const client = await office.startPc();
  const page = await new Person(client).typeAndLogIn(office.account);
  await says(client, "AUTH_SECOND_FACTOR");
  await answer(page, "電話番号", "090-1234-5678");
  await page.getByLabel("このブラウザを一定期間、記憶する").check();
  await answer(page, "パスコード(6文字)", await lastSms());
  await saved(page);
  expect((await client.status()).reason).toBe("AUTH_SECOND_FACTOR");
  await page.getByRole("button", { name: "ログインする" }).click();
  await online(client);
  await logInAgain(client);
  await online(client);
  const events = await office.events({ type: "second-factor" });
  expect(events.at(-1)).toMatchObject({ outcome: "not-asked", why: "seen-recently" });
});

test("codec, enrolment of an authenticator", async () => {
  await open("internet", "codec", { secondFactor: true, recoveryCode: null });
  const client = await office.startPc();
  const page = await new Person(client).typeAndLogIn(office.account);
  await says(client, "AUTH_SECOND_FACTOR");
  await page.getByText("読み取れないときは").click();
  const secret = (await page.locator("#key").textContent())?.replaceAll(" ", "") ?? "";
  await answer(page, "パスコード(6桁)", codeOf(secret, stepAt(Date.now())));
  await saved(page);
  await page.getByRole("button", { name: "ログインする" }).click();
  await online(client);
});

test("an authenticator's code: a wrong one is the page's to say, a right one lets in", async () => {
  await open("internet", "omakase", { secondFactor: true, enrolled: TOTP });
  const client = await office.startPc();
  const page = await new Person(client).typeAndLogIn(office.account);
  await says(client, "AUTH_SECOND_FACTOR");
  await answer(page, /パスコードの入力/u, codeOf(SECRET, stepAt(Date.now()) + 9));
  await page.getByText("パスコードが正しくありません。").waitFor();
  await says(client, "AUTH_SECOND_FACTOR");
  await answer(page, /パスコードの入力/u, codeOf(SECRET, stepAt(Date.now())));
  await online(client);
});

test("the device is lost: a recovery code lets in, and is replaced", async () => {
  await open("internet", "omakase", { secondFactor: true, enrolled: SMS });
  const client = await office.startPc();
  const page = await new Person(client).typeAndLogIn(office.account);
  await page.getByRole("link", { name: "デバイスを紛失した場合はこちら" }).click();
  await answer(page, "リカバリコード", RECOVERY);
  await page.getByText("これで無効になりました").waitFor();
  await says(client, "AUTH_SECOND_FACTOR");
  await saved(page);
  await online(client);
  const [user] = (await office.service.admin.users()).filter(({ mail }) => mail === office.account.mail);
  expect(user?.recoveryCode).not.toBe(RECOVERY);
});

test("an SMS that doesn't arrive: the client waits, the page says what to lift, the next one lets in", async () => {
  await open("internet", "omakase", { secondFactor: true, enrolled: SMS });
  await office.service.admin.addFault({ kind: "sms-lost" });
  const client = await office.startPc();
  const page = await new Person(client).typeAndLogIn(office.account);
  await says(client, "AUTH_SECOND_FACTOR");
  expect(await office.service.admin.sms()).toEqual([]);
  await page.getByText("SMSが届かないときは").click();
  await page.getByText("海外からのSMSの受信拒否").waitFor();
  await page.getByRole("button", { name: "パスコードを再送する" }).click();
  await page.getByText("新しいパスコードをお送りしました。").waitFor();
  await answer(page, /パスコードの入力/u, await lastSms());
  await online(client);
});

test("ten wrong passwords, the lock, the mailed link, and in", async () => {
  await open("internet");
  const client = await office.startPc();
  const person = new Person(client);
  for (let tries = 0; tries < 10; tries += 1) {
    const page = await person.typeAndLogIn({ ...office.account, password: "wrong-Password-1" });
    await page.waitForLoadState();
  }
  await client.statusWhere("locked", ({ reason }) => reason === "AUTH_LOCKED");
  const [mail] = await office.service.admin.mail();
  const unlock = await browser.newPage();
  await unlock.goto(mail?.link ?? "");
  await unlock.getByText("ロックを解除しました").waitFor();
  await unlock.close();
  await person.typeAndLogIn(office.account);
  await online(client);
});

test("a forgotten password: the reset by mail, the second factor set up anew, and in", async () => {
  await open("internet", "omakase", { secondFactor: true, enrolled: TOTP });
  const client = await office.startPc();
  const person = new Person(client);
  const page = await person.loginPage();
  await page.getByRole("link", { name: "パスワードを忘れた方はこちら" }).click();
  await client.statusWhere("the reset", ({ reason }) => reason === "AUTH_PASSWORD_RESET");
  await answer(page, "メールアドレス", office.account.mail);
  await page.getByText("メールをお送りしました").waitFor();
  const [mail] = await office.service.admin.mail();
  await page.goto(mail?.link ?? "");
  await page.getByLabel("新しいパスワード", { exact: true }).fill("Atarashii-1");
  await answer(page, "新しいパスワード（確認用）", "Atarashii-1");
  await page.getByText("手続きが完了いたしました").waitFor();
  await client.menu("ログインを中止");
  await client.statusWhere("signed out", ({ state }) => state === "signed-out");
  await client.menu("ログイン");
  const again = await person.typeAndLogIn({ ...office.account, password: "Atarashii-1" });
  await says(client, "AUTH_SECOND_FACTOR");
  await answer(again, "電話番号", "09012345678");
  await answer(again, "パスコード(6文字)", await lastSms());
  await saved(again);
  await again.getByRole("button", { name: "ログインする" }).click();
  await online(client);
});

describe("in the person's own browser", () => {
  /** A button of the login page pressed; the attempt goes on outside, where this page is. */
  async function goOutside(client: RunningClient, button: string): Promise<Page> {
    // The client has seen the login page: what the person presses there opens their browser without a further question.
    await client.statusWhere("at the login page", ({ state }) => state === "attention");
    await (await new Person(client).loginPage()).getByRole("link", { name: button }).click();
    await says(client, "AUTH_CONTINUE_IN_BROWSER");
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(await openedTimes(client, 1));
    await page.getByRole("link", { name: button }).click();
    return page;
  }

  test("Active Directory: 接続ID, and the company's own sign-in page", async () => {
    await open("internet");
    const client = await office.startPc();
    const page = await goOutside(client, "Active Directoryアカウントでログイン");
    await answer(page, "接続ID", "adfs-omakasedemo2025");
    await page.getByLabel("ADのアカウント").fill("ad@ad.omakase.example");
    await answer(page, "パスワード", "Soto-2025");
    const { account } = await online(client);
    expect(account?.mail).toBe("ad@omakase.example");
  });
});

test("Active Directory on a domain PC by the contract's own address: nothing is typed, no window stays", async () => {
  office = await openOffice({ door: "internet" });
  const { overrides } = office.policy as { overrides: { origins: { internet: string } } };
  const loginUrl = `${overrides.origins.internet}/ad/adfs-omakasedemo2025`;
  Object.assign(office.policy, { overrides: { ...overrides, loginUrl } });
  await office.service.admin.setPc({ domain: true });
  const client = await office.startPc();
  const { account } = await client.statusWhere(
    "online, and no window",
    ({ state, windows }) => state === "online" && windows.length === 0,
  );
  expect(account?.mail).toBe("ad@omakase.example");
});

test("通知しない: the line isn't verified, and the client says so; the next try may say yes", async () => {
  await open("line");
  await office.service.admin.setLine(WEST_LINE);
  const client = await office.startPc();
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await person.consent("自分で操作する");
  const notice = await client.page("the notice", (page) => page.url().includes("/kaisen/notice"));
  await notice.getByLabel("通知しない").check();
  await notice.getByRole("button", { name: "決定" }).click();
  await client.statusWhere("not verified", ({ reason }) => reason === "LINE_NOT_VERIFIED");
  await seesLoginWindows(client, 1);
  expect(await office.events({ type: "consent", outcome: "refused" })).toHaveLength(1);
  await client.menu("ログインを中止");
  await client.statusWhere("signed out", ({ state }) => state === "signed-out");
  await client.menu("ログイン");
  await person.typeAndLogIn(office.account);
  await person.consent();
  await online(client);
});

import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import { createWords } from "../../src/shared/words.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { createHttpPerson } from "../support/http-person.ts";
import { type Office, openOffice, Person, WEST_LINE } from "../support/office.ts";
import { openGuide } from "../support/open-guide.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";

// The recovery guide through its real windows: only what a window names is pressed.

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const ja = createWords("ja");

const guideOf = (client: RunningClient): Promise<Page> =>
  client.page("the recovery guide", (page) => page.url().includes("#/guide"));

const press = (guide: Page, name: string) => guide.getByRole("button", { name, exact: true }).click();
/** The window goes with the press, before the press is told to have been made. */
const closing = (guide: Page, pressed: Promise<void>) =>
  pressed.catch((thrown: unknown) => {
    if (!guide.isClosed()) throw thrown;
  });
const says = (guide: Page, name: string | RegExp) =>
  guide.getByRole("heading", { name, exact: true }).waitFor();
const done = (guide: Page) => guide.getByRole("listitem").filter({ hasText: "済み:" });
const online = (client: RunningClient) => client.statusWhere("online", ({ state }) => state === "online");

test("method ①: its steps tick themselves off as the client sees them happen, until it is online", async () => {
  const client = await office.startPc();
  const person = new Person(client);
  await person.loginPage();
  const guide = await openGuide(client);
  await says(guide, /^ログイン画面で、/u);
  await person.typeAndLogIn(office.account);
  await person.consentPanel();
  await until("two steps are done", async () => (await done(guide).count()) === 2);
  await says(guide, /^表示された画面の内容を読み/u);
  await person.consent();
  await online(client);
  await says(guide, "ログインしています。");
  await closing(guide, press(guide, "閉じる"));
  await client.statusWhere("the guide is closed", ({ windows }) => windows.length === 0);
});

test("a wrong password that is forgotten: the reset, and in with the new one", async () => {
  const client = await office.startPc();
  const person = new Person(client);
  const login = await person.typeAndLogIn({ ...office.account, password: "wrong-Password-1" });
  await client.statusWhere("wrong password", ({ reason }) => reason === "AUTH_WRONG_PASSWORD");
  const guide = await openGuide(client);
  await says(guide, "一致しないパスワード");
  await press(guide, "パスワードがわからない");
  await says(guide, "パスワードの再設定");
  await login.getByRole("link", { name: "パスワードを忘れた方はこちら" }).click();
  await login.getByLabel("メールアドレス").fill(office.account.mail);
  await login.getByLabel("メールアドレス").press("Enter");
  await login.getByText("メールをお送りしました").waitFor();
  // That it was sent only the person knows.
  await press(guide, "済みました");
  await says(guide, /^届いたメールのリンクを開き、新しいパスワードを/u);
  const [mail] = await office.service.admin.mail();
  await guide.getByText(`メールの件名は「${mail?.subject}」です。`).waitFor();
  await login.goto(mail?.link ?? "");
  await login.getByRole("textbox", { name: "新しいパスワード", exact: true }).fill("Atarashii-1");
  await login.getByRole("textbox", { name: "新しいパスワード（確認用）" }).fill("Atarashii-1");
  await login.getByRole("textbox", { name: "新しいパスワード（確認用）" }).press("Enter");
  await login.getByText("手続きが完了いたしました").waitFor();
  await press(guide, "済みました");
  await press(guide, "ログイン");
  await person.logInFirstTime({ ...office.account, password: "Atarashii-1" });
  await says(guide, "ログインしています。");
});

test("method ②: begun in the browser, and what the client's own login may still ask is said before", async () => {
  const client = await office.startPc();
  const person = new Person(client);
  await person.loginPage();
  const guide = await openGuide(client);
  await press(guide, "うまくいきません");
  await says(guide, "ブラウザーを使うログイン");
  await press(guide, "回線認証用のログイン画面を開く");
  const [opened = ""] = await until("it is opened outside", () => {
    const all = client.openedOutside();
    return all.length > 0 && all;
  });
  expect(URL.parse(opened)?.hostname).toBe("line.omakase.localhost");
  await press(guide, "ログインできた");
  await guide.getByText("メールアドレスとパスワードをたずねられる場合があります。").waitFor();
  await press(guide, "ログイン");
  await person.logInFirstTime(office.account);
  await says(guide, "ログインしています。");
});

test("off the contracted line: back on it, the login is begun anew and succeeds", async () => {
  await office.service.admin.setLine({ ...WEST_LINE, region: "other" });
  const client = await office.startPc();
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await client.statusWhere("not verified", ({ reason }) => reason === "LINE_NOT_VERIFIED");
  // The tray's reason leads there, too.
  await client.menu(`${ja.t("state.attention")} – ${ja.t("error.LINE_NOT_VERIFIED.title")}`);
  const guide = await guideOf(client);
  await says(guide, "回線認証エラー");
  await press(guide, "自宅、外出先、テザリング、VPNなど");
  await says(guide, "契約回線以外からの接続");
  await office.service.admin.setLine(WEST_LINE);
  await press(guide, "済みました");
  await press(guide, "ログイン");
  await person.logInFirstTime(office.account);
  await says(guide, "ログインしています。");
});

test("a locked account: the mail's subject is named, and its link lets in", async () => {
  const client = await office.startPc();
  const person = new Person(client);
  for (let tries = 0; tries < 10; tries += 1) {
    const page = await person.typeAndLogIn({ ...office.account, password: "wrong-Password-1" });
    await page.waitForLoadState();
  }
  await client.statusWhere("locked", ({ reason }) => reason === "AUTH_LOCKED");
  const guide = await openGuide(client);
  await says(guide, "アカウントのロック");
  await press(guide, "届いている");
  const [mail] = await office.service.admin.mail();
  await guide.getByText(`メールの件名は「${mail?.subject}」です。`).waitFor();
  expect((await createHttpPerson().open(mail?.link ?? "")).body).toContain("ロックを解除しました");
  await press(guide, "済みました");
  await press(guide, "ログイン");
  await person.logInFirstTime(office.account);
  await says(guide, "ログインしています。");
});

test("an SMS that doesn't arrive: what to lift is named, and the next one lets in (facts A49)", async () => {
  await office.close();
  office = await openOffice({ door: "internet" });
  const { id, account, service } = office;
  const enrolled = { kind: "sms", phone: "09012345678" } as const;
  await service.admin.setUser({ service: id, mail: account.mail, secondFactor: true, enrolled });
  await service.admin.addFault({ kind: "sms-lost" });
  const client = await office.startPc();
  await new Person(client).typeAndLogIn(account);
  await client.statusWhere("second factor", ({ reason }) => reason === "AUTH_SECOND_FACTOR");
  const guide = await openGuide(client);
  await press(guide, "SMSが届かない");
  await says(guide, "届かないSMS");
  await guide.getByText("海外からのSMSの受信拒否").waitFor();
  await press(guide, "済みました");
  // The login is begun again, and sends another one.
  await press(guide, "ログイン");
  const page = await new Person(client).typeAndLogIn(account);
  await until("the SMS", async () => (await service.admin.sms()).length > 0);
  const [sms] = await service.admin.sms();
  const code = page.getByLabel(/パスコードの入力/u).first();
  await code.fill(sms?.code ?? "");
  await code.press("Enter");
  await online(client);
  await says(guide, "ログインしています。");
});

test("the service is away and comes back: the doctor is asked, and the login goes on at a press", async () => {
  const first = await office.startPc();
  await new Person(first).logInFirstTime(office.account);
  await first.quit();
  await office.service.admin.addFault({ kind: "status", route: "*", status: 503, times: 1_000 });
  const client = await office.startPc();
  await client.statusWhere("the service's trouble", ({ reason }) => reason === "NET_SERVER");
  const guide = await openGuide(client);
  await says(guide, "サービスの応答待ち");
  await guide.getByText("診断で見つかった原因に合わせてご案内しています。").waitFor();
  await office.service.admin.clearFaults();
  await press(guide, "ログイン");
  await online(client);
  await says(guide, "ログインしています。");
});

test("what doesn't work ends at the helpdesk, with a code that holds what the doctor found", async () => {
  await office.service.admin.addFault({ kind: "status", route: "*", status: 503, times: 1_000 });
  const client = await office.startPc();
  await client.statusWhere("the service's trouble", ({ reason }) => reason === "NET_SERVER");
  const guide = await openGuide(client);
  await press(guide, "うまくいきません");
  const code = guide.locator(".support-code code");
  await code.waitFor();
  const digits = (await code.textContent()) ?? "";
  const { json } = await client.command("support-code", digits.replaceAll(" ", ""), "--json");
  expect(json).toMatchObject({ ok: true, value: { error: "NET_SERVER", finding: expect.any(Number) } });
  await guide.getByText(/コードはNET_SERVERです/u).waitFor();
  // Begun anew it goes on when the service is back.
  await office.service.admin.clearFaults();
  await press(guide, "最初からやり直す");
  await says(guide, "サービスの応答待ち");
});

test("it is opened by the status window's reason and by the command line, once", async () => {
  const client = await office.startPc();
  await new Person(client).typeAndLogIn({ ...office.account, password: "wrong-Password-1" });
  await client.statusWhere("wrong password", ({ reason }) => reason === "AUTH_WRONG_PASSWORD");
  await client.pressTray();
  const status = await client.page("the status window", (page) => page.url().includes("#/status"));
  await press(status, "復旧ガイドを開く");
  const guide = await guideOf(client);
  await press(guide, "パスワードがわからない");
  await says(guide, "パスワードの再設定");
  const { code, json } = await client.command("guide", "--json");
  expect(code).toBe(0);
  expect(json).toEqual({
    ok: true,
    value: { branch: "password-forgotten", at: "acting", item: "request-reset", code: null },
  });
  const { windows } = await client.status();
  expect(windows.filter(({ kind }) => kind === "guide")).toEqual([{ kind: "guide", visible: true }]);
  await closing(guide, guide.keyboard.press("Escape"));
  await client.statusWhere("the guide is closed", (now) => now.windows.every(({ kind }) => kind !== "guide"));
});

test("where no client runs, the command line starts it and its guide", async () => {
  // Leaves the policy where the command line's client reads it.
  const first = await office.startPc();
  await first.statusWhere("it is there to be asked", () => true);
  await first.quit();
  const { code, json } = await first.command("guide", "--json");
  try {
    expect([code, json]).toEqual([0, expect.objectContaining({ ok: true })]);
    await first.statusWhere("its guide is open", ({ windows }) =>
      windows.some(({ kind }) => kind === "guide"),
    );
  } finally {
    await first.command("quit");
  }
});

test.skipIf(!hasGnomeKeyring)("a locked keychain: unlocked by the person, and online", async () => {
  const keyring: Keyring = await startKeyring({ isolated: true });
  try {
    const env = keyring.env as Record<string, string>;
    const first = await office.startPc(env);
    await new Person(first).logInFirstTime(office.account);
    await first.quit();
    await keyring.lock();
    const client = await office.startPc(env);
    await client.statusWhere("the keychain is locked", ({ reason }) => reason === "STORE_LOCKED");
    const guide = await openGuide(client);
    await says(guide, "キーチェーンのロック");
    await says(guide, /^キーチェーンのロックを解除してください/u);
    // Only the daemon's own start asks for the password here; for the client it is as if the person had typed it.
    await keyring.stopDaemon();
    await keyring.startDaemon();
    await press(guide, "ログイン");
    await online(client);
    await says(guide, "ログインしています。");
  } finally {
    await office.close();
    await keyring.stop();
  }
});

import type { Page } from "playwright-core";
import { isLogin, Person } from "../support/office.ts";

import type { Scene } from "./scene.ts";

// What a person does in the login window without anybody telling them: they see a page, and answer it.

/** Mail and password, and the button. */
export async function logIn(scene: Scene, account = scene.account): Promise<void> {
  await new Person(scene.client).typeAndLogIn(account);
}

/** The login window, once it shows what fits. */
export function windowWith(
  scene: Scene,
  what: string,
  fits: (page: Page) => Promise<boolean>,
): Promise<Page> {
  return scene.client.page(what, async (page) => isLogin(page) && (await fits(page)));
}

const there = (page: Page, label: string | RegExp) => page.getByLabel(label).first().isVisible();

/** The code of the newest SMS, typed into the page that asks for it. */
export async function typeSmsCode(scene: Scene): Promise<void> {
  const page = await windowWith(scene, "the page for the code", (one) => there(one, /パスコード/u));
  const sent = await scene.office.service.admin.sms();
  if (sent.length === 0) {
    await page.getByRole("button", { name: "パスコードを再送する" }).click();
    await page.getByText("新しいパスコードをお送りしました。").waitFor();
  }
  await page.getByLabel(/パスコード/u).fill(await scene.lastSms());
  await page.getByLabel(/パスコード/u).press("Enter", { noWaitAfter: true });
}

/** Asks for the mail that resets the password: in the login window where it leads there, else in the person's browser. */
export async function requestReset(scene: Scene): Promise<void> {
  const leads = async (one: Page) =>
    /reset-request/u.test(one.url()) || (await one.getByRole("link", { name: FORGOTTEN }).count()) > 0;
  const pages = await Promise.all(
    (await scene.client.pages()).filter(isLogin).map(async (one) => ((await leads(one)) ? one : null)),
  );
  const page = pages.find((one) => one !== null);
  if (page === undefined) return requestResetInBrowser(scene);
  if (!/reset-request/u.test(page.url())) await page.getByRole("link", { name: FORGOTTEN }).click();
  await page.getByLabel("メールアドレス").fill(scene.account.mail);
  await page.getByRole("button", { name: FORGOTTEN }).click();
  await page.getByText("メールをお送りしました").waitFor();
}

const FORGOTTEN = "パスワードを忘れた方はこちら";

async function requestResetInBrowser(scene: Scene): Promise<void> {
  const login = await scene.browser.open(await scene.openedAddress());
  const [, href = ""] = new RegExp(`href="([^"]*)"[^>]*>${FORGOTTEN}`, "u").exec(login.body) ?? [];
  const page = await scene.browser.open(new URL(href, login.url).href);
  await scene.browser.submit(page, { mail: scene.account.mail });
}

/** A new password by the link of the mail, in the person's own browser. */
export async function setNewPassword(scene: Scene, password: string): Promise<void> {
  const page = await scene.openMail();
  const done = await scene.browser.submit(page, { password, confirmation: password });
  if (done.status !== 200) throw new Error(`the new password: ${done.status} ${done.body}`);
  scene.account = { ...scene.account, password };
}

/** Takes the recovery code that the page shows and ticks that it was kept. */
export async function keepRecoveryCode(scene: Scene): Promise<void> {
  const page = await windowWith(
    scene,
    "the new recovery code",
    async (one) => (await one.locator("#recovery-code").count()) > 0,
  );
  scene.recoveryCode = (await page.locator("#recovery-code").textContent()) ?? "";
  await page.getByRole("checkbox", { name: "リカバリコードを保存しました" }).check();
  await page.locator("button[type=submit]", { hasText: "＞" }).click({ noWaitAfter: true });
}

/** The second factor's first set-up: phone, code, recovery code, and on. */
export async function enrolPhone(scene: Scene, phone: string): Promise<void> {
  const page = await windowWith(scene, "the page for the phone", (one) => there(one, "電話番号"));
  await page.getByLabel("電話番号").fill(phone);
  await page.locator("button[type=submit]", { hasText: "＞" }).click();
  await typeSmsCode(scene);
  await keepRecoveryCode(scene);
  const done = await windowWith(
    scene,
    "the end of the set-up",
    async (one) => (await one.getByRole("button", { name: "ログインする" }).count()) > 0,
  );
  await done.getByRole("button", { name: "ログインする" }).click({ noWaitAfter: true });
}

/**
 * Whatever an ordinary login shows and asks for, once: the question of the consent panel, the login page, the page for a
 * code. @returns what was answered; null where nothing waited for the person
 */
export async function answerWhatIsThere(scene: Scene, done: ReadonlySet<string>): Promise<string | null> {
  for (const page of await scene.client.pages()) {
    const deed = await waitingOn(page).catch(() => null);
    if (deed === null || done.has(`${deed} ${page.url()}`)) continue;
    // What the client closes meanwhile, as a duplicate, nobody answers.
    const isAnswered = await DEED_OF[deed](scene).then(
      () => true,
      (thrown: unknown) => {
        if (!page.isClosed()) throw thrown;
        return false;
      },
    );
    if (isAnswered) return `${deed} ${page.url()}`;
  }
  return null;
}

export async function hasLoginPage({ client }: Scene): Promise<boolean> {
  const waiting = await Promise.all((await client.pages()).map((page) => waitingOn(page).catch(() => null)));
  return waiting.includes("login");
}

type Waiting = "consent" | "login" | "code" | "phone";

const DEED_OF: Readonly<Record<Waiting, (scene: Scene) => Promise<unknown>>> = {
  consent: (scene) => new Person(scene.client).consent(),
  login: logIn,
  code: typeSmsCode,
  phone: (scene) => enrolPhone(scene, "09087654321"),
};

async function waitingOn(page: Page): Promise<Waiting | null> {
  if (page.url().includes("#/consent"))
    return (await page.getByRole("button", { name: "通知してログインを続ける" }).count()) > 0
      ? "consent"
      : null;
  if (!isLogin(page)) return null;
  if (await there(page, "電話番号")) return "phone";
  if (await there(page, /パスコード/u)) return "code";
  return (await page.getByLabel("パスワード", { exact: true }).count()) > 0 ? "login" : null;
}

/** Waits until the client is where the trouble begins. */
export async function untilReason(scene: Scene, reason: string): Promise<void> {
  await scene.client.statusWhere(reason, (status) => status.reason === reason, 45_000);
}

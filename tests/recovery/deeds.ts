import { Person } from "../support/office.ts";
import type { Deeds } from "./breakage.ts";
import {
  hasLoginPage,
  keepRecoveryCode,
  logIn,
  requestReset,
  setNewPassword,
  typeSmsCode,
  windowWith,
} from "./login-hands.ts";
import { NEW_PASSWORD, type Scene } from "./scene.ts";

/** The question that the client asks, else the operator's own page, answered by hand: notify, remember, send. */
async function answerNotice(scene: Scene): Promise<void> {
  const page = await scene.client.page("the panel or the notice", (one) =>
    /#\/consent|\/kaisen\/notice/u.test(one.url()),
  );
  if ((await scene.client.pages()).some((one) => one.url().includes("#/consent")))
    return new Person(scene.client).consent();
  await page.getByRole("radio", { name: "通知する", exact: true }).check();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "決定" }).click({ noWaitAfter: true });
}

/** Unless it was typed in the moment before the guide said so. */
async function typePassword(scene: Scene): Promise<void> {
  if (await hasLoginPage(scene)) await logIn(scene);
}

async function openLostDevice(scene: Scene): Promise<void> {
  const page = await windowWith(
    scene,
    "the link for a lost device",
    async (one) => (await one.getByRole("link", { name: "デバイスを紛失した場合はこちら" }).count()) > 0,
  );
  await page.getByRole("link", { name: "デバイスを紛失した場合はこちら" }).click();
}

async function enterRecoveryCode(scene: Scene): Promise<void> {
  const page = await windowWith(
    scene,
    "the field for the recovery code",
    async (one) => (await one.getByLabel("リカバリコード").count()) > 0,
  );
  await page.getByLabel("リカバリコード").fill(scene.recoveryCode);
  await page.locator("button[type=submit]", { hasText: "＞" }).click({ noWaitAfter: true });
}

/**
 * Logs in in the person's own browser at the address that the client opened there; on the line the notice is answered
 * too. Who is logged in there already isn't asked.
 */
export async function logInInBrowser(scene: Scene, address?: string): Promise<void> {
  const { browser, account } = scene;
  const login = await browser.open(address ?? (await scene.openedAddress()));
  if (!login.body.includes('type="password"')) return;
  const page = await browser.submit(login, { mail: account.mail, password: account.password });
  if (page.url.includes("/kaisen/notice")) await browser.submit(page, { notify: "yes", always: "yes" });
}

/** What everybody does who is told so, with what they know of themselves. */
export const DEEDS: Deeds<Scene> = {
  "type-password": typePassword,
  "retype-password": (scene) => logIn(scene),
  "answer-consent": answerNotice,
  "enter-code": typeSmsCode,
  "request-reset": requestReset,
  "open-reset-mail": (scene) => setNewPassword(scene, NEW_PASSWORD),
  "open-unlock-mail": (scene) => scene.openMail(),
  "open-lost-device": openLostDevice,
  "enter-recovery-code": enterRecoveryCode,
  "save-recovery-code": keepRecoveryCode,
  "open-line-login": (scene) => logInInBrowser(scene),
  "finish-in-browser": (scene) => logInInBrowser(scene),
};

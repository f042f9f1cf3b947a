import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Page } from "playwright-core";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import type { ErrorCode } from "../../src/core/errors.ts";
import { PASSWORDS, Walk } from "../integration/service-walk.ts";
import type { Deed } from "./breakage.ts";
import { logInInBrowser } from "./deeds.ts";
import { untilReason, windowWith } from "./login-hands.ts";
import { loggedInBefore } from "./pc-breakages.ts";
import type { OfficeBreakage, Scene } from "./scene.ts";

const IN_BROWSER = { door: "internet", policy: { loginBrowser: "system" } } as const;
const BY_LINE = { policy: { loginBrowser: "system" } } as const;
/** Of every outside account that the reference service starts with. */
const OUTSIDE_PASSWORD = "Soto-2025";

/** A login that policy sends to the person's own browser; nobody has seen it yet, so none has opened. */
async function waitsForBrowser(scene: Scene, env: Readonly<Record<string, string>> = {}): Promise<void> {
  await scene.start(env);
  await untilReason(scene, "AUTH_CONTINUE_IN_BROWSER");
}

const google = (page: Page) => page.getByRole("link", { name: "Googleアカウントでログイン" });

/** The person presses what no window of ours may show: their browser opens, or policy has it stopped. */
async function pressGoogle(scene: Scene, reason: ErrorCode = "AUTH_CONTINUE_IN_BROWSER"): Promise<void> {
  await scene.start();
  const page = await windowWith(scene, "Google's link", async (one) => (await google(one).count()) > 0);
  await google(page).click({ noWaitAfter: true });
  await untilReason(scene, reason);
}

/** The same in the person's browser, and Google's two pages. */
async function signInAtGoogle(scene: Scene): Promise<void> {
  const { browser, office } = scene;
  const login = await browser.open(await scene.openedAddress());
  const [, href = ""] = /href="([^"]*federated\/google[^"]*)"/u.exec(login.body) ?? [];
  const account = await browser.open(new URL(href.replaceAll("&amp;", "&"), login.url).href);
  const users = await office.service.admin.users();
  const linked = users.find((one) => one.service === office.id && one.method === "google");
  const { accounts } = await office.service.admin.setUpstream({});
  const found = accounts.find((one) => one.service === office.id && one.sub === linked?.external);
  const password = await browser.submit(account, { account: found?.login ?? "" });
  await browser.submit(password, { password: OUTSIDE_PASSWORD });
}

/**
 * A desktop on which nothing opens https addresses: `xdg-open` ends with 3, as it does then. Electron on Linux doesn't
 * wait for that, so the client believes that a browser opened.
 */
function withoutBrowser(): string {
  const folder = mkdtempSync(join(tmpdir(), "no-browser-"));
  writeFileSync(join(folder, "xdg-open"), "#!/bin/sh\nexit 3\n");
  chmodSync(join(folder, "xdg-open"), 0o755);
  giveToOrdinaryUser(folder);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return `${folder}${delimiter}${process.env.PATH ?? ""}`;
}

/** Heading of the browser version. */
const OTHERS_PAGE = "マイボックス";
const FIELD = "ログインページのアドレス";

/** Where the window that names it shows it: the guide's, else the status window, opened from the tray. */
async function copiedAddress({ client }: Scene): Promise<string> {
  const field = (page: Page) => page.getByRole("textbox", { name: FIELD });
  const shows = async (page: Page) => (await field(page).count()) > 0;
  for (const page of await client.pages()) if (await shows(page)) return field(page).inputValue();
  await client.menu("状態を表示");
  return field(await client.page("the address", shows)).inputValue();
}

const copied = new WeakMap<Scene, string>();

/** Somebody else has used the browser version on this PC, and stayed logged in. */
async function otherInBrowser({ browser, office }: Scene): Promise<void> {
  const walk = new Walk(office.service, office.id);
  const login = await browser.open(walk.loginUrl("internet"));
  const page = await browser.submit(login, {
    mail: walk.mailOf("kanrisha"),
    password: PASSWORDS.kanrisha,
  });
  if (!page.body.includes(OTHERS_PAGE)) throw new Error(`not logged in: ${page.url} ${page.status}`);
}

/** The browser version's own link, and what its provider's page asks. */
async function logOutInBrowser({ browser, office }: Scene): Promise<void> {
  const end = await browser.open(`${office.service.ready.origins[office.id]?.web}/logout`);
  await browser.submit(end, { logout: "yes" });
}

/** A page that nobody told the client of, in the place of the login page. */
const strangePage =
  (kind: "announcement" | "html"): Deed<Scene> =>
  async (scene) => {
    await scene.office.service.admin.addFault({ kind, route: "front" });
    await scene.start();
    await untilReason(scene, "AUTH_UNKNOWN_PAGE");
  };

/** The link of the announcement. */
async function pressOn(scene: Scene): Promise<void> {
  const on = (page: Page) => page.getByRole("link", { name: "確認しました" });
  const page = await windowWith(scene, "the announcement", async (one) => (await on(one).count()) > 0);
  await on(page).click({ noWaitAfter: true });
}

/** Where a login can't go on in a window of ours, or the window shows what the client doesn't know. */
export const browserBreakages: readonly OfficeBreakage[] = [
  {
    name: "an announcement before the login page",
    branches: ["page-unknown"],
    breaks: strangePage("announcement"),
    deeds: { "look-at-page": pressOn },
    end: "online",
  },
  {
    name: "a page in the login window that leads nowhere",
    branches: ["page-unknown", "method-2"],
    breaks: strangePage("html"),
    stuck: ["look-at-page"],
    answers: { "browser-login": "logged-in" },
    end: "online",
  },
  {
    name: "a login that policy sends to the person's browser",
    branches: ["in-browser"],
    where: IN_BROWSER,
    breaks: (scene) => waitsForBrowser(scene),
    answers: { "browser-account": "mine-or-none" },
    end: "online",
  },
  {
    name: "a login in the browser by line, whose notice takes the place of the way back",
    branches: ["in-browser"],
    where: BY_LINE,
    breaks: (scene) => waitsForBrowser(scene),
    answers: { "browser-account": "mine-or-none" },
    end: "online",
  },
  {
    name: "Google's account, which no window of an app may log in with",
    branches: ["in-browser"],
    where: { door: "internet" },
    breaks: (scene) => pressGoogle(scene),
    answers: { "browser-account": "mine-or-none" },
    deeds: { "finish-in-browser": signInAtGoogle },
    end: "online",
  },
  {
    name: "Google's account, which policy doesn't allow",
    branches: ["method-forbidden"],
    where: { door: "internet", policy: { externalAccounts: "refuse" } },
    breaks: (scene) => pressGoogle(scene, "AUTH_METHOD_FORBIDDEN"),
    end: "online",
  },
  {
    name: "a session whose refresh names somebody else",
    branches: ["browser-other-person"],
    async breaks(scene) {
      await loggedInBefore(scene);
      // The login window has forgotten who it was, so it asks.
      rmSync(join(scene.office.dataDir, "electron", "Partitions"), { recursive: true });
      await scene.office.service.admin.addFault({ kind: "wrong-sub" });
      await scene.start();
      await untilReason(scene, "SESSION_ANOTHER_ACCOUNT");
    },
    deeds: { "log-out-in-browser": async () => {} },
    end: "online",
  },
  {
    name: "a desktop that opens no browser",
    branches: ["in-browser", "browser-not-opened"],
    where: IN_BROWSER,
    breaks: (scene) => waitsForBrowser(scene, { PATH: withoutBrowser() }),
    answers: { "browser-account": "mine-or-none" },
    deeds: {
      // In a browser that the desktop doesn't know.
      "copy-address": async (scene) => copied.set(scene, await copiedAddress(scene)),
      "finish-in-browser": (scene) => logInInBrowser(scene, copied.get(scene)),
    },
    stuck: ["in-browser/finish-in-browser"],
    end: "online",
  },
  {
    name: "somebody else who is logged in in the browser",
    branches: ["in-browser", "browser-other-person"],
    where: IN_BROWSER,
    async breaks(scene) {
      await otherInBrowser(scene);
      await waitsForBrowser(scene);
    },
    answers: { "browser-account": "other-person" },
    deeds: {
      "log-out-in-browser": logOutInBrowser,
      "log-in-as-yourself": (scene) => logInInBrowser(scene),
    },
    end: "online",
  },
];

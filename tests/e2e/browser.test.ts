import { mkdtempSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MisbehavingProvider, startMisbehavingProvider } from "../conformance/misbehaving-provider.ts";
import { type ExternalAccount, SYSTEM_BROWSER, startExternalAccount } from "../support/external-account.ts";
import { type Office, openOffice, Person, seesLoginWindows } from "../support/office.ts";
import { openedTimes } from "../support/opened-outside.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";

// reliability 6: what a window of ours can't or mustn't do goes on in the person's own browser and comes back over
// the loopback redirect. A Chromium of the system's plays that browser; the desktop writes down what it was asked to open.

/** Of every outside account that the reference service starts with. */
const OUTSIDE_PASSWORD = "Soto-2025";

let dataDir: string;
let provider: MisbehavingProvider;
let account: ExternalAccount;
let client: RunningClient | null;
let browser: BrowserContext;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "drive-browser-"));
  provider = await startMisbehavingProvider();
  account = await startExternalAccount(provider.issuer);
  client = null;
  const chrome = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  browser = await chrome.newContext({ userAgent: `Mozilla/5.0 ${SYSTEM_BROWSER}` });
});

afterEach(async () => {
  await client?.kill();
  await browser.browser()?.close();
  await account.close();
  await provider.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function startPc(policy: object = {}, profile: object = {}): Promise<RunningClient> {
  const file = join(dataDir, "profile.json");
  await writeFile(
    file,
    JSON.stringify({
      id: "external",
      name: "外部アカウントの使えるストレージ",
      issuer: provider.issuer,
      clientId: provider.clientId,
      loginUrl: account.loginUrl,
      origins: { internet: account.origin },
      methods: ["password", "google"],
      ...profile,
    }),
  );
  client = await startClient({ dataDir, policy: { profile: file, language: "ja", ...policy } });
  return client;
}

async function googleLogin({ id, service }: Office): Promise<string> {
  const linked = (await service.admin.users()).find((one) => one.service === id && one.method === "google");
  const { accounts } = await service.admin.setUpstream({});
  const found = accounts.find(
    (one) => one.service === id && one.method === "google" && one.sub === linked?.external,
  );
  if (found === undefined) throw new Error("nobody is linked with Google");
  return found.login;
}

/** The same at the reference service, whose Google asks on two pages. */
async function signInAtGoogle(page: Page, login: string): Promise<void> {
  await page.getByText("Googleアカウントでログイン").click();
  await page.getByLabel("メールアドレスまたは電話番号").fill(login);
  await page.getByRole("button", { name: "次へ" }).click();
  await page.getByLabel("パスワード", { exact: true }).fill(OUTSIDE_PASSWORD);
  await page.getByRole("button", { name: "次へ" }).click();
}

/** The person's part in their own browser: the external account, and the page that the redirect ends at. */
async function logInInBrowser(url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByText("Googleアカウントでログイン").click();
  await page.getByText("続ける").click();
  await page.getByText("ログイン情報を受け取りました").waitFor();
  return page;
}

/** The login page, as soon as its window shows: before that nobody could press anything. */
async function loginPage(pc: RunningClient): Promise<Page> {
  await pc.statusWhere("the login page shows", (status) => status.state === "attention");
  return pc.page("the login page", (page) => page.url().startsWith(account.origin));
}

const online = (status: { state: string }) => status.state === "online";
const inBrowser = (status: { state: string; reason: string | null }) =>
  status.state === "attention" && status.reason === "AUTH_CONTINUE_IN_BROWSER";

async function nobodyListens(url: string): Promise<void> {
  const { port } = new URL(new URL(url).searchParams.get("redirect_uri") ?? "");
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => reject(new Error("somebody listens")));
    socket.once("error", () => resolve());
  });
}

describe("in the person's own browser", () => {
  test("an external account is logged in with: the attempt moves there, and finishes", async () => {
    const pc = await startPc();
    await (await loginPage(pc)).getByText("Googleアカウントでログイン").click();
    await pc.statusWhere("continue in the browser", inBrowser);
    const url = await openedTimes(pc, 1);
    await seesLoginWindows(pc, 0);
    await logInInBrowser(url);
    const status = await pc.statusWhere("online", online);
    expect(status.account?.sub).toBe("hanako");
    expect(status.windows).toEqual([]);
    await nobodyListens(url);
  });

  test.each(["internet", "line"] as const)(
    "the reference service's Google logs in through the %s door, also where the consent page breaks the request",
    async (door) => {
      const office = await openOffice({ door });
      try {
        client = await office.startPc();
        await client.statusWhere("the login page shows", (status) => status.state === "attention");
        await (await new Person(client).loginPage()).getByText("Googleアカウントでログイン").click();
        await client.statusWhere("continue in the browser", inBrowser);
        const url = await openedTimes(client, 1);
        const page = await browser.newPage();
        await page.goto(url);
        await signInAtGoogle(page, await googleLogin(office));
        if (door === "line") {
          // 図1 comes back instead of a response (facts B); the page opened once more is answered at once.
          await page.getByText("通知する", { exact: true }).click();
          await page.getByRole("button", { name: /決定|完了/u }).click();
          await page.waitForURL((at) => at.origin === office.service.ready.origins[office.id]?.web);
          await client.menu("ブラウザーでログイン");
          await page.goto(await openedTimes(client, 2));
        }
        await page.getByText("ログイン情報を受け取りました").waitFor();
        await client.statusWhere("online", online);
        const logins = await office.events({ type: "login", outcome: "success" });
        expect(logins.map(({ amr }) => amr)).toContainEqual(expect.arrayContaining(["federated"]));
      } finally {
        await client?.kill();
        await office.close();
      }
    },
  );

  test("disallowed_useragent on the first page of a start calls the person, and opens nothing by itself", async () => {
    account.refuseAtTheDoor("on a page");
    const pc = await startPc();
    await pc.statusWhere("continue in the browser", inBrowser);
    expect(pc.openedOutside()).toEqual([]);
    await (await pc.notification("ログインが必要です")).press();
    await logInInBrowser(await openedTimes(pc, 1));
    await pc.statusWhere("online", online);
  });

  test("disallowed_useragent in the response moves the attempt there, and finishes", async () => {
    account.refuseAtTheDoor("in the response");
    const pc = await startPc({ startupLogin: false });
    await pc.menu("ログイン");
    await logInInBrowser(await openedTimes(pc, 1));
    await pc.statusWhere("online", online);
    const tokenRequests = provider.requests.filter(({ path }) => path === "/token");
    expect(tokenRequests).toHaveLength(1);
  });

  test("where no method works in a window of ours, none opens", async () => {
    const pc = await startPc({ startupLogin: false }, { methods: ["google"] });
    await pc.menu("ログイン");
    await openedTimes(pc, 1);
    await seesLoginWindows(pc, 0);
  });

  test("where policy wants it no login window opens at all; the page can be opened again, and the login cancelled", async () => {
    const pc = await startPc({ loginBrowser: "system", startupLogin: false });
    await pc.menu("ログイン");
    const url = await openedTimes(pc, 1);
    await seesLoginWindows(pc, 0);
    await pc.menu("状態を表示");
    const window = await pc.page("the status window", (page) => page.url().includes("#/status"));
    expect(await window.getByLabel("ログインページのアドレス").inputValue()).toBe(url);
    await window.getByRole("button", { name: "ブラウザーをもう一度開く" }).click();
    expect(await openedTimes(pc, 2)).toBe(url);
    await pc.menu("ログインを中止");
    await pc.statusWhere("signed out", (status) => status.state === "signed-out");
    await nobodyListens(url);
  });

  test("where policy refuses external accounts none opens, also against another wish of its own: no token is asked for", async () => {
    const pc = await startPc({ externalAccounts: "refuse", loginBrowser: "system" });
    await (await loginPage(pc)).getByText("利用規約").click({ noWaitAfter: true });
    await pc.statusWhere("named", (status) => status.reason === "AUTH_METHOD_FORBIDDEN");
    await seesLoginWindows(pc, 1);
    // Also for who asks past the view, which offers no browser.
    await pc.menu("状態を表示");
    const window = await pc.page("the status window", (page) => page.url().includes("#/status"));
    expect(await window.getByRole("button", { name: "ブラウザーでログイン" }).count()).toBe(0);
    await window.evaluate("window.drive.openBrowser()");
    // By the page itself: Playwright still waits for where the link wanted to go.
    const press = (text: string) =>
      `[...document.querySelectorAll("a, button")].find((one) => one.textContent.includes("${text}")).click()`;
    await (await loginPage(pc)).evaluate(press("Googleアカウントでログイン")).catch(() => {});
    await pc.statusWhere(
      "stopped",
      ({ state, reason }) => state === "signed-out" && reason === "AUTH_METHOD_FORBIDDEN",
    );
    await seesLoginWindows(pc, 0);
    expect(pc.openedOutside()).toEqual([]);
    expect(provider.requests.filter(({ path }) => path === "/token")).toEqual([]);
    // The next try is the window's again.
    await pc.menu("ログイン");
    await loginPage(pc);
  });

  test("a link that leads out of the service stays the person's to decide", async () => {
    const pc = await startPc();
    await (await loginPage(pc)).getByText("利用規約").click({ noWaitAfter: true });
    await pc.statusWhere("named", (status) => status.reason === "AUTH_OUTSIDE_PAGE");
    await seesLoginWindows(pc, 1);
    await pc.menu("ブラウザーでログイン");
    await logInInBrowser(await openedTimes(pc, 1));
    await pc.statusWhere("online", online);
  });
});

describe("forgetting, where a way back from the provider's logout is registered (RP-Initiated Logout 3)", () => {
  const postLogoutRedirectUri = "http://127.0.0.1/logged-out";
  const direct = () => ({ loginUrl: null, origins: {}, postLogoutRedirectUri });

  test.each([
    ["is confirmed by our own state", () => {}, null],
    [
      "isn't confirmed by another",
      (parameters: URLSearchParams) => parameters.set("state", "another"),
      "SESSION_REVOKE_UNCONFIRMED",
    ],
  ] as const)("%s", async (_what, loggedOut, reason) => {
    provider.misbehave({ loggedOut });
    const pc = await startPc({}, direct());
    await pc.statusWhere("online", online);
    await pc.command("logout", "--forget", "--json");
    const status = await pc.statusWhere("forgotten", (value) => value.state === "signed-out");
    expect(status.reason).toBe(reason);
    expect(provider.requests.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/end-session", "/revoke"]),
    );
  });
});

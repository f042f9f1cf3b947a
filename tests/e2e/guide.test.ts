import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Office, openOffice, Person, seesLoginWindows } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const online = (status: { state: string }) => status.state === "online";

async function logInFirstTime(client: RunningClient): Promise<Person> {
  const person = new Person(client);
  await person.logInFirstTime(office.account);
  return person;
}

test("the guide's method 1: typed once, one yes, and the rest happens by itself (facts B)", async () => {
  const client = await office.startPc();
  const person = await logInFirstTime(client);

  expect(person.actions).toHaveLength(4);
  const status = await client.status();
  expect(status).toMatchObject({
    state: "online",
    reason: null,
    tokenStore: "ok",
    account: { sub: expect.any(String) },
  });
  expect(await office.events({ type: "broken-return" })).toHaveLength(1);
  expect(await office.events({ type: "consent", outcome: "notified" })).toHaveLength(1);
  expect(
    await office.events({
      type: "token",
      grant_type: "authorization_code",
      client: "storage-drive",
      outcome: "success",
    }),
  ).toHaveLength(1);
  await until("no window is left", async () => (await client.status()).windows.length === 0);
  await seesLoginWindows(client, 0);
});

test("neither log nor records tell a password, a mail address, a code or a state (reliability 31)", async () => {
  const client = await office.startPc();
  await logInFirstTime(client);
  await client.quit();
  const log = await readFile(join(office.dataDir, "logs", "client.log"), "utf8");
  expect(log).toContain('"event":"exchanged"');
  for (const secret of [office.account.mail, office.account.password, "code=", "state=", "nonce", "eyJ"]) {
    expect(log).not.toContain(secret);
    expect(log).not.toContain(Buffer.from(secret).toString("base64").replace(/=+$/u, ""));
  }
  const record = await readFile(join(office.dataDir, "services", office.id, "session.json"), "utf8");
  expect(record).not.toContain(office.account.password);
  expect(record).not.toMatch(/token/iu);
});

test("a login page has no preload and nothing of the client or of Node in reach (reliability 1)", async () => {
  const client = await office.startPc();
  const page = await new Person(client).loginPage();
  const reach = await page.evaluate(() =>
    ["drive", "require", "process", "module", "Buffer", "ipcRenderer"].filter((name) => name in globalThis),
  );
  expect(reach).toEqual([]);
});

test("the next start of the PC: logged in without a window, by exactly one token request", async () => {
  const first = await office.startPc();
  await logInFirstTime(first);
  await first.quit();
  await office.mark();

  const second = await office.startPc();
  const status = await second.statusWhere("online", online);

  expect(status.windows).toEqual([]);
  expect(await office.events({ type: "token" })).toHaveLength(1);
  expect(
    await office.events({ type: "token", grant_type: "refresh_token", outcome: "success" }),
  ).toHaveLength(1);
  expect(await office.events({ type: "authorize" })).toHaveLength(0);
});

test("after a logout the session rests, also over a restart; tray ログイン brings it back with nothing typed", async () => {
  const first = await office.startPc();
  await logInFirstTime(first);
  await first.menu("ログアウト");
  await first.statusWhere("signed out", (status) => status.state === "signed-out");
  await first.quit();
  await office.mark();

  const second = await office.startPc();
  const rested = await second.statusWhere("signed out", (status) => status.state === "signed-out");
  expect(rested.windows).toEqual([]);
  expect(await office.events({ type: "token" })).toHaveLength(0);

  await second.menu("ログイン");
  const back = await second.statusWhere("online", online);
  expect(back.windows).toEqual([]);
  expect(await office.events({ type: "authorize" })).toHaveLength(0);
});

test("forget this PC: asked first, then revoked, and the next login needs everything anew (reliability 20)", async () => {
  const client = await office.startPc();
  await logInFirstTime(client);
  await office.mark();

  await client.menu("このPCから削除…");
  const status = await client.page("the status window", (page) => page.url().includes("#/status"));
  const dialog = status.getByRole("dialog");
  await dialog.waitFor();
  expect((await client.status()).state).toBe("online");
  await dialog.getByRole("button").last().click();

  await client.statusWhere("signed out", (value) => value.state === "signed-out" && value.account === null);
  await until(
    "revoked at the provider",
    async () => (await office.events({ type: "revocation" })).length > 0,
  );
  expect((await office.events({ type: "end-session" })).length).toBeGreaterThan(0);

  await client.command("login", "--timeout", "0", "--json");
  const person = new Person(client);
  await person.loginPage();
});

test("a left click on the tray icon opens the status window", async () => {
  const client = await office.startPc();
  await new Person(client).loginPage();
  await client.pressTray();
  await client.page("the status window", (page) => page.url().includes("#/status"));
});

test("log in as someone else: the old token is revoked, the login page is empty, and another account comes online", async () => {
  const client = await office.startPc();
  await logInFirstTime(client);
  await office.mark();

  await client.menu("別のアカウントでログイン");
  const person = new Person(client);
  await person.loginPage();
  await until("revoked", async () => (await office.events({ type: "revocation" })).length > 0);
  const other = office.service.ready.accounts.find((one) => one.mail !== office.account.mail);
  await person.typeAndLogIn(other ?? office.account);
  const status = await client.statusWhere("online", online);
  expect(status.account?.mail).toBe(other?.mail);
});

test("five triggers at once (startup, command line, notification, tray, second start) join one attempt and one window", async () => {
  const client = await office.startPc();
  await new Person(client).loginPage();
  const notification = await client.notification("ログインが必要です");
  await office.mark();

  // First: it is withdrawn as soon as another trigger shows that somebody is there.
  await notification.press();
  await Promise.all([
    client.command("login", "--timeout", "1", "--json"),
    client.menu("ログイン画面を表示"),
    office.startPc(),
  ]);

  await client.page("the status window, which a second start opens", (page) =>
    page.url().includes("#/status"),
  );
  await seesLoginWindows(client, 1);
  const logins = async () => (await client.status()).windows.filter(({ kind }) => kind === "login");
  await until("it is shown", async () => (await logins()).some(({ visible }) => visible));
  expect(await logins()).toEqual([{ kind: "login", visible: true }]);
  expect(await office.events({ type: "authorize" })).toHaveLength(0);
});

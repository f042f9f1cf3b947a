import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Office, openOffice, Person, seesLoginWindows, WEST_LINE } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";

// No uninvited windows: after a deliberate logout nothing opens by itself; when a person is needed and wasn't there, a
// notification comes first, and one only.

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const online = (status: { state: string }) => status.state === "online";
const visible = async (client: RunningClient) =>
  (await client.status()).windows.filter((window) => window.visible).map(({ kind }) => kind);

/** A PC where somebody has logged in before, whose session the service ends while it is off. */
async function sessionEndedWhileOff(): Promise<RunningClient> {
  const first = await office.startPc();
  await new Person(first).logInFirstTime(office.account);
  await first.quit();
  await office.service.admin.reset();
  await office.service.admin.setLine(WEST_LINE);
  await office.service.admin.setContract({ service: office.id, lines: [WEST_LINE.number] });
  return office.startPc();
}

test("a session that ended while nobody was there calls once, and opens its window when it is asked for", async () => {
  const client = await sessionEndedWhileOff();
  await client.statusWhere("a person is needed", ({ state }) => state === "attention", 60_000);
  const call = await client.notification("ログインが必要です");
  expect(await client.notifications()).toHaveLength(1);
  expect(await visible(client)).toEqual([]);
  await seesLoginWindows(client, 1);

  await call.press();
  await until("the login window is shown", async () => (await visible(client)).includes("login"));
  await until("the call is withdrawn", async () => (await client.notifications()).length === 0);
  await new Person(client).typeAndLogIn(office.account);
});

test("the tray shows it too", async () => {
  const client = await sessionEndedWhileOff();
  await client.statusWhere("a person is needed", ({ state }) => state === "attention", 60_000);
  expect(await visible(client)).toEqual([]);
  await client.menu("ログイン画面を表示");
  await until("the login window is shown", async () => (await visible(client)).includes("login"));
});

test("after forgetting, nothing opens by itself: not at a restart, not on waking up", async () => {
  const first = await office.startPc();
  await new Person(first).logInFirstTime(office.account);
  await first.command("logout", "--forget", "--json");
  await first.quit();

  const second = await office.startPc();
  await second.statusWhere("signed out", ({ state }) => state === "signed-out");
  await office.mark();
  await second.wakeUp();
  await second.command("status", "--json");
  const status = await second.status();
  expect([status.state, status.windows]).toEqual(["signed-out", []]);
  expect(await second.notifications()).toEqual([]);
  expect(await office.events({ type: "authorize" })).toHaveLength(0);

  await second.menu("ログイン");
  await new Person(second).loginPage();
  await until("the login window is shown", async () => (await visible(second)).includes("login"));
});

test.each([
  ["is killed", 20_000],
  ["ends before the provider answers", 20_000],
  ["ends, and waits for the provider's answer", 4_000],
])(
  "what is being forgotten while the client %s is forgotten at the next start (reliability 20)",
  async (how, delayMs) => {
    const first = await office.startPc();
    await new Person(first).logInFirstTime(office.account);
    await first.command("logout", "--json");
    await first.quit();

    // For the ID token that ends the provider's session, the one that rests is refreshed; the provider is slow just then.
    const second = await office.startPc();
    await second.statusWhere("it rests", ({ state, account }) => state === "signed-out" && account !== null);
    await office.service.admin.addFault({ kind: "delay", route: "token", delayMs });
    void second.command("logout", "--forget", "--json");
    await until("the provider is asked", async () => (await office.events({ type: "fault" })).length > 0);
    await (how === "is killed" ? second.kill() : second.quit());

    const third = await office.startPc();
    const status = await third.statusWhere("started", ({ state }) => state !== "working");
    expect([status.state, status.account]).toEqual(["signed-out", null]);
    await until("revoked", async () => (await office.events({ type: "revocation" })).length > 0);
    void third.command("login");
    await new Person(third).loginPage();
  },
);

test("a new PC's first login shows its window, without taking the focus, and calls once", async () => {
  const client = await office.startPc();
  await new Person(client).loginPage();
  await until("the login window is shown", async () => (await visible(client)).includes("login"));
  await until("it calls", async () => (await client.notifications()).length > 0);
  expect(await client.notifications()).toHaveLength(1);
});

test("waking up, however often it is told, asks the provider nothing while the token is fresh (reliability 28)", async () => {
  const client = await office.startPc();
  await new Person(client).logInFirstTime(office.account);
  await client.statusWhere("online", online);
  await office.mark();
  for (let times = 0; times < 5; times += 1) await client.wakeUp();
  const log = join(office.dataDir, "logs", "client.log");
  await until(
    "the client was told five times",
    async () => (await readFile(log, "utf8")).split('"event":"surroundings-changed"').length > 5,
  );
  expect(await office.events({ type: "token" })).toHaveLength(0);
  expect(await client.status()).toMatchObject({ state: "online", reason: null });
});

test("why the last login failed is still known after a restart, until one works", async () => {
  await office.close();
  office = await openOffice({ policy: { startupLogin: false } });
  await office.service.admin.setLine({ ...WEST_LINE, region: "east" });
  const before = await office.startPc();
  void before.command("login");
  await office.service.admin.addFault({ kind: "wrong-audience", times: 5 });
  await new Person(before).typeAndLogIn(office.account);
  const failed = await before.statusWhere("the login failed", ({ lastError }) => lastError !== null);
  expect(failed).toMatchObject({ state: "signed-out", lastError: "AUTH_RESPONSE_INVALID" });
  await before.quit();
  await office.service.admin.clearFaults();

  const after = await office.startPc();
  const kept = await after.statusWhere("it is up", ({ state }) => state === "signed-out");
  expect(kept.lastError).toBe("AUTH_RESPONSE_INVALID");
  expect((await after.command("login")).code).toBe(0);
  expect((await after.status()).lastError).toBeNull();
});

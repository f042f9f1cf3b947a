import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { COMMAND_FILE } from "../../src/shared/command.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { exitOf, type RunningClient } from "../support/running-client.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const online = (status: { state: string }) => status.state === "online";

/** The provider has rotated the token already, and its answer is still on its way. */
async function inTheMiddleOfARefresh(): Promise<RunningClient> {
  const first = await office.startPc();
  await new Person(first).logInFirstTime(office.account);
  await first.quit();
  await office.service.admin.addFault({ kind: "late-answer", route: "token", delayMs: 2_500 });
  const second = await office.startPc();
  await second.statusWhere("the refresh is under way", (status) => status.state === "working");
  return second;
}

async function nothingWasLost(): Promise<void> {
  await office.service.admin.clearFaults();
  await office.mark();
  const next = await office.startPc();
  expect((await next.statusWhere("online", online)).windows).toEqual([]);
  expect(await office.events({ type: "authorize" })).toHaveLength(0);
}

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s, also twice, ends the client in order: what the provider rotated is kept (reliability 38)",
  async (signal) => {
    const client = await inTheMiddleOfARefresh();
    client.process.kill(signal);
    client.process.kill(signal);
    expect(await exitOf(client)).toEqual([0, null]);
    await nothingWasLost();
  },
);

test("終了 in the middle of a refresh keeps what the provider rotated (reliability 14)", async () => {
  const client = await inTheMiddleOfARefresh();
  await client.quit();
  await nothingWasLost();
});

test("the PC's shutdown ends the client in order (reliability 38)", async () => {
  const client = await inTheMiddleOfARefresh();
  await client.shutDown();
  expect(await exitOf(client)).toEqual([0, null]);
  await nothingWasLost();
});

test("ended by a signal, the client leaves no socket that nobody answers at", async () => {
  const client = await office.startPc();
  await client.statusWhere("it is up", () => true);
  client.process.kill("SIGTERM");
  expect(await exitOf(client)).toEqual([0, null]);
  await expect(readFile(join(office.dataDir, ...COMMAND_FILE))).rejects.toThrow("ENOENT");
});

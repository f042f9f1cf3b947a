import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { doctorSchema } from "../../cli/answers.ts";
import { decodeSupportCode } from "../../src/core/support/support-code.ts";
import { runCommandLine } from "../support/command-line.ts";
import { CLIENT, type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";

// `storage-drive doctor` as a person runs it: with the client running, and without one.

const answer = z.object({ ok: z.literal(true), value: doctorSchema });
const reported = (json: unknown) => answer.parse(json).value;

let provider: PlainProvider;
let client: RunningClient;
let dataDir: string;
beforeAll(async () => {
  provider = await startPlainProvider();
  dataDir = mkdtempSync(join(tmpdir(), "drive-doctor-"));
  const profile = join(dataDir, "profile.json");
  const smallest = { id: "plain", name: "Plain", issuer: provider.issuer, clientId: CLIENT };
  writeFileSync(profile, JSON.stringify(smallest));
  client = await startClient({ dataDir, policy: { profile, startupLogin: false }, eyes: false });
  await client.statusWhere("it is there to be asked", () => true);
});
afterAll(async () => {
  await client.quit();
  await provider.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const alone = () =>
  runCommandLine(["doctor", "--json"], {
    STORAGE_DRIVE_DATA_DIR: dataDir,
    STORAGE_DRIVE_POLICY: join(dataDir, "policy.json"),
  });

test("the running client examines its PC, and goes on", async () => {
  const { code, json } = await client.command("doctor", "--json");
  const { results, hosts } = reported(json);
  expect(results.filter(({ result }) => result === "fail")).toEqual([]);
  expect(results.find(({ id }) => id === "tray")?.result).toBe("ok");
  expect(results.find(({ id }) => id === "discovery")?.result).toBe("ok");
  expect(hosts).toEqual([new URL(provider.issuer).hostname]);
  expect(code).toBe(0);
  expect((await client.status()).state).toBe("signed-out");
  // What it found first is in the support code from then on.
  const told = z.object({ value: z.object({ code: z.string() }) });
  const digits = told.parse((await client.command("support-code", "--json")).json).value.code;
  const { first } = reported(json);
  expect(decodeSupportCode(digits)).toMatchObject({
    ok: true,
    facts: { finding: first === null ? "all-well" : first.number },
  });
});

test("without a client it examines the PC all the same, leaves nothing running, and says what is wrong", async () => {
  await client.quit();
  await provider.goAway();
  try {
    const { code, json } = await alone();
    const { first } = reported(json);
    expect(first).toMatchObject({ id: "service", cause: "NET_SERVER" });
    expect(code).toBe(8);
    expect(readdirSync(join(dataDir, "run")), "no socket of its own").toEqual([]);
  } finally {
    await provider.back();
  }
  const again = await alone();
  expect(reported(again.json).results.filter(({ result }) => result === "fail")).toEqual([]);
});

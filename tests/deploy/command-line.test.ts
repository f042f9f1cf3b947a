import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOrdinaryUser, giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { desktopOf } from "../support/desktop.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { processorTimes } from "../support/processor-time.ts";
import { startClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import * as pc from "./installed.ts";

// `storage-drive` as it is installed, run as a person's script runs it: no terminal, and no Node on PATH.

let office: Office;
let folder: string;
const own = () => ({ STORAGE_DRIVE_DATA_DIR: office.dataDir });
const drive = (...args: string[]) => pc.storageDrive(own(), ...args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "drive-cli-"));
  giveToOrdinaryUser(folder);
  office = await openOffice();
  giveToOrdinaryUser(office.dataDir);
  pc.writePolicy(office.policy);
  await pc.install(pc.FIRST);
});

afterAll(async () => {
  await pc.purge();
  pc.removePolicy();
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

test("without a client: what needs none answers, the rest says that none runs", async () => {
  expect(await drive("--version")).toMatchObject({ code: 0, text: `${pc.FIRST}\n` });
  expect((await drive("--help")).text).toContain("storage-drive");
  const shown = await drive("policy", "show", "--json");
  expect(shown).toMatchObject({ code: 0, json: { value: { service: office.id } } });
  expect((await drive("policy", "schema")).json).toHaveProperty("properties.service");
  expect((await drive("profile", "schema")).json).toHaveProperty("properties.issuer");
  for (const command of ["status", "logout", "support-code", "quit"])
    expect([command, await drive(command, "--json")]).toMatchObject([
      command,
      { code: 7, json: { ok: false, error: { code: "CLI_NOT_RUNNING" } } },
    ]);
  expect(await drive("stauts", "--json")).toMatchObject({ code: 2, json: { error: { code: "CLI_USAGE" } } });
});

test("reads what is piped in, Japanese too", async () => {
  const checked = (input: string) =>
    pc.storageDriveFed(input, own(), "check", "password", "--service", office.id, "--json");
  expect(await checked("Abcdef12345!x")).toMatchObject({ code: 0, json: { ok: true } });
  expect(await checked("ひみつ")).toMatchObject({ code: 8, json: { ok: true } });
  expect(await drive("profile", "try", "/nowhere/page.json", "--json")).toMatchObject({ code: 2 });
});

test("takes no policy from the environment", async () => {
  const env = { ...own(), STORAGE_DRIVE_POLICY: "/nowhere/policy.json" };
  expect(await pc.storageDrive(env, "policy", "show", "--json")).toMatchObject({ code: 0 });
});

test("doctor and bundle: the installed client is started for the report alone", async () => {
  await desktopOf(process.env);
  expect(await drive("doctor", "--json")).toMatchObject({ code: 0, json: { value: { first: null } } });
  const file = join(folder, "bundle.zip");
  expect(await drive("bundle", "--out", file, "--json")).toMatchObject({ code: 0 });
  expect(pc.isThere(file)).toBe(true);
  await until("the end of whoever made the reports", () => pc.processes().length === 0);
});

test("with a client that is logged in: every command that speaks to it", async () => {
  const client = await startClient({ dataDir: office.dataDir, policy: {}, program: pc.autostart() });
  await new Person(client).logInFirstTime(office.account);
  expect(await drive("status", "--json")).toMatchObject({ code: 0, json: { value: { state: "online" } } });
  expect((await drive("status")).text).toContain("ログイン中");
  const { text } = await drive("support-code");
  expect(text).toMatch(/^[\d -]+\n$/u);
  expect(await drive("support-code", text.trim())).toMatchObject({ code: 0 });
  expect(await drive("guide", "--json")).toMatchObject({ code: 0, json: { ok: true } });
  expect(await drive("logout", "--json")).toMatchObject({ code: 0 });
  expect(await drive("status", "--json")).toMatchObject({ code: 3 });
  const again = await drive("login", "--timeout", "30", "--json");
  expect(again).toMatchObject({ code: 0, json: { value: { state: "online" } } });
  expect(await drive("logout", "--forget", "--json")).toMatchObject({ code: 0 });
  expect(await drive("quit")).toMatchObject({ code: 0 });
  await until("the client's end", () => pc.processes().length === 0);
});

test("login starts the installed client where none runs, and waits for its person no longer than asked", async () => {
  const started = await drive("login", "--timeout", "5", "--json");
  expect(started).toMatchObject({ code: 4, json: { ok: false } });
  expect(pc.processes().map(({ uid }) => uid)).not.toContain(0);
  expect(await drive("quit")).toMatchObject({ code: 0 });
});

test("a reader that has seen enough closes the pipe: no error, nothing on standard error", async () => {
  const [command, args] = asOrdinaryUser("/usr/bin/storage-drive", ["policy", "schema"]);
  const child = spawn(command, args, {
    env: { ...own(), PATH: "/usr/bin" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const code = await new Promise((done) => child.once("close", done));
  expect([code, said]).toEqual([0, ""]);
});

test("closed standard output, input and error: it ends by itself", () => {
  expect(pc.said("sh", "-c", "timeout 20 storage-drive --version >&- 2>&- <&-; echo $?")).toMatch(
    /^[01]\n$/u,
  );
});

test("it takes at most one and a half of what Node itself takes to start", () => {
  const [bare = 0, version = 0, help = 0, status = 0] = processorTimes(60, [
    [process.execPath, "-e", "0"],
    ["/usr/bin/storage-drive", "--version"],
    ["/usr/bin/storage-drive", "--help"],
    ["/usr/bin/storage-drive", "status"],
  ]);
  const times = (ms: number) => `${ms.toFixed(1)} ms (${(ms / bare).toFixed(2)})`;
  console.log(
    `node -e 0 ${times(bare)}, --version ${times(version)}, --help ${times(help)}, status ${times(status)}`,
  );
  expect(Math.max(version, help, status) / bare).toBeLessThanOrEqual(1.5);
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../cli/run.ts";
import type { DoctorStart } from "../../cli/start-client.ts";
import { CHECK_IDS, type CheckId } from "../../src/core/doctor/checks.ts";
import { concluded, type DoctorReport, type Finding, type Found } from "../../src/core/doctor/report.ts";
import { standInClient, storageDrive, temporaryFolder } from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function reportOf(own: Partial<Record<CheckId, Finding>>): DoctorReport {
  const of = (id: CheckId): Found => ({ finding: own[id] ?? { is: "ok", facts: {} }, ms: 5 });
  const found = Object.fromEntries(CHECK_IDS.map((id) => [id, of(id)])) as Record<CheckId, Found>;
  return concluded(found, { hosts: ["drive.example"], ms: 20 });
}

const WELL = reportOf({ tray: { is: "warn", cause: "APP_NO_TRAY", facts: {} } });
const LOCKED = reportOf({
  keychain: { is: "fail", cause: "STORE_LOCKED", facts: { program: "GNOME Keyring" } },
});

async function askedOf(report: DoctorReport, ...args: string[]) {
  const client = await standInClient(folder.path);
  client.report = report;
  try {
    return await storageDrive(folder.path, ["doctor", ...args]);
  } finally {
    await client.close();
  }
}

test("the running client's report comes as it is; what only warns is healthy", async () => {
  const { exit, out } = await askedOf(WELL, "--json");
  expect(JSON.parse(out)).toEqual({ ok: true, value: WELL });
  expect(exit).toBe(0);
});

test("a fault ends with 8, and the person reads it first", async () => {
  const { exit, out } = await askedOf(LOCKED);
  expect(exit).toBe(8);
  const [first = ""] = out.split("\n");
  expect(first).toContain("16 キーチェーン");
  expect(first).toContain("STORE_LOCKED");
  expect(out).toContain("次にすること: ");
  expect(out).toContain("program=GNOME Keyring");
  expect(out).toContain("drive.example");
});

test("in English, and what another check explains says which", async () => {
  const offline = reportOf({
    network: { is: "fail", cause: "NET_OFFLINE", facts: {} },
    dns: { is: "fail", cause: "NET_DNS", facts: {} },
  });
  const { exit, out } = await askedOf(offline, "--lang", "en");
  expect(exit).toBe(8);
  expect(out).toContain("To be mended first: 3 Network");
  expect(out).toMatch(/^5 +Service's name +skipped +5 ms +can't be told because of 3/mu);
});

const env = { LANG: "en_US.UTF-8", DISPLAY: ":0" };

/** `storage-drive doctor` in this process and without a client. */
async function alone(startDoctor: () => Promise<DoctorStart | null>, own: Record<string, string> = env) {
  let out = "";
  const exit = await run(["doctor", "--json"], {
    env: own,
    folders: { roaming: folder.path, local: folder.path },
    out: { write: (text) => (out += text) },
    err: { write: () => {} },
    installed: false,
    readInput: async () => "",
    startClient: () => Promise.reject(new Error("the client isn't started for good")),
    startDoctor,
  });
  return { exit, object: JSON.parse(out) };
}

test("without a client one is started for the report alone", async () => {
  expect(await alone(async () => ({ report: LOCKED }))).toEqual({
    exit: 8,
    object: { ok: true, value: LOCKED },
  });
});

test.each<readonly [string, DoctorStart | null, number, string]>([
  ["it isn't built", null, 7, "CLI_NOT_RUNNING"],
  ["it can't start", { failed: "APP_DATA_FOLDER" }, 1, "APP_DATA_FOLDER"],
  ["it says something else", { report: { first: "?" } }, 1, "APP_UNEXPECTED"],
])("%s: told with its exit code", async (_name, start, exit, code) => {
  expect(await alone(async () => start)).toMatchObject({ exit, object: { ok: false, error: { code } } });
});

test.skipIf(process.platform !== "linux")("without a display there is nowhere to start it", async () => {
  const never = () => Promise.reject(new Error("started"));
  const { exit, object } = await alone(never, { LANG: "en_US.UTF-8" });
  expect(exit).toBe(9);
  expect(object.error.message).toContain("no display");
});

import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { BACKGROUND_SWITCH, COMMAND_FILE, type StatusValue } from "../../src/shared/command.ts";
import { ja } from "../../src/shared/locales/ja.ts";
import { runCommandLine } from "../support/command-line.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { exitOf } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import { xWindow, xWindows } from "../support/x-windows.ts";

const TITLE = ja.product.name;
/** What a person should never have to read. */
const STACK = /^\s+at |\bError:|\.js:\d+/mu;

let office: Office;
let place: string;
beforeEach(async () => {
  office = await openOffice();
  place = mkdtempSync(join(tmpdir(), "drive-start-"));
});
afterEach(async () => {
  await office.close();
  rmSync(place, { recursive: true, force: true });
});

const brokenFolders: readonly [string, (folder: string) => void][] = [
  ["is a file", (folder) => writeFileSync(folder, "")],
  ["is a link to nowhere", (folder) => symlinkSync(join(place, "nowhere"), folder)],
  ["may not be written", (folder) => mkdirSync(folder)],
];

/** A language that the tests can read. */
const JAPANESE = { LANGUAGE: "ja", LANG: "ja_JP.UTF-8" };

/** A folder of per-user files that can't be used. */
function brokenFolder(make: (folder: string) => void): Readonly<Record<string, string>> {
  const folder = join(place, "data");
  make(folder);
  giveToOrdinaryUser(place);
  if (existsSync(folder)) chmodSync(folder, 0o500);
  return { STORAGE_DRIVE_DATA_DIR: folder, ...JAPANESE };
}

test.each(brokenFolders)(
  "a start whose folder %s says so at once, to its person in one dialog, and ends with 1 (reliability 38)",
  async (_what, make) => {
    const client = await office.startPc(brokenFolder(make));
    await until("it is said", () => /the start failed \(APP_DATA_FOLDER\)$/mu.test(client.output()));
    const dialog = await xWindow(TITLE);
    expect(xWindows(TITLE)).toHaveLength(1);
    dialog.press("Return");
    expect(await exitOf(client)).toEqual([1, null]);
    expect(client.output()).not.toMatch(STACK);
  },
);

test("once the folder is given back, the next start leads to a login", async () => {
  chmodSync(office.dataDir, 0o500);
  const client = await office.startPc(JAPANESE);
  (await xWindow(TITLE)).press("Return");
  expect(await exitOf(client)).toEqual([1, null]);
  chmodSync(office.dataDir, 0o700);
  const next = await office.startPc();
  await new Person(next).logInFirstTime(office.account);
});

test("the command line is told at once of a start that fails, while the dialog is still there", async () => {
  // The folder itself is fine, and what Electron needs in it isn't: only the client finds out.
  const env = brokenFolder((folder) => {
    mkdirSync(folder);
    writeFileSync(join(folder, "electron"), "");
  });
  const { code, json } = await runCommandLine(["login", "--timeout", "100", "--json"], env);
  expect({ code, json }).toMatchObject({ code: 1, json: { ok: false, error: { code: "APP_DATA_FOLDER" } } });
  (await xWindow(TITLE)).press("Return");
  await until("the dialog is gone", () => xWindows(TITLE).length === 0);
});

test("a second start, before the first is done, is kept and answered: it shows where the client is", async () => {
  const { env, release } = slowPolicy();
  const first = await office.startPc(env);
  await until("it holds the lock", () => isLink(join(office.dataDir, "electron", "SingletonLock")));
  const second = await office.startPc(env);
  expect(await exitOf(second)).toEqual([0, null]);
  release();
  await first.statusWhere("its window is shown", isStatusShown);
});

test("a second start without a person at it, at a logon or by the command line, opens no window", async () => {
  const { env, release } = slowPolicy();
  const first = await office.startPc(env);
  await until("it holds the lock", () => isLink(join(office.dataDir, "electron", "SingletonLock")));
  for (const args of [[BACKGROUND_SWITCH], [BACKGROUND_SWITCH]])
    expect(await exitOf(await office.startPc(env, { args }))).toEqual([0, null]);
  release();
  const { windows } = await first.statusWhere("its page is there", ({ state }) => state === "attention");
  expect(windows.map(({ kind }) => kind)).toEqual(["login"]);
});

test("the icon stands before anything is read, with what can be asked of it by then", async () => {
  const { env, release } = slowPolicy();
  const client = await office.startPc({ ...env, ...JAPANESE });
  const { tooltip, menu } = await client.tray();
  expect(tooltip).toBe(`${TITLE} – ${ja.state.working}`);
  expect(menu.map(({ label }) => label)).toEqual([ja.state.working, ja.tray.showStatus]);
  await client.menu(ja.tray.showStatus);
  release();
  await client.statusWhere("its window is shown", isStatusShown);
});

test("whoever sees the icon is answered by the command line, once the client has started", async () => {
  const { env, release } = slowPolicy();
  const client = await office.startPc({ ...env, ...JAPANESE });
  await client.tray();
  await until("it listens", () => existsSync(join(office.dataDir, ...COMMAND_FILE)));
  const login = client.command("login", "--timeout", "0", "--json");
  const quit = client.command("quit", "--json");
  expect(await Promise.race([login, quit, setTimeout(1_000, "nobody yet")])).toBe("nobody yet");
  release();
  expect(await quit).toMatchObject({ code: 0, json: { ok: true } });
  expect((await login).json, "no second client was started for it").not.toMatchObject({
    error: { code: "CLI_NOT_RUNNING" },
  });
  expect(await exitOf(client)).toEqual([0, null]);
});

/** A disk that takes until `release` to give the policy away. */
function slowPolicy(): { readonly env: Readonly<Record<string, string>>; readonly release: () => void } {
  const released = join(place, "released");
  const slowDisk = join(place, "slow-disk.cjs");
  copyFileSync(new URL("../support/slow-disk.cjs", import.meta.url), slowDisk);
  giveToOrdinaryUser(place);
  const env = {
    NODE_OPTIONS: `--require=${slowDisk}`,
    SLOW_FILE: join(office.dataDir, "policy.json"),
    SLOW_UNTIL: released,
  };
  return { env, release: () => writeFileSync(released, "") };
}

const isStatusShown = ({ windows }: StatusValue) =>
  windows.some(({ kind, visible }) => kind === "status" && visible);

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linuxAutostart } from "./linux-autostart.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "autostart-"));
  for (const folder of ["own/autostart", "system/autostart"])
    await mkdir(join(dir, folder), { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const FILE = "autostart/storage-service-drive.desktop";
const ENTRY = "[Desktop Entry]\nType=Application\nExec=/usr/lib/drive\nX-GNOME-Autostart-enabled=true\n";
const own = () => join(dir, "own", FILE);
const write = (place: "own" | "system", text: string) => writeFile(join(dir, place, FILE), text);
const here = (installed = true) =>
  linuxAutostart({ XDG_CONFIG_HOME: join(dir, "own"), XDG_CONFIG_DIRS: join(dir, "system") }, installed);
const isOn = async () => (await here().read())?.on;
const mine = () => readFile(own(), "utf8").catch(() => null);

test("as the package installed it, off and on again: nothing of the person's is left", async () => {
  await write("system", ENTRY);
  expect(await here().read()).toEqual({ on: true, byPerson: true });
  await here().set(false);
  expect(await isOn()).toBe(false);
  expect(await mine()).toContain("Exec=/usr/lib/drive");
  await here().set(true);
  expect(await isOn()).toBe(true);
  expect(await mine()).toBeNull();
});

test("a pipe in its place isn't waited for, and says nothing", async () => {
  await write("system", ENTRY);
  execFileSync("mkfifo", [own()]);
  expect(await isOn()).toBe(true);
  await here().set(false);
  expect(await isOn()).toBe(false);
});

test.each([
  ["hidden for everybody", `${ENTRY}Hidden=true\n`, null],
  ["hidden by the person", ENTRY, `${ENTRY}Hidden=true\n`],
  ["switched off in GNOME's settings", ENTRY, ENTRY.replace("enabled=true", "enabled=false")],
])("%s it is off, and can be turned on", async (_what, system, person) => {
  await write("system", system);
  if (person !== null) await write("own", person);
  expect(await isOn()).toBe(false);
  await here().set(true);
  expect(await isOn()).toBe(true);
});

test("what the person added to their own entry stays", async () => {
  await write("system", ENTRY);
  await write("own", `${ENTRY}X-KDE-autostart-after=panel\n`);
  for (const on of [false, true]) {
    await here().set(on);
    expect(await isOn()).toBe(on);
    expect(await mine()).toContain("X-KDE-autostart-after=panel");
  }
});

test("an installed client without an entry gets one; one that isn't installed has none to change", async () => {
  expect(await here(false).read()).toBeNull();
  expect(await here().read()).toEqual({ on: false, byPerson: true });
  await here().set(true);
  expect(await isOn()).toBe(true);
  expect(await mine()).toContain(`Exec="${process.execPath}" --background`);
});

test("what can't be written is told by a code, and stays as it was", async () => {
  await write("system", ENTRY);
  await rm(join(dir, "own"), { recursive: true });
  await writeFile(join(dir, "own"), "a file where the folder should be");
  await expect(here().set(false)).rejects.toMatchObject({ code: "APP_DATA_FOLDER" });
  expect(await isOn()).toBe(true);
});

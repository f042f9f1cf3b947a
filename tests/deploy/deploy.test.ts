import { createHash } from "node:crypto";
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { extractFile, getRawHeader, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NAME } from "../../scripts/package/linux.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import * as pc from "./installed.ts";

// One PC's life with the package: installed, used, updated, taken away. The tests are its days, in order. What plays the
// desktop is a harness: it starts what the autostart entry says, with one switch besides, through which the tests see.

const { FIRST, NEXT } = pc;
const MARKS = "/run/storage-service-drive";
let office: Office;

beforeAll(async () => {
  if (!existsSync(pc.debOf(FIRST)) || !existsSync(pc.debOf(NEXT)))
    throw new Error("the packages aren't made. Next step: `npm run test:deploy`.");
  office = await openOffice();
  pc.writePolicy(office.policy);
  await pc.install(FIRST);
});

afterAll(async () => {
  await pc.purge();
  pc.removePolicy();
  await office.close();
});

const own = () => ({ STORAGE_DRIVE_DATA_DIR: office.dataDir });
const record = () => join(office.dataDir, "services", office.id, "session.json");
const logOn = () => startClient({ dataDir: office.dataDir, policy: {}, program: pc.autostart() });

/** It was logged in again by what the keychain holds, and nobody saw anything. */
async function isSilentlyOnline(client: RunningClient): Promise<void> {
  const { windows, tokenStore } = await client.statusWhere("online", ({ state }) => state === "online");
  expect({ tokenStore, seen: windows.filter(({ visible }) => visible) }).toEqual({
    tokenStore: "ok",
    seen: [],
  });
}

const itself = () => pc.processes().filter(({ type }) => type === "");

describe("what is inside", () => {
  const asar = join(pc.HOME, "resources/app.asar");

  test("the client and nothing else", () => {
    const files = listPackage(asar, { isPack: false });
    const tops = new Set(files.map((file) => file.split("/")[1]));
    const ours = ["assets", "main", "node_modules", "package.json", "preload", "renderer"];
    expect([...tops].filter((name) => name !== "node-18.cjs").sort()).toEqual(ours);
    const packages = files
      .filter((file) => file.startsWith("/node_modules/"))
      .map((file) => file.split("/")[2]);
    expect(new Set(packages)).toEqual(new Set(["keytar"]));
    expect(files.filter((file) => /\.(?:map|ts|tsx|test\.js)$/u.test(file))).toEqual([]);
    expect(JSON.parse(String(extractFile(asar, "package.json")))).toMatchObject({
      version: FIRST,
      desktopName: `${NAME}.desktop`,
    });
  });

  test("every file of the archive is what its header says, and every file of the package what dpkg noted", () => {
    type Entry = { files?: Record<string, Entry>; unpacked?: true; integrity?: { hash: string } };
    const visit = (entry: Entry, path: string): string[] =>
      entry.files === undefined
        ? [path].filter(() => entry.integrity?.hash !== sha256(extractFile(asar, path)))
        : Object.entries(entry.files).flatMap(([name, one]) => visit(one, join(path, name)));
    expect(visit(getRawHeader(asar).header as Entry, "")).toEqual([]);
    expect(pc.said("dpkg", "--verify", NAME)).toBe("");
  });

  test("root's, writable by nobody else, and one file alone set-user-ID: the helper of Chromium's sandbox", () => {
    const deb = pc.said("dpkg-deb", "--contents", pc.debOf(FIRST)).trim().split("\n");
    const format = "[%{FILEMODES:perms} %{FILEUSERNAME}/%{FILEGROUPNAME} %{FILENAMES}\n]";
    const rpm = pc.rpmSaid("-qp", "--queryformat", format, pc.rpmOf(FIRST)).trim().split("\n");
    for (const listed of [deb, rpm]) {
      const files = listed.map((line) => line.split(/\s+/u));
      const kinds = files.map(([mode, owner]) => `${mode} ${owner}`);
      const usual = ["drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "-rwsr-xr-x", "lrwxrwxrwx"];
      expect(new Set(kinds)).toEqual(new Set(usual.map((mode) => `${mode} root/root`)));
      const raised = files.filter(([mode = ""]) => mode.includes("s")).map((file) => file.at(-1));
      expect(raised).toEqual([expect.stringMatching(/chrome-sandbox$/u)]);
    }
  });

  test("native code lies beside the archive", () => {
    expect(pc.isThere(`${asar}.unpacked/node_modules/keytar/prebuilds/linux-x64/keytar.node`)).toBe(true);
  });

  test("the program's fuses (reliability 9)", async () => {
    const wire = await getCurrentFuseWire(join(pc.HOME, NAME));
    const { ENABLE, DISABLE } = FuseState;
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      options: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      cookies: wire[FuseV1Options.EnableCookieEncryption],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      asarOnly: wire[FuseV1Options.OnlyLoadAppFromAsar],
    }).toEqual({
      ...{ runAsNode: DISABLE, options: DISABLE, inspect: DISABLE },
      ...{ cookies: ENABLE, integrity: ENABLE, asarOnly: ENABLE },
    });
  });

  test("the rpm has the same files", () => {
    const files = (text: string) =>
      text
        .split("\n")
        .filter((line) => line.startsWith("/"))
        .sort();
    const deb = pc
      .said("dpkg", "--listfiles", NAME)
      .split("\n")
      .filter((path) => path !== "/.");
    const isFile = (path: string) => !pc.said("stat", "-c", "%F", path).includes("directory");
    const rpm = files(pc.rpmSaid("--query", "--package", "--list", pc.rpmOf(FIRST)));
    expect(rpm.filter(isFile)).toEqual(files(deb.join("\n")).filter(isFile));
    expect(pc.rpmSaid("-qp", "--scripts", pc.rpmOf(FIRST))).toContain("end_clients");
  });
});

describe("a person's days", () => {
  let client: RunningClient;

  test("the first logon: started by the session as an ordinary user, its pages in Chromium's sandbox", async () => {
    client = await logOn();
    await new Person(client).loginPage();
    const all = pc.processes();
    expect(all.filter(({ uid }) => uid === 0)).toEqual([]);
    const pages = all.filter(({ type }) => type === "renderer");
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) {
      expect(page.seccomp).toBe(2);
      expect(page.namespace).not.toBe(readlinkSync("/proc/self/ns/pid"));
    }
  });

  test("logged in through the windows; an update in the middle of it waits for its end", async () => {
    const before = itself();
    const person = new Person(client);
    await person.loginPage();
    const installing = pc.install(NEXT);
    await until("the client knows of it", () => pc.isThere(`${MARKS}/update`));
    await person.typeAndLogIn(office.account);
    await person.consentPanel();
    expect(itself()).toEqual(before);
    await person.consent();
    await installing;
    await client.statusWhere("the new version", ({ version }) => version === NEXT, 60_000);
    await isSilentlyOnline(client);
    expect(itself()).toEqual([{ ...before[0], pid: expect.not.toBeOneOf([before[0]?.pid]) }]);
  });

  test("the next logon: online, and nobody sees anything", async () => {
    expect(await pc.storageDrive(own(), "quit")).toMatchObject({ code: 0 });
    await until("the client's end", () => pc.processes().length === 0);
    await office.mark();
    client = await logOn();
    await isSilentlyOnline(client);
    expect(await office.events({ type: "authorize" })).toEqual([]);
  });

  test("a policy that changes is noticed by the running client, which stays logged in", async () => {
    pc.writePolicy({ ...office.policy, startupLogin: false, startupLogn: true });
    await until(
      "the client tells what it passes over",
      async () => (await pc.storageDrive(own(), "doctor", "--json")).text.includes("startupLogn"),
      100_000,
    );
    await isSilentlyOnline(client);
    pc.writePolicy(office.policy);
  });

  test("back to the version before and on again: the running client is the installed one, with its session", async () => {
    await office.mark();
    for (const version of [FIRST, NEXT]) {
      const [before] = itself();
      await pc.install(version);
      await client.statusWhere(version, (status) => status.version === version, 60_000);
      await isSilentlyOnline(client);
      const [after] = itself();
      expect(after?.pid).not.toBe(before?.pid);
      expect(after?.uid).toBe(before?.uid);
    }
    expect(await office.events({ type: "authorize" })).toEqual([]);
  });

  test("taken away: nothing of it runs or starts, and the PC remembers its session", async () => {
    await pc.remove();
    expect(pc.processes()).toEqual([]);
    expect([pc.HOME, "/usr/bin/storage-drive", MARKS].filter(pc.isThere)).toEqual([]);
    expect(readdirSync(office.dataDir, { recursive: true })).toContain(`services/${office.id}/session.json`);
    // What an administrator may have changed stays, as dpkg has it, and names a program that isn't there.
    expect(pc.autostart(/^TryExec=(.+)$/mu).filter(pc.isThere)).toEqual([]);
    await pc.install(NEXT);
    client = await logOn();
    await isSilentlyOnline(client);
  });

  test("taken away for good: the session is given back, and the PC forgets it", async () => {
    await office.mark();
    await pc.remove({ STORAGE_DRIVE_FORGET: "1" });
    expect(pc.processes()).toEqual([]);
    expect(pc.isThere(record())).toBe(false);
    expect(await office.events({ type: "revocation", outcome: "success" })).not.toEqual([]);
  });
});

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

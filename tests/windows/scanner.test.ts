import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SessionRecord } from "../../src/core/ports.ts";
import { createRecordFile } from "../../src/main/files/record-file.ts";
import { sessionRecordFormat } from "../../src/main/session/record-format.ts";
import { endScanners, programsFolder, startScanner } from "./programs.ts";

/*
 * Windows refuses to rename or delete a file that somebody has open without FILE_SHARE_DELETE, as scanners, indexers and
 * sync clients have them for a moment. `rw` is how those open files: others may read and write meanwhile.
 */

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanner-"));
  path = join(dir, "session.json");
});
afterEach(async () => {
  await endScanners();
  await rm(dir, { recursive: true, force: true });
});

const open = () => createRecordFile(path, sessionRecordFormat);
const record = (name: string): SessionRecord => ({
  version: 3,
  service: "omakase",
  issuer: "https://issuer.example",
  clientId: "drive",
  account: { sub: "u1", mail: "hanako@office.example", name },
  rested: false,
  savedAt: "2026-11-26T00:00:00.000Z",
  machine: null,
});
const temporaryFiles = async () =>
  (await readdir(dir)).filter((name) => name !== "session.json" && name !== "session.json.bak");

describe.skipIf(programsFolder === undefined)("a session's record that a scanner has open", () => {
  test("is written two hundred times while each file of its folder is looked at", async () => {
    const scanner = await startScanner("scandir", dir, "rw", 15, 25, 55_000);
    for (let at = 1; at <= 200; at += 1) await open().write(record(`write ${at}`));
    expect(scanner.opened()).toBeGreaterThan(10);
    expect((await open().read()).value).toEqual(record("write 200"));
  });

  test("is written while one program opens it again and again", async () => {
    await open().write(record("first"));
    const scanner = await startScanner("scan", path, "rw", 15, 15, 55_000);
    for (let at = 1; at <= 100; at += 1) await open().write(record(`write ${at}`));
    expect(scanner.opened()).toBeGreaterThan(10);
    expect((await open().read()).value).toEqual(record("write 100"));
  });

  test("is written though its temporary file is held before it gets its name", async () => {
    const scanner = await startScanner("snatch", dir, "session.json.", "rw", 300, 1, 20_000);
    await open().write(record("held"));
    expect(scanner.opened()).toBe(1);
    expect((await open().read()).value).toEqual(record("held"));
  });

  test("is written and removed once it is free", async () => {
    await open().write(record("first"));
    await startScanner("hold", path, "rw", 300);
    await open().write(record("second"));
    expect((await open().read()).value).toEqual(record("second"));
    await startScanner("hold", path, "rw", 300);
    await open().remove();
    expect(await readdir(dir)).toEqual([]);
  });

  test("stays as it was when it isn't let go, and nothing is left of the try", async () => {
    await open().write(record("first"));
    const scanner = await startScanner("hold", path, "rw", 10_000);
    await expect(open().write(record("second"))).rejects.toMatchObject({ code: "APP_UNEXPECTED" });
    expect((await open().read()).value).toEqual(record("first"));
    await scanner.ended;
    await open().write(record("third"));
    expect(await temporaryFiles()).toEqual([]);
    expect((await open().read()).value).toEqual(record("third"));
    await open().remove();
    expect(await readdir(dir)).toEqual([]);
  });
});

import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRecordFile } from "../../src/main/files/record-file.ts";
import { sessionRecordFormat } from "../../src/main/session/record-format.ts";

/*
 * `session-records/vN.json` is what a client of that version wrote. They stay when the format moves on.
 */
const kept = fileURLToPath(new URL("session-records/", import.meta.url));
const common = {
  service: "omakase",
  issuer: "https://issuer.example",
  clientId: "drive",
  account: { sub: "u1", mail: "hanako@office.example" },
};
const named = { account: { ...common.account, name: "山田 花子" } };

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "session-record-"));
  path = join(dir, "session.json");
});
afterEach(() => rm(dir, { recursive: true }));

const open = () => createRecordFile(path, sessionRecordFormat);

describe("a session's record of every version", () => {
  test.each([
    ["v1.json", { rested: true, machine: null, savedAt: "2026-09-01T00:00:00.000Z" }],
    [
      "v2.json",
      { rested: false, machine: "5f0c2b7e9a1d43868c7be2d1f0a94c55", savedAt: "2026-11-21T00:00:00.000Z" },
    ],
    [
      "v3.json",
      {
        ...named,
        rested: false,
        machine: "5f0c2b7e9a1d43868c7be2d1f0a94c55",
        savedAt: "2026-11-26T00:00:00.000Z",
      },
    ],
  ])("%s is read in today's form", async (name, rest) => {
    await copyFile(join(kept, name), path);
    const value = { version: sessionRecordFormat.newest, ...common, ...rest };
    expect(await open().read()).toEqual({ value, recovered: false });
    // Written and read again, it is the same.
    await open().write(value as never);
    expect(await open().read()).toEqual({ value, recovered: false });
  });

  test("there is a file for each", async () => {
    const names = await readdir(kept);
    const versions = Array.from({ length: sessionRecordFormat.newest }, (_, at) => `v${at + 1}.json`);
    expect(names.sort()).toEqual(versions);
  });
});

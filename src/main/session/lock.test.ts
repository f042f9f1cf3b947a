import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock } from "./lock.ts";

// Between processes: tests/integration/session-tokens-processes.test.ts.

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "lock-"));
  path = join(dir, "refresh.lock");
});
afterEach(() => rm(dir, { recursive: true }));

test.skipIf(process.platform === "win32").each<readonly [string, () => unknown]>([
  ["a link to nothing", () => symlink(join(dir, "gone"), path)],
  ["a link in a circle", () => symlink(path, path)],
  ["a pipe that nobody writes to", () => execFileSync("mkfifo", [path])],
  ["a folder", () => mkdir(path)],
  ["a file of three gigabytes", () => writeFile(path, "").then(() => truncate(path, 3e9))],
])("%s in its place is no lock that is waited for (reliability 18)", async (_what, put) => {
  await put();
  await expect(acquireLock(path, 10_000)).rejects.toThrow();
});

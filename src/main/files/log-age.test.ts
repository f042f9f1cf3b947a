import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "./log.ts";
import { dropOldLines } from "./log-age.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "log-age-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 12);
const read = (name: string) => readFile(join(dir, name), "utf8");

test("what is older than so many days goes, line by line and in every file; the log is written on", async () => {
  let at = NOW - 40 * DAY;
  const log = createLog({ dir, now: () => at });
  for (const days of [40, 31, 29, 0]) {
    at = NOW - days * DAY;
    log.event("client", `day-${days}`);
  }
  await writeFile(join(dir, "client.1.log"), `{"at":"2026-01-01T00:00:00.000Z","level":"info"}\ncut off`);
  await writeFile(join(dir, "other.txt"), `{"at":"2026-01-01T00:00:00.000Z"}\n`);
  dropOldLines(dir, 30, NOW);
  log.event("client", "after");
  const events = (await read("client.log")).match(/"event":"([^"]+)"/gu);
  expect(events).toEqual(['"event":"day-29"', '"event":"day-0"', '"event":"after"']);
  expect(await read("client.1.log")).toBe("");
  expect(await read("other.txt")).toContain("2026-01-01");
});

// Windows has none.
test.skipIf(process.platform === "win32")("a pipe isn't waited for", async () => {
  execFileSync("mkfifo", [join(dir, "client.1.log")]);
  await writeFile(join(dir, "client.log"), `{"at":"2026-01-01T00:00:00.000Z"}\n`);
  dropOldLines(dir, 1, NOW);
  expect(await read("client.log")).toBe("");
});

test("what is young stays to the byte, and a folder that isn't there stops nobody", async () => {
  const text = `{"at":"2026-11-27T00:00:00.000Z","level":"info"}\r\nwithout a time\n`;
  await writeFile(join(dir, "client.log"), text);
  dropOldLines(dir, 1, NOW);
  expect(await read("client.log")).toBe(text);
  dropOldLines(join(dir, "none"), 1, NOW);
  expect(await readdir(dir)).toEqual(["client.log"]);
});

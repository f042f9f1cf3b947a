import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SUCCESSOR } from "./successor.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "successor-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** @param script in place of `sleep`, with `$place` and `$slept`, the seconds until now */
function succeeded(script: string): string {
  const clock = `place="${dir}"\nslept=0\nsleep() { slept=$((slept + $1)); ${script}\n}`;
  writeFileSync(join(dir, "mark"), "");
  const args = ["-c", `${clock}\n${SUCCESSOR}`, "drive", join(dir, "mark"), "echo", "on"];
  return spawnSync("/bin/sh", args, { encoding: "utf8" }).stdout;
}

test.skipIf(process.platform === "win32")("it is started after an installation of three hours", () => {
  expect(succeeded('[ "$slept" -lt 10800 ] || rm "$place/mark"')).toBe("on\n");
});

test.skipIf(process.platform === "win32")("an installation that broke off isn't waited for for ever", () => {
  expect(succeeded(":")).toBe("");
  expect(existsSync(join(dir, "mark"))).toBe(true);
});

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../run-command.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(process.platform === "win32")("no mark that can't be written ends a package's script", () => {
  const marks = join(folder, "marks");
  for (const step of ["begin_update", "begin_removal"])
    for (const [program = "", ...args] of [["sh"], ["sh", "-e"], ["bash", "--norc", "--posix"]]) {
      mkdirSync(marks, { recursive: true });
      for (const mark of ["update", "forget"]) symlinkSync("/nowhere/mark", join(marks, mark));
      const script = `MARKS="${marks}"\nclients() { :; }\n. "${join(root, "build/clients.sh")}"\n${step}\nend_update\necho end`;
      const env = { PATH: process.env.PATH ?? "", STORAGE_DRIVE_FORGET: "1" };
      const said = execFileSync(program, [...args, "-c", script], { encoding: "utf8", env, stdio: "pipe" });
      expect(said).toBe("end\n");
    }
});

/** What lies of the marks after some steps of a package's script. */
function marksAfter(steps: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const script = `umask 077\nMARKS="${folder}/marks"\nclients() { :; }\n. "${join(root, "build/clients.sh")}"\n${steps}`;
  execFileSync("sh", ["-c", script], { env: { PATH: process.env.PATH ?? "", ...env } });
  return ["update", "forget"].filter((mark) => existsSync(join(folder, "marks", mark)));
}

const onPosix = test.skipIf(process.platform === "win32");

onPosix("a person's client sees a mark, whatever the umask is of who installs", () => {
  expect(marksAfter("begin_update")).toEqual(["update"]);
  expect(statSync(join(folder, "marks")).mode & 0o777).toBe(0o755);
});

onPosix("after an update that broke off, what waits for its end isn't started by a removal", () => {
  expect(marksAfter("begin_update; begin_removal", { STORAGE_DRIVE_FORGET: "1" })).toEqual([
    "update",
    "forget",
  ]);
  expect(marksAfter("end_update")).toEqual([]);
});

onPosix("after a removal that broke off, no update deletes a session", () => {
  expect(marksAfter("begin_removal; begin_update", { STORAGE_DRIVE_FORGET: "1" })).toEqual(["update"]);
});

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { root } from "../run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "marks-"));

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

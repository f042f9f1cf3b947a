import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { machineId } from "../../src/main/session/machine-id.ts";
import { program, programsFolder } from "./programs.ts";

describe.skipIf(programsFolder === undefined)("this Windows", () => {
  test("has the code page that was asked for", () => {
    expect(execFileSync(program("codepage"), { encoding: "utf8" }).trim()).toBe(
      process.env.STORAGE_DRIVE_CODE_PAGE,
    );
  });

  describe("where an administrator has forbidden reg.exe", () => {
    let windows: string;
    beforeEach(async () => {
      windows = await mkdtemp(join(tmpdir(), "windows-"));
      await mkdir(join(windows, "System32"));
      await cp(program("blockedreg"), join(windows, "System32", "reg.exe"));
    });
    afterEach(async () => {
      vi.unstubAllEnvs();
      await rm(windows, { recursive: true });
    });

    test("still tells which PC it is", async () => {
      const id = await machineId();
      expect(id).toMatch(/^[0-9a-f]{32}$/u);
      vi.stubEnv("SystemRoot", windows);
      expect(await machineId()).toBe(id);
    });
  });
});

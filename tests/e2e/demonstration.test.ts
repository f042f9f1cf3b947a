import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";

const demonstration = fileURLToPath(new URL("../../scripts/demo/main.ts", import.meta.url));

async function play(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [demonstration, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  return { code, output };
}

const long = process.env.STORAGE_DRIVE_TEST_LONG === "1";
const steps = ["consent-driven", "managed-pc", ...(long ? ["startup-login", "silent-restart"] : [])];
test.each(steps)("broken at %s, the demonstration fails and names the step", async (step) => {
  const { code, output } = await play("--service", "codec", "--break", step);
  expect(output).toContain(`step "${step}" failed`);
  expect(code).toBe(1);
});

test.each(SERVICE_IDS)("%s: nine actions by hand are four here, and two on a managed PC", async (id) => {
  const { code, output } = await play("--service", id);
  expect(output).toContain("9 actions; here: 4 the first time, 0 afterwards; on a managed PC: 2");
  expect(code).toBe(0);
});

test("an unknown service is a usage error", async () => {
  expect((await play("--service", "other")).code).toBe(2);
});

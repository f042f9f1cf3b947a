import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const demonstration = fileURLToPath(new URL("../../scripts/demo/main.ts", import.meta.url));

async function play(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [demonstration, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  return { code, output };
}

test.each(["startup-login", "consent-driven", "silent-restart"])(
  "broken at %s, the demonstration fails and names the step",
  async (step) => {
    const { code, output } = await play("--service", "codec", "--break", step);
    expect(output).toContain(`step "${step}" failed`);
    expect(code).toBe(1);
  },
);

test("an unknown service is a usage error", async () => {
  expect((await play("--service", "other")).code).toBe(2);
});

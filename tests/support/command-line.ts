import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { node24Path } from "../../scripts/node24.mjs";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** Runs the real command line as a process; `json` is its standard output when that is JSON. */
export async function runCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; json: unknown; text: string }> {
  const child = spawn(node24Path(), [main, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let errors = "";
  child.stdout.on("data", (data) => (text += data));
  child.stderr.on("data", (data) => (errors += data));
  const code = await new Promise<number>((done) => child.once("exit", (status) => done(status ?? -1)));
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    json = null;
  }
  return { code, json, text: text + errors };
}

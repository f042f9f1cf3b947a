import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { CLIENT } from "./plain-provider.ts";

const script = fileURLToPath(new URL("django-provider.py", import.meta.url));
/** Debian's own: another Python may not have its modules. */
const PYTHON = "/usr/bin/python3";

export const hasDjangoProvider =
  process.platform === "linux" && spawnSync(PYTHON, ["-c", "import oauth2_provider, jwcrypto"]).status === 0;

/** Django OAuth Toolkit, in a process of its own. */
export type DjangoProvider = {
  readonly issuer: string;
  readonly clientId: string;
  close(): Promise<void>;
};

const ready = z.object({ issuer: z.url() });

export async function startDjangoProvider(accessTokenSeconds: number): Promise<DjangoProvider> {
  const child = spawn(PYTHON, [script, String(accessTokenSeconds)], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    void gone.then(() => reject(new Error(`Django ended:\n${errors.slice(-2_000)}`)));
  });
  return {
    issuer: ready.parse(JSON.parse(line)).issuer,
    clientId: CLIENT,
    async close() {
      child.kill();
      await gone;
    },
  };
}

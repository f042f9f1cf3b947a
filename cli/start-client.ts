import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

/** A client that was told to start. `ended` resolves with its exit code if it ends while we still look. */
export type StartedClient = { readonly ended: Promise<number | null> };

const hostSchema = z.object({ command: z.string(), args: z.array(z.string()), cwd: z.string() });

/**
 * Starts the client on its own: it stays when the command line ends. In the repository the script that `npm start`
 * uses says how; installed, it will be the executable beside this one.
 * @param dataDir absolute folder of the per-user files
 * @returns null when there is nothing to start yet: the client hasn't been built
 */
export async function startClient(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<StartedClient | null> {
  // Loaded by address: it is a script of the repository, not a part of what is installed.
  const { chooseHost } = await import(new URL("../scripts/client-host.mjs", import.meta.url).href);
  const { command, args, cwd } = hostSchema.parse(chooseHost());
  if (!existsSync(join(cwd, "out", "main", "index.js"))) return null;
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: "ignore",
    windowsHide: true,
    env: { ...env, STORAGE_DRIVE_DATA_DIR: dataDir, ...policyFile(env.STORAGE_DRIVE_POLICY) },
  });
  const ended = new Promise<number | null>((done) => {
    child.once("exit", (code) => done(code));
    child.once("error", () => done(null));
  });
  child.unref();
  return { ended };
}

/** The client starts in another folder: a relative path would lead elsewhere. */
function policyFile(path: string | undefined): { STORAGE_DRIVE_POLICY?: string } {
  return path ? { STORAGE_DRIVE_POLICY: resolve(path) } : {};
}

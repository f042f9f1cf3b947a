import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { z } from "zod";

/** A client that was told to start. `ended` resolves with its exit code if it ends while we still look. */
export type StartedClient = { readonly ended: Promise<number | null> };

const commandSchema = z.object({
  command: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string().optional()),
});

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
  const { clientCommand, isBuilt, ownDataDir } = await import(
    new URL("../scripts/electron/client-command.mjs", import.meta.url).href
  );
  if (!isBuilt()) return null;
  ownDataDir(dataDir);
  const { command, args, cwd, env: surroundings } = commandSchema.parse(clientCommand());
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: "ignore",
    windowsHide: true,
    env: {
      ...env,
      ...surroundings,
      STORAGE_DRIVE_DATA_DIR: dataDir,
      ...policyFile(env.STORAGE_DRIVE_POLICY),
    },
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

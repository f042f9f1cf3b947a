import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { ErrorCode } from "../src/core/errors.ts";
import { dataFolders } from "../src/main/config/data-folder.ts";
import { startFailureOf } from "../src/shared/command.ts";

/**
 * A client that was told to start. `failed` resolves once it can't: it says so itself before its person has read its
 * dialog, or ends without a word. Ending well means that another start was quicker, and this one gave way to it.
 */
export type StartedClient = { readonly failed: Promise<ErrorCode> };

const commandSchema = z.object({
  command: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string().optional()),
});

/**
 * Starts the client on its own: it stays when the command line ends. In the repository the script that `npm start`
 * uses says how; installed, it will be the executable beside this one.
 * @returns null when there is nothing to start yet: the client hasn't been built
 */
export async function startClient(
  env: Readonly<Record<string, string | undefined>>,
): Promise<StartedClient | null> {
  // Loaded by address: it is a script of the repository, not a part of what is installed.
  const { clientCommand, isBuilt, ownDataDir } = await import(
    new URL("../scripts/electron/client-command.mjs", import.meta.url).href
  );
  if (!isBuilt()) return null;
  ownDataDir(dataFolders(env).local);
  const { command, args, cwd, env: surroundings } = commandSchema.parse(clientCommand());
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    windowsHide: true,
    env: {
      ...env,
      ...surroundings,
      ...absolute("STORAGE_DRIVE_DATA_DIR", env),
      ...absolute("STORAGE_DRIVE_POLICY", env),
    },
  });
  child.unref();
  // Left open for a client that stays: nothing of it keeps us, and what it says later goes nowhere.
  if (child.stderr instanceof Socket) child.stderr.unref();
  return { failed: failureOf(child) };
}

function failureOf(child: ChildProcess): Promise<ErrorCode> {
  return new Promise((resolve) => {
    if (child.stderr !== null)
      createInterface({ input: child.stderr }).on("line", (line) => {
        const code = startFailureOf(line);
        if (code !== null) resolve(code);
      });
    child.once("close", (code) => code !== 0 && resolve("APP_UNEXPECTED"));
    child.once("error", () => resolve("APP_UNEXPECTED"));
  });
}

/** The client starts in another folder: a relative path would lead elsewhere. */
function absolute(name: string, env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const path = env[name];
  return path ? { [name]: resolve(path) } : {};
}

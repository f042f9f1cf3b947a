import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { isSea } from "node:sea";
import { z } from "zod";
import type { ErrorCode } from "../src/core/errors.ts";
import { dataFolders } from "../src/main/config/data-folder.ts";
import { BACKGROUND_SWITCH, DOCTOR_SWITCH, doctorReportOf, startFailureOf } from "../src/shared/command.ts";
import type { Environment } from "../src/shared/data-dir.ts";
import { absolutePath } from "./absolute-path.ts";

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
 * uses says how; installed, it is the program beside this one.
 * @returns null when there is nothing to start yet: the client hasn't been built
 */
export async function startClient(env: Environment): Promise<StartedClient | null> {
  const start = await clientStart(env, [BACKGROUND_SWITCH]);
  if (start === null) return null;
  const child = spawn(start.command, start.args, {
    ...start.options,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.unref();
  // Left open for a client that stays: nothing of it keeps us, and what it says later goes nowhere.
  if (child.stderr instanceof Socket) child.stderr.unref();
  return { failed: failureOf(child) };
}

const ENDING_MS = 3_000;

/** What came of a client that was started for the doctor's report alone. */
export type DoctorStart = { readonly report: unknown } | { readonly failed: ErrorCode };

/**
 * Lets a client of its own examine this PC: it opens no window, takes no client's place, and ends with its report.
 * @returns null when there is nothing to start yet
 */
export async function startDoctor(env: Environment, limitMs: number): Promise<DoctorStart | null> {
  const start = await clientStart(env, [DOCTOR_SWITCH]);
  if (start === null) return null;
  const child = spawn(start.command, start.args, {
    ...start.options,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  const failed = failureOf(child).then((code) => ({ failed: code }));
  const came = await Promise.race([reportOf(child), failed]);
  await ended(child);
  return came;
}

/** It has nothing left to do: one that doesn't end by itself is ended. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const late = setTimeout(() => child.kill("SIGKILL"), ENDING_MS);
  await new Promise((done) => child.once("exit", done));
  clearTimeout(late);
}

function reportOf(child: ChildProcess): Promise<DoctorStart> {
  return new Promise((resolve) => {
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on("line", (line) => {
        const text = doctorReportOf(line);
        if (text !== null) resolve({ report: parsed(text) });
      });
    child.once("close", () => resolve({ failed: "APP_UNEXPECTED" }));
  });
}

/** Undefined where it is no JSON: the report's schema says the rest. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The client from where `storage-drive` is installed: on Windows that folder is on PATH, and holds nothing else. */
const CLIENTS: Partial<Record<NodeJS.Platform, string>> = {
  win32: "../storage-service-drive.exe",
  darwin: "Storage Service Drive",
};
const CLIENT = CLIENTS[process.platform] ?? "storage-service-drive";

/** Null where nothing is built. */
async function clientStart(env: Environment, args: readonly string[]) {
  if (isSea()) {
    const own = absolute("STORAGE_DRIVE_DATA_DIR", env);
    const folder = dirname(process.execPath);
    const options = { cwd: folder, windowsHide: true, env: { ...env, ...own } };
    return { command: join(folder, CLIENT), args: [...args], options };
  }
  // Loaded by address: it is a script of the repository, not a part of what is installed.
  const { clientCommand, isBuilt, ownDataDir } = await import(
    new URL("../scripts/electron/client-command.mjs", import.meta.url).href
  );
  if (!isBuilt()) return null;
  ownDataDir(dataFolders(env).local);
  const { command, args: all, cwd, env: surroundings } = commandSchema.parse(clientCommand([...args]));
  const own = { ...absolute("STORAGE_DRIVE_DATA_DIR", env), ...absolute("STORAGE_DRIVE_POLICY", env) };
  const options = { cwd, windowsHide: true, env: { ...env, ...surroundings, ...own } };
  return { command, args: all, options };
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
function absolute(name: string, env: Environment): Record<string, string> {
  const path = env[name];
  return path ? { [name]: absolutePath(path) } : {};
}

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const exec = promisify(execFile);
const DBUS_SEND = "/usr/bin/dbus-send";
const LIMIT_MS = 3_000;

/** A method of somebody on the bus; arguments as `dbus-send` writes them (dbus-send(1)), which are none by default. */
export type BusCall = {
  readonly destination: string;
  readonly path: string;
  readonly method: string;
  readonly args?: readonly string[];
};

export type BusOptions = { readonly env?: NodeJS.ProcessEnv; readonly limitMs?: number };

/** The bus itself (D-Bus specification, "Message Bus Messages"). */
export const BUS = { destination: "org.freedesktop.DBus", path: "/org/freedesktop/DBus" } as const;

/** Whether anything can be asked at all: on Linux, where `dbus-send` is. */
export function canAskSessionBus(): boolean {
  return process.platform === "linux" && existsSync(DBUS_SEND);
}

/**
 * Asks from a process of its own, so that nobody here waits for one that hangs.
 * @returns what `dbus-send` prints; null where nothing can be asked, or no answer came in time, or an error. Never rejects.
 */
export async function askSessionBus(
  { destination, path, method, args = [] }: BusCall,
  { env = process.env, limitMs = LIMIT_MS }: BusOptions = {},
): Promise<string | null> {
  if (!canAskSessionBus()) return null;
  const fixed = ["--session", "--print-reply", `--reply-timeout=${limitMs}`, `--dest=${destination}`];
  try {
    // To reach the bus may take as long again.
    return (await exec(DBUS_SEND, [...fixed, path, method, ...args], { env, timeout: 2 * limitMs })).stdout;
  } catch {
    return null;
  }
}

import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { registryValue } from "../config/windows-registry.ts";

/** Reads the PC's unique id: null where it has none; rejects when it can't be read now. */
export type MachineIdSource = () => Promise<string | null>;

const LIMIT_MS = 5_000;
/** Must not change: every kept session would count as another PC's. */
const PURPOSE = "storage-service-drive: session binding";

/**
 * Which PC this is, for the session's record (reliability 19): a keyed hash, since the id itself is confidential
 * (machine-id(5)) and the same for every program. Null on a PC that has no id; rejects, as its source does, while it
 * can't be told.
 */
export async function machineId(source: MachineIdSource = ofThisSystem): Promise<string | null> {
  const id = await source();
  return id === null ? null : createHmac("sha256", id).update(PURPOSE).digest("hex").slice(0, 32);
}

const exec = promisify(execFile);

async function ofThisSystem(): Promise<string | null> {
  switch (process.platform) {
    case "win32":
      return told(guidOf(await registryValue("HKLM", "SOFTWARE\\Microsoft\\Cryptography", "MachineGuid")));
    case "darwin": {
      const options = { timeout: LIMIT_MS };
      const { stdout } = await exec("/usr/sbin/ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"], options);
      return told(fromIoRegistry(stdout));
    }
    default:
      return fromFiles(["/etc/machine-id", "/var/lib/dbus/machine-id"])();
  }
}

// Windows and macOS always have one: an answer without it is an error.
function told(id: string | null): string {
  if (id === null) throw new Error("the system didn't name this PC");
  return id;
}

/**
 * The first of these files that holds a machine id; one that says `uninitialized` or nothing holds none (machine-id(5)).
 * One that is there and can't be read isn't passed over: the next may hold another id.
 */
export function fromFiles(paths: readonly string[]): MachineIdSource {
  return async () => {
    for (const path of paths) {
      const text = await readFile(path, "utf8").catch(emptyIfAbsent);
      const id = /^[0-9a-f]{32}$/iu.exec(text.trim())?.[0];
      if (id !== undefined && !/^0+$/u.test(id)) return id.toLowerCase();
    }
    return null;
  };
}

function emptyIfAbsent(thrown: unknown): string {
  if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return "";
  throw thrown;
}

export function guidOf(value: string | number | null): string | null {
  return lower(/^[0-9a-f-]{36}$/iu.exec(String(value).trim())?.[0]);
}

/** `ioreg` prints `"IOPlatformUUID" = "<uuid>"`. */
export function fromIoRegistry(output: string): string | null {
  return lower(/"IOPlatformUUID"\s*=\s*"([0-9a-f-]{36})"/iu.exec(output)?.[1]);
}

function lower(id: string | undefined): string | null {
  return id?.toLowerCase() ?? null;
}

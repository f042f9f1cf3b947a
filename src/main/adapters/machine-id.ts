import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Where a PC keeps the name that tells it from every other; answers null where it has none. */
export type MachineIdSource = () => Promise<string | null>;

const LIMIT_MS = 5_000;
/** A PC that is just starting may be too busy for the first answer, and without it its session counts as another's. */
const TRIES = 3;
/** Changing it makes every kept session another PC's. */
const PURPOSE = "storage-service-drive: session binding";

/**
 * Which PC this is, for the session's record (reliability 19): a keyed hash, since the id itself is confidential
 * (machine-id(5)) and the same for every program. Never rejects; null where it can't be told.
 */
export async function machineId(source: MachineIdSource = ofThisSystem): Promise<string | null> {
  const id = await asked(source, TRIES);
  if (id === null) return null;
  return createHmac("sha256", id).update(PURPOSE).digest("hex").slice(0, 32);
}

function asked(source: MachineIdSource, tries: number): Promise<string | null> {
  return source().catch(() => (tries > 1 ? asked(source, tries - 1) : null));
}

const exec = promisify(execFile);

async function ofThisSystem(): Promise<string | null> {
  switch (process.platform) {
    case "win32":
      return fromRegistry(await run(windowsProgram("reg.exe"), MACHINE_GUID));
    case "darwin":
      return fromIoRegistry(await run("/usr/sbin/ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"]));
    default:
      return fromFiles(["/etc/machine-id", "/var/lib/dbus/machine-id"])();
  }
}

// The 64-bit view whatever this process is: the other one has no MachineGuid.
const MACHINE_GUID = ["query", "HKLM\\SOFTWARE\\Microsoft\\Cryptography", "/v", "MachineGuid", "/reg:64"];

// By its full path: whatever else is called so on PATH isn't run.
function windowsProgram(name: string): string {
  return join(process.env.SystemRoot ?? "C:\\Windows", "System32", name);
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await exec(program, [...args], { timeout: LIMIT_MS, windowsHide: true });
  return stdout;
}

/** The first of these files that holds a machine id; one that says `uninitialized` or nothing holds none (machine-id(5)). */
export function fromFiles(paths: readonly string[]): MachineIdSource {
  return async () => {
    for (const path of paths) {
      const text = await readFile(path, "utf8").catch(() => "");
      const id = /^[0-9a-f]{32}$/iu.exec(text.trim())?.[0];
      if (id !== undefined && !/^0+$/u.test(id)) return id.toLowerCase();
    }
    return null;
  };
}

/** `reg query` prints `    MachineGuid    REG_SZ    <guid>`, in every language. */
export function fromRegistry(output: string): string | null {
  return lower(/^\s*MachineGuid\s+REG_SZ\s+([0-9a-f-]{36})\s*$/imu.exec(output)?.[1]);
}

/** `ioreg` prints `"IOPlatformUUID" = "<uuid>"`. */
export function fromIoRegistry(output: string): string | null {
  return lower(/"IOPlatformUUID"\s*=\s*"([0-9a-f-]{36})"/iu.exec(output)?.[1]);
}

function lower(id: string | undefined): string | null {
  return id?.toLowerCase() ?? null;
}

import { createHash, randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { AppError } from "../../core/errors.ts";
import { COMMAND_FILE } from "../../shared/command.ts";

/** What a Unix socket's path may take in bytes, its end mark not counted (sun_path: unix(7); 104 on macOS). */
const LONGEST_PATH = process.platform === "darwin" ? 103 : 107;

/** The folder within the per-user files that only this user may open, and the file in it. */
export function commandFilePlace(dataDir: string): { folder: string; file: string } {
  const [folder, name] = COMMAND_FILE;
  return { folder: join(dataDir, folder), file: join(dataDir, folder, name) };
}

/**
 * Where the socket for this folder of per-user files may lie, the best place first; its own folder exists when it is
 * given, open to this user only.
 * @param env for `XDG_RUNTIME_DIR`, where a path in the per-user files would be too long for a socket, or takes none
 * @throws AppError `APP_UNEXPECTED` when no folder of ours can be had
 */
export function* socketPlaces(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Generator<string, never> {
  const { folder } = commandFilePlace(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  dropOwnLink(folder);
  privateFolder(folder);
  // All users share the names of pipes: under one that can be guessed somebody else could answer before us.
  if (platform === "win32") yield `\\\\.\\pipe\\storage-drive-${randomBytes(16).toString("hex")}`;
  const name = hashed(resolve(dataDir));
  const candidates = [join(folder, "command.sock")];
  const runtime = env.XDG_RUNTIME_DIR;
  if (runtime?.startsWith("/")) candidates.push(join(runtime, "storage-drive", `${name}.sock`));
  for (const base of [tmpdir(), "/tmp"]) {
    candidates.push(join(base, `storage-drive-${process.getuid?.()}`, `${name}.sock`));
  }
  let reason: unknown = "no path is short enough";
  for (const path of candidates) {
    if (Buffer.byteLength(path) > LONGEST_PATH) continue;
    try {
      privateFolder(dirname(path));
    } catch (error) {
      reason = error;
      continue;
    }
    yield path;
  }
  throw new AppError("APP_UNEXPECTED", reason);
}

/** A link that this user put there, perhaps for another disk: what it leads to isn't ours to close, and stays. */
function dropOwnLink(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && found.uid === process.getuid?.()) unlinkSync(folder);
}

/**
 * Makes a folder that only this user may open, or checks that one is: a folder that somebody else put there, or a
 * link, is refused.
 */
function privateFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Something is there already: looked at below. A missing parent isn't ours to make.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  if (process.platform === "win32") return;
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new AppError("APP_UNEXPECTED", "the socket's folder isn't ours");
  }
  if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

function hashed(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

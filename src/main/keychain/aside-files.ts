import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { patiently, removeWithTemporaries, replaceFile } from "../files/patient-files.ts";
import { readRegularFile } from "../files/regular-file.ts";
import { open, seal } from "./sealed-secret.ts";

const SALT_BYTES = 16;

/** Secrets beside a keychain, each sealed by what the keychain's entry of the same key holds. */
export type AsideFiles = {
  /** Null where there is none; one that this entry doesn't open is deleted. */
  read(key: string, entry: string): Promise<string | null>;
  /** False where the disk doesn't take it either. */
  write(key: string, entry: string, secret: string): Promise<boolean>;
  remove(key: string): Promise<void>;
};

/**
 * One file a key: a salt, then the secret, encrypted with AES-256-GCM under a key derived (HKDF) from what the entry
 * holds. Who can't read the entry can't read the file.
 */
export function createAsideFiles(dir: string): AsideFiles {
  const fileOf = (key: string) =>
    join(dir, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.aside`);
  const remove = (key: string) => removeWithTemporaries(fileOf(key));

  async function read(key: string, entry: string): Promise<string | null> {
    const sealed = await patiently(() => readRegularFile(fileOf(key))).catch(() => null);
    if (sealed === null) return null;
    try {
      return open(sealed.subarray(SALT_BYTES), keyFrom(entry, sealed.subarray(0, SALT_BYTES)), key);
    } catch {
      await remove(key);
      return null;
    }
  }

  async function write(key: string, entry: string, secret: string): Promise<boolean> {
    const salt = randomBytes(SALT_BYTES);
    try {
      await replaceFile(fileOf(key), Buffer.concat([salt, seal(secret, keyFrom(entry, salt), key)]));
      return true;
    } catch {
      return false;
    }
  }

  return { read, write, remove };
}

function keyFrom(entry: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", entry, salt, "kept aside", 32));
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import { isDiskFull } from "../files/disk-full.ts";
import { patiently, removeWithTemporaries, replaceFile } from "../files/patient-files.ts";
import { readRegularFile } from "../files/regular-file.ts";

/**
 * Windows holds 2,560 bytes an entry (CRED_MAX_CREDENTIAL_BLOB_SIZE; reliability 23), which are so many UTF-16 units.
 * keytar writes UTF-8 instead (keytar_win.cc), where a unit takes up to three bytes: both have to fit.
 */
export const WINDOWS_ENTRY_LIMIT = 1_280;

const MARK = "sealed-v1:";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export type SealedDeps = {
  readonly store: SecretStore;
  /** Where the sealed values lie. */
  readonly dir: string;
  /** UTF-16 units that an entry of the keychain holds. */
  readonly limit: number;
};

/**
 * A store whose entries may be larger than the keychain's: those have a random key in the keychain and their value
 * beside it in a file, sealed with AES-256-GCM and bound to the entry's name. A file that is gone or changed rejects
 * with `STORE_CORRUPT`.
 */
export function createSealedStore({ store, dir, limit }: SealedDeps): SecretStore {
  const fileOf = (key: string) =>
    join(dir, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.sealed`);

  return {
    probe: () => store.probe(),
    async get(key) {
      const entry = await store.get(key);
      if (entry === null || !entry.startsWith(MARK)) return entry;
      try {
        return open(await patiently(() => readRegularFile(fileOf(key))), keyIn(entry), key);
      } catch (cause) {
        throw new AppError("STORE_CORRUPT", cause);
      }
    },
    async set(key, secret) {
      // A secret that looks like our own marker is sealed whatever its size, or it would be read as one.
      if (fits(secret, limit) && !secret.startsWith(MARK)) {
        await store.set(key, secret);
        await removeWithTemporaries(fileOf(key));
        return;
      }
      // An entry that is sealed already keeps its key: then replacing the file is the only step, and it is atomic.
      const known = keyIn(await store.get(key));
      const sealingKey = known ?? randomBytes(32);
      await writeSealed(fileOf(key), seal(secret, sealingKey, key));
      if (known === null) await store.set(key, MARK + sealingKey.toString("base64"));
    },
    async empty(key) {
      await store.empty(key);
      await removeWithTemporaries(fileOf(key));
    },
    async delete(key) {
      const deleted = await store.delete(key);
      await removeWithTemporaries(fileOf(key));
      return deleted;
    },
    close: () => store.close(),
  };

  async function writeSealed(path: string, sealed: Buffer): Promise<void> {
    try {
      await replaceFile(path, sealed);
    } catch (cause) {
      throw new AppError(isDiskFull(cause) ? "STORE_FULL" : "STORE_DENIED", cause);
    }
  }
}

function fits(secret: string, units: number): boolean {
  return secret.length <= units && Buffer.byteLength(secret) <= 2 * units;
}

/** Null for anything but a key of ours: a damaged one mustn't block the next value. */
function keyIn(entry: string | null): Buffer | null {
  if (entry === null || !entry.startsWith(MARK)) return null;
  const key = Buffer.from(entry.slice(MARK.length), "base64");
  return key.length === 32 ? key : null;
}

export function seal(secret: string, sealingKey: Buffer, name: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey, iv).setAAD(Buffer.from(name));
  return Buffer.concat([iv, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where it was changed, or sealed with another key or under another name. */
export function open(sealed: Buffer, sealingKey: Buffer | null, name: string): string {
  if (sealingKey === null) throw new Error("no key");
  const tag = sealed.subarray(-TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", sealingKey, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(name)).setAuthTag(tag);
  const text = sealed.subarray(IV_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { AppError } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";

/** Windows holds 2,560 bytes an entry, that is so many UTF-16 units (CRED_MAX_CREDENTIAL_BLOB_SIZE; reliability 23). */
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
        return open(await readFile(fileOf(key)), keyOf(entry), key);
      } catch (cause) {
        throw new AppError("STORE_CORRUPT", cause);
      }
    },
    async set(key, secret) {
      // A secret that looks like a mark of ours is sealed whatever its size, or it would be taken for one.
      if (secret.length <= limit && !secret.startsWith(MARK)) {
        await store.set(key, secret);
        await rm(fileOf(key), { force: true });
        return;
      }
      // An entry that is sealed already keeps its key: then replacing the file is the only step, and it is atomic.
      const before = await store.get(key);
      const known = before?.startsWith(MARK) === true;
      const sealingKey = known ? keyOf(before) : randomBytes(32);
      await writeSealed(fileOf(key), seal(secret, sealingKey, key));
      if (!known) await store.set(key, MARK + sealingKey.toString("base64"));
    },
    async delete(key) {
      const deleted = await store.delete(key);
      await rm(fileOf(key), { force: true });
      return deleted;
    },
    close: () => store.close(),
  };

  async function writeSealed(path: string, sealed: Buffer): Promise<void> {
    try {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await writeFileAtomic(path, sealed, { mode: 0o600, fsync: true });
    } catch (cause) {
      throw new AppError("STORE_DENIED", cause);
    }
  }
}

function keyOf(entry: string): Buffer {
  const key = Buffer.from(entry.slice(MARK.length), "base64");
  if (key.length !== 32) throw new AppError("STORE_CORRUPT");
  return key;
}

function seal(secret: string, sealingKey: Buffer, name: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey, iv).setAAD(Buffer.from(name));
  return Buffer.concat([iv, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function open(sealed: Buffer, sealingKey: Buffer, name: string): string {
  const tag = sealed.subarray(-TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", sealingKey, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(name)).setAuthTag(tag);
  const text = sealed.subarray(IV_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}

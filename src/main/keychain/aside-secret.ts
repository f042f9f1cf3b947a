import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { SecretStore } from "../../core/ports.ts";
import { patiently, removeWithTemporaries, replaceFile } from "../files/patient-files.ts";
import { readRegularFile } from "../files/regular-file.ts";
import { open, seal } from "./sealed-secret.ts";

const SALT_BYTES = 16;
/** The key's source mustn't be easier to guess than a token (RFC 6749 10.10: 128 bits, as base64). */
const LEAST_LENGTH = 22;

/**
 * A store that can keep a secret aside while its keychain doesn't take one, for example while an unlock dialog is open.
 * The secret then lies in a file, encrypted with AES-256-GCM under a key derived (HKDF) from what the keychain's entry
 * holds. Who can't read the entry can't read the file. Once the entry holds something else, the file is deleted.
 */
export function createAsideStore({
  store,
  dir,
}: {
  readonly store: SecretStore;
  readonly dir: string;
}): SecretStore {
  /** What the keychain's entries hold, as they were read or written last. */
  const held = new Map<string, string>();
  const files = asideFiles(dir);

  return {
    probe: () => store.probe(),
    close: () => store.close(),
    async get(key) {
      const entry = await store.get(key);
      if (entry === null) return null;
      held.set(key, entry);
      return (await files.read(key, entry)) ?? entry;
    },
    async set(key, secret) {
      await store.set(key, secret);
      held.set(key, secret);
      await files.remove(key);
    },
    async keepAside(key, secret) {
      const entry = held.get(key);
      if (entry === undefined) return null;
      return entry.length >= LEAST_LENGTH && files.write(key, entry, secret);
    },
    async empty(key) {
      await files.remove(key);
      await store.empty(key);
      held.delete(key);
    },
    async delete(key) {
      await files.remove(key);
      const was = await store.delete(key);
      held.delete(key);
      return was;
    },
  };
}

/** One file a key: the salt, then the secret sealed under what the keychain's entry holds. */
function asideFiles(dir: string) {
  const fileOf = (key: string) =>
    join(dir, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.aside`);
  const remove = (key: string) => removeWithTemporaries(fileOf(key));

  /** Null where there is none; one that this entry doesn't open is deleted. */
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

  /** False where the disk doesn't take it either: then the secret lasts as long as this run. */
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

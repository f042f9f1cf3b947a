import { type ErrorCode, errorCode } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import type { AsideFiles } from "./aside-files.ts";

/** The key's source mustn't be easier to guess than a token (RFC 6749 10.10: 128 bits, as base64). */
const LEAST_LENGTH = 22;
/** Nobody has said whether it was written. */
const UNANSWERED: ReadonlySet<ErrorCode> = new Set(["STORE_TIMEOUT", "STORE_MISSING"]);

/**
 * A store that can keep a secret aside while its keychain doesn't take one, for example while an unlock dialog is open.
 * The secret then lies in a file that is sealed by what the keychain's entry holds. Once the entry holds something else,
 * the file is deleted.
 */
export function createAsideStore({
  store,
  files,
}: {
  readonly store: SecretStore;
  readonly files: AsideFiles;
}): SecretStore {
  /** What the keychain's entries hold, as they were read or written last. */
  const held = new Map<string, string>();
  /** What they may hold instead: written, and nobody answered. Null where that is more than one. */
  const doubted = new Map<string, string | null>();

  function known(key: string, entry: string | null): void {
    doubted.delete(key);
    if (entry === null) held.delete(key);
    else held.set(key, entry);
  }

  return {
    probe: () => store.probe(),
    close: () => store.close(),
    async get(key) {
      const entry = await store.get(key);
      known(key, entry);
      return entry === null ? null : ((await files.read(key, entry)) ?? entry);
    },
    async set(key, secret) {
      await store.set(key, secret).catch((thrown: unknown) => {
        if (UNANSWERED.has(errorCode(thrown))) {
          const isFirst = !doubted.has(key) || doubted.get(key) === secret;
          doubted.set(key, isFirst ? secret : null);
        }
        throw thrown;
      });
      known(key, secret);
      await files.remove(key);
    },
    async keepAside(key, secret) {
      // What was written for the same secret does no harm in its place.
      if (doubted.has(key) && doubted.get(key) !== secret) return false;
      const entry = held.get(key);
      if (entry === undefined) return null;
      return entry.length >= LEAST_LENGTH && files.write(key, entry, secret);
    },
    async empty(key) {
      await files.remove(key);
      await store.empty(key);
      known(key, null);
    },
    async delete(key) {
      await files.remove(key);
      const was = await store.delete(key);
      known(key, null);
      return was;
    },
  };
}

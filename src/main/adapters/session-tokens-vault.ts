import { createHash } from "node:crypto";
import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { SecretStore, TokenStoreState } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";

type StoreState = Exclude<TokenStoreState, "session-only">;

/**
 * The one refresh token: in the OS keychain as *current*, beside it as *pending* until its answer is checked
 * (reliability 15), and in memory alone while the keychain can't take it (reliability 22).
 */
export type Vault = {
  state(): TokenStoreState;
  /** Asks the keychain how it is; never rejects. @returns `STORE_*` why it can't be used, or null */
  trouble(): Promise<ErrorCode | null>;
  /** All tokens there are, newest first. Rejects with AppError `STORE_*` when the keychain doesn't answer. */
  candidates(): Promise<string[]>;
  /** True when a token is in memory alone. */
  unsealed(): boolean;
  keepPending(token: string): Promise<void>;
  discardPending(): Promise<void>;
  /** Makes it the current one. @returns whether the keychain has it; else it stays in memory */
  promote(token: string): Promise<boolean>;
  /** Deletes those that are proven dead, and no other. */
  bury(dead: readonly string[]): Promise<void>;
  /** Forgets all. @returns why the keychain may still hold one, or null */
  empty(): Promise<ErrorCode | null>;
};

export function createVault(store: SecretStore, profile: Pick<Profile, "id" | "issuer" | "clientId">): Vault {
  const current = entryOf(profile);
  const pending = `${current}:pending`;
  let memory: string | null = null;
  let undo: (() => Promise<unknown>) | null = null;
  let known: StoreState = "ok";

  /** Runs a call and remembers what it tells of the keychain. */
  async function ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      const value = await call();
      known = "ok";
      return value;
    } catch (thrown) {
      known = STATES[errorCode(thrown)] ?? "missing";
      throw thrown instanceof AppError ? thrown : new AppError("STORE_MISSING");
    }
  }

  async function remove(entries: readonly string[]): Promise<ErrorCode | null> {
    let code: ErrorCode | null = null;
    for (const entry of entries)
      await ask(() => store.delete(entry)).catch((thrown) => (code = errorCode(thrown)));
    return code;
  }

  return {
    state: () => (memory !== null && known !== "locked" ? "session-only" : known),
    unsealed: () => memory !== null,
    async trouble() {
      try {
        known = await store.probe();
        return known === "ok" ? null : CODES[known];
      } catch (thrown) {
        known = STATES[errorCode(thrown)] ?? "missing";
        return known === "missing" ? "STORE_MISSING" : errorCode(thrown);
      }
    },
    async candidates() {
      if (memory !== null) return [memory];
      const sealed = [await ask(() => store.get(pending)), await ask(() => store.get(current))];
      return [...new Set(sealed.filter((token) => token !== null))];
    },
    async keepPending(token) {
      const before = memory;
      const inMemory = async () => {
        memory = before;
      };
      try {
        if (memory !== null || known !== "ok") throw new AppError("STORE_MISSING");
        await ask(() => store.set(pending, token));
        undo = () => remove([pending]);
      } catch {
        memory = token;
        undo = inMemory;
      }
    },
    async discardPending() {
      await undo?.();
      undo = null;
    },
    async promote(token) {
      memory = token;
      undo = null;
      if (known !== "ok") return false;
      try {
        await ask(() => store.set(current, token));
      } catch {
        return false;
      }
      memory = null;
      await remove([pending]);
      return true;
    },
    async bury(dead) {
      if (memory !== null && dead.includes(memory)) memory = null;
      for (const entry of [current, pending]) {
        const kept = await ask(() => store.get(entry)).catch(() => null);
        if (kept !== null && dead.includes(kept)) await remove([entry]);
      }
    },
    async empty() {
      memory = null;
      undo = null;
      return remove([current, pending]);
    },
  };
}

/** One entry for each profile, issuer and client: a token is never sent anywhere else. */
export function entryOf(profile: Pick<Profile, "id" | "issuer" | "clientId">): string {
  const place = createHash("sha256")
    .update(`${profile.issuer}\n${profile.clientId}`)
    .digest("hex")
    .slice(0, 16);
  return `session:${profile.id}:${place}`;
}

const STATES: { readonly [code in ErrorCode]?: StoreState } = {
  STORE_LOCKED: "locked",
  STORE_MISSING: "missing",
  STORE_DENIED: "denied",
  STORE_CORRUPT: "corrupt",
  STORE_FULL: "denied",
  STORE_TIMEOUT: "locked", // a keychain that asks somebody something, mostly for its password
};

const CODES: Readonly<Record<Exclude<StoreState, "ok">, ErrorCode>> = {
  locked: "STORE_LOCKED",
  missing: "STORE_MISSING",
  denied: "STORE_DENIED",
  corrupt: "STORE_CORRUPT",
};

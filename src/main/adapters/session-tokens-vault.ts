import { createHash } from "node:crypto";
import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { SecretStore, TokenStoreState } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Place } from "./session-tokens-binding.ts";

type StoreState = Exclude<TokenStoreState, "session-only">;

/**
 * The one refresh token: in the OS keychain as *current*, beside it as *pending* until its answer is checked
 * (reliability 15), and in memory alone while the keychain can't take it (reliability 22).
 */
export type Vault = {
  state(): TokenStoreState;
  /** `STORE_*` why the keychain can't be used, or didn't take the token that is in memory; null = all is well. */
  why(): ErrorCode | null;
  /** Asks the keychain how it is; never rejects. @returns `STORE_*` why it can't be used, or null */
  trouble(): Promise<ErrorCode | null>;
  /**
   * Where a record says its token lies: looked at after our own entry if it may be used here, and emptied once a token
   * of ours is kept. What is another PC's isn't looked at, nor given up.
   */
  recordSays(entry: string, place: Place): void;
  /** All tokens there are, newest first. Rejects with AppError `STORE_*` when the keychain doesn't answer. */
  candidates(): Promise<string[]>;
  /** What the keychain holds, whatever is in memory: another process may have written there. Rejects like it. */
  kept(): Promise<string[]>;
  /** True when a token is in memory and not in the keychain. */
  unsealed(): boolean;
  /** True when it is lost with this process, too. */
  unkept(): boolean;
  keepPending(token: string): Promise<void>;
  discardPending(): Promise<void>;
  /** Makes it the current one, for now in memory alone. */
  hold(token: string): void;
  /** Makes it the current one. @returns whether the keychain has it; else it stays in memory */
  promote(token: string): Promise<boolean>;
  /** Deletes those that are proven dead, and no other. */
  bury(dead: readonly string[]): Promise<void>;
  /** The keychain's entries that may hold one. */
  entries(): readonly string[];
  /** Forgets what is in memory. @returns `entries` */
  letGo(): readonly string[];
  /** What these entries hold. Rejects with AppError `STORE_*` when the keychain doesn't answer. */
  read(entries: readonly string[]): Promise<string[]>;
  /** @returns why the keychain may still hold one, or null */
  remove(entries: readonly string[]): Promise<ErrorCode | null>;
};

/** @param current the entry's name (`entryOf`) by what is known of the PC */
export function createVault(store: SecretStore, current: () => string): Vault {
  const pending = () => pendingOf(current());
  let said: { readonly entry: string; readonly place: Place } | null = null;
  let memory: string | null = null;
  /** It lies beside the keychain, sealed. */
  let aside = false;
  let undo: (() => Promise<unknown>) | null = null;
  /** What the last call told of the keychain. */
  let known: ErrorCode | null = null;
  let lastTrouble: ErrorCode | null = null;

  function learn(code: ErrorCode | null): ErrorCode | null {
    known = code;
    lastTrouble = code ?? lastTrouble;
    return code;
  }

  /** The record's entry, if it is another than ours by now. */
  function former(...places: readonly Place[]): string[] {
    if (said === null || said.entry === current() || !places.includes(said.place)) return [];
    return [pendingOf(said.entry), said.entry];
  }

  /** Runs a call and remembers what it tells of the keychain. */
  async function ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      const value = await call();
      learn(null);
      return value;
    } catch (thrown) {
      learn(storeCode(thrown));
      throw thrown instanceof AppError ? thrown : new AppError("STORE_MISSING");
    }
  }

  async function read(entries: readonly string[]): Promise<string[]> {
    const tokens: (string | null)[] = [];
    for (const entry of entries) tokens.push(await ask(() => store.get(entry)));
    return [...new Set(tokens.filter((token) => token !== null))];
  }

  const entries = () => [current(), pending(), ...former("here", "untold")];
  const kept = () => read([pending(), current(), ...former("here")]);

  async function remove(entries: readonly string[]): Promise<ErrorCode | null> {
    let code: ErrorCode | null = null;
    for (const entry of entries)
      await ask(() => store.delete(entry)).catch((thrown) => (code = errorCode(thrown)));
    return code;
  }

  function hold(token: string): void {
    if (token !== memory) aside = false;
    memory = token;
    undo = null;
  }

  async function keptAside(token: string): Promise<false> {
    aside = (await store.keepAside?.(current(), token)) ?? false;
    return false;
  }

  return {
    state() {
      const state = stateOf(known);
      return memory !== null && !aside && state !== "locked" ? "session-only" : state;
    },
    why: () => known ?? (memory === null ? null : lastTrouble),
    unsealed: () => memory !== null,
    unkept: () => memory !== null && !aside,
    recordSays(entry, place) {
      said = { entry, place };
    },
    async trouble() {
      try {
        const found = await store.probe();
        return learn(found === "ok" ? null : CODES[found]);
      } catch (thrown) {
        return learn(storeCode(thrown));
      }
    },
    candidates: async () => (memory !== null ? [memory] : kept()),
    kept,
    async keepPending(token) {
      const before = memory;
      const inMemory = async () => {
        memory = before;
      };
      try {
        if (memory !== null || known !== null) throw new AppError("STORE_MISSING");
        await ask(() => store.set(pending(), token));
        undo = () => ask(() => store.empty(pending())).catch(() => {});
      } catch {
        memory = token;
        undo = inMemory;
      }
    },
    async discardPending() {
      await undo?.();
      undo = null;
    },
    hold,
    async promote(token) {
      hold(token);
      if (known !== null) return keptAside(token);
      try {
        await ask(() => store.set(current(), token));
      } catch {
        return keptAside(token);
      }
      memory = null;
      await ask(() => store.empty(pending())).catch(() => {});
      if ((await remove(former("here", "elsewhere", "untold"))) === null) said = null;
      return true;
    },
    async bury(dead) {
      if (memory !== null && dead.includes(memory)) memory = null;
      for (const entry of [current(), pending(), ...former("here")]) {
        const token = await ask(() => store.get(entry)).catch(() => null);
        if (token !== null && dead.includes(token)) await remove([entry]);
      }
    },
    entries,
    letGo() {
      memory = null;
      undo = null;
      return entries();
    },
    read,
    remove,
  };
}

/**
 * One entry for each profile, issuer and client: a token is never sent anywhere else. With a machine also for each
 * PC: keytar's entries roam with a Windows profile (`CRED_PERSIST_ENTERPRISE`, keytar_win.cc), and what two PCs find
 * there must not be one token (reliability 19).
 */
export function entryOf(
  profile: Pick<Profile, "id" | "issuer" | "clientId">,
  machine: string | null = null,
): string {
  const place = createHash("sha256")
    .update(`${profile.issuer}\n${profile.clientId}`)
    .digest("hex")
    .slice(0, 16);
  return `session:${profile.id}:${place}${machine === null ? "" : `:${machine}`}`;
}

function pendingOf(entry: string): string {
  return `${entry}:pending`;
}

const STATES: { readonly [code in ErrorCode]?: StoreState } = {
  STORE_LOCKED: "locked",
  STORE_MISSING: "missing",
  STORE_DENIED: "denied",
  STORE_CORRUPT: "corrupt",
  STORE_FULL: "denied",
  STORE_DIALOG_WAITING: "locked", // of the states that scripts know the nearest
  STORE_TIMEOUT: "locked",
};

function storeCode(thrown: unknown): ErrorCode {
  const code = errorCode(thrown);
  return STATES[code] === undefined ? "STORE_MISSING" : code;
}

function stateOf(code: ErrorCode | null): StoreState {
  return code === null ? "ok" : (STATES[code] ?? "missing");
}

const CODES: Readonly<Record<Exclude<StoreState, "ok">, ErrorCode>> = {
  locked: "STORE_LOCKED",
  missing: "STORE_MISSING",
  denied: "STORE_DENIED",
  corrupt: "STORE_CORRUPT",
};

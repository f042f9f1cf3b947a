import { createHash } from "node:crypto";
import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Place } from "./state.ts";
import { type Home, storeCode, whose } from "./state.ts";
import * as step from "./steps.ts";

/**
 * The one refresh token: in the OS keychain as *current*, beside it as *pending* until its answer is checked and it is
 * the current one (reliability 15), and in memory alone while the keychain can't take it (reliability 22).
 */
export type Vault = {
  /** Asks the keychain how it is; never rejects. @returns `STORE_*` why it can't be used, or null */
  probe(): Promise<ErrorCode | null>;
  /** What the keychain holds, newest first. Rejects with AppError `STORE_*` when it doesn't answer. */
  kept(): Promise<string[]>;
  /** What there is: the one in memory, or else what is kept. Rejects like it. */
  candidates(): Promise<string[]>;
  /** Keeps the rotated token of an answer that isn't checked yet; never rejects. */
  keepPending(token: string): Promise<void>;
  /** @param sent the token whose answer it was, which goes on */
  discardPending(sent: string): Promise<void>;
  /** Makes it the current one; where the keychain doesn't take it, it stays in memory. @returns whether it was taken */
  seal(token: string): Promise<boolean>;
  /** Keeps the one that is in memory beside the keychain, if that can be. */
  keepAside(token: string): Promise<void>;
  /** Deletes those that are proven dead, and no other. */
  bury(dead: readonly string[]): Promise<void>;
  /** Those of the record, if they are others than this PC's own. */
  former(): readonly string[];
  /** The keychain's entries that may hold one. */
  entries(): readonly string[];
  /** What these entries hold. Rejects with AppError `STORE_*` when the keychain doesn't answer. */
  read(entries: readonly string[]): Promise<string[]>;
  /** @returns why the keychain may still hold one, or null */
  remove(entries: readonly string[]): Promise<ErrorCode | null>;
};

export function createVault(
  home: Home,
  store: SecretStore,
  profile: Pick<Profile, "id" | "issuer" | "clientId">,
): Vault {
  /** This PC's own, which every new token goes into. */
  const own = () => entryOf(profile, home.now.pc?.id ?? null);

  /** Where the record says that the token lies: read there and nowhere else, so that nothing left behind is sent. */
  function current(): string {
    const { recorded } = home.now;
    return recorded?.place === "here" ? recorded.entry : own();
  }
  const pending = () => pendingOf(current());

  /** The record's entry, if it is another than ours by now. */
  function former(...places: readonly Place[]): string[] {
    const { recorded } = home.now;
    if (recorded === null || recorded.entry === own() || !places.includes(recorded.place)) return [];
    return [pendingOf(recorded.entry), recorded.entry];
  }

  /** Runs a call and remembers what it tells of the keychain. */
  async function ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      const value = await call();
      home.now = step.keychainAnswered(home.now, null);
      return value;
    } catch (thrown) {
      home.now = step.keychainAnswered(home.now, storeCode(errorCode(thrown)));
      throw thrown instanceof AppError ? thrown : new AppError("STORE_MISSING");
    }
  }

  async function read(entries: readonly string[]): Promise<string[]> {
    const tokens: (string | null)[] = [];
    for (const entry of entries) tokens.push(await ask(() => store.get(entry)));
    return [...new Set(tokens.filter((token) => token !== null))];
  }

  async function kept(): Promise<string[]> {
    const tokens = await read([pending(), current()]);
    home.now = step.keptRead(home.now, tokens);
    return tokens;
  }

  async function remove(entries: readonly string[]): Promise<ErrorCode | null> {
    let code: ErrorCode | null = null;
    for (const entry of entries)
      await ask(() => store.delete(entry)).catch((thrown) => (code = errorCode(thrown)));
    return code;
  }

  async function seal(token: string): Promise<boolean> {
    const isPending = home.now.unproven?.in === "keychain";
    home.now = step.held(home.now, token);
    try {
      const { trouble } = home.now.keychain;
      if (trouble !== null) throw new AppError(trouble);
      // What is pending is read first, and may be older; as long as the record names another entry, that one's is.
      if (!isPending) await ask(() => store.set(pending(), token));
      if (own() !== current()) await ask(() => store.set(pendingOf(own()), token));
      await ask(() => store.set(own(), token));
    } catch {
      return false;
    }
    await ask(() => store.empty(pendingOf(own()))).catch(() => {});
    const sub = whose(home.now)?.sub ?? "";
    const machine = home.now.pc?.id ?? null;
    home.now = step.sealed(home.now, { sub, machine, entry: own(), place: "here" });
    return true;
  }

  async function discardPending(sent: string): Promise<void> {
    const { unproven } = home.now;
    home.now = step.pendingDiscarded(home.now);
    // It may have taken the place of the one that was sent.
    if (unproven?.in === "keychain") await seal(sent);
  }

  return {
    async probe() {
      const code = await store.probe().then(
        (found) => (found === "ok" ? null : CODES[found]),
        (thrown: unknown) => storeCode(errorCode(thrown)),
      );
      home.now = step.keychainAnswered(home.now, code);
      return code;
    },
    kept,
    candidates: async () => (home.now.held === null ? kept() : [home.now.held.token]),
    async keepPending(token) {
      const { held, keychain } = home.now;
      const taken = held === null && keychain.trouble === null;
      const there =
        taken &&
        (await ask(() => store.set(pending(), token)).then(
          () => true,
          () => false,
        ));
      home.now = there ? step.keptPending(home.now) : step.heldPending(home.now, token);
    },
    seal,
    discardPending,
    async keepAside(token) {
      const beside = async (entry: string) => (await store.keepAside?.(entry, token)) ?? false;
      // In front of what is kept: *pending* is read first, where it holds anything.
      if ((await beside(pending())) || (await beside(current()))) home.now = step.keptAside(home.now);
    },
    async bury(dead) {
      for (const entry of [current(), pending()]) {
        const token = await ask(() => store.get(entry)).catch(() => null);
        if (token !== null && dead.includes(token)) await remove([entry]);
      }
    },
    entries: () => [own(), pendingOf(own()), ...former("here", "untold")],
    former: () => former("here", "elsewhere", "untold"),
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

const CODES = {
  locked: "STORE_LOCKED",
  missing: "STORE_MISSING",
  denied: "STORE_DENIED",
  corrupt: "STORE_CORRUPT",
} as const;

import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import { Entries, pendingOf } from "./entries.ts";
import { type Home, storeCode, whose } from "./state.ts";
import * as step from "./steps.ts";

/** What is said of a keychain that isn't well. */
export const KEYCHAIN_CODES = {
  locked: "STORE_LOCKED",
  missing: "STORE_MISSING",
  denied: "STORE_DENIED",
  corrupt: "STORE_CORRUPT",
} as const;

/**
 * The one refresh token: in the OS keychain as *current*, beside it as *pending* until its answer is checked and it is
 * the current one (reliability 15), and in memory alone while the keychain can't take it (reliability 22).
 */
export class Vault {
  readonly #home: Home;
  readonly #store: SecretStore;
  readonly #entries: Entries;

  constructor(home: Home, store: SecretStore, profile: Pick<Profile, "id" | "issuer" | "clientId">) {
    this.#home = home;
    this.#store = store;
    this.#entries = new Entries(home, profile);
  }

  /** Asks the keychain how it is; never rejects. @returns `STORE_*` why it can't be used, or null */
  async probe(): Promise<ErrorCode | null> {
    const code = await this.#store.probe().then(
      (found) => (found === "ok" ? null : KEYCHAIN_CODES[found]),
      (thrown: unknown) => storeCode(errorCode(thrown)),
    );
    this.#home.take(step.keychainAnswered, code);
    return code;
  }

  /** What the keychain holds, newest first. Rejects with AppError `STORE_*` when it doesn't answer. */
  async kept(): Promise<string[]> {
    const tokens = await this.read([this.#entries.pending, this.#entries.current]);
    this.#home.take(step.keptRead, tokens);
    return tokens;
  }

  /** The one in memory, or else what is kept. Rejects like `kept`. */
  async candidates(): Promise<string[]> {
    const { held } = this.#home.now;
    return held === null ? this.kept() : [held.token];
  }

  /** Keeps the rotated token of an answer that isn't checked yet; never rejects. */
  async keepPending(token: string): Promise<void> {
    const { held, keychain } = this.#home.now;
    const usable = held === null && keychain.trouble === null;
    if (usable && (await this.#set(this.#entries.pending, token))) this.#home.take(step.keptPending);
    else this.#home.take(step.heldPending, token);
  }

  /** @param sent the token whose answer it was, which stays in use */
  async discardPending(sent: string): Promise<void> {
    const { unproven } = this.#home.now;
    this.#home.take(step.pendingDiscarded);
    // It may have taken the place of the one that was sent.
    if (unproven?.in === "keychain") await this.seal(sent);
  }

  /** Makes it the current one; where the keychain doesn't take it, it stays in memory. @returns whether it was taken */
  async seal(token: string): Promise<boolean> {
    const isPending = this.#home.now.unproven?.in === "keychain";
    this.#home.take(step.held, token);
    if (this.#home.now.keychain.trouble !== null) return false;
    const at = this.#entries;
    // *Pending* is read first and may be older. As long as the record names another entry, that entry's is read.
    if (!isPending && !(await this.#set(at.pending, token))) return false;
    if (at.own !== at.current && !(await this.#set(pendingOf(at.own), token))) return false;
    if (!(await this.#set(at.own, token))) return false;
    await this.#ask(() => this.#store.empty(pendingOf(at.own))).catch(() => {});
    const sub = whose(this.#home.now)?.sub ?? "";
    const machine = this.#home.now.pc?.id ?? null;
    this.#home.take(step.sealed, { sub, machine, entry: at.own, place: "here" });
    return true;
  }

  /** Keeps the one that is in memory beside the keychain, if that can be. */
  async keepAside(token: string): Promise<void> {
    const { pending, current } = this.#entries;
    const beside = async (entry: string) => (await this.#store.keepAside?.(entry, token)) ?? null;
    // Both: *pending* is read first where it holds anything, and whether it does may not be certain.
    const first = await beside(pending);
    const second = first === false ? false : await beside(current);
    if (second !== false && (first ?? second)) this.#home.take(step.keptAside);
  }

  /** Deletes those that are proven dead, and no other. */
  async bury(dead: readonly string[]): Promise<void> {
    for (const entry of [this.#entries.current, this.#entries.pending]) {
      const token = await this.#ask(() => this.#store.get(entry)).catch(() => null);
      if (token !== null && dead.includes(token)) await this.remove([entry]);
    }
  }

  /** The record's entries, if they are others than this PC's own. */
  former(): readonly string[] {
    return this.#entries.former("here", "elsewhere", "untold");
  }

  /** The keychain's entries that may hold a token of this PC's. */
  entries(): readonly string[] {
    const { own } = this.#entries;
    return [own, pendingOf(own), ...this.#entries.former("here", "untold")];
  }

  /** What these entries hold. Rejects with AppError `STORE_*` when the keychain doesn't answer. */
  async read(entries: readonly string[]): Promise<string[]> {
    const tokens: (string | null)[] = [];
    for (const entry of entries) tokens.push(await this.#ask(() => this.#store.get(entry)));
    // An entry that somebody emptied by hand holds no token, and mustn't stand before one that does.
    return [...new Set(tokens.flatMap((token) => (token === null || token.trim() === "" ? [] : token)))];
  }

  /** @returns why the keychain may still hold one, or null */
  async remove(entries: readonly string[]): Promise<ErrorCode | null> {
    let code: ErrorCode | null = null;
    for (const entry of entries)
      await this.#ask(() => this.#store.delete(entry)).catch((thrown) => (code = errorCode(thrown)));
    return code;
  }

  /** @returns whether the keychain took it */
  async #set(entry: string, token: string): Promise<boolean> {
    return this.#ask(() => this.#store.set(entry, token)).then(
      () => true,
      () => false,
    );
  }

  /** Runs a call and remembers what it tells of the keychain. */
  async #ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      const value = await call();
      this.#home.take(step.keychainAnswered, null);
      return value;
    } catch (thrown) {
      this.#home.take(step.keychainAnswered, storeCode(errorCode(thrown)));
      throw thrown instanceof AppError ? thrown : new AppError("STORE_MISSING");
    }
  }
}

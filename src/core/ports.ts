import type { ErrorCode } from "./errors.ts";

/** Who is logged in. `mail` is null where the provider doesn't tell it, and so is `name` left out. */
export type Account = { readonly sub: string; readonly mail: string | null; readonly name?: string };

/** What is known of the OS keychain (reliability 21, 22). */
export type TokenStoreState = "ok" | "locked" | "missing" | "denied" | "corrupt" | "session-only";

/**
 * The OS keychain. Every call is limited in time and rejects with `AppError` `STORE_LOCKED | STORE_MISSING |
 * STORE_DENIED | STORE_CORRUPT | STORE_FULL | STORE_DIALOG_WAITING | STORE_TIMEOUT`; a null from `get` means that the keychain answered and
 * has no such entry, never that it is locked (reliability 21).
 */
export type SecretStore = {
  /**
   * Writes and reads an entry of its own, to tell the states apart (reliability 15). Rejects with `STORE_FULL` where
   * only writing fails, `STORE_DIALOG_WAITING` where a person is being asked, `STORE_TIMEOUT` where nothing answers.
   */
  probe(): Promise<Exclude<TokenStoreState, "session-only">>;
  get(key: string): Promise<string | null>;
  set(key: string, secret: string): Promise<void>;
  /**
   * For what the keychain doesn't take just now: keeps it over a restart, sealed by what the entry holds, and `get`
   * answers with it. Null if the entry isn't known to hold anything, so that nothing can be sealed.
   */
  keepAside?(key: string, secret: string): Promise<boolean | null>;
  /** Takes the secret away: deletes the entry, or overwrites it in a keychain that would keep what was deleted. */
  empty(key: string): Promise<void>;
  /** True when there was one. */
  delete(key: string): Promise<boolean>;
  close(): Promise<void>;
};

/** What the PC remembers of a session beside the secret itself; holds no secret. */
export type SessionRecord = {
  readonly version: 3;
  /** Profile id, issuer and client that the token belongs to: a token is never sent anywhere else. */
  readonly service: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly account: Account;
  /** Logged out, but kept: nothing uses it until the person asks. */
  readonly rested: boolean;
  /** Which PC's entry of the keychain holds the token (reliability 19); null: that of the user, on any PC. */
  readonly machine: string | null;
  /** ISO 8601 UTC of the last login or refresh. */
  readonly savedAt: string;
};

/** A small file kept whole: temporary file, fsync, rename, last good copy (reliability 29). */
/**
 * Null when there is none; a corrupt one is set aside and reported as `recovered`, and so is a later client's (`newer`).
 * What an older client wrote comes in today's form.
 */
export type RecordRead<T> = { readonly value: T | null; readonly recovered: boolean; readonly newer?: true };

export type RecordFile<T> = {
  read(): Promise<RecordRead<T>>;
  write(value: T): Promise<void>;
  remove(): Promise<void>;
};

/** What a successful login or refresh tells the machines. Tokens stay in the adapter. */
export type Grant = {
  readonly account: Account;
  /** Seconds that the access token lives, as the provider said (RFC 6749 5.1). */
  readonly expiresIn: number;
};

/** How a refresh failed: only `rejected` needs a new login; a token is given up on the provider's own proof alone (reliability 16). */
export type RefreshFailure =
  | { readonly kind: "rejected"; readonly code: ErrorCode }
  | { readonly kind: "temporary"; readonly code: ErrorCode; readonly retryAfterMs: number | null }
  | { readonly kind: "store"; readonly code: ErrorCode };

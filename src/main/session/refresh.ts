import { AppError, errorCode, retryAfterOf } from "../../core/errors.ts";
import type { Account, Grant, RefreshFailure, SessionRecord } from "../../core/ports.ts";
import { isHeld } from "../files/patient-files.ts";
import { knownBy } from "../provider/account.ts";
import type { Provider, TokenSet } from "../provider/provider.ts";
import { ProviderError } from "../provider/provider-error.ts";
import type { Keeping } from "./keeping.ts";
import type { KeptRecord } from "./kept-record.ts";
import { acquireLock } from "./lock.ts";
import { type Home, mayUseKept, recordOf, whose } from "./state.ts";
import * as step from "./steps.ts";
import type { Vault } from "./vault.ts";

/** Why a refresh brought nothing; `missing`: there is no token although something says there should be one. */
export class RefreshError extends AppError {
  readonly failure: RefreshFailure | { readonly kind: "missing" };

  constructor(failure: RefreshFailure | { readonly kind: "missing" }, cause?: unknown) {
    super(failure.kind === "missing" ? "SESSION_ENDED" : failure.code, cause);
    this.name = "RefreshError";
    this.failure = failure;
  }
}

type Deps = {
  readonly vault: Vault;
  readonly record: KeptRecord;
  readonly keeping: Keeping;
  readonly provider: Pick<Provider, "refreshGrant">;
  readonly lockPath: string;
  readonly steady: () => number;
};

const LOCK_LIMIT_MS = 60_000;
/** After another process of this user refreshed: its token is good, but a second request at once would be a burst. */
const AFTER_ANOTHER_PROCESS_MS = 5_000;

/** One refresh in the order of reliability 15: lock, probe, request, pending, checks, current, record. */
export class Refresh {
  readonly #home: Home;
  readonly #deps: Deps;

  constructor(home: Home, deps: Deps) {
    this.#home = home;
    this.#deps = deps;
  }

  /** Rejects with `RefreshError`. */
  async run(): Promise<Grant> {
    try {
      await this.#look();
      const before = recordOf(this.#home.now);
      if (whose(this.#home.now) === null) throw new RefreshError({ kind: "missing" });
      return await locked(this.#deps.lockPath, (waited) => this.#alone(waited, before));
    } catch (thrown) {
      throw asRefreshError(thrown);
    }
  }

  /** What only one process of this user does at a time. @param before the record as it was before the wait */
  async #alone(waited: boolean, before: SessionRecord | null): Promise<Grant> {
    await this.#look();
    const fresh = recordOf(this.#home.now);
    if (waited && fresh !== null && fresh.savedAt !== before?.savedAt) {
      const retryAfterMs = AFTER_ANOTHER_PROCESS_MS;
      throw new RefreshError({ kind: "temporary", code: "NET_RATE_LIMITED", retryAfterMs });
    }
    const account = whose(this.#home.now);
    if (account === null) throw new RefreshError({ kind: "missing" });
    await this.#probe();
    const { held } = this.#home.now;
    const [token] = held === null ? await this.#kept(account) : [held.token];
    if (token === undefined) throw new RefreshError({ kind: "missing" });
    return this.#exchange(token, account, []);
  }

  async #look(): Promise<void> {
    const { untold } = await this.#deps.record.look().catch((thrown: unknown) => {
      throw new RefreshError({ kind: "store", code: errorCode(thrown) }, thrown);
    });
    if (untold && recordOf(this.#home.now) !== null)
      throw new RefreshError({ kind: "store", code: "STORE_PC_UNKNOWN" });
    const { held, forgetting } = this.#home.now;
    // The note of what is to be forgotten couldn't be read: it may name this token.
    if (held === null && forgetting.is === "unread")
      throw new RefreshError({ kind: "store", code: "STORE_RECORD_UNREAD" });
  }

  async #probe(): Promise<void> {
    const code = await this.#deps.vault.probe();
    if (code !== null && this.#home.now.held === null) throw new RefreshError({ kind: "store", code });
  }

  async #kept(account: Account): Promise<string[]> {
    if (!mayUseKept(this.#home.now, account)) return [];
    try {
      const kept = await this.#deps.vault.kept();
      return kept.filter((token) => !this.#home.now.dead.includes(token));
    } catch (thrown) {
      throw new RefreshError({ kind: "store", code: errorCode(thrown) }, thrown);
    }
  }

  /** @param dead those that the provider has refused by now */
  async #exchange(token: string, account: Account, dead: readonly string[]): Promise<Grant> {
    const { provider, vault, keeping, steady } = this.#deps;
    this.#home.take(step.exchangeBegun, token);
    let tokens: TokenSet;
    try {
      tokens = await provider.refreshGrant(token, (rotated) => vault.keepPending(rotated));
    } catch (thrown) {
      if (!isEnd(thrown)) throw await this.#failed(thrown, token);
      return this.#refused(account, [...dead, token]);
    }
    const named = tokens.account;
    // reliability 12: the library accepts another subject.
    if (named !== null && named.sub !== account.sub) {
      await vault.discardPending(token);
      throw new RefreshError({ kind: "rejected", code: "SESSION_ANOTHER_ACCOUNT" });
    }
    const known = { sub: account.sub, ...knownBy(named, account) };
    this.#home.take(step.granted, tokens, known, steady());
    await keeping.seal(tokens.refreshToken ?? token);
    return { account: known, expiresIn: tokens.expiresIn };
  }

  /** Why there is no grant although the provider hasn't ended the session. */
  async #failed(thrown: unknown, sent: string): Promise<RefreshError> {
    const finding = thrown instanceof ProviderError ? thrown.finding : null;
    // The token stays: what the provider wants is a person, who may also not come (reliability 16).
    if (finding === "person")
      return new RefreshError({ kind: "rejected", code: "SESSION_LOGIN_REQUIRED" }, thrown);
    if (finding === "invalid") {
      await this.#deps.vault.discardPending(sent);
      return new RefreshError({ kind: "rejected", code: "SESSION_TOKEN_INVALID" }, thrown);
    }
    const code = finding === "unproven" ? "SESSION_TOKEN_INVALID" : errorCode(thrown);
    return new RefreshError({ kind: "temporary", code, retryAfterMs: retryAfterOf(thrown) }, thrown);
  }

  /** The provider itself refused. Another process may have rotated it meanwhile: its token is tried, once (reliability 16). */
  async #refused(account: Account, dead: readonly string[]): Promise<Grant> {
    const other = await this.#newerThan(dead, account);
    if (other !== undefined && dead.length === 1) return this.#exchange(other, account, dead);
    // The record first, or the next start would find an older token behind the dead one.
    const dropped = await this.#deps.record.drop().then(
      () => true,
      () => false,
    );
    if (dropped) await this.#deps.vault.bury(dead);
    this.#home.take(step.ended, dead);
    throw new RefreshError({ kind: "rejected", code: "SESSION_ENDED" });
  }

  /** A token that came into the keychain since it was read last: what was there before is as dead as what was refused. */
  async #newerThan(dead: readonly string[], account: Account): Promise<string | undefined> {
    const { held, older } = this.#home.now;
    // A keychain that can't be read while the token is in memory can't have been written to either.
    const there = held === null ? await this.#kept(account) : await this.#kept(account).catch(() => []);
    // What lies behind one of ours is older still.
    const [newest] = there;
    return newest === undefined || older.includes(newest) || dead.includes(newest) ? undefined : newest;
  }
}

async function locked<T>(path: string, work: (waited: boolean) => Promise<T>): Promise<T> {
  // A disk that takes no lock file mustn't cost the session: the single-instance lock comes first. A lock file that
  // another program holds open just now counts as held.
  const lock = await acquireLock(path, LOCK_LIMIT_MS).catch((thrown: unknown) =>
    isHeld(thrown) ? null : ("no lock" as const),
  );
  if (lock === null) throw new RefreshError({ kind: "temporary", code: "STORE_TIMEOUT", retryAfterMs: null });
  if (lock === "no lock") return work(false);
  try {
    return await work(lock.waited);
  } finally {
    await lock.release();
  }
}

function isEnd(thrown: unknown): boolean {
  return thrown instanceof ProviderError && thrown.finding === "ended";
}

// Any other error doesn't prove that the session ended.
function asRefreshError(thrown: unknown): RefreshError {
  if (thrown instanceof RefreshError) return thrown;
  return new RefreshError({ kind: "temporary", code: errorCode(thrown), retryAfterMs: null }, thrown);
}

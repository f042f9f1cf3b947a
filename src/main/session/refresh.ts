import { AppError, errorCode, retryAfterOf } from "../../core/errors.ts";
import type { Account, Grant, RefreshFailure } from "../../core/ports.ts";
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
/** After another process of this user refreshed: its rotated token is good, but two grants in a row are a burst. */
const AFTER_ANOTHER_PROCESS_MS = 5_000;

/** One refresh in the order of reliability 15: lock, probe, request, pending, checks, current, record. */
export function createRefresh(
  home: Home,
  { vault, record, keeping, provider, lockPath, steady }: Deps,
): () => Promise<Grant> {
  async function refresh(): Promise<Grant> {
    await look();
    const before = recordOf(home.now);
    if (whose(home.now) === null) throw new RefreshError({ kind: "missing" });
    return locked(lockPath, async (waited) => {
      await look();
      const fresh = recordOf(home.now);
      if (waited && fresh !== null && fresh.savedAt !== before?.savedAt) {
        const retryAfterMs = AFTER_ANOTHER_PROCESS_MS;
        throw new RefreshError({ kind: "temporary", code: "NET_RATE_LIMITED", retryAfterMs });
      }
      const account = whose(home.now);
      if (account === null) throw new RefreshError({ kind: "missing" });
      await probed();
      const [token] = await candidates(account);
      if (token === undefined) throw new RefreshError({ kind: "missing" });
      return traded(token, account, []);
    });
  }

  async function look(): Promise<void> {
    const { untold } = await record.look();
    if (untold && recordOf(home.now) !== null)
      throw new RefreshError({ kind: "store", code: "STORE_PC_UNKNOWN" });
    // What is to be forgotten can't be told from what isn't.
    if (home.now.held === null && home.now.forgetting.is === "unread")
      throw new RefreshError({ kind: "store", code: "APP_UNEXPECTED" });
  }

  async function probed(): Promise<void> {
    const code = await vault.probe();
    if (code !== null && home.now.held === null) throw new RefreshError({ kind: "store", code });
  }

  async function candidates(account: Account): Promise<string[]> {
    return home.now.held === null ? kept(account) : [home.now.held.token];
  }

  async function kept(account: Account): Promise<string[]> {
    if (!mayUseKept(home.now, account)) return [];
    try {
      return await vault.kept();
    } catch (thrown) {
      throw new RefreshError({ kind: "store", code: errorCode(thrown) }, thrown);
    }
  }

  /** @param dead those that the provider has refused by now */
  async function traded(token: string, account: Account, dead: readonly string[]): Promise<Grant> {
    home.now = step.exchangeBegun(home.now);
    let tokens: TokenSet;
    try {
      tokens = await provider.refreshGrant(token, vault.keepPending);
    } catch (thrown) {
      if (!isEnd(thrown)) throw await failed(thrown, token);
      return refused(account, [...dead, token]);
    }
    const named = tokens.account;
    // reliability 12: the library accepts another subject.
    if (named !== null && named.sub !== account.sub) {
      await vault.discardPending(token);
      throw new RefreshError({ kind: "rejected", code: "SESSION_ANOTHER_ACCOUNT" });
    }
    const known = { sub: account.sub, ...knownBy(named, account) };
    home.now = step.granted(home.now, tokens, known, steady());
    await keeping.seal(tokens.refreshToken ?? token);
    return { account: known, expiresIn: tokens.expiresIn };
  }

  /** Why there is no grant, where the session is no less there. */
  async function failed(thrown: unknown, sent: string): Promise<RefreshError> {
    const finding = thrown instanceof ProviderError ? thrown.finding : null;
    // The token stays: what the provider wants is a person, who may also not come (reliability 16).
    if (finding === "person")
      return new RefreshError({ kind: "rejected", code: "SESSION_LOGIN_REQUIRED" }, thrown);
    if (finding === "invalid") {
      await vault.discardPending(sent);
      return new RefreshError({ kind: "rejected", code: "SESSION_TOKEN_INVALID" }, thrown);
    }
    const code = finding === "unproven" ? "SESSION_TOKEN_INVALID" : errorCode(thrown);
    return new RefreshError({ kind: "temporary", code, retryAfterMs: retryAfterOf(thrown) }, thrown);
  }

  /** The provider itself said so. Another process may have won meanwhile: its token is tried, once (reliability 16). */
  async function refused(account: Account, dead: readonly string[]): Promise<Grant> {
    // What was there before is older than what was refused, and dead with it.
    const { held, older } = home.now;
    // A keychain that can't be read while the token is in memory can't have been written to either.
    const there = held === null ? await kept(account) : await kept(account).catch(() => []);
    const other = there.find((token) => !older.includes(token) && !dead.includes(token));
    if (other !== undefined && dead.length === 1) return traded(other, account, dead);
    // The record first, or the next start would find an older token behind the dead one.
    const dropped = await record.drop().then(
      () => true,
      () => false,
    );
    if (dropped) await vault.bury(dead);
    home.now = step.ended(home.now, dead);
    throw new RefreshError({ kind: "rejected", code: "SESSION_ENDED" });
  }

  return () =>
    refresh().catch((thrown: unknown) => {
      throw asRefreshError(thrown);
    });
}

async function locked<T>(path: string, work: (waited: boolean) => Promise<T>): Promise<T> {
  // A disk that takes no lock file mustn't cost the session; single instance stands before this lock. One that somebody
  // holds open just now is there all the same.
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

// Whatever it was, it was no proof that the session ended.
function asRefreshError(thrown: unknown): RefreshError {
  if (thrown instanceof RefreshError) return thrown;
  return new RefreshError({ kind: "temporary", code: errorCode(thrown), retryAfterMs: null }, thrown);
}

import { AppError, type ErrorCode, errorCode, retryAfterOf } from "../../core/errors.ts";
import type {
  Account,
  Grant,
  RecordFile,
  RefreshFailure,
  SecretStore,
  SessionRecord,
  TokenStoreState,
} from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Kept, LeaveLevel } from "../../core/session/session-state.ts";
import { isHeld } from "../config/patient-files.ts";
import type { ForgottenEntries } from "../session-record.ts";
import type { Provider, TokenSet } from "./provider.ts";
import { knownBy } from "./provider-account.ts";
import { ProviderError } from "./provider-error.ts";
import type { EndSession } from "./provider-logout.ts";
import type { SessionBinding } from "./session-tokens-binding.ts";
import { createForgetting } from "./session-tokens-forgetting.ts";
import { acquireLock, type Lock } from "./session-tokens-lock.ts";
import { createKeptRecord } from "./session-tokens-record.ts";
import { createVault, entryOf } from "./session-tokens-vault.ts";

/**
 * The session's tokens: refresh token in the keychain, access and ID token in memory. Calls that change something
 * run one after the other. No token leaves but through `accessToken` and `endSession`.
 */
export type SessionTokens = {
  /**
   * What is kept from before; null when nothing is, and then the keychain isn't asked. Rejects with AppError
   * `STORE_*`, and once with `SESSION_RECORD_NEWER` when a later client's record had to be set aside.
   */
  open(): Promise<Kept>;
  /** One token request at most; a second call joins the first. Rejects with `RefreshError`. Wakes a session that rests. */
  refresh(): Promise<Grant>;
  /**
   * Takes over what a login brought, unless it isn't `wanted` any more by the time it is stored: then nothing of it stays.
   * It isn't revoked, which would end a login that came meanwhile, too (RFC 7009 2.1). @returns whether it was taken
   */
  accept(tokens: TokenSet, wanted: () => boolean): Promise<boolean>;
  /** Waits for a refresh under way. @returns what couldn't be done; here all is forgotten anyway (reliability 20) */
  leave(level: LeaveLevel): Promise<ErrorCode | null>;
  /**
   * How the provider ends its own session; to be asked for before `leave("forget")`, and only if that is to be done:
   * a client that ends in between forgets at its next start. A kept session that hasn't been used since the start is
   * refreshed for it, for the ID token without which the provider would have to ask the person (RP-Initiated Logout
   * 1.0, 2). Never rejects.
   */
  endSession(): Promise<EndSession | null>;
  /** Does what waits for keychain or disk, if they work again by now: keeps a token, deletes a forgotten one, rests. */
  settle(): Promise<TokenStoreState>;
  /** Whether a session would be lost if the client ended now. */
  unkept(): boolean;
  /** Whether `settle` has something to do. */
  unsettled(): boolean;
  accessToken(): { readonly value: string } | null;
  /** When the access token ends, ms since 1970. */
  expiresAt(): number | null;
  /** Milliseconds that the access token still lives; 0 when there is none. */
  validMs(): number;
  storeState(): TokenStoreState;
  /**
   * `AUTH_NO_REFRESH_TOKEN` when this session can't outlive its access token, `SESSION_LOGOUT_UNSAVED` as long as the
   * disk doesn't know that it rests, `STORE_*` when the keychain doesn't keep it, `SESSION_RECORD_UNSAVED` or
   * `STORE_FULL` when the disk doesn't know whose it is: then the next start wouldn't find it.
   */
  notice(): ErrorCode | null;
};

/** Why a refresh brought nothing; `missing`: there is no token although something says there should be one. */
export class RefreshError extends AppError {
  readonly failure: RefreshFailure | { readonly kind: "missing" };

  constructor(failure: RefreshFailure | { readonly kind: "missing" }, cause?: unknown) {
    super(failure.kind === "missing" ? "SESSION_ENDED" : failure.code, cause);
    this.name = "RefreshError";
    this.failure = failure;
  }
}

export type SessionTokensDeps = {
  readonly store: SecretStore;
  readonly record: RecordFile<SessionRecord>;
  /** What is still to be deleted from the keychain. */
  readonly forgotten: RecordFile<ForgottenEntries>;
  /** Forgets what else a login leaves on a PC, for a client that ended before it had. */
  readonly clearLoginData: () => Promise<void>;
  readonly binding: SessionBinding;
  readonly provider: Pick<Provider, "refreshGrant" | "revoke" | "endSession">;
  readonly profile: Pick<Profile, "id" | "issuer" | "clientId">;
  readonly now: () => number;
  /** A clock that nobody sets, for how long the access token lives (reliability 25). */
  readonly steady?: () => number;
  /** A file beside the record, the same for every process of this OS user. */
  readonly lockPath: string;
};

const CLOCKS_APART_MS = 1_000;
const LOCK_LIMIT_MS = 60_000;
/** After another process of this user refreshed: its rotated token is good, but two grants in a row are a burst. */
const AFTER_ANOTHER_PROCESS_MS = 5_000;

export function createSessionTokens(deps: SessionTokensDeps): SessionTokens {
  const { provider, profile, now } = deps;
  const steady = deps.steady ?? now;
  const vault = createVault(deps.store, () => entryOf(profile, record.machine()));
  const { binding, record: file } = deps;
  const record = createKeptRecord({ file, binding, profile, now, says: vault.recordSays });
  /** Whose tokens these are; without a record, too. */
  let account: Account | null = null;
  const forgetting = createForgetting({
    vault,
    file: deps.forgotten,
    provider,
    profile,
    loggedIn: () => account !== null,
    dropRecordOf,
    clearLoginData: deps.clearLoginData,
  });
  let rested = false;
  /** Asked for while a refresh is under way, which mustn't take it back. */
  let toRest = false;
  /** Why the disk doesn't say whose the token in the keychain is; `settle` writes it. */
  let unwritten: ErrorCode | null = null;
  /** The disk doesn't know of it: the next start would use the session. */
  let restUnsaved = false;
  /** When the access token ends on the PC's own clock, as it was told last. */
  let toldEnd: number | null = null;
  /** `endsAt` on the steady clock. */
  let access: { readonly value: string; readonly endsAt: number } | null = null;
  let idToken: string | null = null;
  let withoutRefreshToken = false;
  let refreshing: Promise<Grant> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  /** What was to be forgotten goes first: no token of it may be taken for one that is kept. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(forgetting.goOn).then(work);
    queue = turn.catch(() => {});
    return turn;
  }

  /** Null when nothing is kept that may be used here. Rejects with `STORE_PC_UNKNOWN` while that can't be told. */
  async function readRecord(): Promise<SessionRecord | null> {
    const { value, untold } = await record.look();
    if (untold) throw new RefreshError({ kind: "store", code: "STORE_PC_UNKNOWN" });
    return value;
  }

  async function dropRecordOf(entries: readonly string[]): Promise<void> {
    const { value } = await record.look();
    if (value !== null && entries.includes(entryOf(profile, value.machine))) await record.drop();
  }

  function take(tokens: TokenSet, whose: Account): Grant {
    access = { value: tokens.accessToken, endsAt: steady() + tokens.expiresIn * 1_000 };
    toldEnd = null;
    idToken = tokens.idToken ?? idToken;
    account = whose;
    rested = restUnsaved = false;
    return { account: whose, expiresIn: tokens.expiresIn };
  }

  /** Keychain and record name the same session, or there is no record. */
  async function seal(refreshToken: string, whose: Account): Promise<void> {
    const sealed = !forgetting.endangersNew() && (await vault.promote(refreshToken));
    if (!sealed) vault.hold(refreshToken);
    const before = record.known();
    try {
      // A record of this account stands for the older token that the keychain may still hold; another's must not.
      if (sealed) await record.write(whose, toRest, record.machine());
      else if (before?.account.sub === whose.sub) await record.write(whose, toRest, before.machine);
      else await record.drop();
      unwritten = null;
    } catch (thrown) {
      // A full disk costs the next start a login, not this session; another's name must not stand over its token.
      if (before?.account.sub !== whose.sub) await record.drop().catch(() => {});
      unwritten = sealed ? whyUnwritten(thrown) : null;
    }
  }

  async function writeRecord(): Promise<void> {
    if (unwritten === null || account === null) return;
    unwritten = await record.write(account, rested, record.machine()).then(() => null, whyUnwritten);
  }

  async function locked<T>(work: (lock: Lock | null) => Promise<T>): Promise<T> {
    // A disk that takes no lock file mustn't cost the session; single instance stands before this lock. One that somebody
    // holds open just now is there all the same.
    const lock = await acquireLock(deps.lockPath, LOCK_LIMIT_MS).catch((thrown: unknown) =>
      isHeld(thrown) ? null : ("no lock" as const),
    );
    if (lock === null)
      throw new RefreshError({ kind: "temporary", code: "STORE_TIMEOUT", retryAfterMs: null });
    try {
      return await work(lock === "no lock" ? null : lock);
    } finally {
      if (lock !== "no lock") await lock.release();
    }
  }

  async function refreshNow(): Promise<Grant> {
    const before = await readRecord();
    if (before === null && account === null) throw new RefreshError({ kind: "missing" });
    return locked(async (lock) => {
      const fresh = await readRecord();
      if (lock?.waited === true && fresh !== null && fresh.savedAt !== before?.savedAt) {
        const retryAfterMs = AFTER_ANOTHER_PROCESS_MS;
        throw new RefreshError({ kind: "temporary", code: "NET_RATE_LIMITED", retryAfterMs });
      }
      record.know(fresh);
      const whose = fresh?.account ?? account;
      if (whose === null) throw new RefreshError({ kind: "missing" });
      await probed();
      const token = (await candidates())[0];
      if (token === undefined) throw new RefreshError({ kind: "missing" });
      return exchanged(token, whose, []);
    });
  }

  async function probed(): Promise<void> {
    const code = await vault.trouble();
    if (code !== null && !vault.unsealed()) throw new RefreshError({ kind: "store", code });
  }

  async function candidates(): Promise<string[]> {
    try {
      return await vault.candidates();
    } catch (thrown) {
      throw new RefreshError({ kind: "store", code: errorCode(thrown) }, thrown);
    }
  }

  async function exchanged(token: string, whose: Account, dead: readonly string[]): Promise<Grant> {
    let tokens: TokenSet;
    try {
      tokens = await provider.refreshGrant(token, vault.keepPending);
    } catch (thrown) {
      return refreshFailed(thrown, token, whose, dead);
    }
    const named = tokens.account;
    // reliability 12: the library accepts another subject.
    if (named !== null && named.sub !== whose.sub) {
      await vault.discardPending();
      throw new RefreshError({ kind: "rejected", code: "SESSION_ANOTHER_ACCOUNT" });
    }
    const account = { sub: whose.sub, ...knownBy(named, whose) };
    await seal(tokens.refreshToken ?? token, account);
    return take(tokens, account);
  }

  async function refreshFailed(
    thrown: unknown,
    token: string,
    whose: Account,
    dead: readonly string[],
  ): Promise<Grant> {
    const finding = thrown instanceof ProviderError ? thrown.finding : null;
    if (finding === "ended") return ended(whose, [...dead, token]);
    // The token stays: what the provider wants is a person, who may also not come (reliability 16).
    if (finding === "person")
      throw new RefreshError({ kind: "rejected", code: "SESSION_LOGIN_REQUIRED" }, thrown);
    if (finding === "invalid") {
      await vault.discardPending();
      throw new RefreshError({ kind: "rejected", code: "SESSION_TOKEN_INVALID" }, thrown);
    }
    const code = finding === "unproven" ? "SESSION_TOKEN_INVALID" : errorCode(thrown);
    throw new RefreshError({ kind: "temporary", code, retryAfterMs: retryAfterOf(thrown) }, thrown);
  }

  /** The provider itself said so. Another process may have won meanwhile: its token is tried, once (reliability 16). */
  async function ended(whose: Account, dead: readonly string[]): Promise<Grant> {
    // A keychain that can't be read while the token is in memory can't have been written to either.
    const kept = vault.unsealed() ? await vault.kept().catch(() => []) : await candidates();
    const other = kept.find((token) => !dead.includes(token));
    if (other !== undefined && dead.length === 1) return exchanged(other, whose, dead);
    await vault.bury(dead);
    access = null;
    account = null;
    rested = false;
    unwritten = null;
    await record.drop().catch(() => {});
    throw new RefreshError({ kind: "rejected", code: "SESSION_ENDED" });
  }

  async function acceptWanted(tokens: TokenSet, wanted: () => boolean): Promise<boolean> {
    if (!wanted()) return false;
    await acceptNow(tokens);
    if (wanted()) return true;
    await dropHere(true);
    return false;
  }

  async function acceptNow(tokens: TokenSet): Promise<void> {
    const whose = tokens.account;
    if (whose === null) throw new AppError("AUTH_RESPONSE_INVALID", "nobody named");
    // The code is spent: what the disk does mustn't cost this login.
    const before = await readRecord().catch(() => null);
    record.know(before);
    const former = before?.account ?? account;
    idToken = null;
    take(tokens, whose);
    withoutRefreshToken = tokens.refreshToken === null;
    const trouble = await vault.trouble();
    if (tokens.refreshToken !== null) {
      await seal(tokens.refreshToken, whose);
    } else if (former !== null && former.sub !== whose.sub) {
      // For this run only; what is left of somebody else's session must not come back under this one.
      const entries = vault.letGo();
      if (trouble === null) await vault.remove(entries);
      await record.drop().catch(() => {});
    } else if (before !== null) {
      await record.write(whose, false, before.machine).catch(() => {});
    }
  }

  async function rest(): Promise<null> {
    access = null;
    rested = true;
    toRest = false;
    restUnsaved = await saveRest().then(
      () => false,
      () => true,
    );
    return null;
  }

  async function saveRest(): Promise<void> {
    const kept = record.known() ?? (await readRecord());
    // Without a record nothing resumes at the next start, which is what was asked for.
    if (kept !== null) await record.write(kept.account, true, kept.machine).catch(restWithoutRecord);
  }

  async function restWithoutRecord(thrown: unknown): Promise<void> {
    await record.drop();
    unwritten = whyUnwritten(thrown); // the token is still in the keychain, and is to be found again
  }

  async function anySession(): Promise<boolean> {
    if (account !== null || record.known() !== null) return true;
    return (await readRecord().catch(() => null)) !== null;
  }

  async function give(level: "switch" | "forget"): Promise<ErrorCode | null> {
    // To forget, the keychain is looked at without a record, too: one that was lost leaves its token there.
    const mayHold = (await anySession()) || level === "forget";
    const tokens = mayHold ? await vault.candidates().catch(() => null) : [];
    const toRevoke = tokens === null ? null : (tokens[0] ?? access?.value ?? null);
    // Here first, whatever the provider then says.
    const left = await dropHere(mayHold);
    if (toRevoke === null) return left ?? (tokens === null ? "SESSION_REVOKE_UNCONFIRMED" : null);
    return left ?? (await revocation(provider.revoke(toRevoke)));
  }

  /** @returns why something of it may still be here, or null */
  async function dropHere(mayHold: boolean): Promise<ErrorCode | null> {
    access = null;
    idToken = null;
    account = null;
    rested = restUnsaved = withoutRefreshToken = false;
    unwritten = null;
    const entries = vault.letGo();
    if (mayHold) await forgetting.foresee(entries, "cleared");
    const recordLeft = await record.drop().then(() => null, errorCode);
    const left = mayHold ? await forgetting.carryOut(entries, recordLeft === null) : null;
    return left ?? recordLeft;
  }

  async function ending(): Promise<EndSession | null> {
    try {
      const unused = idToken === null && (account !== null || (await readRecord()) !== null);
      if (unused) await refreshNow().catch(() => {});
      return await provider.endSession(idToken);
    } catch {
      return null;
    }
  }

  async function settleNow(): Promise<TokenStoreState> {
    if (restUnsaved) await rest();
    await writeRecord();
    if (!vault.unsealed() || account === null) return vault.state();
    const [token] = await vault.candidates();
    if (token !== undefined && (await vault.trouble()) === null) await seal(token, account);
    if (rested) await rest();
    return vault.state();
  }

  return {
    open: () =>
      inTurn(async () => {
        const looked = await record.look();
        record.know(looked.value);
        const whose = looked.value?.account ?? account;
        if (whose === null && looked.newer) throw new AppError("SESSION_RECORD_NEWER");
        if (whose === null) return null;
        const rests = looked.value?.rested ?? rested;
        // Who logged out isn't asked to unlock a keychain that nobody needs now; a refresh looks at it again.
        if (looked.untold && !rests) throw new AppError("STORE_PC_UNKNOWN");
        const trouble = rests ? null : await vault.trouble();
        if (trouble !== null && !vault.unsealed()) throw new AppError(trouble);
        account = whose;
        rested = rests;
        return { account: whose, rested };
      }),
    refresh() {
      refreshing ??= inTurn(refreshNow)
        .catch((thrown: unknown) => {
          throw asRefreshError(thrown);
        })
        .finally(() => {
          refreshing = null;
        });
      return refreshing;
    },
    accept: (tokens, wanted) => inTurn(() => acceptWanted(tokens, wanted)),
    leave(level) {
      if (level === "rest" && refreshing !== null) {
        // Its answer may take longer than the PC still runs.
        toRest = true;
        void saveRest().catch(() => {});
      }
      return inTurn(() => (level === "rest" ? rest() : give(level)));
    },
    endSession: () => {
      // The provider may be silent for longer than the client still runs.
      const foreseen = forgetting.foresee(vault.entries(), "to-clear");
      return inTurn(() => foreseen.then(ending));
    },
    settle: () => inTurn(settleNow),
    unsettled: () => vault.unsealed() || restUnsaved || unwritten !== null || forgetting.owed(),
    unkept: () => vault.unkept() || unwritten !== null,
    accessToken: () => access,
    expiresAt() {
      if (access === null) return null;
      const end = Math.round(now() + access.endsAt - steady());
      // Two clocks are never read at once: only one that was set, or a PC that slept, makes it another moment.
      if (toldEnd === null || Math.abs(end - toldEnd) >= CLOCKS_APART_MS) toldEnd = end;
      return toldEnd;
    },
    validMs: () => (access === null ? 0 : Math.max(0, access.endsAt - steady())),
    storeState: () => (unwritten === null ? vault.state() : "session-only"),
    notice() {
      if (restUnsaved) return "SESSION_LOGOUT_UNSAVED";
      return withoutRefreshToken ? "AUTH_NO_REFRESH_TOKEN" : (vault.why() ?? unwritten);
    },
  };
}

const whyUnwritten = (thrown: unknown): ErrorCode =>
  errorCode(thrown) === "STORE_FULL" ? "STORE_FULL" : "SESSION_RECORD_UNSAVED";

// Whatever it was, it was no proof that the session ended.
function asRefreshError(thrown: unknown): RefreshError {
  if (thrown instanceof RefreshError) return thrown;
  return new RefreshError({ kind: "temporary", code: errorCode(thrown), retryAfterMs: null }, thrown);
}

/** @returns why the token may still be honoured, or null */
async function revocation(revoking: Promise<boolean>): Promise<ErrorCode | null> {
  return revoking.then(
    (done) => (done ? null : "SESSION_NOT_REVOKED"),
    () => "SESSION_REVOKE_UNCONFIRMED",
  );
}

import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { Grant, RecordFile, SecretStore, SessionRecord, TokenStoreState } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Kept, LeaveLevel } from "../../core/session/session-state.ts";
import type { EndSession } from "../provider/logout.ts";
import type { Provider, TokenSet } from "../provider/provider.ts";
import type { SessionBinding } from "./binding.ts";
import { Forgetting } from "./forgetting.ts";
import { Keeping } from "./keeping.ts";
import { createKeptRecord, type KeptRecord } from "./kept-record.ts";
import { createLeaving } from "./leaving.ts";
import type { ForgottenEntries } from "./record-format.ts";
import { Refresh } from "./refresh.ts";
import {
  createHome,
  type describe,
  type Home,
  notice,
  recordOf,
  storeState,
  unkept,
  unsettled,
} from "./state.ts";
import * as step from "./steps.ts";
import { Vault } from "./vault.ts";

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
  /** A monotonic clock, for the access token's lifetime (reliability 25). */
  readonly steady?: () => number;
  /** A file beside the record, the same for every process of this OS user. */
  readonly lockPath: string;
  /** Told what is where whenever that changes; no token and no name. */
  readonly changed?: (fields: ReturnType<typeof describe>) => void;
};

const CLOCKS_APART_MS = 1_000;

export function createSessionTokens(deps: SessionTokensDeps): SessionTokens {
  const { now } = deps;
  const steady = deps.steady ?? now;
  const home = createHome(deps.changed);
  const { keeping, refresh, forgetting, leaving, accept } = partsOf(home, deps, steady);
  let refreshing: Promise<Grant> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  /** What was to be forgotten goes first: no token of it may be taken for one that is kept. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(() => forgetting.goOn()).then(work);
    queue = turn.catch(() => {});
    return turn;
  }

  return {
    open: () => inTurn(() => keeping.open()),
    refresh() {
      refreshing ??= inTurn(refresh).finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    accept: (tokens, wanted) =>
      inTurn(async () => {
        if (!wanted()) return false;
        await accept(tokens);
        if (wanted()) return true;
        await leaving.forgetHere(true);
        return false;
      }),
    leave(level) {
      if (level !== "rest") return inTurn(() => leaving.giveUp(level));
      // The answer to a refresh may take longer than the PC still runs.
      if (refreshing !== null) keeping.restSoon();
      return inTurn(() => keeping.rest());
    },
    endSession() {
      // The provider may be silent for longer than the client still runs.
      const foreseen = forgetting.foresee("to-clear");
      return inTurn(() => foreseen.then(leaving.endSession));
    },
    settle: () => inTurn(() => keeping.settle()),
    unsettled: () => unsettled(home.now),
    unkept: () => unkept(home.now),
    accessToken: () => home.now.access,
    expiresAt: () => expiresAt(home, now() - steady()),
    validMs: () => Math.max(0, (home.now.access?.endsAt ?? Number.NEGATIVE_INFINITY) - steady()),
    storeState: () => storeState(home.now),
    notice: () => notice(home.now),
  };
}

/** The procedures that change the state, one effect after the other. */
function partsOf(home: Home, deps: SessionTokensDeps, steady: () => number) {
  const { provider, profile, binding, now, lockPath, clearLoginData, forgotten: file } = deps;
  const vault = new Vault(home, deps.store, profile);
  const record = createKeptRecord(home, { file: deps.record, binding, profile, now });
  const keeping = new Keeping(home, { vault, record });
  const refreshing = new Refresh(home, { vault, record, keeping, provider, lockPath, steady });
  const refresh = () => refreshing.run();
  const forgetting = new Forgetting(home, { vault, record, file, provider, profile, clearLoginData });
  const leaving = createLeaving(home, { vault, record, forgetting, refresh, provider });
  const accept = createAccept(home, { vault, record, keeping, steady });
  return { keeping, refresh, forgetting, leaving, accept };
}

/** @param apart milliseconds between the PC's clock and the steady one */
function expiresAt(home: Home, apart: number): number | null {
  const { access } = home.now;
  if (access === null) return null;
  const end = Math.round(access.endsAt + apart);
  const { toldEnd } = access;
  // The two clocks are read one after the other: a small difference is no change, only a clock that was set or a sleep is.
  if (toldEnd !== null && Math.abs(end - toldEnd) < CLOCKS_APART_MS) return toldEnd;
  home.take(step.endTold, end);
  return end;
}

type AcceptDeps = {
  readonly vault: Vault;
  readonly record: KeptRecord;
  readonly keeping: Keeping;
  readonly steady: () => number;
};

/** What a login brought takes the place of what was there. */
function createAccept(home: Home, { vault, record, keeping, steady }: AcceptDeps) {
  return async (tokens: TokenSet): Promise<void> => {
    const { account } = tokens;
    if (account === null) throw new AppError("AUTH_RESPONSE_INVALID", "nobody named");
    // The code is used up: an error of the disk mustn't cost this login.
    await record.look().catch(() => {
      home.take(step.recordUnreadable);
    });
    const former = recordOf(home.now)?.account ?? home.now.account;
    home.take(step.loggedIn, tokens, account, steady());
    const trouble = await vault.probe();
    if (tokens.refreshToken !== null) return keeping.seal(tokens.refreshToken);
    if (former !== null && former.sub !== account.sub) {
      // For this run only; what is left of somebody else's session must not come back under this one.
      const entries = vault.entries();
      home.take(step.tokenDropped);
      // The record first: of two entries one may stay, and under its name the next start would take the older token.
      await record.drop().catch(() => {});
      if (trouble === null) await vault.remove(entries);
      return;
    }
    const kept = recordOf(home.now);
    if (kept !== null) await record.write(account, kept.machine).catch(() => {});
  };
}

import type { ErrorCode } from "../errors.ts";
import type { Outcome, Trigger } from "../login/attempt-state.ts";
import type { Account, Grant, RefreshFailure } from "../ports.ts";
import type { LastTry } from "./refresh-schedule.ts";

/**
 * What the session of this PC is made of: its states, what can happen to it, and what it has done
 * (docs/flows/session.md). No token is part of it.
 */

/** How far to leave: rest keeps the sealed token, switch and forget give it up (reliability 20). */
export type LeaveLevel = "rest" | "switch" | "forget";

/** What is kept of a session: nothing, one that is used, or one that rests after a logout. */
export type Kept = { readonly account: Account; readonly rested: boolean } | null;

/**
 * The session that is kept while a person logs in anew, and taken up again if that login fails. Its store can't be
 * used, so that the new login is for this run only (reliability 22), or the provider refuses its refresh
 * (reliability 34).
 */
export type Behind = {
  readonly account: Account | null;
  readonly why: ErrorCode;
  readonly tries: number;
  /** What the server asked to wait. */
  readonly retryAfterMs: number | null;
  /** Whose access token may still live. */
  readonly grant: Grant | null;
};

export type SessionState =
  | { readonly at: "starting"; readonly asked: Trigger | null }
  | { readonly at: "signed-out"; readonly kept: Kept; readonly why: ErrorCode | null }
  /** A login failed because the provider couldn't be reached, and nobody cancelled it: it is tried again by itself. */
  | {
      readonly at: "waiting";
      readonly why: ErrorCode;
      readonly tries: number;
      readonly trigger: Trigger;
      readonly behind: Behind | null;
    }
  /** A refresh will be asked for when the timer says so: the start-up's spread, or a PC that has just woken up. */
  | { readonly at: "due"; readonly account: Account; readonly quiet: boolean }
  /** A refresh while no access token is held. */
  | {
      readonly at: "resuming";
      readonly op: number;
      readonly account: Account;
      /** Why the session is offline, when the client tries again by itself; null when somebody waits for the answer. */
      readonly why: ErrorCode | null;
      readonly tries: number;
      readonly trigger: Trigger;
      /** Startup login is off and nobody asked: if the session turns out to be over, no window opens. */
      readonly quiet: boolean;
    }
  | {
      readonly at: "logging-in";
      readonly trigger: Trigger;
      readonly why: ErrorCode | null;
      readonly tries: number;
      readonly behind: Behind | null;
    }
  /** An access token is held and lives. */
  | {
      readonly at: "online";
      readonly account: Account;
      readonly grant: Grant;
      readonly refreshing: number | null;
      /** Why the last refresh failed, while it is tried again; null when all is well. */
      readonly why: ErrorCode | null;
      readonly tries: number;
      /** Who asked for the refresh under way, if somebody did. */
      readonly asked: Trigger | null;
    }
  /** The session is kept; no access token lives and the provider can't be reached. */
  | {
      readonly at: "offline";
      readonly account: Account;
      readonly why: ErrorCode;
      readonly tries: number;
      readonly quiet: boolean;
    }
  /** The keychain doesn't answer: not logged out (reliability 21). */
  | {
      readonly at: "store-closed";
      readonly account: Account | null;
      readonly why: ErrorCode;
      readonly tries: number;
      readonly trigger: Trigger;
    }
  | {
      readonly at: "leaving";
      readonly op: number;
      readonly level: LeaveLevel;
      readonly account: Account | null;
      readonly thenLogin: Trigger | null;
    };

export type SessionEvent =
  | {
      readonly type: "started";
      readonly kept: Kept;
      readonly startupLogin: boolean;
      /** Over how many milliseconds the PCs of an office spread their start (reliability 26); 0 = at once. */
      readonly spreadMs: number;
    }
  | { readonly type: "start-failed"; readonly code: ErrorCode; readonly startupLogin: boolean }
  | { readonly type: "login-asked"; readonly trigger: Trigger }
  | { readonly type: "cancel-asked" }
  | { readonly type: "refreshed"; readonly op: number; readonly grant: Grant }
  /** `validMs`: how long the access token still lives on a clock that nobody sets; 0 when there is none (reliability 25). */
  | {
      readonly type: "refresh-failed";
      readonly op: number;
      readonly failure: RefreshFailure;
      readonly validMs: number;
    }
  /** The adapter found no token although a record says there should be one. */
  | { readonly type: "token-missing"; readonly op: number }
  | {
      readonly type: "attempt-ended";
      readonly outcome: Outcome;
      readonly retry: "auto" | "person" | "never";
      /** What the server asked to wait, when it was a server that failed (reliability 26). */
      readonly retryAfterMs: number | null;
      /** How long the access token of the session behind still lives. */
      readonly validMs: number;
    }
  | { readonly type: "logout-asked" }
  | { readonly type: "forget-asked" }
  | { readonly type: "switch-asked"; readonly trigger: Trigger }
  | { readonly type: "left"; readonly op: number; readonly code: ErrorCode | null }
  | { readonly type: "timer"; readonly timer: TimerName }
  /** Woke up, or the network is another. */
  | { readonly type: "surroundings-changed"; readonly validMs: number; readonly lastTry: LastTry };

/** `expiry`: the access token's own end. */
export type TimerName = "refresh" | "retry" | "expiry";

export type SessionEffect =
  | { readonly type: "refresh"; readonly op: number }
  | { readonly type: "start-attempt"; readonly trigger: Trigger }
  /** Brings the attempt's window forward, if the trigger is a person's. */
  | { readonly type: "join-attempt"; readonly trigger: Trigger }
  | { readonly type: "cancel-attempt" }
  | { readonly type: "leave"; readonly op: number; readonly level: LeaveLevel }
  | {
      readonly type: "start-timer";
      readonly timer: TimerName;
      readonly minMs: number;
      readonly maxMs: number;
    }
  | { readonly type: "stop-timer"; readonly timer: TimerName }
  /** Read keychain and record again, answered by started or start-failed. */
  | { readonly type: "open-store" };

export type SessionStep = { readonly state: SessionState; readonly effects: readonly SessionEffect[] };

export const STARTING: SessionState = { at: "starting", asked: null };

import { ERRORS, type ErrorCode } from "../errors.ts";
import type { Trigger } from "../login/attempt-state.ts";
import type { Account, Grant } from "../ports.ts";
import { backoff, JITTER, LONGEST_TIMER_MS, refreshDelay, type Span } from "./refresh-schedule.ts";
import type { Behind, Kept, SessionEffect, SessionState, SessionStep, TimerName } from "./session-state.ts";

/** The ways into each state, with what has to be started and stopped on the way (docs/flows/session.md). */

export function stay(state: SessionState): SessionStep {
  return { state, effects: [] };
}

/** A person's wish isn't taken back by the PC's own start. */
export function stronger(before: Trigger | null, now: Trigger): Trigger {
  return now === "startup" ? (before ?? now) : now;
}

export function isPersons(trigger: Trigger | null): boolean {
  return trigger !== null && trigger !== "startup";
}

export function stop(...timers: readonly TimerName[]): SessionEffect[] {
  return timers.map((timer) => ({ type: "stop-timer", timer }));
}

export function start(timer: TimerName, span: Span): SessionEffect {
  return { type: "start-timer", timer, ...span };
}

export function signedOut(kept: Kept, why: ErrorCode | null): SessionStep {
  return { state: { at: "signed-out", kept, why }, effects: stop("retry") };
}

/** The session's next refresh comes by itself, within the span. */
export function due(account: Account, quiet: boolean, span: Span): SessionStep {
  return {
    state: { at: "due", account, quiet },
    effects: [...stop("refresh", "expiry"), start("retry", span)],
  };
}

/** `why`: the reason that people go on seeing while the client tries again by itself. */
type ResumeOptions = { readonly why?: ErrorCode; readonly tries?: number; readonly quiet?: boolean };

export function resume(
  account: Account,
  trigger: Trigger,
  op: number,
  { why, tries = 0, quiet = false }: ResumeOptions = {},
): SessionStep {
  return {
    state: { at: "resuming", op, account, why: why ?? null, tries, trigger, quiet },
    effects: [...stop("retry"), { type: "refresh", op }],
  };
}

export function attempt(
  trigger: Trigger,
  why: ErrorCode | null,
  tries: number,
  behind: Behind | null = null,
): SessionStep {
  return {
    state: { at: "logging-in", trigger, why, tries, behind },
    effects: [...stop("retry", "refresh", "expiry"), { type: "start-attempt", trigger }],
  };
}

export function online(grant: Grant): SessionStep {
  const minMs = refreshDelay(grant.expiresIn);
  return {
    state: {
      at: "online",
      account: grant.account,
      grant,
      refreshing: null,
      why: null,
      tries: 0,
      asked: null,
    },
    effects: [
      ...stop("retry"),
      start("refresh", { minMs, maxMs: minMs }),
      startExpiry(Math.max(0, grant.expiresIn) * 1_000),
    ],
  };
}

export function startExpiry(validMs: number): SessionEffect {
  const ms = Math.min(LONGEST_TIMER_MS, Math.max(0, validMs));
  return start("expiry", { minMs: ms, maxMs: ms });
}

/** A refresh while the access token lives. */
export function refreshing(
  state: Extract<SessionState, { at: "online" }>,
  asked: Trigger | null,
  op: number,
): SessionStep {
  return {
    state: { ...state, refreshing: op, asked },
    effects: [...stop("refresh", "retry"), { type: "refresh", op }],
  };
}

/** The refresh failed and the access token lives on: people go on working, and it is tried again. */
export function troubled(
  state: Extract<SessionState, { at: "online" }>,
  why: ErrorCode,
  retryAfterMs: number | null,
  validMs: number,
): SessionStep {
  const again = saidNo(why) ? [] : [retry(state.tries, retryAfterMs)];
  return {
    state: { ...state, refreshing: null, why, tries: state.tries + 1, asked: null },
    effects: [...stop("refresh", "retry"), ...again, startExpiry(validMs)],
  };
}

export function offline(
  account: Account,
  why: ErrorCode,
  tries: number,
  retryAfterMs: number | null,
  quiet: boolean,
): SessionStep {
  return {
    state: { at: "offline", account, why, tries: tries + 1, quiet },
    effects: [...stop("refresh", "expiry"), retry(tries, retryAfterMs)],
  };
}

const MAY_OPEN: ReadonlySet<ErrorCode> = new Set(["STORE_LOCKED", "STORE_DIALOG_WAITING", "STORE_TIMEOUT"]);

/**
 * A store that may open by itself is waited for; the others wait for a person. Who asks while there is no usable
 * store logs in for this run only (reliability 22).
 */
export function storeClosed(
  account: Account | null,
  why: ErrorCode,
  tries: number,
  trigger: Trigger,
): SessionStep {
  const mayOpen = MAY_OPEN.has(why);
  if (isPersons(trigger) && !mayOpen)
    return attempt(trigger, why, 0, isStore(why) ? leftBehind(account, why, 0) : null);
  // A record that can't be read is read again, too: it may be held for a moment only, and reading shows no dialog.
  const asksAgain = ERRORS[why].retry === "auto" || why === "APP_UNEXPECTED";
  const again = asksAgain ? [retry(Math.min(tries, 4), null)] : stop("retry");
  return {
    state: { at: "store-closed", account, why, tries, trigger },
    effects: [...stop("refresh", "expiry"), ...again],
  };
}

export function leftBehind(
  account: Account | null,
  why: ErrorCode,
  tries: number,
  retryAfterMs: number | null = null,
  grant: Grant | null = null,
): Behind {
  return { account, why, tries, retryAfterMs, grant };
}

/**
 * A login that came to nothing. The session behind it is taken up again: one in a closed store is waited for; one whose
 * refresh was refused is tried again, and is online while its access token lives.
 */
export function noLogin(left: Behind | null, why: ErrorCode | null, validMs: number): SessionStep {
  if (left === null) return signedOut(null, why);
  const { account, tries, retryAfterMs, grant } = left;
  if (account === null || isStore(left.why)) return storeClosed(account, left.why, 0, "startup");
  const now = why ?? left.why;
  if (grant === null || validMs <= 0) return offline(account, now, tries, retryAfterMs, false);
  const online = { at: "online", account, grant, refreshing: null, why: now, tries, asked: null } as const;
  return troubled(online, now, retryAfterMs, validMs);
}

/** The access token has ended of itself. */
export function expired(state: Extract<SessionState, { at: "online" }>): SessionStep {
  const { account, why, tries } = state;
  // The refresh under way decides.
  if (state.refreshing !== null)
    return stay({
      at: "resuming",
      op: state.refreshing,
      account,
      why: state.asked === null ? why : null,
      tries,
      trigger: state.asked ?? "startup",
      quiet: false,
    });
  if (why === null) return due(account, false, JITTER);
  if (isStore(why)) return storeClosed(account, why, tries, "startup");
  // The next try has its time already.
  return { state: { at: "offline", account, why, tries, quiet: false }, effects: stop("expiry") };
}

/**
 * The provider, or what stands in its place, answered without tokens: whoever asked to log in needn't wait any longer
 * (reliability 34). Where nothing answered, the login page couldn't be reached either.
 */
export function isAnswer(code: ErrorCode): boolean {
  return code.startsWith("AUTH_") || ANSWERS.has(code);
}

const ANSWERS: ReadonlySet<ErrorCode> = new Set([
  "NET_SERVER",
  "NET_RATE_LIMITED",
  "NET_UNEXPECTED_ANSWER",
  "SESSION_TOKEN_INVALID",
]);

export function isStore(code: ErrorCode): boolean {
  return code.startsWith("STORE_");
}

/** A keychain that said no isn't asked again by itself: each question may be a dialog. */
export function saidNo(code: ErrorCode): boolean {
  return isStore(code) && ERRORS[code].retry !== "auto";
}

export function retry(tries: number, retryAfterMs: number | null): SessionEffect {
  return start("retry", backoff(tries, retryAfterMs));
}

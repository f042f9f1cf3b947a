import { ERRORS, type ErrorCode } from "../errors.ts";
import type { Outcome, Trigger } from "../login/attempt-state.ts";
import type { Account, Grant, RefreshFailure } from "../ports.ts";
import { backoff, JITTER, refreshDelay } from "./refresh-schedule.ts";
import type {
  Kept,
  LeaveLevel,
  SessionEffect,
  SessionEvent,
  SessionState,
  SessionStep,
  TimerName,
} from "./session-state.ts";

/**
 * The session of this PC, as a pure machine (docs/flows/session.md). Tokens never pass through it: the adapter
 * keeps them and says what became of them. `op` numbers each refresh and each leaving, so that late answers drop.
 */

/** `fresh` is a number never used before: the name of a refresh or leaving that this step may start. */
export function transition(state: SessionState, event: SessionEvent, fresh: number): SessionStep {
  switch (event.type) {
    case "started":
      return started(state, event, fresh);
    case "start-failed":
      if (state.at === "starting") return storeClosed(null, event.code, 0, state.asked ?? "startup");
      if (state.at !== "store-closed") return stay(state);
      return storeClosed(state.account, event.code, state.tries + 1, state.trigger);
    case "login-asked":
      return loginAsked(state, event.trigger, fresh);
    case "cancel-asked":
      return cancelAsked(state);
    case "refreshed":
      return refreshed(state, event.op, event.grant);
    case "refresh-failed":
      return refreshFailed(state, event.op, event.failure);
    case "token-missing":
      return isRefreshing(state, event.op) ? sessionOver(state, null) : stay(state);
    case "attempt-ended":
      return state.at === "logging-in" ? attemptEnded(state, event) : stay(state);
    case "logout-asked":
      return leave(state, "rest", null, fresh);
    case "forget-asked":
      return leave(state, "forget", null, fresh);
    case "switch-asked":
      return leave(state, "switch", event.trigger, fresh);
    case "left":
      return state.at === "leaving" && state.op === event.op ? left(state, event.code, fresh) : stay(state);
    case "timer":
      return timer(state, event.timer, fresh);
    case "surroundings-changed":
      return surroundingsChanged(state);
  }
}

function stay(state: SessionState): SessionStep {
  return { state, effects: [] };
}

type Refreshing = Extract<SessionState, { at: "resuming" | "online" }>;

function isRefreshing(state: SessionState, op: number): state is Refreshing {
  return (state.at === "resuming" && state.op === op) || (state.at === "online" && state.refreshing === op);
}

function refreshTrigger(state: Refreshing): Trigger {
  return state.at === "resuming" ? state.trigger : (state.asked ?? "startup");
}

/** A person's wish isn't taken back by the PC's own start. */
function stronger(before: Trigger | null, now: Trigger): Trigger {
  return now === "startup" ? (before ?? now) : now;
}

function isPersons(trigger: Trigger | null): boolean {
  return trigger !== null && trigger !== "startup";
}

type ResumeOptions = { readonly tries?: number; readonly quiet?: boolean };

function resume(account: Account, trigger: Trigger, op: number, options: ResumeOptions = {}): SessionStep {
  const { tries = 0, quiet = false } = options;
  return {
    state: { at: "resuming", op, account, tries, trigger, quiet },
    effects: [
      { type: "stop-timer", timer: "retry" },
      { type: "refresh", op },
    ],
  };
}

function attempt(trigger: Trigger, why: ErrorCode | null, tries: number): SessionStep {
  return {
    state: { at: "logging-in", trigger, why, tries },
    effects: [
      { type: "stop-timer", timer: "retry" },
      { type: "stop-timer", timer: "refresh" },
      { type: "start-attempt", trigger },
    ],
  };
}

/**
 * A store that may open by itself is waited for; the others wait for a person. Who asks while there is no usable
 * store logs in for this run only (reliability 22).
 */
function storeClosed(account: Account | null, why: ErrorCode, tries: number, trigger: Trigger): SessionStep {
  const mayOpen = why === "STORE_LOCKED" || why === "STORE_TIMEOUT";
  if (isPersons(trigger) && !mayOpen) return attempt(trigger, why, 0);
  const effect: SessionEffect =
    ERRORS[why].retry === "auto"
      ? { type: "start-timer", timer: "retry", ...backoff(Math.min(tries, 4), null) }
      : { type: "stop-timer", timer: "retry" };
  return {
    state: { at: "store-closed", account, why, tries, trigger },
    effects: [{ type: "stop-timer", timer: "refresh" }, effect],
  };
}

function started(
  state: SessionState,
  event: { readonly kept: Kept; readonly startupLogin: boolean },
  fresh: number,
): SessionStep {
  const { kept, startupLogin } = event;
  // A logout that came before the store was read still learns whose session it puts to rest.
  if (state.at === "leaving" && state.level === "rest" && state.account === null)
    return stay({ ...state, account: kept?.account ?? null });
  if (state.at !== "starting" && state.at !== "store-closed") return stay(state);
  const asked = state.at === "starting" ? state.asked : state.trigger;
  const trigger = asked ?? "startup";
  const tries = state.at === "store-closed" ? state.tries + 1 : 0;
  const byPerson = isPersons(asked);
  // A session that rests is only woken by a person (facts B: after a logout nothing opens by itself).
  if (kept !== null && (!kept.rested || byPerson))
    return resume(kept.account, trigger, fresh, { tries, quiet: !startupLogin && !byPerson });
  if (kept === null && (startupLogin || byPerson)) return attempt(trigger, null, 0);
  return { state: { at: "signed-out", kept, why: null }, effects: [{ type: "stop-timer", timer: "retry" }] };
}

function loginAsked(state: SessionState, now: Trigger, fresh: number): SessionStep {
  switch (state.at) {
    case "starting":
      return stay({ at: "starting", asked: stronger(state.asked, now) });
    case "signed-out":
      if (state.kept === null) return attempt(now, null, 0);
      return state.kept.rested && !isPersons(now) ? stay(state) : resume(state.kept.account, now, fresh);
    case "waiting":
      return attempt(stronger(state.trigger, now), null, 0);
    case "logging-in": {
      const trigger = stronger(state.trigger, now);
      return { state: { ...state, trigger }, effects: [{ type: "join-attempt", trigger: now }] };
    }
    case "resuming":
      return stay({
        ...state,
        trigger: stronger(state.trigger, now),
        quiet: state.quiet && !isPersons(now),
      });
    case "online":
      return state.refreshing === null
        ? {
            state: { ...state, refreshing: fresh, asked: now },
            effects: [
              { type: "stop-timer", timer: "refresh" },
              { type: "refresh", op: fresh },
            ],
          }
        : stay({ ...state, asked: stronger(state.asked, now) });
    case "offline":
      return resume(state.account, now, fresh, {
        tries: state.tries,
        quiet: state.quiet && !isPersons(now),
      });
    case "store-closed":
      // Read again first: it may have opened meanwhile. If it didn't, `storeClosed` decides.
      return {
        state: { ...state, trigger: stronger(state.trigger, now) },
        effects: [{ type: "stop-timer", timer: "retry" }, { type: "open-store" }],
      };
    case "leaving":
      return stay({ ...state, thenLogin: stronger(state.thenLogin, now) });
  }
}

function cancelAsked(state: SessionState): SessionStep {
  switch (state.at) {
    case "logging-in":
      return { state, effects: [{ type: "cancel-attempt" }] };
    case "waiting":
      return {
        state: { at: "signed-out", kept: null, why: state.why },
        effects: [{ type: "stop-timer", timer: "retry" }],
      };
    case "starting":
      return stay({ at: "starting", asked: null });
    case "leaving":
      return stay({ ...state, thenLogin: null });
    default:
      return stay(state);
  }
}

function online(grant: Grant): SessionStep {
  const minMs = refreshDelay(grant.expiresIn);
  return {
    state: { at: "online", account: grant.account, grant, refreshing: null, tries: 0, asked: null },
    effects: [
      { type: "stop-timer", timer: "retry" },
      { type: "start-timer", timer: "refresh", minMs, maxMs: minMs },
    ],
  };
}

function refreshed(state: SessionState, op: number, grant: Grant): SessionStep {
  return isRefreshing(state, op) ? online(grant) : stay(state);
}

function refreshFailed(state: SessionState, op: number, failure: RefreshFailure): SessionStep {
  if (!isRefreshing(state, op)) return stay(state);
  const { account, tries } = state;
  switch (failure.kind) {
    case "rejected":
      return sessionOver(state, failure.code);
    case "temporary":
      return {
        state: {
          at: "offline",
          account,
          why: failure.code,
          tries: tries + 1,
          quiet: state.at === "resuming" && state.quiet,
        },
        effects: [
          { type: "stop-timer", timer: "refresh" },
          { type: "start-timer", timer: "retry", ...backoff(tries, failure.retryAfterMs) },
        ],
      };
    case "store":
      return storeClosed(account, failure.code, tries, refreshTrigger(state));
  }
}

// Only here does a session end; the login window's cookies usually make the new login free.
function sessionOver(state: Refreshing, why: ErrorCode | null): SessionStep {
  if (state.at === "resuming" && state.quiet)
    return {
      state: { at: "signed-out", kept: null, why },
      effects: [{ type: "stop-timer", timer: "retry" }],
    };
  return attempt(refreshTrigger(state), why, 0);
}

function attemptEnded(
  state: Extract<SessionState, { at: "logging-in" }>,
  event: { readonly outcome: Outcome; readonly retry: "auto" | "person" | "never" },
): SessionStep {
  const { outcome } = event;
  switch (outcome.kind) {
    case "success":
      return online(outcome.grant);
    case "cancelled":
      return stay({ at: "signed-out", kept: null, why: state.why });
    case "failed":
      if (event.retry !== "auto") return stay({ at: "signed-out", kept: null, why: outcome.code });
      return {
        state: { at: "waiting", why: outcome.code, tries: state.tries + 1, trigger: state.trigger },
        effects: [{ type: "start-timer", timer: "retry", ...backoff(state.tries, null) }],
      };
  }
}

function leave(
  state: SessionState,
  level: LeaveLevel,
  thenLogin: Trigger | null,
  fresh: number,
): SessionStep {
  // Giving up more wins; anything else joins the leaving under way.
  if (state.at === "leaving" && DEPTH[level] <= DEPTH[state.level]) return stay({ ...state, thenLogin });
  if (level === "rest" && (state.at === "signed-out" || state.at === "waiting")) {
    return {
      state: { at: "signed-out", kept: state.at === "signed-out" ? state.kept : null, why: null },
      effects: [{ type: "stop-timer", timer: "retry" }],
    };
  }
  const cancel: SessionEffect[] = state.at === "logging-in" ? [{ type: "cancel-attempt" }] : [];
  return {
    state: { at: "leaving", op: fresh, level, account: accountOf(state), thenLogin },
    effects: [
      ...cancel,
      { type: "stop-timer", timer: "refresh" },
      { type: "stop-timer", timer: "retry" },
      { type: "leave", op: fresh, level },
    ],
  };
}

const DEPTH: Readonly<Record<LeaveLevel, number>> = { rest: 0, switch: 1, forget: 2 };

/** Whose session it is, wherever the machine is; null when nobody's is kept. */
export function accountOf(state: SessionState): Account | null {
  if (state.at === "signed-out") return state.kept?.account ?? null;
  return "account" in state ? state.account : null;
}

function left(
  state: Extract<SessionState, { at: "leaving" }>,
  code: ErrorCode | null,
  fresh: number,
): SessionStep {
  const kept: Kept =
    state.level === "rest" && state.account !== null ? { account: state.account, rested: true } : null;
  // The PC's own start doesn't wake what was just put to rest.
  const { thenLogin } = state;
  if (thenLogin === null || (state.level === "rest" && !isPersons(thenLogin)))
    return stay({ at: "signed-out", kept, why: code });
  return kept === null ? attempt(thenLogin, null, 0) : resume(kept.account, thenLogin, fresh);
}

function timer(state: SessionState, name: TimerName, fresh: number): SessionStep {
  if (name === "refresh") {
    if (state.at !== "online" || state.refreshing !== null) return stay(state);
    return { state: { ...state, refreshing: fresh, asked: null }, effects: [{ type: "refresh", op: fresh }] };
  }
  switch (state.at) {
    case "offline":
      return resume(state.account, "startup", fresh, { tries: state.tries, quiet: state.quiet });
    case "waiting":
      return attempt(state.trigger, state.why, state.tries);
    case "store-closed":
      return { state, effects: [{ type: "open-store" }] };
    default:
      return stay(state);
  }
}

function surroundingsChanged(state: SessionState): SessionStep {
  switch (state.at) {
    case "offline":
    case "waiting":
      // Another network doesn't lift what the server itself asked to wait for (reliability 26).
      if (state.why === "NET_RATE_LIMITED" || state.why === "NET_SERVER") return stay(state);
      return {
        state: { ...state, tries: 0 },
        effects: [{ type: "start-timer", timer: "retry", ...JITTER }],
      };
    case "online":
      // The timer slept with the PC: one refresh, in a short random span, never a burst (reliability 28).
      return state.refreshing === null
        ? { state, effects: [{ type: "start-timer", timer: "refresh", ...JITTER }] }
        : stay(state);
    default:
      return stay(state);
  }
}

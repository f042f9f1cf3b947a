import type { ErrorCode } from "../errors.ts";
import type { Trigger } from "../login/attempt-state.ts";
import type { Account, Grant, RefreshFailure } from "../ports.ts";
import { startupSpread } from "./refresh-schedule.ts";
import type {
  Kept,
  LeaveLevel,
  SessionEffect,
  SessionEvent,
  SessionState,
  SessionStep,
  TimerName,
} from "./session-state.ts";
import {
  attempt,
  due,
  expired,
  isAnswer,
  isPersons,
  isStore,
  leftBehind,
  noLogin,
  offline,
  online,
  refreshing,
  resume,
  retry,
  signedOut,
  stay,
  stop,
  storeClosed,
  stronger,
  troubled,
} from "./session-steps.ts";
import { stillThere, surroundingsChanged } from "./session-surroundings.ts";

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
      return refreshFailed(state, event.op, event.failure, event.validMs);
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
      return surroundingsChanged(state, event.validMs, event.lastTry);
  }
}

type Refreshing = Extract<SessionState, { at: "resuming" | "online" }>;

function isRefreshing(state: SessionState, op: number): state is Refreshing {
  return (state.at === "resuming" && state.op === op) || (state.at === "online" && state.refreshing === op);
}

function refreshTrigger(state: Refreshing): Trigger {
  return state.at === "resuming" ? state.trigger : (state.asked ?? "startup");
}

function started(
  state: SessionState,
  event: Extract<SessionEvent, { type: "started" }>,
  fresh: number,
): SessionStep {
  const { kept, startupLogin, spreadMs } = event;
  // A logout that came before the store was read still learns whose session it puts to rest.
  if (state.at === "leaving" && state.level === "rest" && state.account === null)
    return stay({ ...state, account: kept?.account ?? null });
  if (state.at !== "starting" && state.at !== "store-closed") return stay(state);
  const asked = state.at === "starting" ? state.asked : state.trigger;
  const trigger = asked ?? "startup";
  const tries = state.at === "store-closed" ? state.tries + 1 : 0;
  const byPerson = isPersons(asked);
  const quiet = !startupLogin && !byPerson;
  // A session that rests is only woken by a person: after a logout nothing opens by itself.
  if (kept !== null && (!kept.rested || byPerson)) {
    const spread = state.at === "starting" && asked === null && spreadMs > 0;
    return spread
      ? due(kept.account, quiet, startupSpread(spreadMs))
      : resume(kept.account, trigger, fresh, { tries, quiet });
  }
  if (kept === null && !quiet) return attempt(trigger, null, 0);
  return signedOut(kept, null);
}

function loginAsked(state: SessionState, now: Trigger, fresh: number): SessionStep {
  switch (state.at) {
    case "starting":
      return stay({ at: "starting", asked: stronger(state.asked, now) });
    case "signed-out":
      if (state.kept === null) return attempt(now, null, 0);
      return state.kept.rested && !isPersons(now) ? stay(state) : resume(state.kept.account, now, fresh);
    case "waiting":
      return attempt(stronger(state.trigger, now), null, 0, state.behind);
    case "logging-in": {
      const trigger = stronger(state.trigger, now);
      return { state: { ...state, trigger }, effects: [{ type: "join-attempt", trigger: now }] };
    }
    case "resuming":
      // Somebody waits for the answer now, so the wait is shown.
      return stay({
        ...state,
        why: isPersons(now) ? null : state.why,
        trigger: stronger(state.trigger, now),
        quiet: state.quiet && !isPersons(now),
      });
    case "online":
      return state.refreshing === null
        ? refreshing(state, now, fresh)
        : stay({ ...state, asked: stronger(state.asked, now) });
    case "due":
      return resume(state.account, now, fresh, { quiet: state.quiet && !isPersons(now) });
    case "offline":
      return resume(state.account, now, fresh, {
        tries: state.tries,
        quiet: state.quiet && !isPersons(now),
      });
    case "store-closed":
      // Read again first: it may have opened meanwhile. If it didn't, `storeClosed` decides.
      return {
        state: { ...state, trigger: stronger(state.trigger, now) },
        effects: [...stop("retry"), { type: "open-store" }],
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
      return noLogin(state.behind, state.why, 0);
    case "starting":
      return stay({ at: "starting", asked: null });
    case "leaving":
      return stay({ ...state, thenLogin: null });
    default:
      return stay(state);
  }
}

function refreshed(state: SessionState, op: number, grant: Grant): SessionStep {
  return isRefreshing(state, op) ? online(grant) : stay(state);
}

function refreshFailed(
  state: SessionState,
  op: number,
  failure: RefreshFailure,
  validMs: number,
): SessionStep {
  if (!isRefreshing(state, op)) return stay(state);
  if (failure.kind === "rejected") return sessionOver(state, failure.code);
  const { account, tries } = state;
  const retryAfterMs = failure.kind === "temporary" ? failure.retryAfterMs : null;
  const trigger = refreshTrigger(state);
  if (failure.kind === "temporary" && isPersons(trigger) && isAnswer(failure.code)) {
    const grant = state.at === "online" ? state.grant : null;
    return attempt(trigger, failure.code, 0, leftBehind(account, failure.code, tries, retryAfterMs, grant));
  }
  if (state.at === "online" && validMs > 0) return troubled(state, failure.code, retryAfterMs, validMs);
  if (failure.kind === "store") return storeClosed(account, failure.code, tries, trigger);
  return offline(account, failure.code, tries, retryAfterMs, state.at === "resuming" && state.quiet);
}

// Only here does a session end; the login window's cookies usually make the new login free.
function sessionOver(state: Refreshing, why: ErrorCode | null): SessionStep {
  if (state.at === "resuming" && state.quiet) return signedOut(null, why);
  return attempt(refreshTrigger(state), why, 0);
}

function attemptEnded(
  state: Extract<SessionState, { at: "logging-in" }>,
  event: Extract<SessionEvent, { type: "attempt-ended" }>,
): SessionStep {
  const { outcome } = event;
  switch (outcome.kind) {
    case "success":
      return online(outcome.grant);
    case "cancelled":
      return noLogin(state.behind, state.why, event.validMs);
    case "failed": {
      const { tries, trigger, behind } = state;
      // A session whose refresh was refused is tried again by itself; no login is tried beside it.
      const waits = event.retry === "auto" && (behind === null || isStore(behind.why));
      if (!waits) return noLogin(behind, outcome.code, event.validMs);
      return {
        state: { at: "waiting", why: outcome.code, tries: tries + 1, trigger, behind },
        effects: [retry(tries, event.retryAfterMs)],
      };
    }
  }
}

function leave(
  state: SessionState,
  level: LeaveLevel,
  thenLogin: Trigger | null,
  fresh: number,
): SessionStep {
  // A leaving that gives up more takes the place of the one under way; any other joins it.
  if (state.at === "leaving" && DEPTH[level] <= DEPTH[state.level]) return stay({ ...state, thenLogin });
  const cancel: SessionEffect[] = state.at === "logging-in" ? [{ type: "cancel-attempt" }] : [];
  return {
    state: { at: "leaving", op: fresh, level, account: accountOf(state), thenLogin },
    effects: [...cancel, ...stop("refresh", "retry", "expiry"), { type: "leave", op: fresh, level }],
  };
}

const DEPTH: Readonly<Record<LeaveLevel, number>> = { rest: 0, switch: 1, forget: 2 };

/** Whose session it is, wherever the machine is; null when nobody's is kept. */
export function accountOf(state: SessionState): Account | null {
  if (state.at === "signed-out") return state.kept?.account ?? null;
  if (state.at === "logging-in" || state.at === "waiting") return state.behind?.account ?? null;
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
  switch (state.at) {
    case "online":
      if (name === "expiry") return expired(state);
      return state.refreshing === null ? refreshing(state, null, fresh) : stay(state);
    case "due":
      return name === "retry" ? resume(state.account, "startup", fresh, { quiet: state.quiet }) : stay(state);
    case "offline": {
      const { why, tries, quiet } = state;
      return name === "retry" ? resume(state.account, "startup", fresh, { why, tries, quiet }) : stay(state);
    }
    case "waiting":
      return name === "retry"
        ? attempt(stillThere(state, 0), state.why, state.tries, state.behind)
        : stay(state);
    case "store-closed":
      return name === "retry" ? { state, effects: [{ type: "open-store" }] } : stay(state);
    default:
      return stay(state);
  }
}

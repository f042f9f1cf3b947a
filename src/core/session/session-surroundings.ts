import type { ErrorCode } from "../errors.ts";
import type { Trigger } from "../login/attempt-state.ts";
import type { Grant } from "../ports.ts";
import { earlierRetry, JITTER, type LastTry } from "./refresh-schedule.ts";
import type { SessionState, SessionStep } from "./session-state.ts";
import { expired, isPersons, saidNo, start, stay } from "./session-steps.ts";

/**
 * Woke up, or another network: one try in a short random span, never a burst (reliability 28), and never before the
 * time that the server itself asked to wait (reliability 26). Timers may have slept with the PC.
 */
export function surroundingsChanged(state: SessionState, validMs: number, lastTry: LastTry): SessionStep {
  switch (state.at) {
    case "offline":
      return retryEarlier(state, state.why, lastTry, 0);
    case "waiting": {
      // The count of a person's tries goes on. From one again, each change of network would keep the tries theirs for longer.
      const trigger = stillThere(state, lastTry.sinceMs);
      return retryEarlier({ ...state, trigger }, state.why, lastTry, isPersons(trigger) ? state.tries : 1);
    }
    case "online":
      if (validMs <= 0) return expired(state);
      // A timer that fired late may have refreshed already; one refresh is enough.
      if (state.refreshing !== null || isFresh(state.grant, validMs)) return stay(state);
      if (state.why === null) return { state, effects: [start("refresh", JITTER)] };
      // Trouble has its own timer, which goes on when the token ends.
      return saidNo(state.why) ? stay(state) : retryEarlier(state, state.why, lastTry, 0);
    default:
      return stay(state);
  }
}

function retryEarlier(
  state: Extract<SessionState, { at: "offline" | "waiting" | "online" }>,
  why: ErrorCode,
  lastTry: LastTry,
  tries: number,
): SessionStep {
  const span = earlierRetry(why, lastTry);
  return span === null ? stay(state) : { state: { ...state, tries }, effects: [start("retry", span)] };
}

/** For whom it is tried again. Whoever asked some tries ago, or before the PC slept, may be gone: then for nobody. */
export function stillThere(
  { trigger, tries }: Extract<SessionState, { at: "waiting" }>,
  sinceMs: number,
): Trigger {
  return tries <= PATIENT_TRIES && sinceMs < PATIENT_MS ? trigger : "startup";
}

/** About ten seconds of back-off. */
const PATIENT_TRIES = 3;
/** No wait between those tries is this long, so the PC slept. */
const PATIENT_MS = 60_000;

function isFresh(grant: Grant, validMs: number): boolean {
  return grant.expiresIn * 1_000 - validMs < FRESH_MS;
}

/** However often a VPN comes and goes, there is one refresh a minute. */
const FRESH_MS = 60_000;

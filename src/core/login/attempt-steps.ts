import {
  type AttemptEffect,
  type AttemptState,
  type AttemptStep,
  MAX_RESTARTS,
  type Outcome,
  type Running,
} from "./attempt-state.ts";
import type { ConsentDoubt } from "./consent-rules.ts";
import type { ScreenId } from "./screen.ts";

// The steps that more than one event leads to.

export function stay(state: AttemptState): AttemptStep {
  return { state, effects: [] };
}

export function isLoginDialog(screen: ScreenId): boolean {
  return (
    screen === "login" ||
    screen === "drive-login" ||
    screen === "login-wrong-password" ||
    screen === "login-locked"
  );
}

export function closeDuplicates(state: Running): {
  readonly state: Running;
  readonly effects: readonly AttemptEffect[];
} {
  const gone = state.popups.filter((popup) => popup.screen !== null && isLoginDialog(popup.screen));
  return {
    state: { ...state, popups: state.popups.filter((popup) => !gone.includes(popup)) },
    effects: gone.map((popup) => ({ type: "close-popup", id: state.id, window: popup.window })),
  };
}

export function restarted(state: Running): AttemptStep {
  if (state.restarts >= MAX_RESTARTS) return ended(state, { kind: "failed", code: "AUTH_RESTART_LIMIT" });
  const generation = state.generation + 1;
  const panel: AttemptEffect[] =
    state.consent.at === "asking" ? [{ type: "close-consent-panel", id: state.id }] : [];
  const cleaned = closeDuplicates({
    ...state,
    at: "preparing",
    generation,
    restarts: state.restarts + 1,
    consent: state.consent.at === "asking" ? { at: "none" } : state.consent,
    notice: null,
  });
  return {
    state: cleaned.state,
    effects: [...panel, ...cleaned.effects, { type: "prepare-authorization", id: state.id, generation }],
  };
}

/** The consent page is the person's. @param doubt why, or null where they chose it */
export function byHand(state: Running, doubt: ConsentDoubt | null): AttemptStep {
  return {
    state: {
      ...state,
      consent: { at: "by-hand", doubt },
      notice: doubt === null ? "LINE_CONSENT_BY_HAND" : "LINE_CONSENT_DOUBT",
    },
    effects: state.windowOpen ? [{ type: "reveal-login-window", id: state.id }] : [],
  };
}

export function ended(state: Running, outcome: Outcome): AttemptStep {
  const { id } = state;
  const cleaned = closeDuplicates(state);
  const effects: AttemptEffect[] = [];
  if (state.consent.at === "asking") effects.push({ type: "close-consent-panel", id });
  if (state.windowOpen) effects.push({ type: "close-login-window", id });
  effects.push(
    ...cleaned.effects,
    { type: "stop-time-limit", id },
    { type: "release-authorization", id },
    { type: "report", id, trigger: state.trigger, outcome },
  );
  // A pop-up that showed a page we know is the person's; one that shows nothing yet may become a duplicate.
  const unseen = cleaned.state.popups.filter(({ screen }) => screen === null || screen === "unknown");
  return { state: { at: "idle", leftovers: unseen.map((popup) => popup.window) }, effects };
}

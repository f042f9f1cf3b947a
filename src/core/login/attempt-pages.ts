import type { ErrorCode } from "../errors.ts";
import { atLoginPage, toBrowser } from "./attempt-browser.ts";
import {
  type AttemptEffect,
  type AttemptStep,
  MAX_CONSENT_CHANGES,
  type Running,
  type Seen,
  type WindowRef,
} from "./attempt-state.ts";
import { byHand, closeDuplicates, isLoginDialog, restarted, stay } from "./attempt-steps.ts";
import type { ConsentPlan, ConsentReading } from "./consent.ts";
import type { ScreenId } from "./screen.ts";

/** What follows from what a window shows. */
export function pageSeen(before: Running, window: WindowRef, seen: Seen): AttemptStep {
  const state = remember(before, window, seen.screen);
  if (state === null) return stay(before);
  if (seen.screen === "consent") return consentSeen(state, window, seen);
  const left = consentLeft(state, window);
  if (window !== "main") return popupSeen(left.state, window, seen.screen, left.effects);
  if (state.at !== "open") return { state: left.state, effects: left.effects };
  // An external account's login page, or its refusal of a login in a window of ours.
  if (seen.screen === "federated" || seen.screen === "embedded-refused")
    return toBrowser(state, atLoginPage(before));
  const step = mainSeen(left.state, seen);
  return { state: step.state, effects: [...left.effects, ...step.effects] };
}

function remember(state: Running, window: WindowRef, screen: ScreenId): Running | null {
  if (window === "main") return state.windowOpen ? { ...state, main: screen } : null;
  if (!state.popups.some((popup) => popup.window === window)) return null;
  return {
    ...state,
    popups: state.popups.map((popup) => (popup.window === window ? { window, screen } : popup)),
  };
}

// The window that showed the consent page shows something else: the question is over.
function consentLeft(
  state: Running,
  window: WindowRef,
): { readonly state: Running; readonly effects: readonly AttemptEffect[] } {
  if (state.consent.at !== "asking" || state.consent.window !== window) return { state, effects: [] };
  return {
    state: { ...state, consent: { at: "none" } },
    effects: [{ type: "close-consent-panel", id: state.id }],
  };
}

function mainSeen(state: Running, seen: Seen): AttemptStep {
  const { screen } = seen;
  switch (screen) {
    // 図1: the broken return. The service is logged in; the authorization request under way is dead.
    case "web-main":
      return restarted(state);
    case "login":
    case "drive-login":
      // The stale dialog after consent. One new authorization is answered without typing; if not, the page is the person's.
      if (consentAnswered(state, "main") && state.restarts === 0) return restarted(state);
      return closeDuplicates({ ...state, notice: leadsElsewhere(state) ? state.notice : null });
    case "login-wrong-password":
    case "login-locked":
      return closeDuplicates({ ...state, notice: NOTICES[screen] });
    case "second-factor":
    case "password-reset":
    case "line-error":
      return stay({ ...state, notice: NOTICES[screen] });
    case "unknown":
      if (seen.errorPage === true) return stay({ ...state, notice: "AUTH_REQUEST_REFUSED" });
      return stay(leadsElsewhere(state) ? state : { ...state, notice: "AUTH_UNKNOWN_PAGE" });
    // These are dealt with before.
    case "federated":
    case "embedded-refused":
    case "consent":
      return stay(state);
  }
}

/** The notice of a stopped navigation stays, as the page that led there is still shown. */
function leadsElsewhere({ notice }: Running): boolean {
  return (
    notice === "AUTH_OUTSIDE_PAGE" || notice === "AUTH_METHOD_FORBIDDEN" || notice === "LINE_OPERATOR_UNKNOWN"
  );
}

const NOTICES = {
  "login-wrong-password": "AUTH_WRONG_PASSWORD",
  "login-locked": "AUTH_LOCKED",
  "second-factor": "AUTH_SECOND_FACTOR",
  "password-reset": "AUTH_PASSWORD_RESET",
  "line-error": "LINE_NOT_VERIFIED",
} as const satisfies Partial<Record<ScreenId, ErrorCode>>;

/** Was the consent page that `window` had to pass answered, by our press or by the person? */
function consentAnswered(state: Running, window: WindowRef): boolean {
  switch (state.consent.at) {
    case "pressed":
    case "by-hand":
      return true;
    // The page can be gone before the press is confirmed.
    case "pressing":
      return state.consent.window === window;
    // The person answered in the page itself while our panel was open.
    case "none":
      return state.consentShown;
    case "asking":
      return false;
  }
}

function popupSeen(
  state: Running,
  window: number,
  screen: ScreenId,
  before: readonly AttemptEffect[],
): AttemptStep {
  if (isLoginDialog(screen) && isDuplicate(state)) {
    return {
      state: { ...state, popups: state.popups.filter((popup) => popup.window !== window) },
      effects: [...before, { type: "close-popup", id: state.id, window }],
    };
  }
  if (screen === "web-main") {
    // From here on the pop-up is the person's browser version, whatever it shows later.
    const rest = { ...state, popups: state.popups.filter((popup) => popup.window !== window) };
    // 図1 in the pop-up in which the consent was answered: the main window's request is dead, too.
    const broken = state.at === "open" && state.restarts === 0 && consentAnswered(state, window);
    const step = broken ? restarted(rest) : stay(rest);
    return { state: step.state, effects: [...before, ...step.effects] };
  }
  const notice = popupNotice(state, screen);
  return { state: notice === null ? state : { ...state, notice }, effects: before };
}

// What only the pop-up shows, such as the refusal of the line after a consent that was given in it.
function popupNotice(state: Running, screen: ScreenId): ErrorCode | null {
  if (state.at !== "open") return null;
  switch (screen) {
    case "line-error":
    case "login-locked":
    case "login-wrong-password":
    case "second-factor":
      return NOTICES[screen];
    default:
      return null;
  }
}

/** A login dialog in a pop-up is a duplicate when the login window itself is past or at its own login page. */
function isDuplicate(state: Running): boolean {
  if (!state.windowOpen) return state.at === "exchanging" || state.via === "browser";
  return (
    state.restarts > 0 ||
    state.at !== "open" ||
    state.main === "web-main" ||
    (state.main !== null && isLoginDialog(state.main))
  );
}

function consentSeen(
  before: Running,
  window: WindowRef,
  { reading, approved }: Extract<Seen, { screen: "consent" }>,
): AttemptStep {
  if (before.at !== "open") return stay(before);
  const state: Running = { ...before, consentShown: true };
  switch (state.consent.at) {
    case "none":
      if (approved === true && "plan" in reading) return pressedByPolicy(state, window, reading.plan);
      return consentRead(state, window, reading, 0);
    case "asking":
      // The page changed under the question: what the person says yes to must be what is pressed.
      if (state.consent.window !== window) return stay(state);
      if ("plan" in reading && reading.plan.fingerprint === state.consent.plan.fingerprint)
        return stay(state);
      return consentRead(state, window, reading, state.consent.changes + 1);
    // A second page of the same kind after our press: one press an attempt (reliability 8).
    case "pressed":
      return byHand(state, "second-page");
    case "pressing":
    case "by-hand":
      return stay(state);
  }
}

/** Policy has consented to what the page asks. What comes of the press, and every doubt, is as after a person's yes. */
function pressedByPolicy(state: Running, window: WindowRef, plan: ConsentPlan): AttemptStep {
  return {
    state: { ...state, consent: { at: "pressing", window, changes: 0 }, notice: null },
    effects: [{ type: "press-consent", id: state.id, window, plan, approved: true }],
  };
}

/** Asks about a page that can be answered. Every other page is the person's, also one that keeps changing. */
export function consentRead(
  state: Running,
  window: WindowRef,
  reading: ConsentReading,
  changes: number,
): AttemptStep {
  const { id } = state;
  const doubt = "doubt" in reading ? reading.doubt : changes > MAX_CONSENT_CHANGES ? "changing" : null;
  if (doubt !== null || !("plan" in reading)) {
    const step = byHand(state, doubt);
    const panel: AttemptEffect[] = state.consent.at === "asking" ? [{ type: "close-consent-panel", id }] : [];
    return { state: step.state, effects: [...panel, ...step.effects] };
  }
  const { plan, details } = reading;
  return {
    state: { ...state, consent: { at: "asking", window, details, plan, changes }, notice: null },
    effects: [{ type: "show-consent-panel", id, details }],
  };
}

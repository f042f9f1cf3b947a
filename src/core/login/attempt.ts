import {
  atLoginPage,
  browserAsked,
  browserOpened,
  browserReady,
  navigationRefused,
  openBrowser,
  toBrowser,
} from "./attempt-browser.ts";
import { consentRead, pageSeen } from "./attempt-pages.ts";
import type {
  AttemptEffect,
  AttemptEvent,
  AttemptState,
  AttemptStep,
  ConsentStep,
  Ended,
  Running,
  WindowRef,
} from "./attempt-state.ts";
import { byHand, ended, isLoginDialog, stay } from "./attempt-steps.ts";
import type { ConsentPress } from "./consent.ts";

/**
 * One try to log in, from the question to the tokens, as a pure machine (docs/flows/attempt.md).
 * Events of another attempt than the one under way are dropped, except that a leftover duplicate is still closed.
 */
export function transition(state: AttemptState, event: AttemptEvent): AttemptStep {
  if (state.at === "idle") return whileIdle(state, event);
  if (event.type === "asked") return joined(state, event);
  if (event.type === "cancel-asked") return ended(state, { kind: "cancelled" });
  if (event.type === "browser-asked") return browserAsked(state);
  if (event.id !== state.id && !ofPopup(event)) return stay(state);
  switch (event.type) {
    case "authorization-ready":
      return event.generation === state.generation && state.at === "preparing" ? ready(state) : stay(state);
    case "authorization-failed":
      // Once the code is there, only its exchange decides.
      if (event.generation !== state.generation || state.at === "exchanging") return stay(state);
      return ended(state, { kind: "failed", code: event.code });
    case "popup-opened":
      if (state.popups.some((popup) => popup.window === event.window)) return stay(state);
      return stay({ ...state, popups: [...state.popups, { window: event.window, screen: null }] });
    case "window-closed":
      return windowClosed(state, event.window);
    case "page-seen":
      return pageSeen(state, event.window, event.seen);
    case "page-failed":
      // A page that is about to be replaced, or whose code is being exchanged, may fail: it has done its work.
      if (event.window !== "main" || state.at !== "open") return stay(state);
      return ended(state, { kind: "failed", code: event.code });
    case "navigation-refused":
      return navigationRefused(state, event);
    case "browser-opened":
      return event.generation === state.generation ? browserOpened(state, event.done) : stay(state);
    case "consent-answered":
      return answered(state, event.answer);
    case "consent-pressed":
      return consentPressed(state, event.pressed);
    case "callback-received":
      return callbackReceived(state, event.generation);
    case "exchanged":
      if (event.generation !== state.generation || state.at !== "exchanging") return stay(state);
      return ended(state, { kind: "success", grant: event.grant });
    case "exchange-failed":
      if (event.generation !== state.generation || state.at !== "exchanging") return stay(state);
      if (event.code === "AUTH_EMBEDDED_REFUSED" && state.via !== "browser")
        return toBrowser(state, atLoginPage(state));
      return ended(state, { kind: "failed", code: event.code });
    case "time-limit-reached":
      return ended(state, { kind: "failed", code: "AUTH_TIME_LIMIT" });
  }
}

// A pop-up is known by its number; it may be older than the attempt, and what it shows now is what counts.
function ofPopup(event: AttemptEvent): boolean {
  return event.type === "popup-opened" || ("window" in event && event.window !== "main");
}

function whileIdle(state: Ended, event: AttemptEvent): AttemptStep {
  switch (event.type) {
    case "asked":
      return {
        state: {
          at: "preparing",
          id: event.id,
          trigger: event.trigger,
          generation: 1,
          windowOpen: false,
          via: event.via,
          browserOpened: false,
          reveal: event.reveal,
          shown: event.shown,
          restarts: 0,
          main: null,
          popups: state.leftovers.map((window) => ({ window, screen: null })),
          consent: { at: "none" },
          consentShown: false,
          notice: null,
        },
        effects: [
          { type: "start-time-limit", id: event.id },
          { type: "prepare-authorization", id: event.id, generation: 1 },
        ],
      };
    case "popup-opened":
      if (state.leftovers.includes(event.window)) return stay(state);
      return stay({ ...state, leftovers: [...state.leftovers, event.window] });
    case "page-seen":
      return leftoverSeen(state, event);
    case "window-closed":
      return state.leftovers.some((window) => window === event.window)
        ? stay(without(state, event.window))
        : stay(state);
    default:
      return stay(state);
  }
}

// A duplicate that came late, after its attempt, is closed. A page that we know as something else makes the window
// the person's for good: the browser version's own login page, hours later, is no duplicate.
function leftoverSeen(
  state: Ended,
  { id, window, seen }: Extract<AttemptEvent, { type: "page-seen" }>,
): AttemptStep {
  if (window === "main" || !state.leftovers.includes(window) || seen.screen === "unknown") return stay(state);
  return {
    state: without(state, window),
    effects: isLoginDialog(seen.screen) ? [{ type: "close-popup", id, window }] : [],
  };
}

function without(state: Ended, window: WindowRef): Ended {
  return { ...state, leftovers: state.leftovers.filter((leftover) => leftover !== window) };
}

/** Every further question joins the attempt under way and brings its window forward. */
function joined(state: Running, event: { readonly reveal: boolean }): AttemptStep {
  if (!event.reveal) return stay(state);
  if (state.at === "browser" && !state.browserOpened) return openBrowser({ ...state, reveal: true });
  const effects: AttemptEffect[] = state.windowOpen ? [{ type: "reveal-login-window", id: state.id }] : [];
  if (state.consent.at === "asking")
    effects.push({ type: "show-consent-panel", id: state.id, details: state.consent.details });
  return { state: { ...state, reveal: true }, effects };
}

function ready(state: Running): AttemptStep {
  if (state.via === "browser") return browserReady(state);
  const { id, generation } = state;
  const effect: AttemptEffect = state.windowOpen
    ? { type: "load-authorization", id, generation }
    : { type: "open-login-window", id, generation, focus: state.reveal };
  return { state: { ...state, at: "open", windowOpen: true, main: null }, effects: [effect] };
}

function callbackReceived(state: Running, generation: number): AttemptStep {
  if (generation !== state.generation || (state.at !== "open" && state.at !== "browser")) return stay(state);
  const panel: AttemptEffect[] =
    state.consent.at === "asking" ? [{ type: "close-consent-panel", id: state.id }] : [];
  const consent: ConsentStep = state.consent.at === "asking" ? { at: "none" } : state.consent;
  return {
    state: { ...state, at: "exchanging", consent, notice: null },
    effects: [...panel, { type: "exchange-code", id: state.id, generation }],
  };
}

function windowClosed(state: Running, window: WindowRef): AttemptStep {
  if (window === "main") {
    if (!state.windowOpen) return stay(state);
    // While the code is exchanged the window has done its work; before that, × means stop.
    if (state.at === "exchanging") return stay({ ...state, windowOpen: false, main: null });
    return ended({ ...state, windowOpen: false }, { kind: "cancelled" });
  }
  const popups = state.popups.filter((popup) => popup.window !== window);
  if (isConsentWindow(state.consent, window)) {
    const panel: AttemptEffect[] =
      state.consent.at === "asking" ? [{ type: "close-consent-panel", id: state.id }] : [];
    const consent: ConsentStep = state.consent.at === "pressing" ? { at: "pressed" } : { at: "none" };
    return { state: { ...state, popups, consent }, effects: panel };
  }
  return stay({ ...state, popups });
}

function isConsentWindow(consent: ConsentStep, window: WindowRef): boolean {
  return (consent.at === "asking" || consent.at === "pressing") && consent.window === window;
}

function answered(state: Running, answer: "yes" | "by-hand" | "abort"): AttemptStep {
  const { consent, id } = state;
  if (consent.at !== "asking") return stay(state);
  if (answer === "abort") return ended(state, { kind: "cancelled" });
  const close: AttemptEffect = { type: "close-consent-panel", id };
  if (answer === "by-hand") {
    const step = byHand(state, null);
    return { state: step.state, effects: [close, ...step.effects] };
  }
  return {
    state: { ...state, consent: { at: "pressing", window: consent.window, changes: consent.changes } },
    effects: [close, { type: "press-consent", id, window: consent.window, plan: consent.plan }],
  };
}

function consentPressed(state: Running, pressed: ConsentPress): AttemptStep {
  const { consent } = state;
  if (consent.at !== "pressing") return stay(state);
  if (pressed.kind === "sent") return stay({ ...state, consent: { at: "pressed" } });
  const again = pressed.kind === "another-form" ? pressed.reading : { doubt: pressed.doubt };
  // The page went on before the press was confirmed: the person has nothing left to do.
  if (state.at !== "open") return stay({ ...state, consent: { at: "by-hand", doubt: "changed" } });
  return consentRead(state, consent.window, again, consent.changes + 1);
}

import type { AttemptEffect, AttemptEvent, AttemptStep, Running, WindowRef } from "./attempt-state.ts";
import { closeDuplicates, ended, isLoginDialog, stay } from "./attempt-steps.ts";

// Logging in with the person's own browser (reliability 6, RFC 8252 6): for external accounts, which refuse a window
// of ours (`disallowed_useragent`), for passkeys, and where policy wants it.

/**
 * The login window goes, and a new authorization request is made for the browser. Where policy keeps logins in the
 * window, the way that was chosen isn't gone, and the attempt ends: in a browser nobody sees who vouches for the person.
 */
export function toBrowser(state: Running, personIsHere: boolean): AttemptStep {
  if (state.via === "window-only") return ended(state, { kind: "failed", code: "AUTH_METHOD_FORBIDDEN" });
  const { id } = state;
  const generation = state.generation + 1;
  const effects: AttemptEffect[] = [];
  if (state.consent.at === "asking") effects.push({ type: "close-consent-panel", id });
  if (state.windowOpen) effects.push({ type: "close-login-window", id });
  const cleaned = closeDuplicates({
    ...state,
    at: "preparing",
    via: "browser",
    generation,
    windowOpen: false,
    main: null,
    reveal: state.reveal || personIsHere,
    consent: state.consent.at === "asking" ? { at: "none" } : state.consent,
    notice: "AUTH_CONTINUE_IN_BROWSER",
  });
  return {
    state: cleaned.state,
    effects: [...effects, ...cleaned.effects, { type: "prepare-authorization", id, generation }],
  };
}

/** No browser opens by itself at a start that nobody sees: the person is called first. */
export function browserReady(state: Running): AttemptStep {
  const waiting: Running = { ...state, at: "browser", notice: "AUTH_CONTINUE_IN_BROWSER" };
  return state.reveal ? openBrowser(waiting) : stay(waiting);
}

/** Asked for by hand: leaves the login window, or opens the same request again, which is valid until answered. */
export function browserAsked(state: Running): AttemptStep {
  switch (state.at) {
    case "open":
      return state.via === "window-only" ? stay(state) : toBrowser(state, true);
    case "browser":
      return openBrowser(state);
    case "preparing":
      return stay(state.via === "browser" ? { ...state, reveal: true } : state);
    case "exchanging":
      return stay(state);
  }
}

export function openBrowser(state: Running): AttemptStep {
  const { id, generation } = state;
  return {
    state: { ...state, browserOpened: true, notice: "AUTH_CONTINUE_IN_BROWSER" },
    effects: [{ type: "open-browser", id, generation }],
  };
}

export function browserOpened(state: Running, done: boolean): AttemptStep {
  if (done || state.at !== "browser") return stay(state);
  return {
    state: { ...state, notice: "AUTH_BROWSER_NOT_OPENED" },
    effects: [{ type: "show-browser-address", id: state.id }],
  };
}

/**
 * A page wanted to leave the profile's origins. Where the service itself sends a login elsewhere, that is an external
 * account's login. Where its answer leads to the line operator's page, a host that isn't the profile's may be a
 * look-alike: it is named, and nothing opens by itself (reliability 8). A link may be anything, so the person decides.
 */
export function navigationRefused(
  state: Running,
  { window, by }: Extract<AttemptEvent, { type: "navigation-refused" }>,
): AttemptStep {
  if (state.at !== "open") return stay(state);
  const ofTheLogin = window === "main" || isUnseenPopup(state, window);
  const operatorIsDue = by === "login-answer" || (by === "redirect" && isConsentWindow(state, window));
  if (operatorIsDue) return unknownOperator(state);
  if (by === "redirect" && ofTheLogin) return toBrowser(state, atLoginPage(state));
  // The other way out of the login page isn't open either.
  const notice = state.via === "window-only" ? "AUTH_METHOD_FORBIDDEN" : "AUTH_OUTSIDE_PAGE";
  return stay({ ...state, notice });
}

function unknownOperator(state: Running): AttemptStep {
  const { id } = state;
  const effects: AttemptEffect[] = [{ type: "reveal-login-window", id }];
  return { state: { ...state, notice: "LINE_OPERATOR_UNKNOWN" }, effects };
}

/** Is the operator's page the last that was seen in this window? */
function isConsentWindow(state: Running, window: WindowRef): boolean {
  if (window === "main") return state.main === "consent";
  return state.popups.some((popup) => popup.window === window && popup.screen === "consent");
}

function isUnseenPopup(state: Running, window: number): boolean {
  return state.popups.some((popup) => popup.window === window && popup.screen === null);
}

/** Somebody saw a page that offers login methods, so whatever leads away from it was pressed by them. */
export function atLoginPage({ main, shown }: Running): boolean {
  return shown && main !== null && isLoginDialog(main);
}

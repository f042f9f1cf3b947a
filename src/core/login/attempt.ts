import type { ErrorCode } from "../errors.ts";
import type { Grant } from "../ports.ts";
import type { ConsentDetails, ConsentPlan } from "./consent.ts";
import type { ScreenId } from "./screen.ts";

/**
 * One try to log in, from the question to the tokens, as a pure machine (docs/flows/attempt.md).
 * Events of another attempt than the one under way are dropped. Only pop-ups outlive their attempt: a duplicate login
 * dialog that comes late is still closed.
 */

export type Trigger =
  | "startup"
  | "tray"
  | "command-line"
  | "notification"
  | "second-instance"
  | "status-window";

/** The login window is "main"; every pop-up that a page of ours opened has a number of its own. */
export type WindowRef = "main" | number;

/** What a window shows, as the machine needs to know it. */
export type Seen =
  | { readonly screen: Exclude<ScreenId, "consent"> }
  | { readonly screen: "consent"; readonly details: ConsentDetails; readonly plan: ConsentPlan | null };

export type ConsentStep =
  | { readonly at: "none" }
  | {
      readonly at: "asking";
      readonly window: WindowRef;
      readonly details: ConsentDetails;
      readonly plan: ConsentPlan;
    }
  | { readonly at: "pressing"; readonly window: WindowRef }
  /** Pressed once; never again in this attempt. */
  | { readonly at: "pressed" }
  /** The person answers the page with their own hand, by choice or because the page left a doubt. */
  | { readonly at: "by-hand"; readonly doubt: boolean };

export type Running = {
  readonly at: "preparing" | "open" | "exchanging";
  readonly id: number;
  readonly trigger: Trigger;
  /** Which authorization request of this attempt; results of an older one are dropped. */
  readonly generation: number;
  readonly windowOpen: boolean;
  /** Somebody asked for it by hand: the window may take the focus. */
  readonly reveal: boolean;
  readonly restarts: number;
  readonly main: ScreenId | null;
  readonly popups: readonly { readonly window: number; readonly screen: ScreenId | null }[];
  readonly consent: ConsentStep;
  /** A consent page was there in this attempt, so what comes back may be the broken return. */
  readonly consentShown: boolean;
  /** What the person should know now; null = the ordinary way. */
  readonly notice: ErrorCode | null;
};

export type Ended = {
  readonly at: "idle";
  /** Pop-ups of the last attempt that are still there: closed when one turns out to be a duplicate login dialog. */
  readonly leftovers: readonly number[];
};

export type AttemptState = Ended | Running;

export type AttemptEvent =
  | { readonly type: "asked"; readonly id: number; readonly trigger: Trigger; readonly reveal: boolean }
  | { readonly type: "authorization-ready"; readonly id: number; readonly generation: number }
  | {
      readonly type: "authorization-failed";
      readonly id: number;
      readonly generation: number;
      readonly code: ErrorCode;
    }
  | { readonly type: "page-seen"; readonly id: number; readonly window: WindowRef; readonly seen: Seen }
  | {
      readonly type: "page-failed";
      readonly id: number;
      readonly window: WindowRef;
      readonly code: ErrorCode;
    }
  | { readonly type: "popup-opened"; readonly id: number; readonly window: number }
  | { readonly type: "window-closed"; readonly id: number; readonly window: WindowRef }
  | { readonly type: "navigation-refused"; readonly id: number }
  | { readonly type: "consent-answered"; readonly id: number; readonly answer: "yes" | "by-hand" | "abort" }
  | { readonly type: "consent-pressed"; readonly id: number; readonly done: boolean }
  | { readonly type: "callback-received"; readonly id: number; readonly generation: number }
  | { readonly type: "exchanged"; readonly id: number; readonly generation: number; readonly grant: Grant }
  | {
      readonly type: "exchange-failed";
      readonly id: number;
      readonly generation: number;
      readonly code: ErrorCode;
    }
  | { readonly type: "cancel-asked" }
  | { readonly type: "time-limit-reached"; readonly id: number };

export type Outcome =
  | { readonly kind: "success"; readonly grant: Grant }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly code: ErrorCode };

export type AttemptEffect =
  /** Discover the provider, make PKCE, state and nonce, open the loopback listener. */
  | { readonly type: "prepare-authorization"; readonly id: number; readonly generation: number }
  | {
      readonly type: "open-login-window";
      readonly id: number;
      readonly generation: number;
      readonly focus: boolean;
    }
  | { readonly type: "load-authorization"; readonly id: number; readonly generation: number }
  | { readonly type: "reveal-login-window"; readonly id: number }
  | { readonly type: "close-popup"; readonly id: number; readonly window: number }
  | { readonly type: "close-login-window"; readonly id: number }
  | { readonly type: "show-consent-panel"; readonly id: number; readonly details: ConsentDetails }
  | { readonly type: "close-consent-panel"; readonly id: number }
  | {
      readonly type: "press-consent";
      readonly id: number;
      readonly window: WindowRef;
      readonly plan: ConsentPlan;
    }
  | { readonly type: "exchange-code"; readonly id: number; readonly generation: number }
  /** Close the listener, forget verifier, state and nonce. */
  | { readonly type: "release-authorization"; readonly id: number }
  | { readonly type: "start-time-limit"; readonly id: number; readonly ms: number }
  | { readonly type: "stop-time-limit"; readonly id: number }
  | { readonly type: "report"; readonly id: number; readonly trigger: Trigger; readonly outcome: Outcome };

export type AttemptStep = { readonly state: AttemptState; readonly effects: readonly AttemptEffect[] };

/** Milliseconds that an attempt may take in all; shown to the person. */
export const ATTEMPT_TIME_LIMIT_MS = 15 * 60_000;
/** How often one attempt may start its authorization anew after a broken return. */
export const MAX_RESTARTS = 3;

export const IDLE: AttemptState = { at: "idle", leftovers: [] };

export function transition(state: AttemptState, event: AttemptEvent): AttemptStep {
  if (state.at === "idle") return whileIdle(state, event);
  if (event.type === "asked") return joined(state, event);
  if (event.type === "cancel-asked") return ended(state, { kind: "cancelled" });
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
      return stay(state.at === "open" ? { ...state, notice: "AUTH_OUTSIDE_PAGE" } : state);
    case "consent-answered":
      return answered(state, event.answer);
    case "consent-pressed":
      return consentPressed(state, event.done);
    case "callback-received":
      return callbackReceived(state, event.generation);
    case "exchanged":
      if (event.generation !== state.generation || state.at !== "exchanging") return stay(state);
      return ended(state, { kind: "success", grant: event.grant });
    case "exchange-failed":
      if (event.generation !== state.generation || state.at !== "exchanging") return stay(state);
      return ended(state, { kind: "failed", code: event.code });
    case "time-limit-reached":
      return ended(state, { kind: "failed", code: "AUTH_TIME_LIMIT" });
  }
}

// A pop-up is known by its number; it may be older than the attempt, and what it shows now is what counts.
function ofPopup(event: AttemptEvent): boolean {
  return event.type === "popup-opened" || ("window" in event && event.window !== "main");
}

function stay(state: AttemptState): AttemptStep {
  return { state, effects: [] };
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
          reveal: event.reveal,
          restarts: 0,
          main: null,
          popups: state.leftovers.map((window) => ({ window, screen: null })),
          consent: { at: "none" },
          consentShown: false,
          notice: null,
        },
        effects: [
          { type: "start-time-limit", id: event.id, ms: ATTEMPT_TIME_LIMIT_MS },
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
  const effects: AttemptEffect[] = state.windowOpen ? [{ type: "reveal-login-window", id: state.id }] : [];
  if (state.consent.at === "asking")
    effects.push({ type: "show-consent-panel", id: state.id, details: state.consent.details });
  return { state: { ...state, reveal: true }, effects };
}

function ready(state: Running): AttemptStep {
  const { id, generation } = state;
  const effect: AttemptEffect = state.windowOpen
    ? { type: "load-authorization", id, generation }
    : { type: "open-login-window", id, generation, focus: state.reveal };
  return { state: { ...state, at: "open", windowOpen: true, main: null }, effects: [effect] };
}

function callbackReceived(state: Running, generation: number): AttemptStep {
  if (generation !== state.generation || state.at !== "open") return stay(state);
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

export function isLoginDialog(screen: ScreenId): boolean {
  return (
    screen === "login" ||
    screen === "drive-login" ||
    screen === "login-wrong-password" ||
    screen === "login-locked"
  );
}

function pageSeen(before: Running, window: WindowRef, seen: Seen): AttemptStep {
  const state = remember(before, window, seen.screen);
  if (state === null) return stay(before);
  if (seen.screen === "consent") return consentSeen(state, window, seen.details, seen.plan);
  const left = consentLeft(state, window);
  if (window !== "main") return popupSeen(left.state, window, seen.screen, left.effects);
  if (state.at !== "open") return { state: left.state, effects: left.effects };
  const step = mainSeen(left.state, seen.screen);
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

function mainSeen(state: Running, screen: ScreenId): AttemptStep {
  switch (screen) {
    // 図1: the broken return. The service is logged in; the authorization request under way is dead.
    case "web-main":
      return restarted(state);
    case "login":
    case "drive-login":
      // The stale dialog after consent: one new authorization is answered without typing. If it isn't, it is the person's.
      if (consentAnswered(state, "main") && state.restarts === 0) return restarted(state);
      return closeDuplicates({ ...state, notice: keepFederated(state) });
    case "login-wrong-password":
    case "login-locked":
      return closeDuplicates({ ...state, notice: NOTICES[screen] });
    case "second-factor":
    case "password-reset":
    case "federated":
    case "line-error":
    case "unknown":
      return stay({ ...state, notice: NOTICES[screen] });
    case "consent":
      return stay(state);
  }
}

const NOTICES = {
  "login-wrong-password": "AUTH_WRONG_PASSWORD",
  "login-locked": "AUTH_LOCKED",
  "second-factor": "AUTH_SECOND_FACTOR",
  "password-reset": "AUTH_PASSWORD_RESET",
  federated: "AUTH_FEDERATED_ON_WEB",
  "line-error": "LINE_NOT_VERIFIED",
  unknown: "AUTH_UNKNOWN_PAGE",
} as const satisfies Partial<Record<ScreenId, ErrorCode>>;

/** The consent page that `window` had to pass is behind us, whoever answered it: by our press or the person's hand. */
function consentAnswered(state: Running, window: WindowRef): boolean {
  switch (state.consent.at) {
    case "pressed":
    case "by-hand":
      return true;
    // The page can be gone before the press is confirmed.
    case "pressing":
      return state.consent.window === window;
    // Asked, and answered in the page while our panel stood open.
    case "none":
      return state.consentShown;
    case "asking":
      return false;
  }
}

function keepFederated(state: Running): ErrorCode | null {
  return state.notice === "AUTH_FEDERATED_ON_WEB" || state.notice === "AUTH_OUTSIDE_PAGE"
    ? state.notice
    : null;
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
    // 図1 in the pop-up that the consent page was answered in: the main window's request is as dead.
    const broken = state.at === "open" && state.restarts === 0 && consentAnswered(state, window);
    const step = broken ? restarted(rest) : stay(rest);
    return { state: step.state, effects: [...before, ...step.effects] };
  }
  const notice = popupNotice(state, screen);
  return { state: notice === null ? state : { ...state, notice }, effects: before };
}

// What a pop-up has to say that the login window doesn't: the refusal of the line after a consent given there.
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
  if (!state.windowOpen) return state.at === "exchanging";
  return (
    state.restarts > 0 ||
    state.at !== "open" ||
    state.main === "web-main" ||
    (state.main !== null && isLoginDialog(state.main))
  );
}

function closeDuplicates(state: Running): {
  readonly state: Running;
  readonly effects: readonly AttemptEffect[];
} {
  const gone = state.popups.filter((popup) => popup.screen !== null && isLoginDialog(popup.screen));
  return {
    state: { ...state, popups: state.popups.filter((popup) => !gone.includes(popup)) },
    effects: gone.map((popup) => ({ type: "close-popup", id: state.id, window: popup.window })),
  };
}

function restarted(state: Running): AttemptStep {
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

function consentSeen(
  before: Running,
  window: WindowRef,
  details: ConsentDetails,
  plan: ConsentPlan | null,
): AttemptStep {
  if (before.at !== "open") return stay(before);
  const state: Running = { ...before, consentShown: true };
  const { consent, id } = state;
  switch (consent.at) {
    case "none":
      if (plan === null) return byHand(state, true);
      return {
        state: { ...state, consent: { at: "asking", window, details, plan }, notice: null },
        effects: [{ type: "show-consent-panel", id, details }],
      };
    case "asking":
      // The page changed under the question: what the person says yes to must be what is pressed.
      if (consent.window !== window) return stay(state);
      if (plan === null) {
        const step = byHand(state, true);
        return { state: step.state, effects: [{ type: "close-consent-panel", id }, ...step.effects] };
      }
      if (plan.fingerprint === consent.plan.fingerprint) return stay(state);
      return {
        state: { ...state, consent: { at: "asking", window, details, plan } },
        effects: [{ type: "show-consent-panel", id, details }],
      };
    case "pressing":
      return stay(state);
    // A second page of the same kind after our press: one press an attempt (reliability 8).
    case "pressed":
      return byHand(state, true);
    case "by-hand":
      return stay(state);
  }
}

function byHand(state: Running, doubt: boolean): AttemptStep {
  return {
    state: {
      ...state,
      consent: { at: "by-hand", doubt },
      notice: doubt ? "LINE_CONSENT_DOUBT" : "LINE_CONSENT_BY_HAND",
    },
    effects: state.windowOpen ? [{ type: "reveal-login-window", id: state.id }] : [],
  };
}

function answered(state: Running, answer: "yes" | "by-hand" | "abort"): AttemptStep {
  const { consent, id } = state;
  if (consent.at !== "asking") return stay(state);
  if (answer === "abort") return ended(state, { kind: "cancelled" });
  const close: AttemptEffect = { type: "close-consent-panel", id };
  if (answer === "by-hand") {
    const step = byHand(state, false);
    return { state: step.state, effects: [close, ...step.effects] };
  }
  return {
    state: { ...state, consent: { at: "pressing", window: consent.window } },
    effects: [close, { type: "press-consent", id, window: consent.window, plan: consent.plan }],
  };
}

function consentPressed(state: Running, done: boolean): AttemptStep {
  if (state.consent.at !== "pressing") return stay(state);
  if (done) return stay({ ...state, consent: { at: "pressed" } });
  // The page went on before the press was confirmed: nothing is left for a hand to do.
  if (state.at !== "open") return stay({ ...state, consent: { at: "by-hand", doubt: true } });
  return byHand(state, true);
}

function ended(state: Running, outcome: Outcome): AttemptStep {
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

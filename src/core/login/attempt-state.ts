import type { ErrorCode } from "../errors.ts";
import type { Grant } from "../ports.ts";
import type { ConsentDetails, ConsentPlan, ConsentPress, ConsentReading } from "./consent.ts";
import type { ConsentDoubt } from "./consent-rules.ts";
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
  | "status-window"
  | "guide";

/** The login window is "main"; every pop-up that a page of ours opened has a number of its own. */
export type WindowRef = "main" | number;

/**
 * What led a page to a host that the profile doesn't have: the answer to the login form of a service with line
 * authentication, another answer of its server, or a link.
 */
export type RefusedBy = "login-answer" | "redirect" | "link";

/** What a window shows, as the machine needs to know it. */
export type Seen =
  | { readonly screen: Exclude<ScreenId, "consent" | "unknown"> }
  /** `errorPage`: its server calls it an error, and there is nothing to fill in. */
  | { readonly screen: "unknown"; readonly errorPage?: true }
  /** `approved`: policy has consented to exactly this (`consent-approval.ts`), so nobody is asked. */
  | { readonly screen: "consent"; readonly reading: ConsentReading; readonly approved?: true };

export type ConsentStep =
  | { readonly at: "none" }
  | {
      readonly at: "asking";
      readonly window: WindowRef;
      readonly details: ConsentDetails;
      readonly plan: ConsentPlan;
      /** How often the form changed while the person was asked about it. */
      readonly changes: number;
    }
  | { readonly at: "pressing"; readonly window: WindowRef; readonly changes: number }
  /** Pressed once; never again in this attempt. */
  | { readonly at: "pressed" }
  /** The person answers the page with their own hand, by choice or because the page left a doubt. */
  | { readonly at: "by-hand"; readonly doubt: ConsentDoubt | null };

/** Where the person logs in. `window-only`: by policy nothing leads from the window to the browser. */
export type Via = "window" | "window-only" | "browser";

export type Running = {
  /** `open`: the login window; `browser`: the person's own browser, which answers through the listener alone. */
  readonly at: "preparing" | "open" | "browser" | "exchanging";
  readonly id: number;
  readonly trigger: Trigger;
  /** Which authorization request of this attempt; results of an older one are dropped. */
  readonly generation: number;
  readonly windowOpen: boolean;
  /** From the browser nothing leads back (reliability 6). */
  readonly via: Via;
  /** The browser was sent to the present request. */
  readonly browserOpened: boolean;
  /** Somebody asked for it by hand: the window may take the focus, and the browser may be opened. */
  readonly reveal: boolean;
  /** The window is shown even if nobody asked for the login. */
  readonly shown: boolean;
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
  | {
      readonly type: "asked";
      readonly id: number;
      readonly trigger: Trigger;
      readonly reveal: boolean;
      /** The window is shown although nobody asked for the login: on a new PC. */
      readonly shown: boolean;
      /** Where policy wants people to log in. */
      readonly via: Via;
    }
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
  | {
      readonly type: "navigation-refused";
      readonly id: number;
      readonly window: WindowRef;
      readonly by: RefusedBy;
    }
  /** The person wants their own browser, or wants it once more. */
  | { readonly type: "browser-asked" }
  | {
      readonly type: "browser-opened";
      readonly id: number;
      readonly generation: number;
      readonly done: boolean;
    }
  | { readonly type: "consent-answered"; readonly id: number; readonly answer: "yes" | "by-hand" | "abort" }
  | { readonly type: "consent-pressed"; readonly id: number; readonly pressed: ConsentPress }
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
  /** Send the person's own browser to the authorization request (RFC 8252 6). */
  | { readonly type: "open-browser"; readonly id: number; readonly generation: number }
  /** The browser couldn't be opened: show where its address can be copied. */
  | { readonly type: "show-browser-address"; readonly id: number }
  | { readonly type: "close-popup"; readonly id: number; readonly window: number }
  | { readonly type: "close-login-window"; readonly id: number }
  | { readonly type: "show-consent-panel"; readonly id: number; readonly details: ConsentDetails }
  | { readonly type: "close-consent-panel"; readonly id: number }
  | {
      readonly type: "press-consent";
      readonly id: number;
      readonly window: WindowRef;
      readonly plan: ConsentPlan;
      /** Policy said yes and nobody else: the person is told afterwards. */
      readonly approved?: true;
    }
  | { readonly type: "exchange-code"; readonly id: number; readonly generation: number }
  /** Close the listener, forget verifier, state and nonce. */
  | { readonly type: "release-authorization"; readonly id: number }
  /** Policy says how long an attempt may take in all. */
  | { readonly type: "start-time-limit"; readonly id: number }
  | { readonly type: "stop-time-limit"; readonly id: number }
  | { readonly type: "report"; readonly id: number; readonly trigger: Trigger; readonly outcome: Outcome };

export type AttemptStep = { readonly state: AttemptState; readonly effects: readonly AttemptEffect[] };

/** How often one attempt may start its authorization anew after a broken return. */
export const MAX_RESTARTS = 3;
/** How often a consent page may change before it is left to the person. */
export const MAX_CONSENT_CHANGES = 3;

export const IDLE: AttemptState = { at: "idle", leftovers: [] };

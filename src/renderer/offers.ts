import type { NextAction } from "../core/errors.ts";
import type { TextKey } from "../shared/locales/texts.ts";
import type { Action, View } from "../shared/view.ts";

/** What a person can press in the status window: an action of the state, or a page to open. */
export type Offer = Action | "reset-password";

export type Offers = {
  /** The one next thing; null when nothing needs to be done. */
  readonly primary: Offer | null;
  readonly secondary: readonly Offer[];
  /** Set apart from the others: it deletes. */
  readonly forget: boolean;
};

type Wanted = Pick<View, "state" | "nextAction" | "actions" | "proxy">;

// The first one that the state allows is the button of a next action; most next steps end in another try.
const AGAIN: readonly Offer[] = ["show-login-window", "login", "relogin"];
const WANTED: Readonly<Record<NextAction, readonly Offer[]>> = {
  none: [],
  wait: [],
  "log-in": ["login", "relogin", "show-login-window"],
  "answer-in-window": AGAIN,
  "retype-password": AGAIN,
  "open-unlock-mail": AGAIN,
  "reset-password": ["reset-password"],
  "check-line": AGAIN,
  "ask-administrator": AGAIN,
  "introduce-to-proxy": [],
  "continue-in-browser": ["open-browser"],
  "copy-address": [],
  "unlock-keychain": AGAIN,
  "answer-dialog": AGAIN,
  "allow-keychain": AGAIN,
  "free-disk-space": AGAIN,
  "install-keychain": AGAIN,
  "check-network": AGAIN,
  "check-clock": AGAIN,
  "check-usage": [],
  "contact-helpdesk": AGAIN,
};

// While somebody is logged in, a login solves only these; the rest goes on by itself once its cause is gone.
const CURED_BY_LOGIN: ReadonlySet<NextAction> = new Set(["log-in", "unlock-keychain", "allow-keychain"]);

/** Which button is the one next action of a view, and which stand below it. */
export function offersOf(view: Wanted): Offers {
  const allowed = new Set<Offer>(view.actions);
  // A locked account is also unlocked by a reset (facts A36), a forgotten password anyway.
  const resetHelps =
    view.nextAction === "open-unlock-mail" ||
    view.nextAction === "retype-password" ||
    view.nextAction === "reset-password";
  if (resetHelps) allowed.add("reset-password");
  // What the proxy asks is answered in a form, which has a button of its own.
  const goesOn = view.nextAction === "wait" || view.proxy !== null;
  const stuck = !goesOn && (view.state === "signed-out" || view.state === "attention");
  const fallback: readonly Offer[] = stuck ? ["show-login-window", "login"] : [];
  const inVain = view.state === "online" && !CURED_BY_LOGIN.has(view.nextAction);
  const wanted = [...WANTED[view.nextAction], ...fallback].filter(
    (offer) => allowed.has(offer) && !(inVain && offer === "relogin"),
  );
  const primary = wanted[0] ?? null;
  return {
    primary,
    secondary: [...allowed].filter((offer) => offer !== primary && offer !== "forget"),
    forget: allowed.has("forget"),
  };
}

/** The text on an offer's button. */
export function labelOf(offer: Offer, view: Pick<View, "doing" | "attempt">): TextKey {
  if (offer === "open-browser" && (view.attempt?.address ?? null) !== null) return "status.openBrowserAgain";
  if (offer === "reset-password") return "status.resetPassword";
  // While the consent panel asks, bringing the login forward brings the question forward.
  if (offer === "show-login-window" && view.doing === "consent-asked") return "status.reviewConsent";
  return `action.${offer}`;
}

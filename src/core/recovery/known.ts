import type { ErrorCode } from "../errors.ts";
import type { ScreenId } from "../login/screen.ts";
import type { TokenStoreState } from "../ports.ts";
import type { Plan, Role } from "../service/permissions.ts";
import type { ServiceId } from "../service/profile.ts";
import type { SessionState } from "../session/session-state.ts";

// What the recovery guide knows and sees, what it can be about, and what the client does for it.

/** Why somebody isn't logged in, each with a way out of its own (`branches.ts`). */
export type BranchId =
  | "method-1"
  | "method-2"
  | "unexplained"
  | "page-unknown"
  | "in-browser"
  | "method-forbidden"
  | "browser-not-opened"
  | "browser-other-person"
  | "password-wrong"
  | "password-forgotten"
  | "account-locked"
  | "unlock-link-expired"
  | "second-factor"
  | "sms-not-arriving"
  | "device-lost"
  | "recovery-code-gone"
  | "second-factor-by-holder"
  | "method-change-pending"
  | "mail-change-pending"
  | "change-link-expired"
  | "trial-ended"
  | "line-refused"
  | "off-line"
  | "ipv6-off"
  | "line-not-registered"
  | "line-locked-out"
  | "consent-unanswered"
  | "consent-refused"
  | "consent-elsewhere"
  | "network-down"
  | "service-down"
  | "captive-portal"
  | "clock-wrong"
  | "proxy-unreachable"
  | "proxy-login-needed"
  | "proxy-login-refused"
  | "proxy-ticket-refused"
  | "pac-missing"
  | "tls-inspected"
  | "certificate-wrong"
  | "keychain-locked"
  | "keychain-dialog"
  | "keychain-missing"
  | "keychain-denied"
  | "keychain-corrupt"
  | "keychain-full"
  | "file-in-use"
  | "data-folder"
  | "policy-wrong"
  | "profile-wrong";

/** What the client knows before it asks anybody. */
export type Known = {
  readonly session: SessionState["at"];
  /** The page in the login window. */
  readonly page: ScreenId | null;
  /** `answered`: the consent page was sent in this attempt. */
  readonly consent: "none" | "asking" | "by-hand" | "answered";
  /** How often this attempt began its authorization anew. */
  readonly restarts: number;
  /** The person's browser was sent to this attempt's login. */
  readonly browserOpened: boolean;
  /** The reason that people see, else the last error. */
  readonly code: ErrorCode | null;
  /** The first cause that the doctor found. */
  readonly finding: ErrorCode | null;
  readonly tokenStore: TokenStoreState;
  /** Null for a profile that somebody wrote for another provider: no manual tells of it. */
  readonly service: ServiceId | null;
  /** The profile has line authentication. */
  readonly line: boolean;
  /** Where this client opens the login page; null = not known, so that of the manual (facts A1, A2). */
  readonly loginUrl: string | null;
  /** Its login address for people, where policy names another than the manual (facts A2). */
  readonly lineLogin: string | null;
  readonly role: Role | null;
  readonly plan: Plan | null;
};

/** What the client sees happen, beside pages and failures. */
export type Sign =
  | "consent-answered"
  /** A new authorization after the broken return (facts B, method 1). */
  | "restarted"
  | "browser-opened"
  | "line-login-opened"
  /** The person sent a name and a password for the proxy; it ticks nothing off, as the proxy has yet to take them. */
  | "proxy-login-sent"
  | "network-back"
  | "line-back"
  | "clock-right"
  | "keychain-open"
  | "settings-right"
  /** This PC left its session: to log out, or to log in as somebody else. */
  | "left";

/** What ticks a step off. */
export type Tick = Sign | `page:${ScreenId}`;

/** What the client does when the person presses. */
export type ClientAction =
  | "log-in"
  | "show-login-window"
  /** The consent panel where it asks, else the page itself, in the login window. */
  | "show-consent"
  /** Opens the address for line authentication in the person's browser (facts A2). */
  | "open-line-login"
  /** Goes on with this login in the person's browser (reliability 6). */
  | "open-browser"
  | "open-reset-page"
  | "show-proxy-login"
  | "switch-account";

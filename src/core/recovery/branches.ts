import type { ErrorCode } from "../errors.ts";
import type { BranchId } from "./known.ts";
import type { QuestionId } from "./questions.ts";
import type { GuideStepId } from "./steps.ts";

/** A way out of one cause. How it is recognised stands in `recognise.ts`. */
export type Branch = {
  /** Questions and steps in order. It ends in a step that only being online ticks off, or in a question that leads on. */
  readonly path: readonly (QuestionId | GuideStepId)[];
  /** Where it leads if it didn't help. */
  readonly otherwise: BranchId | "helpdesk";
  /** What is read out on the phone where the client has no code of its own. */
  readonly code: ErrorCode;
  /** Only for services with line authentication. */
  readonly line?: true;
  /** Causes that it deals with itself. */
  readonly covers?: readonly BranchId[];
  /** A look around can tell more. */
  readonly look?: true;
  /** The cause isn't known: a page that nobody recognises says more. */
  readonly vague?: true;
};

/** Logging in as the guide S0 says, and where a page or a browser is in the way. */
const login = {
  "method-1": {
    path: ["open-login", "type-password", "answer-consent", "close-duplicate", "start-anew", "arrive"],
    otherwise: "method-2",
    code: "AUTH_TIME_LIMIT",
    vague: true,
  },
  "method-2": {
    path: ["open-line-login", "browser-login", "log-in-after-browser"],
    otherwise: "helpdesk",
    code: "AUTH_RESTART_LIMIT",
    line: true,
  },
  unexplained: { path: ["log-in"], otherwise: "method-2", code: "APP_UNEXPECTED", vague: true },
  "page-unknown": {
    path: ["look-at-page", "type-password", "answer-consent", "close-duplicate", "start-anew", "arrive"],
    otherwise: "method-2",
    code: "AUTH_UNKNOWN_PAGE",
  },
  "in-browser": {
    // Asked before: a browser in which somebody is logged in answers without asking anybody.
    path: ["browser-account", "open-browser", "finish-in-browser"],
    // Nobody tells the client that no window came up.
    otherwise: "browser-not-opened",
    code: "AUTH_CONTINUE_IN_BROWSER",
  },
  // The account may have no other method yet: who may set one is the helpdesk's to tell.
  "method-forbidden": {
    path: ["open-login", "type-password", "arrive"],
    otherwise: "helpdesk",
    code: "AUTH_METHOD_FORBIDDEN",
  },
  "browser-not-opened": {
    path: ["copy-address", "finish-in-browser"],
    otherwise: "helpdesk",
    code: "AUTH_BROWSER_NOT_OPENED",
  },
  "browser-other-person": {
    path: ["log-out-in-browser", "switch-account", "log-in-as-yourself"],
    otherwise: "helpdesk",
    code: "SESSION_ANOTHER_ACCOUNT",
  },
} as const satisfies Partial<Record<BranchId, Branch>>;

const account = {
  "password-wrong": {
    path: ["password-known", "retype-password", "arrive"],
    otherwise: "password-forgotten",
    code: "AUTH_WRONG_PASSWORD",
  },
  "password-forgotten": {
    path: ["request-reset", "open-reset-mail", "log-in"],
    otherwise: "helpdesk",
    code: "AUTH_PASSWORD_RESET",
  },
  "account-locked": {
    path: ["unlock-mail", "open-unlock-mail", "log-in"],
    otherwise: "password-forgotten",
    code: "AUTH_LOCKED",
  },
  // A reset unlocks too, and its link takes the place of the one that is dead (facts A17, A36).
  "unlock-link-expired": {
    path: ["request-reset", "open-reset-mail", "log-in"],
    covers: ["password-forgotten"],
    otherwise: "helpdesk",
    code: "AUTH_LOCKED",
  },
  "second-factor": {
    path: ["code-there", "enter-code", "arrive"],
    otherwise: "device-lost",
    code: "AUTH_SECOND_FACTOR",
  },
  "sms-not-arriving": {
    path: ["lift-sms-refusal", "log-in"],
    otherwise: "device-lost",
    code: "AUTH_SECOND_FACTOR",
  },
  "device-lost": {
    path: ["recovery-code-there", "open-lost-device", "enter-recovery-code", "save-recovery-code", "arrive"],
    otherwise: "recovery-code-gone",
    code: "AUTH_SECOND_FACTOR",
  },
  // A password reset resets the second factor, and anybody may ask for it (facts A33).
  "recovery-code-gone": {
    path: ["request-reset", "open-reset-mail", "log-in"],
    covers: ["password-forgotten"],
    otherwise: "second-factor-by-holder",
    code: "AUTH_SECOND_FACTOR",
  },
  "second-factor-by-holder": {
    path: ["role", "plan", "set-method-anew", "log-in"],
    otherwise: "helpdesk",
    code: "AUTH_SECOND_FACTOR",
  },
  "method-change-pending": {
    path: ["method-mail", "open-method-mail", "log-in"],
    otherwise: "change-link-expired",
    code: "AUTH_WRONG_PASSWORD",
  },
  "mail-change-pending": {
    path: ["address-mail", "open-address-mail", "log-in"],
    otherwise: "change-link-expired",
    code: "AUTH_WRONG_PASSWORD",
  },
  "change-link-expired": {
    path: ["role", "plan", "send-change-link", "log-in"],
    otherwise: "helpdesk",
    code: "AUTH_WRONG_PASSWORD",
  },
  "trial-ended": {
    path: ["role", "change-plan", "log-in"],
    otherwise: "helpdesk",
    code: "AUTH_WRONG_PASSWORD",
  },
} as const satisfies Partial<Record<BranchId, Branch>>;

const line = {
  "line-refused": {
    path: ["line-where", "line-others", "notice-answer", "line-changed"],
    otherwise: "line-not-registered",
    code: "LINE_NOT_VERIFIED",
    look: true,
  },
  "off-line": {
    path: ["join-line", "log-in"],
    otherwise: "ipv6-off",
    code: "LINE_UNREACHABLE",
    look: true,
  },
  "ipv6-off": {
    path: ["turn-on-ipv6", "log-in"],
    otherwise: "line-not-registered",
    code: "LINE_NOT_VERIFIED",
  },
  "line-not-registered": {
    path: ["role", "check-line-setting", "log-in"],
    otherwise: "helpdesk",
    code: "LINE_NOT_VERIFIED",
  },
  "line-locked-out": {
    path: [
      "role",
      "plan",
      "open-internet-login",
      "open-credential-menu",
      "allow-internet",
      "register-right-number",
      "log-in",
    ],
    otherwise: "helpdesk",
    code: "LINE_NOT_VERIFIED",
  },
  "consent-unanswered": {
    path: ["answer-consent", "close-duplicate", "start-anew", "arrive"],
    otherwise: "method-2",
    code: "LINE_CONSENT_BY_HAND",
  },
  "consent-refused": {
    path: ["line-contract", "change-consent", "log-in"],
    otherwise: "helpdesk",
    code: "LINE_NOT_VERIFIED",
  },
  // It is asked for a line, not for a PC [I]; here the login after it is still missing (facts B, method 1).
  "consent-elsewhere": { path: ["log-in"], otherwise: "method-2", code: "LINE_NOT_VERIFIED" },
} as const satisfies Partial<Record<BranchId, Branch>>;

const network = {
  "network-down": {
    path: ["check-network", "arrive"],
    otherwise: "helpdesk",
    code: "NET_OFFLINE",
    look: true,
  },
  "service-down": { path: ["arrive"], otherwise: "helpdesk", code: "NET_SERVER", look: true },
  "captive-portal": {
    path: ["finish-portal", "arrive"],
    otherwise: "helpdesk",
    code: "NET_CAPTIVE_PORTAL",
    look: true,
  },
  "clock-wrong": { path: ["set-clock", "arrive"], otherwise: "helpdesk", code: "SESSION_CLOCK_WRONG" },
  "proxy-unreachable": {
    path: ["ask-for-proxy", "arrive"],
    otherwise: "helpdesk",
    code: "NET_PROXY",
    look: true,
  },
  "proxy-login-needed": {
    path: ["introduce-to-proxy", "arrive"],
    otherwise: "proxy-login-refused",
    code: "NET_PROXY_AUTH",
    look: true,
  },
  "proxy-login-refused": {
    path: ["retype-proxy-login", "arrive"],
    otherwise: "helpdesk",
    code: "NET_PROXY_AUTH",
  },
  "proxy-ticket-refused": {
    path: ["renew-ticket", "arrive"],
    otherwise: "helpdesk",
    code: "NET_PROXY_TICKET",
  },
  "pac-missing": { path: ["ask-for-pac", "arrive"], otherwise: "helpdesk", code: "NET_PAC" },
  "tls-inspected": {
    path: ["ask-for-authority", "arrive"],
    otherwise: "helpdesk",
    code: "NET_TLS_INSPECTION",
  },
  "certificate-wrong": {
    path: ["ask-for-certificate", "arrive"],
    otherwise: "helpdesk",
    code: "NET_TLS",
    look: true,
  },
} as const satisfies Partial<Record<BranchId, Branch>>;

const pc = {
  "keychain-locked": { path: ["unlock-keychain", "arrive"], otherwise: "helpdesk", code: "STORE_LOCKED" },
  "keychain-dialog": {
    path: ["answer-dialog", "arrive"],
    otherwise: "keychain-locked",
    code: "STORE_DIALOG_WAITING",
  },
  "keychain-missing": { path: ["log-in-for-this-run"], otherwise: "helpdesk", code: "STORE_MISSING" },
  "keychain-denied": { path: ["allow-keychain", "log-in"], otherwise: "helpdesk", code: "STORE_DENIED" },
  "keychain-corrupt": { path: ["log-in"], otherwise: "helpdesk", code: "STORE_CORRUPT" },
  "keychain-full": { path: ["free-space", "arrive"], otherwise: "helpdesk", code: "STORE_FULL" },
  "file-in-use": {
    path: ["arrive"],
    // What doesn't pass is no other program that holds it.
    otherwise: "data-folder",
    code: "SESSION_RECORD_UNSAVED",
    look: true,
  },
  "data-folder": { path: ["ask-for-folder", "arrive"], otherwise: "helpdesk", code: "APP_DATA_FOLDER" },
  "policy-wrong": {
    path: ["ask-for-policy", "await-settings"],
    otherwise: "helpdesk",
    code: "POLICY_INVALID",
  },
  "profile-wrong": {
    path: ["ask-for-profile", "await-settings"],
    otherwise: "helpdesk",
    code: "POLICY_PROFILE_INVALID",
  },
} as const satisfies Partial<Record<BranchId, Branch>>;

/** Every branch; one that is missing doesn't compile. */
export const BRANCHES: Readonly<Record<BranchId, Branch>> = {
  ...login,
  ...account,
  ...line,
  ...network,
  ...pc,
};

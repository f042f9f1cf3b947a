import type { Said } from "./provider-words.ts";

/**
 * Everything that can go wrong, once. Codes are stable: people read them out on the phone, scripts match them.
 * The words live in `src/shared/locales` under `error.<CODE>.*`; `docs/errors.md` is generated from this table.
 */

/** What the person (or somebody else) does next; each has words in the locales and, where it has one, a button. */
export type NextAction =
  | "none"
  | "wait"
  | "log-in"
  | "answer-in-window"
  | "retype-password"
  | "open-unlock-mail"
  | "reset-password"
  | "check-line"
  | "ask-administrator"
  | "introduce-to-proxy"
  | "continue-in-browser"
  | "copy-address"
  | "unlock-keychain"
  | "answer-dialog"
  | "allow-keychain"
  | "install-keychain"
  | "free-disk-space"
  | "check-network"
  | "check-clock"
  | "check-usage"
  | "contact-helpdesk";

export type ErrorEntry = {
  /** `auto`: the client tries again by itself; `person`: after somebody did something; `never`: not without a change. */
  readonly retry: "auto" | "person" | "never";
  readonly severity: "info" | "warning" | "error";
  readonly next: NextAction;
};

export const ERRORS = {
  AUTH_WRONG_PASSWORD: { retry: "person", severity: "warning", next: "retype-password" },
  AUTH_LOCKED: { retry: "person", severity: "error", next: "open-unlock-mail" },
  AUTH_PASSWORD_RESET: { retry: "person", severity: "info", next: "answer-in-window" },
  AUTH_SECOND_FACTOR: { retry: "person", severity: "info", next: "answer-in-window" },
  /** The login goes on in the person's own browser: an external account, or as policy wants it (reliability 6). */
  AUTH_CONTINUE_IN_BROWSER: { retry: "person", severity: "info", next: "continue-in-browser" },
  AUTH_BROWSER_NOT_OPENED: { retry: "person", severity: "warning", next: "copy-address" },
  /** `disallowed_useragent`, also in the browser. */
  AUTH_EMBEDDED_REFUSED: { retry: "person", severity: "error", next: "contact-helpdesk" },
  /** A link wanted to go where the profile doesn't reach. */
  AUTH_OUTSIDE_PAGE: { retry: "person", severity: "warning", next: "continue-in-browser" },
  AUTH_UNKNOWN_PAGE: { retry: "person", severity: "info", next: "answer-in-window" },
  AUTH_TIME_LIMIT: { retry: "person", severity: "warning", next: "log-in" },
  AUTH_DENIED: { retry: "person", severity: "warning", next: "log-in" },
  AUTH_PROVIDER_ERROR: { retry: "person", severity: "error", next: "contact-helpdesk" },
  /** The issuer's address doesn't answer with a provider's description, or with another issuer's (Discovery 4.3). */
  AUTH_ISSUER_UNUSABLE: { retry: "person", severity: "error", next: "ask-administrator" },
  /** A page of the provider with an error status and nothing to fill in: it takes no login from this client. */
  AUTH_REQUEST_REFUSED: { retry: "person", severity: "error", next: "ask-administrator" },
  /** No port is free for the redirect back to this PC: another program has those that the profile names. */
  AUTH_PORT_TAKEN: { retry: "auto", severity: "error", next: "ask-administrator" },
  AUTH_RESPONSE_INVALID: { retry: "person", severity: "error", next: "contact-helpdesk" },
  AUTH_RESTART_LIMIT: { retry: "person", severity: "error", next: "contact-helpdesk" },
  AUTH_NO_REFRESH_TOKEN: { retry: "person", severity: "warning", next: "ask-administrator" },
  LINE_NOT_VERIFIED: { retry: "person", severity: "error", next: "check-line" },
  /** The Internet is there, the line-authentication host isn't: another line than the contracted one. */
  LINE_UNREACHABLE: { retry: "auto", severity: "warning", next: "check-line" },
  LINE_CONSENT_BY_HAND: { retry: "person", severity: "info", next: "answer-in-window" },
  LINE_CONSENT_DOUBT: { retry: "person", severity: "warning", next: "answer-in-window" },
  /** The answer is to another question than the one shown, or came sooner than anybody can read it. */
  LINE_CONSENT_AGAIN: { retry: "person", severity: "info", next: "answer-in-window" },
  /** The line operator's page is due, and its host isn't the profile's: perhaps a look-alike (reliability 8). */
  LINE_OPERATOR_UNKNOWN: { retry: "person", severity: "error", next: "ask-administrator" },
  SESSION_ENDED: { retry: "person", severity: "warning", next: "log-in" },
  /** The provider keeps the session and wants a person before it goes on (OpenID Connect Core 3.1.2.6). */
  SESSION_LOGIN_REQUIRED: { retry: "person", severity: "warning", next: "log-in" },
  SESSION_ANOTHER_ACCOUNT: { retry: "person", severity: "error", next: "contact-helpdesk" },
  SESSION_TOKEN_INVALID: { retry: "person", severity: "error", next: "contact-helpdesk" },
  /** A later version of the client wrote the record; this one set it aside. */
  SESSION_RECORD_NEWER: { retry: "person", severity: "warning", next: "log-in" },
  SESSION_CLOCK_WRONG: { retry: "auto", severity: "warning", next: "check-clock" },
  /** Whose session is kept couldn't be written to the disk, so the next start wouldn't find it. */
  SESSION_RECORD_UNSAVED: { retry: "auto", severity: "warning", next: "wait" },
  /** That the session rests couldn't be written to the disk, so the next start would use it. */
  SESSION_LOGOUT_UNSAVED: { retry: "auto", severity: "warning", next: "wait" },
  /** The client ended while its keychain waited for somebody, so a login that was in memory only is lost. */
  SESSION_NOT_KEPT: { retry: "person", severity: "warning", next: "log-in" },
  SESSION_REVOKE_UNCONFIRMED: { retry: "never", severity: "warning", next: "none" },
  /** The provider has no way to revoke a token (RFC 7009 is optional): it lives there until it ends of itself. */
  SESSION_NOT_REVOKED: { retry: "never", severity: "warning", next: "ask-administrator" },
  STORE_LOCKED: { retry: "auto", severity: "warning", next: "unlock-keychain" },
  /** Another program asks the person: a password manager, an unlock dialog, a wallet's first run (reliability 36). */
  STORE_DIALOG_WAITING: { retry: "auto", severity: "warning", next: "answer-dialog" },
  STORE_MISSING: { retry: "auto", severity: "warning", next: "install-keychain" },
  STORE_DENIED: { retry: "person", severity: "error", next: "allow-keychain" },
  /** The keychain, or the record beside it, can be read but has no room to write (reliability 24). */
  STORE_FULL: { retry: "auto", severity: "error", next: "free-disk-space" },
  STORE_CORRUPT: { retry: "person", severity: "error", next: "log-in" },
  /** This PC's own id can't be read, so nobody knows whether the kept session belongs to it (reliability 19). */
  STORE_PC_UNKNOWN: { retry: "auto", severity: "warning", next: "wait" },
  STORE_TIMEOUT: { retry: "auto", severity: "warning", next: "wait" },
  NET_OFFLINE: { retry: "auto", severity: "warning", next: "check-network" },
  NET_DNS: { retry: "auto", severity: "warning", next: "check-network" },
  NET_TIMEOUT: { retry: "auto", severity: "warning", next: "wait" },
  NET_CAPTIVE_PORTAL: { retry: "auto", severity: "warning", next: "check-network" },
  /** The certificate is from an authority that this PC doesn't know: mostly an office that inspects TLS. */
  NET_TLS_INSPECTION: { retry: "auto", severity: "error", next: "ask-administrator" },
  NET_TLS: { retry: "auto", severity: "error", next: "ask-administrator" },
  NET_PROXY: { retry: "auto", severity: "warning", next: "ask-administrator" },
  /** The proxy asks for a user and a password, and got none or wrong ones. */
  NET_PROXY_AUTH: { retry: "auto", severity: "warning", next: "introduce-to-proxy" },
  NET_SERVER: { retry: "auto", severity: "warning", next: "wait" },
  NET_RATE_LIMITED: { retry: "auto", severity: "info", next: "wait" },
  NET_UNEXPECTED_ANSWER: { retry: "auto", severity: "warning", next: "check-network" },
  POLICY_INVALID: { retry: "never", severity: "error", next: "ask-administrator" },
  POLICY_PROFILE_INVALID: { retry: "never", severity: "error", next: "ask-administrator" },
  POLICY_PROFILE_INCOMPLETE: { retry: "never", severity: "error", next: "ask-administrator" },
  SETTINGS_SET_ASIDE: { retry: "never", severity: "warning", next: "none" },
  /** Somebody else holds the file: what is in it is left alone. */
  SETTINGS_UNREAD: { retry: "auto", severity: "warning", next: "wait" },
  IPC_REJECTED: { retry: "never", severity: "error", next: "contact-helpdesk" },
  CLI_USAGE: { retry: "never", severity: "error", next: "check-usage" },
  CLI_NOT_RUNNING: { retry: "person", severity: "warning", next: "log-in" },
  CLI_TIME_LIMIT: { retry: "person", severity: "warning", next: "answer-in-window" },
  /** The folder of the per-user files can't be made or written to, or nobody says where it is. */
  APP_DATA_FOLDER: { retry: "person", severity: "error", next: "ask-administrator" },
  APP_UNEXPECTED: { retry: "person", severity: "error", next: "contact-helpdesk" },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}

/** The one error class. `cause` is for the log's choke point only and never reaches a person. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** How long the server that failed asked to wait (RFC 9110 10.2.3). */
  readonly retryAfterMs: number | null;
  /** What may be shown of its cause (reliability 35). */
  readonly said: Said | null;

  constructor(
    code: ErrorCode,
    cause?: unknown,
    retryAfterMs: number | null = null,
    said: Said | null = null,
  ) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = "AppError";
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.said = said;
  }
}

/** The code of whatever was thrown; anything that isn't ours is `APP_UNEXPECTED`. */
export function errorCode(thrown: unknown): ErrorCode {
  return thrown instanceof AppError ? thrown.code : "APP_UNEXPECTED";
}

/** What the server asked to wait, ms; null where none did. */
export function retryAfterOf(thrown: unknown): number | null {
  return thrown instanceof AppError ? thrown.retryAfterMs : null;
}

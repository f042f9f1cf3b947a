import type { Said } from "./provider-words.ts";

/**
 * Everything that can go wrong, once. Codes are stable: people read them out on the phone, scripts match them.
 * The compiler asks for its words in every language (`src/shared/locales/{ja,en}-errors-*.ts`); `docs/errors.md`
 * and `docs/ja/errors.md` are generated from both.
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

/** Whom the person asks about an error; `person`: themselves first, and the helpdesk where that didn't help. */
export type Whom = "person" | "administrator" | "holder" | "helpdesk";

const WHOM: Readonly<Record<NextAction, Whom>> = {
  none: "helpdesk",
  wait: "helpdesk",
  "log-in": "person",
  "answer-in-window": "person",
  "retype-password": "person",
  "open-unlock-mail": "person",
  "reset-password": "person",
  // Facts A47: the contract holder or an administrator knows whether the line is registered.
  "check-line": "holder",
  "ask-administrator": "administrator",
  "introduce-to-proxy": "administrator",
  "continue-in-browser": "person",
  "copy-address": "person",
  "unlock-keychain": "person",
  "answer-dialog": "person",
  "allow-keychain": "administrator",
  "install-keychain": "administrator",
  "free-disk-space": "person",
  "check-network": "person",
  "check-clock": "person",
  "check-usage": "person",
  "contact-helpdesk": "helpdesk",
};

export type ErrorEntry = {
  /** `auto`: the client tries again by itself; `person`: after somebody did something; `never`: not without a change. */
  readonly retry: "auto" | "person" | "never";
  readonly severity: "info" | "warning" | "error";
  readonly next: NextAction;
  /** Where it isn't whom the next action says. */
  readonly ask?: Whom;
  /** How the command line ends where it stands in the way of a command; the numbers are fixed (`shared/command-line.ts`). */
  readonly exit: 1 | 2 | 5 | 6 | 7 | 8 | 9;
};

export const ERRORS = {
  AUTH_WRONG_PASSWORD: { retry: "person", severity: "warning", next: "retype-password", exit: 8 },
  AUTH_LOCKED: { retry: "person", severity: "error", next: "open-unlock-mail", exit: 8 },
  AUTH_PASSWORD_RESET: { retry: "person", severity: "info", next: "answer-in-window", exit: 8 },
  AUTH_SECOND_FACTOR: { retry: "person", severity: "info", next: "answer-in-window", exit: 8 },
  /** The login goes on in the person's own browser: an external account, or as policy wants it (reliability 6). */
  AUTH_CONTINUE_IN_BROWSER: { retry: "person", severity: "info", next: "continue-in-browser", exit: 8 },
  AUTH_BROWSER_NOT_OPENED: { retry: "person", severity: "warning", next: "copy-address", exit: 8 },
  /** `disallowed_useragent`, also in the browser. */
  AUTH_EMBEDDED_REFUSED: { retry: "person", severity: "error", next: "contact-helpdesk", exit: 8 },
  /** A link wanted to go where the profile doesn't reach. */
  AUTH_OUTSIDE_PAGE: {
    retry: "person",
    severity: "warning",
    next: "continue-in-browser",
    ask: "administrator",
    exit: 8,
  },
  /** Policy keeps logins in our window, and this one was led out of it: to an external account, or a browser. */
  AUTH_METHOD_FORBIDDEN: {
    retry: "person",
    severity: "error",
    next: "log-in",
    ask: "administrator",
    exit: 8,
  },
  AUTH_UNKNOWN_PAGE: { retry: "person", severity: "info", next: "answer-in-window", exit: 8 },
  AUTH_TIME_LIMIT: { retry: "person", severity: "warning", next: "log-in", exit: 8 },
  AUTH_DENIED: { retry: "person", severity: "warning", next: "log-in", exit: 8 },
  AUTH_PROVIDER_ERROR: { retry: "person", severity: "error", next: "contact-helpdesk", exit: 8 },
  /** The issuer's address doesn't answer with a provider's description, or with another issuer's (Discovery 4.3). */
  AUTH_ISSUER_UNUSABLE: { retry: "person", severity: "error", next: "ask-administrator", exit: 8 },
  /** A page of the provider with an error status and nothing to fill in: it takes no login from this client. */
  AUTH_REQUEST_REFUSED: { retry: "person", severity: "error", next: "ask-administrator", exit: 8 },
  /** No port is free for the redirect back to this PC: another program has those that the profile names. */
  AUTH_PORT_TAKEN: { retry: "auto", severity: "error", next: "ask-administrator", exit: 8 },
  AUTH_RESPONSE_INVALID: { retry: "person", severity: "error", next: "contact-helpdesk", exit: 8 },
  AUTH_RESTART_LIMIT: { retry: "person", severity: "error", next: "contact-helpdesk", exit: 8 },
  AUTH_NO_REFRESH_TOKEN: { retry: "person", severity: "warning", next: "ask-administrator", exit: 8 },
  LINE_NOT_VERIFIED: { retry: "person", severity: "error", next: "check-line", exit: 8 },
  /** The Internet is there, the line-authentication host isn't: another line than the contracted one. */
  LINE_UNREACHABLE: { retry: "auto", severity: "warning", next: "check-line", exit: 5 },
  /** This PC has no IPv6 address, and some contracted lines are known by theirs (facts, why line authentication fails). */
  LINE_IP_SIX_OFF: { retry: "auto", severity: "warning", next: "check-line", exit: 5 },
  LINE_CONSENT_BY_HAND: { retry: "person", severity: "info", next: "answer-in-window", exit: 8 },
  LINE_CONSENT_DOUBT: { retry: "person", severity: "warning", next: "answer-in-window", exit: 8 },
  /** The answer is to another question than the one shown, or came sooner than anybody can read it. */
  LINE_CONSENT_AGAIN: { retry: "person", severity: "info", next: "answer-in-window", exit: 8 },
  /** The line operator's page is due, and its host isn't the profile's: perhaps a look-alike (reliability 8). */
  LINE_OPERATOR_UNKNOWN: { retry: "person", severity: "error", next: "ask-administrator", exit: 8 },
  SESSION_ENDED: { retry: "person", severity: "warning", next: "log-in", exit: 8 },
  /** The provider keeps the session and wants a person before it goes on (OpenID Connect Core 3.1.2.6). */
  SESSION_LOGIN_REQUIRED: { retry: "person", severity: "warning", next: "log-in", exit: 8 },
  SESSION_ANOTHER_ACCOUNT: { retry: "person", severity: "error", next: "contact-helpdesk", exit: 8 },
  SESSION_TOKEN_INVALID: { retry: "person", severity: "error", next: "contact-helpdesk", exit: 8 },
  /** A later version of the client wrote the record; this one set it aside. */
  SESSION_RECORD_NEWER: { retry: "person", severity: "warning", next: "log-in", exit: 8 },
  /** The record of the kept session is damaged; the next start sets it aside and takes its copy. */
  SESSION_RECORD_DAMAGED: { retry: "auto", severity: "warning", next: "none", exit: 8 },
  SESSION_CLOCK_WRONG: { retry: "auto", severity: "warning", next: "check-clock", exit: 5 },
  /** Whose session is kept couldn't be written to the disk, so the next start wouldn't find it. */
  SESSION_RECORD_UNSAVED: { retry: "auto", severity: "warning", next: "wait", ask: "administrator", exit: 8 },
  /** That the session rests couldn't be written to the disk, so the next start would use it. */
  SESSION_LOGOUT_UNSAVED: { retry: "auto", severity: "warning", next: "wait", ask: "administrator", exit: 8 },
  /** The client ended while its keychain waited for somebody, so a login that was in memory only is lost. */
  SESSION_NOT_KEPT: { retry: "person", severity: "warning", next: "log-in", exit: 8 },
  SESSION_REVOKE_UNCONFIRMED: { retry: "never", severity: "warning", next: "none", exit: 9 },
  /** The provider has no way to revoke a token (RFC 7009 is optional): it lives there until it ends of itself. */
  SESSION_NOT_REVOKED: { retry: "never", severity: "warning", next: "ask-administrator", exit: 8 },
  STORE_LOCKED: { retry: "auto", severity: "warning", next: "unlock-keychain", exit: 6 },
  /** Another program asks the person: a password manager, an unlock dialog, a wallet's first run (reliability 36). */
  STORE_DIALOG_WAITING: { retry: "auto", severity: "warning", next: "answer-dialog", exit: 6 },
  STORE_MISSING: { retry: "auto", severity: "warning", next: "install-keychain", exit: 6 },
  STORE_DENIED: { retry: "person", severity: "error", next: "allow-keychain", exit: 8 },
  /** The keychain, or the record beside it, can be read but has no room to write (reliability 24). */
  STORE_FULL: { retry: "auto", severity: "error", next: "free-disk-space", exit: 8 },
  STORE_CORRUPT: { retry: "person", severity: "error", next: "log-in", ask: "administrator", exit: 8 },
  /** This PC's own id can't be read, so nobody knows whether the kept session belongs to it (reliability 19). */
  STORE_PC_UNKNOWN: { retry: "auto", severity: "warning", next: "wait", ask: "administrator", exit: 8 },
  /** The file that says whose session is kept is there and can't be opened: held by somebody, or not ours to read. */
  STORE_RECORD_UNREAD: { retry: "auto", severity: "warning", next: "wait", ask: "administrator", exit: 8 },
  STORE_TIMEOUT: { retry: "auto", severity: "warning", next: "wait", exit: 8 },
  NET_OFFLINE: { retry: "auto", severity: "warning", next: "check-network", exit: 5 },
  NET_DNS: { retry: "auto", severity: "warning", next: "check-network", exit: 5 },
  NET_TIMEOUT: { retry: "auto", severity: "warning", next: "wait", exit: 5 },
  NET_CAPTIVE_PORTAL: { retry: "auto", severity: "warning", next: "check-network", exit: 5 },
  /** The certificate is from an authority that this PC doesn't know: mostly an office that inspects TLS. */
  NET_TLS_INSPECTION: { retry: "auto", severity: "error", next: "ask-administrator", exit: 5 },
  NET_TLS: { retry: "auto", severity: "error", next: "ask-administrator", exit: 5 },
  NET_PROXY: { retry: "auto", severity: "warning", next: "ask-administrator", exit: 5 },
  /** The proxy asks for a user and a password, and got none or wrong ones. */
  NET_PROXY_AUTH: { retry: "auto", severity: "warning", next: "introduce-to-proxy", exit: 5 },
  /** The script that names the proxies can't be had, or gives no answer. */
  NET_PAC: { retry: "auto", severity: "warning", next: "ask-administrator", exit: 5 },
  /** The proxy takes nothing but the login of this PC (Negotiate), and there is none that it believes. */
  NET_PROXY_TICKET: {
    retry: "auto",
    severity: "warning",
    next: "check-network",
    ask: "administrator",
    exit: 5,
  },
  NET_SERVER: { retry: "auto", severity: "warning", next: "wait", exit: 5 },
  NET_RATE_LIMITED: { retry: "auto", severity: "info", next: "wait", exit: 5 },
  NET_UNEXPECTED_ANSWER: {
    retry: "auto",
    severity: "warning",
    next: "check-network",
    ask: "administrator",
    exit: 5,
  },
  POLICY_INVALID: { retry: "never", severity: "error", next: "ask-administrator", exit: 8 },
  POLICY_PROFILE_INVALID: { retry: "never", severity: "error", next: "ask-administrator", exit: 8 },
  POLICY_PROFILE_INCOMPLETE: { retry: "never", severity: "error", next: "ask-administrator", exit: 8 },
  /** A field that a login can do without: it is left out. */
  POLICY_PART_IGNORED: { retry: "never", severity: "warning", next: "ask-administrator", exit: 8 },
  SETTINGS_SET_ASIDE: { retry: "never", severity: "warning", next: "none", exit: 8 },
  /** Somebody else holds the file: what is in it is left alone. */
  SETTINGS_UNREAD: { retry: "auto", severity: "warning", next: "wait", ask: "administrator", exit: 8 },
  IPC_REJECTED: { retry: "never", severity: "error", next: "contact-helpdesk", exit: 1 },
  CLI_USAGE: { retry: "never", severity: "error", next: "check-usage", exit: 2 },
  CLI_NOT_RUNNING: { retry: "person", severity: "warning", next: "log-in", exit: 7 },
  /** The service or its settings changed, or the client ended, while it carried the command out: its end can't be told. */
  CLI_OVERTAKEN: { retry: "never", severity: "warning", next: "none", exit: 9 },
  /** IT has fixed it, or this client can't change it. */
  CLI_SETTING_LOCKED: { retry: "never", severity: "warning", next: "ask-administrator", exit: 8 },
  CLI_TIME_LIMIT: { retry: "person", severity: "warning", next: "answer-in-window", exit: 8 },
  /** The folder of the per-user files can't be made or written to, or nobody says where it is. */
  APP_DATA_FOLDER: { retry: "person", severity: "error", next: "ask-administrator", exit: 1 },
  /** Little room is left on the disk of the per-user files. */
  APP_DISK_LOW: { retry: "person", severity: "warning", next: "free-disk-space", exit: 8 },
  /** No program of this PC opens https addresses, so a login can't go on in the person's own browser. */
  APP_NO_BROWSER: { retry: "person", severity: "warning", next: "ask-administrator", exit: 8 },
  /** The desktop shows no icons of a tray (Linux: no StatusNotifierWatcher). */
  APP_NO_TRAY: { retry: "person", severity: "warning", next: "ask-administrator", exit: 8 },
  /** The client doesn't start with the PC. */
  APP_NO_AUTOSTART: { retry: "person", severity: "warning", next: "ask-administrator", exit: 8 },
  /** A check of the doctor came to no end in its time. */
  APP_CHECK_TIME_LIMIT: { retry: "auto", severity: "warning", next: "wait", exit: 9 },
  /** A file of that name is there already, and nobody said that it may go. */
  APP_FILE_EXISTS: { retry: "person", severity: "info", next: "check-usage", exit: 8 },
  /** The place that was chosen for a file takes none. */
  APP_FILE_UNWRITABLE: { retry: "person", severity: "warning", next: "check-usage", exit: 8 },
  /** What a server offered as the next version isn't what its maker signed. */
  UPDATE_REFUSED: { retry: "auto", severity: "warning", next: "ask-administrator", exit: 8 },
  UPDATE_NOT_INSTALLED: { retry: "person", severity: "warning", next: "ask-administrator", exit: 8 },
  APP_UNEXPECTED: { retry: "person", severity: "error", next: "contact-helpdesk", exit: 1 },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** What a code is about: its first word. */
export type ErrorArea = ErrorCode extends `${infer Area}_${string}` ? Area : never;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}

export function whomToAsk(code: ErrorCode): Whom {
  const { next, ask }: ErrorEntry = ERRORS[code];
  return ask ?? WHOM[next];
}

/** Each is some error's. */
const NEXT_ACTIONS: ReadonlySet<string> = new Set(Object.values(ERRORS).map(({ next }) => next));

export function isNextAction(text: string): text is NextAction {
  return NEXT_ACTIONS.has(text);
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

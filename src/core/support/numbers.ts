import type { ErrorCode } from "../errors.ts";
import type { ServiceId } from "../service/profile.ts";

/**
 * What a support code says by numbers. They are fixed: a client of last year is decoded by a page of today. A new name
 * takes the next free number; one that is gone is never given again.
 */

/** 0 is a service of a profile of one's own. */
export const SERVICE_NUMBERS = { omakase: 1, cowork: 2, ot: 3, codec: 4 } as const satisfies Record<
  ServiceId,
  number
>;

/** 0 is none. */
export const ERROR_NUMBERS = {
  AUTH_WRONG_PASSWORD: 1,
  AUTH_LOCKED: 2,
  AUTH_PASSWORD_RESET: 3,
  AUTH_SECOND_FACTOR: 4,
  AUTH_CONTINUE_IN_BROWSER: 5,
  AUTH_BROWSER_NOT_OPENED: 6,
  AUTH_EMBEDDED_REFUSED: 7,
  AUTH_OUTSIDE_PAGE: 8,
  AUTH_UNKNOWN_PAGE: 9,
  AUTH_TIME_LIMIT: 10,
  AUTH_DENIED: 11,
  AUTH_PROVIDER_ERROR: 12,
  AUTH_ISSUER_UNUSABLE: 13,
  AUTH_REQUEST_REFUSED: 14,
  AUTH_PORT_TAKEN: 15,
  AUTH_RESPONSE_INVALID: 16,
  AUTH_RESTART_LIMIT: 17,
  AUTH_NO_REFRESH_TOKEN: 18,
  LINE_NOT_VERIFIED: 19,
  LINE_UNREACHABLE: 20,
  LINE_CONSENT_BY_HAND: 21,
  LINE_CONSENT_DOUBT: 22,
  LINE_CONSENT_AGAIN: 23,
  LINE_OPERATOR_UNKNOWN: 24,
  SESSION_ENDED: 25,
  SESSION_LOGIN_REQUIRED: 26,
  SESSION_ANOTHER_ACCOUNT: 27,
  SESSION_TOKEN_INVALID: 28,
  SESSION_RECORD_NEWER: 29,
  SESSION_CLOCK_WRONG: 30,
  SESSION_RECORD_UNSAVED: 31,
  SESSION_LOGOUT_UNSAVED: 32,
  SESSION_NOT_KEPT: 33,
  SESSION_REVOKE_UNCONFIRMED: 34,
  SESSION_NOT_REVOKED: 35,
  STORE_LOCKED: 36,
  STORE_DIALOG_WAITING: 37,
  STORE_MISSING: 38,
  STORE_DENIED: 39,
  STORE_FULL: 40,
  STORE_CORRUPT: 41,
  STORE_PC_UNKNOWN: 42,
  STORE_TIMEOUT: 43,
  NET_OFFLINE: 44,
  NET_DNS: 45,
  NET_TIMEOUT: 46,
  NET_CAPTIVE_PORTAL: 47,
  NET_TLS_INSPECTION: 48,
  NET_TLS: 49,
  NET_PROXY: 50,
  NET_PROXY_AUTH: 51,
  NET_SERVER: 52,
  NET_RATE_LIMITED: 53,
  NET_UNEXPECTED_ANSWER: 54,
  POLICY_INVALID: 55,
  POLICY_PROFILE_INVALID: 56,
  POLICY_PROFILE_INCOMPLETE: 57,
  SETTINGS_SET_ASIDE: 58,
  SETTINGS_UNREAD: 59,
  IPC_REJECTED: 60,
  CLI_USAGE: 61,
  CLI_NOT_RUNNING: 62,
  CLI_OVERTAKEN: 63,
  CLI_TIME_LIMIT: 64,
  APP_DATA_FOLDER: 65,
  APP_UNEXPECTED: 66,
  LINE_IP_SIX_OFF: 67,
  SESSION_RECORD_DAMAGED: 68,
  APP_DISK_LOW: 69,
  APP_NO_BROWSER: 70,
  APP_NO_TRAY: 71,
  APP_NO_AUTOSTART: 72,
  APP_CHECK_TIME_LIMIT: 73,
  POLICY_PART_IGNORED: 74,
  APP_FILE_EXISTS: 75,
  APP_FILE_UNWRITABLE: 76,
  NET_PROXY_TICKET: 77,
  NET_PAC: 78,
  STORE_RECORD_UNREAD: 79,
  UPDATE_REFUSED: 80,
  UPDATE_NOT_INSTALLED: 81,
} as const satisfies Record<ErrorCode, number>;

/** What the client was doing (`Doing` of shared/view.ts). */
export const DOING_NUMBERS = {
  starting: 1,
  "signed-out": 2,
  resting: 3,
  resuming: 4,
  connecting: 5,
  "your-turn": 6,
  "in-browser": 7,
  "consent-asked": 8,
  "consent-driven": 9,
  finishing: 10,
  online: 11,
  "online-retrying": 12,
  offline: 13,
  "waiting-for-provider": 14,
  "store-closed": 15,
  leaving: 16,
} as const;
export type DoingName = keyof typeof DOING_NUMBERS;

export const OS_NUMBERS = { other: 0, windows: 1, macos: 2, linux: 3 } as const;
export type OsKind = keyof typeof OS_NUMBERS;

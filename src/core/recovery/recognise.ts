import type { ErrorCode } from "../errors.ts";
import type { ScreenId } from "../login/screen.ts";
import type { SessionState } from "../session/session-state.ts";
import { BRANCHES } from "./branches.ts";
import type { BranchId, Known } from "./known.ts";

/** The branch of every error code. */
export const BRANCH_OF_CODE: Readonly<Record<ErrorCode, BranchId>> = {
  AUTH_WRONG_PASSWORD: "password-wrong",
  AUTH_LOCKED: "account-locked",
  AUTH_PASSWORD_RESET: "password-forgotten",
  AUTH_SECOND_FACTOR: "second-factor",
  AUTH_CONTINUE_IN_BROWSER: "in-browser",
  AUTH_BROWSER_NOT_OPENED: "browser-not-opened",
  AUTH_EMBEDDED_REFUSED: "in-browser",
  AUTH_OUTSIDE_PAGE: "in-browser",
  AUTH_UNKNOWN_PAGE: "page-unknown",
  AUTH_TIME_LIMIT: "method-1",
  AUTH_DENIED: "method-1",
  AUTH_PROVIDER_ERROR: "unexplained",
  AUTH_ISSUER_UNUSABLE: "profile-wrong",
  AUTH_REQUEST_REFUSED: "profile-wrong",
  AUTH_PORT_TAKEN: "profile-wrong",
  AUTH_RESPONSE_INVALID: "unexplained",
  AUTH_RESTART_LIMIT: "method-2",
  AUTH_NO_REFRESH_TOKEN: "profile-wrong",
  LINE_NOT_VERIFIED: "line-refused",
  LINE_UNREACHABLE: "off-line",
  LINE_IP_SIX_OFF: "ipv6-off",
  LINE_CONSENT_BY_HAND: "consent-unanswered",
  LINE_CONSENT_DOUBT: "consent-unanswered",
  LINE_CONSENT_AGAIN: "consent-unanswered",
  LINE_OPERATOR_UNKNOWN: "profile-wrong",
  SESSION_ENDED: "method-1",
  SESSION_LOGIN_REQUIRED: "method-1",
  SESSION_ANOTHER_ACCOUNT: "browser-other-person",
  SESSION_TOKEN_INVALID: "unexplained",
  SESSION_RECORD_NEWER: "method-1",
  SESSION_RECORD_DAMAGED: "method-1",
  SESSION_CLOCK_WRONG: "clock-wrong",
  SESSION_RECORD_UNSAVED: "file-in-use",
  SESSION_LOGOUT_UNSAVED: "method-1",
  SESSION_NOT_KEPT: "method-1",
  SESSION_REVOKE_UNCONFIRMED: "method-1",
  SESSION_NOT_REVOKED: "method-1",
  STORE_LOCKED: "keychain-locked",
  STORE_DIALOG_WAITING: "keychain-dialog",
  STORE_MISSING: "keychain-missing",
  STORE_DENIED: "keychain-denied",
  STORE_FULL: "keychain-full",
  STORE_CORRUPT: "keychain-corrupt",
  STORE_PC_UNKNOWN: "file-in-use",
  STORE_RECORD_UNREAD: "file-in-use",
  STORE_TIMEOUT: "keychain-dialog",
  NET_OFFLINE: "network-down",
  NET_DNS: "network-down",
  NET_TIMEOUT: "service-down",
  NET_CAPTIVE_PORTAL: "captive-portal",
  NET_TLS_INSPECTION: "tls-inspected",
  NET_TLS: "certificate-wrong",
  NET_PROXY: "proxy-unreachable",
  NET_PROXY_AUTH: "proxy-login-needed",
  NET_PAC: "pac-missing",
  NET_PROXY_TICKET: "proxy-ticket-refused",
  NET_SERVER: "service-down",
  NET_RATE_LIMITED: "service-down",
  NET_UNEXPECTED_ANSWER: "captive-portal",
  POLICY_INVALID: "policy-wrong",
  POLICY_PROFILE_INVALID: "profile-wrong",
  POLICY_PROFILE_INCOMPLETE: "profile-wrong",
  POLICY_PART_IGNORED: "policy-wrong",
  SETTINGS_SET_ASIDE: "method-1",
  SETTINGS_UNREAD: "file-in-use",
  IPC_REJECTED: "unexplained",
  CLI_USAGE: "method-1",
  CLI_NOT_RUNNING: "method-1",
  CLI_TIME_LIMIT: "method-1",
  CLI_OVERTAKEN: "method-1",
  APP_DATA_FOLDER: "data-folder",
  APP_DISK_LOW: "keychain-full",
  APP_NO_BROWSER: "browser-not-opened",
  APP_NO_TRAY: "method-1",
  APP_NO_AUTOSTART: "method-1",
  APP_CHECK_TIME_LIMIT: "unexplained",
  APP_FILE_EXISTS: "method-1",
  APP_FILE_UNWRITABLE: "method-1",
  UPDATE_REFUSED: "unexplained",
  UPDATE_NOT_INSTALLED: "unexplained",
  APP_UNEXPECTED: "unexplained",
};

/** The branch of every page of the login window; null = it belongs to an ordinary login. */
export const BRANCH_OF_PAGE: Readonly<Record<ScreenId, BranchId | null>> = {
  login: null,
  "login-wrong-password": "password-wrong",
  "login-locked": "account-locked",
  "drive-login": null,
  "second-factor": "second-factor",
  "password-reset": "password-forgotten",
  federated: null,
  "embedded-refused": "in-browser",
  consent: "consent-unanswered",
  "line-error": "line-refused",
  "web-main": null,
  unknown: "page-unknown",
};

/** The branch of a session with neither finding, page nor code; null = nothing to recover from. */
export const BRANCH_OF_SESSION: Readonly<Record<SessionState["at"], BranchId | null>> = {
  starting: "method-1",
  "signed-out": "method-1",
  waiting: "service-down",
  due: "method-1",
  resuming: "method-1",
  "logging-in": "method-1",
  online: null,
  offline: "service-down",
  "store-closed": "keychain-dialog",
  leaving: "method-1",
};

export function isBranch(name: string): name is BranchId {
  return Object.hasOwn(BRANCHES, name);
}

/** Where the guide begins; null = online. What was looked for says more than a page, a page more than a code. */
export function recognise(known: Known): BranchId | null {
  const bySession = BRANCH_OF_SESSION[known.session];
  if (bySession === null) return null;
  if (known.finding !== null) return BRANCH_OF_CODE[known.finding];
  const byPage = known.page === null ? null : BRANCH_OF_PAGE[known.page];
  if (byPage !== null) return byPage;
  return known.code === null ? bySession : BRANCH_OF_CODE[known.code];
}

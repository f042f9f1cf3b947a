import type { CommandValues, ErrorCode, StatusValue } from "../src/shared/command.ts";
import type { ViewState } from "../src/shared/view.ts";

/** What scripts read off the command line; the numbers are fixed. */
export const EXIT = {
  asAsked: 0,
  anythingElse: 1,
  usage: 2,
  signedOut: 3,
  personNeeded: 4,
  offline: 5,
  storeClosed: 6,
  notRunning: 7,
  refused: 8,
  cannotTell: 9,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const OF_STATE = {
  online: EXIT.asAsked,
  working: EXIT.cannotTell,
  "signed-out": EXIT.signedOut,
  attention: EXIT.personNeeded,
  offline: EXIT.offline,
} as const satisfies Record<ViewState, ExitCode>;

/** A locked or missing store has to be put right before any of these can change. */
const STORE_WINS_OVER: ReadonlySet<ExitCode> = new Set([EXIT.signedOut, EXIT.personNeeded, EXIT.offline]);

export function exitCodeOfStatus(status: StatusValue): ExitCode {
  const exit = OF_STATE[status.state];
  return STORE_WINS_OVER.has(exit) && isStoreClosed(status) ? EXIT.storeClosed : exit;
}

function isStoreClosed(status: StatusValue): boolean {
  return status.tokenStore === "locked" || status.tokenStore === "missing";
}

/**
 * How a login that was asked for ended: the exit code, and the error when there is one to name. A cancelled login is an
 * outcome, not an error.
 */
export function endOfLogin(login: CommandValues["login"]): {
  readonly exit: ExitCode;
  readonly error: ErrorCode | null;
} {
  const { outcome, status } = login;
  const exit = exitCodeOfStatus(status);
  switch (outcome) {
    case "online":
      return { exit: EXIT.asAsked, error: null };
    case "cancelled":
      return { exit, error: exit === EXIT.storeClosed ? storeError(status) : null };
    case "offline":
      return {
        exit,
        error: exit === EXIT.storeClosed ? storeError(status) : (status.reason ?? "NET_OFFLINE"),
      };
    case "time-limit":
      return { exit, error: exit === EXIT.storeClosed ? storeError(status) : "CLI_TIME_LIMIT" };
    case "refused": {
      const error = status.reason ?? "APP_UNEXPECTED";
      const refusal = exitCodeOfRefusal(error);
      return STORE_WINS_OVER.has(refusal) && isStoreClosed(status)
        ? { exit: EXIT.storeClosed, error: storeError(status) }
        : { exit: refusal, error };
    }
  }
}

function storeError(status: StatusValue): ErrorCode {
  if (status.reason === "STORE_DIALOG_WAITING") return status.reason;
  return status.tokenStore === "locked" ? "STORE_LOCKED" : "STORE_MISSING";
}

/** A login that ended signed out: the network and a person who didn't come are no refusals. */
function exitCodeOfRefusal(code: ErrorCode): ExitCode {
  if (code === "AUTH_TIME_LIMIT") return EXIT.personNeeded;
  if (isOfSurroundings(code)) return EXIT.signedOut;
  return exitCodeOfError(code);
}

/** For what couldn't be done at all. */
export function exitCodeOfError(code: ErrorCode): ExitCode {
  switch (code) {
    case "CLI_USAGE":
      return EXIT.usage;
    case "CLI_NOT_RUNNING":
      return EXIT.notRunning;
    case "SESSION_REVOKE_UNCONFIRMED":
      return EXIT.cannotTell;
    case "STORE_LOCKED":
    case "STORE_DIALOG_WAITING":
    case "STORE_MISSING":
      return EXIT.storeClosed;
    case "APP_UNEXPECTED":
    case "APP_DATA_FOLDER":
    case "IPC_REJECTED":
      return EXIT.anythingElse;
    default:
      return isOfSurroundings(code) ? EXIT.offline : EXIT.refused;
  }
}

/** What passes by itself when network, line or clock are right again: nobody refused anything. */
function isOfSurroundings(code: ErrorCode): boolean {
  return code.startsWith("NET_") || code === "LINE_UNREACHABLE" || code === "SESSION_CLOCK_WRONG";
}

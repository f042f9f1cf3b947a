import { ERRORS, type ErrorCode } from "../src/core/errors.ts";
import type { CommandValues, StatusValue } from "../src/shared/command.ts";
import { EXIT, type ExitCode, type ExitOf } from "../src/shared/command-line.ts";
import type { ViewState } from "../src/shared/view.ts";

const OF_STATE = {
  online: EXIT.asAsked,
  working: EXIT.cannotTell,
  "signed-out": EXIT.signedOut,
  attention: EXIT.personNeeded,
  offline: EXIT.offline,
} as const satisfies Readonly<Record<ViewState, ExitOf<"status">>>;

/** A locked or missing store has to be put right before any of these can change. */
const STORE_WINS_OVER: ReadonlySet<ExitCode> = new Set([EXIT.signedOut, EXIT.personNeeded, EXIT.offline]);

export function exitCodeOfStatus(status: StatusValue): ExitOf<"status"> {
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
export function endOfLogin(
  login: CommandValues["login"],
):
  | { readonly exit: ExitOf<"login">; readonly error: null }
  | { readonly exit: ExitCode; readonly error: ErrorCode } {
  const { outcome, status } = login;
  const exit = exitCodeOfStatus(status);
  switch (outcome) {
    case "online":
      return { exit: EXIT.asAsked, error: null };
    case "cancelled":
      return exit === EXIT.storeClosed ? { exit, error: storeError(status) } : { exit, error: null };
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
  const { exit } = ERRORS[code];
  // It passes by itself when network, line or clock are right again: nobody refused anything.
  return exit === EXIT.offline ? EXIT.signedOut : exit;
}

/** For what couldn't be done at all. */
export function exitCodeOfError(code: ErrorCode): ExitCode {
  return ERRORS[code].exit;
}

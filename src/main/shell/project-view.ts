import { ERRORS, type ErrorCode, type NextAction } from "../../core/errors.ts";
import type { Running } from "../../core/login/attempt-state.ts";
import type { ScreenId } from "../../core/login/screen.ts";
import { accountOf } from "../../core/session/session.ts";
import type { SessionState } from "../../core/session/session-state.ts";
import type { Action, Doing, View, ViewState } from "../../shared/view.ts";
import { reasonOf } from "../client/client.ts";
import type { ClientState } from "../client/ports.ts";

/** The part of the view that the two machines decide; settings and service are added by the shell. */
export type ClientView = Pick<
  View,
  | "state"
  | "doing"
  | "reason"
  | "said"
  | "nextAction"
  | "account"
  | "accessTokenExpiresAt"
  | "lastError"
  | "tokenStore"
  | "attempt"
  | "consent"
  | "doubt"
  | "consentApproved"
  | "actions"
>;

/** One state in, one view out: tray, windows, command line and log can't disagree. */
export function projectClient(client: ClientState): ClientView {
  const running = client.attempt.at === "idle" ? null : client.attempt;
  const doing = doingOf(client, running);
  const reason = running?.notice ?? reasonOf(client.session) ?? knownOf(client);
  return {
    state: stateOf(doing),
    doing,
    reason,
    said: reason === null ? null : client.said(reason),
    nextAction: nextActionOf(doing, reason),
    account: accountOf(client.session),
    accessTokenExpiresAt:
      client.accessTokenExpiresAt === null ? null : new Date(client.accessTokenExpiresAt).toISOString(),
    lastError: client.lastError,
    tokenStore: client.tokenStore,
    attempt:
      running === null || client.deadline === null
        ? null
        : {
            page: running.main,
            deadline: new Date(client.deadline).toISOString(),
            address: client.browserAddress,
          },
    consent:
      running?.consent.at === "asking"
        ? {
            ...running.consent.details,
            question: client.consentQuestion,
            changed: running.consent.changes > 0,
          }
        : null,
    doubt: doubtOf(running),
    consentApproved: approvedOf(client),
    actions: actionsOf(client, running),
  };
}

function approvedOf({ approved }: ClientState): View["consentApproved"] {
  if (approved === null) return null;
  const { by, at, contract, recipient, service } = approved;
  return { by, at: new Date(at).toISOString(), contract, recipient, serviceName: service };
}

function doubtOf(running: Running | null): View["doubt"] {
  return running?.consent.at === "by-hand" ? running.consent.doubt : null;
}

/** What is known of a session that is as people want it. */
function knownOf({ session, notice }: ClientState): ErrorCode | null {
  if (session.at === "online") return notice;
  return session.at === "signed-out" && notice === "SESSION_LOGOUT_UNSAVED" ? notice : null;
}

function doingOf(client: ClientState, running: Running | null): Doing {
  const { session } = client;
  switch (session.at) {
    case "starting":
      return "starting";
    case "signed-out":
      return session.kept === null ? "signed-out" : "resting";
    case "waiting":
      return "waiting-for-provider";
    case "due":
      return "resuming";
    case "resuming":
      return session.why === null ? "resuming" : "offline";
    case "logging-in":
      return isUnseenTry(session, running) ? "waiting-for-provider" : attemptDoing(running);
    case "online":
      return session.why === null ? "online" : "online-retrying";
    case "offline":
      return "offline";
    case "store-closed":
      return "store-closed";
    case "leaving":
      return "leaving";
  }
}

/** The client tries again by itself: people go on seeing what it waits for until there is something to see. */
function isUnseenTry(session: SessionState, running: Running | null): boolean {
  if (session.at !== "logging-in" || session.tries === 0 || session.trigger !== "startup") return false;
  if (running === null) return true;
  const nothingYet = running.at === "preparing" || (running.at === "open" && running.main === null);
  return nothingYet && running.restarts === 0 && !running.reveal;
}

function attemptDoing(running: Running | null): Doing {
  if (running === null) return "connecting";
  const { consent, main } = running;
  if (consent.at === "asking") return "consent-asked";
  if (running.at === "exchanging") return "finishing";
  if (running.at === "browser") return "in-browser";
  if (
    consent.at === "pressing" ||
    (consent.at === "pressed" && (main === "consent" || main === "web-main"))
  ) {
    return "consent-driven";
  }
  if (running.at === "open" && main !== null && needsPerson(main)) return "your-turn";
  return running.restarts > 0 ? "finishing" : "connecting";
}

function needsPerson(screen: ScreenId): boolean {
  return screen !== "web-main";
}

function stateOf(doing: Doing): ViewState {
  switch (doing) {
    case "your-turn":
    case "in-browser":
    case "consent-asked":
    case "store-closed":
      return "attention";
    case "online":
    case "online-retrying":
      return "online";
    case "offline":
      return "offline";
    case "signed-out":
    case "resting":
    case "waiting-for-provider":
      return "signed-out";
    default:
      return "working";
  }
}

function nextActionOf(doing: Doing, reason: ErrorCode | null): NextAction {
  if (reason !== null && ERRORS[reason].next !== "none") return ERRORS[reason].next;
  switch (doing) {
    case "signed-out":
    case "resting":
      return "log-in";
    case "your-turn":
    case "consent-asked":
      return "answer-in-window";
    case "online":
      return "none";
    default:
      return "wait";
  }
}

function mayLeaveWindow(running: Running | null): boolean {
  return running?.at === "browser" || (running?.at === "open" && running.via !== "window-only");
}

function actionsOf(client: ClientState, running: Running | null): Action[] {
  const { session } = client;
  const unseen = isUnseenTry(session, running);
  const shownOffline = session.at === "offline" || (session.at === "resuming" && session.why !== null);
  const actions: Action[] = [];
  switch (session.at) {
    case "signed-out":
    case "waiting":
    case "store-closed":
    case "starting":
      actions.push("login");
      break;
    case "logging-in":
      if (unseen) actions.push("login");
      else if (running?.windowOpen === true) actions.push("show-login-window");
      // Also for what a window of ours can't do, passkeys (reliability 6).
      if (!unseen && mayLeaveWindow(running)) actions.push("open-browser");
      actions.push("cancel-login");
      // Where somebody else may be logged in, or was.
      if (running?.at === "browser" || session.why === "SESSION_ANOTHER_ACCOUNT")
        actions.push("switch-account");
      break;
    default:
      if (session.at === "online" || shownOffline) actions.push("relogin");
      break;
  }
  if (session.at === "waiting") actions.push("cancel-login");
  if (["online", "offline", "due", "resuming", "store-closed"].includes(session.at)) actions.push("logout");
  if (session.at === "online" || session.at === "signed-out" || shownOffline)
    actions.push("switch-account", "forget");
  actions.push("open-web");
  return actions;
}

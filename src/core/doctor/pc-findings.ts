import type { ErrorCode } from "../errors.ts";
import type { TokenStoreState } from "../ports.ts";
import type { Facts, Finding } from "./report.ts";

/** What each thing of the PC means that isn't the network. */

/** Room that is called little, bytes: logs and Chromium's files grow by some tens of megabytes. */
export const LITTLE_ROOM = 100 * 1024 * 1024;

/** @param refused why a small file couldn't be written; null where it could. @param freeBytes null where nobody tells */
export function diskFinding(
  refused: "STORE_FULL" | "APP_DATA_FOLDER" | null,
  freeBytes: number | null,
): Finding {
  const facts = { freeMegabytes: freeBytes === null ? null : Math.floor(freeBytes / 1_048_576) };
  if (refused !== null) return { is: "fail", cause: refused, facts };
  if (freeBytes !== null && freeBytes < LITTLE_ROOM) return { is: "warn", cause: "APP_DISK_LOW", facts };
  return { is: "ok", facts };
}

const OF_STORE = {
  locked: "STORE_LOCKED",
  missing: "STORE_MISSING",
  denied: "STORE_DENIED",
  corrupt: "STORE_CORRUPT",
} as const satisfies Readonly<Record<Exclude<TokenStoreState, "ok" | "session-only">, ErrorCode>>;

/** @param state as a probe answers, or the code that it rejected with. @param program who answers for the keychain */
export function keychainFinding(
  state: Exclude<TokenStoreState, "session-only"> | ErrorCode,
  program: string | null,
): Finding {
  const facts = { program };
  if (state === "ok") return { is: "ok", facts };
  return { is: "fail", cause: isStoreState(state) ? OF_STORE[state] : state, facts };
}

function isStoreState(state: string): state is keyof typeof OF_STORE {
  return Object.hasOwn(OF_STORE, state);
}

/** `unread`: it is there and can't be opened, so nobody goes on with it. */
export type RecordState = "absent" | "whole" | "damaged" | "newer" | "unread";

export function recordFinding(state: RecordState): Finding {
  const facts = { record: state };
  switch (state) {
    case "absent":
    case "whole":
      return { is: "ok", facts };
    case "damaged":
      return { is: "warn", cause: "SESSION_RECORD_DAMAGED", facts };
    case "newer":
      return { is: "warn", cause: "SESSION_RECORD_NEWER", facts };
    case "unread":
      return { is: "fail", cause: "STORE_RECORD_UNREAD", facts };
  }
}

const FATAL: ReadonlySet<ErrorCode> = new Set([
  "POLICY_INVALID",
  "POLICY_PROFILE_INVALID",
  "POLICY_PROFILE_INCOMPLETE",
]);

/** @param problems of policy, profile and settings, the gravest first */
export function policyFinding(problems: readonly ErrorCode[], facts: Facts): Finding {
  const [gravest] = problems;
  if (gravest === undefined) return { is: "ok", facts };
  return { is: FATAL.has(gravest) ? "fail" : "warn", cause: gravest, facts };
}

/** @param needed policy sends every login to the browser */
export function browserFinding(program: string | null, needed: boolean): Finding {
  const facts = { program };
  if (program !== null) return { is: "ok", facts };
  return { is: needed ? "fail" : "warn", cause: "APP_NO_BROWSER", facts };
}

/** @param starts null where the client isn't installed, or the OS doesn't say */
export function autostartFinding(starts: boolean | null): Finding {
  if (starts === null) return { is: "not-here", facts: {} };
  return starts ? { is: "ok", facts: {} } : { is: "warn", cause: "APP_NO_AUTOSTART", facts: {} };
}

/** @param shows null where that can't be told */
export function trayFinding(shows: boolean | null): Finding {
  if (shows === null) return { is: "no-answer", facts: {} };
  return shows ? { is: "ok", facts: {} } : { is: "warn", cause: "APP_NO_TRAY", facts: {} };
}

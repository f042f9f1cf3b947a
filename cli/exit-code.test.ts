import { expect, test } from "vitest";
import type { LoginOutcome, StatusValue } from "../src/shared/command.ts";
import { endOfLogin, exitCodeOfError, exitCodeOfStatus } from "./exit-code.ts";

const base: StatusValue = {
  version: "1.0.0",
  service: "omakase",
  state: "online",
  reason: null,
  account: null,
  since: "2026-01-01T00:00:00.000Z",
  accessTokenExpiresAt: null,
  lastError: null,
  tokenStore: "ok",
  windows: [],
};

const stores = ["ok", "locked", "missing", "denied", "corrupt", "session-only"] as const;

// Columns as in `stores`: a locked or missing store wins over 3, 4 and 5, and over nothing else.
test.each([
  ["online", [0, 0, 0, 0, 0, 0]],
  ["working", [9, 9, 9, 9, 9, 9]],
  ["signed-out", [3, 6, 6, 3, 3, 3]],
  ["attention", [4, 6, 6, 4, 4, 4]],
  ["offline", [5, 6, 6, 5, 5, 5]],
] as const)("%s with each store state exits %j", (state, expected) => {
  expect(stores.map((tokenStore) => exitCodeOfStatus({ ...base, state, tokenStore }))).toEqual(expected);
});

test.each<[LoginOutcome, Partial<StatusValue>, number, string | null]>([
  ["online", { state: "online" }, 0, null],
  ["online", { state: "online", tokenStore: "missing" }, 0, null],
  ["offline", { state: "offline", reason: "NET_DNS" }, 5, "NET_DNS"],
  ["offline", { state: "offline" }, 5, "NET_OFFLINE"],
  ["offline", { state: "offline", reason: "NET_DNS", tokenStore: "locked" }, 6, "STORE_LOCKED"],
  ["time-limit", { state: "attention" }, 4, "CLI_TIME_LIMIT"],
  ["time-limit", { state: "attention", tokenStore: "locked" }, 6, "STORE_LOCKED"],
  ["time-limit", { state: "attention", tokenStore: "missing" }, 6, "STORE_MISSING"],
  ["time-limit", { state: "working" }, 9, "CLI_TIME_LIMIT"],
  ["time-limit", { state: "offline" }, 5, "CLI_TIME_LIMIT"],
  ["time-limit", { state: "signed-out" }, 3, "CLI_TIME_LIMIT"],
  [
    "time-limit",
    { state: "attention", reason: "STORE_DIALOG_WAITING", tokenStore: "locked" },
    6,
    "STORE_DIALOG_WAITING",
  ],
  ["cancelled", { state: "signed-out" }, 3, null],
  ["cancelled", { state: "signed-out", tokenStore: "locked" }, 6, "STORE_LOCKED"],
  ["refused", { state: "signed-out", reason: "AUTH_DENIED" }, 8, "AUTH_DENIED"],
  ["refused", { state: "signed-out", reason: "POLICY_PROFILE_INCOMPLETE" }, 8, "POLICY_PROFILE_INCOMPLETE"],
  ["refused", { state: "signed-out", reason: "AUTH_TIME_LIMIT" }, 4, "AUTH_TIME_LIMIT"],
  ["refused", { state: "signed-out", reason: "NET_SERVER" }, 3, "NET_SERVER"],
  ["refused", { state: "signed-out", reason: "STORE_LOCKED" }, 6, "STORE_LOCKED"],
  ["refused", { state: "signed-out", reason: "APP_UNEXPECTED" }, 1, "APP_UNEXPECTED"],
  ["refused", { state: "signed-out", reason: "NET_SERVER", tokenStore: "missing" }, 6, "STORE_MISSING"],
  ["refused", { state: "signed-out", reason: "AUTH_DENIED", tokenStore: "missing" }, 8, "AUTH_DENIED"],
])("a login that ended %s at %j exits %d with %s", (outcome, status, exit, error) => {
  expect(endOfLogin({ outcome, status: { ...base, ...status } })).toEqual({ exit, error });
});

test.each([
  ["CLI_USAGE", 2],
  ["CLI_NOT_RUNNING", 7],
  ["STORE_LOCKED", 6],
  ["STORE_MISSING", 6],
  ["STORE_DIALOG_WAITING", 6],
  ["STORE_DENIED", 8],
  ["NET_TIMEOUT", 5],
  ["POLICY_INVALID", 8],
  ["SESSION_REVOKE_UNCONFIRMED", 9],
  ["SESSION_NOT_REVOKED", 8],
  ["IPC_REJECTED", 1],
  ["APP_DATA_FOLDER", 1],
  ["APP_UNEXPECTED", 1],
] as const)("%s exits %d", (code, exit) => {
  expect(exitCodeOfError(code)).toBe(exit);
});

import { expect, test } from "vitest";
import { AppError, ERRORS, errorCode, isErrorCode } from "./errors.ts";

const entries = Object.entries(ERRORS);

test("a code names its area and reads well on the phone", () => {
  for (const [code] of entries)
    expect(code).toMatch(/^(AUTH|LINE|SESSION|STORE|NET|POLICY|SETTINGS|IPC|CLI|UPDATE|APP)(_[A-Z]+)+$/u);
});

test("an error that somebody must act on says what to do", () => {
  for (const [code, { retry, severity, next }] of entries)
    if (retry === "person" || severity === "error") expect([code, next]).not.toEqual([code, "none"]);
});

test("network trouble never asks to log in again: the session is kept (reliability 16)", () => {
  const network = entries.filter(([code]) => code.startsWith("NET_"));
  expect(network.length).toBeGreaterThanOrEqual(7);
  for (const [code, { retry, next }] of network)
    expect([code, retry, next]).not.toEqual([code, "auto", "log-in"]);
  for (const [, { retry }] of network) expect(retry).toBe("auto");
});

test("each state of the keychain has its own way out (reliability 21)", () => {
  const states = ["STORE_LOCKED", "STORE_MISSING", "STORE_DENIED", "STORE_CORRUPT", "STORE_FULL"] as const;
  expect(new Set(states.map((code) => ERRORS[code].next)).size).toBe(states.length);
});

test("only our own errors have a code; the rest is unexpected, whatever its text says", () => {
  expect(errorCode(new AppError("NET_DNS", new Error("getaddrinfo")))).toBe("NET_DNS");
  expect(errorCode(new Error("NET_DNS"))).toBe("APP_UNEXPECTED");
  expect(errorCode("NET_DNS")).toBe("APP_UNEXPECTED");
  expect(errorCode(undefined)).toBe("APP_UNEXPECTED");
});

test("an error keeps its cause for the log and shows only its code", () => {
  const cause = new Error("token=abc");
  const error = new AppError("AUTH_DENIED", cause);
  expect([error.message, error.name, error.cause]).toEqual(["AUTH_DENIED", "AppError", cause]);
  expect("cause" in new AppError("AUTH_DENIED")).toBe(false);
});

test("what isn't in the table is no code", () => {
  expect(isErrorCode("STORE_LOCKED")).toBe(true);
  for (const text of ["toString", "__proto__", "store_locked", ""]) expect(isErrorCode(text)).toBe(false);
});

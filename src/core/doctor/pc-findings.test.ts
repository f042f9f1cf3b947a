import { expect, test } from "vitest";
import { CHECKS } from "./checks.ts";
import {
  autostartFinding,
  browserFinding,
  diskFinding,
  keychainFinding,
  LITTLE_ROOM,
  policyFinding,
  recordFinding,
  trayFinding,
} from "./pc-findings.ts";

test("a disk that takes no file is a fault, little room a warning, unknown room none", () => {
  expect(diskFinding("STORE_FULL", 0)).toMatchObject({ is: "fail", cause: "STORE_FULL" });
  expect(diskFinding("APP_DATA_FOLDER", LITTLE_ROOM)).toMatchObject({ is: "fail", cause: "APP_DATA_FOLDER" });
  expect(diskFinding(null, LITTLE_ROOM - 1)).toMatchObject({ is: "warn", cause: "APP_DISK_LOW" });
  expect(diskFinding(null, LITTLE_ROOM)).toEqual({ is: "ok", facts: { freeMegabytes: 100 } });
  expect(diskFinding(null, null)).toEqual({ is: "ok", facts: { freeMegabytes: null } });
});

test.each([
  ["locked", "STORE_LOCKED"],
  ["missing", "STORE_MISSING"],
  ["denied", "STORE_DENIED"],
  ["corrupt", "STORE_CORRUPT"],
  ["STORE_FULL", "STORE_FULL"],
  ["STORE_DIALOG_WAITING", "STORE_DIALOG_WAITING"],
  ["STORE_TIMEOUT", "STORE_TIMEOUT"],
] as const)("a keychain that is %s: %s", (state, cause) => {
  expect(keychainFinding(state, "GNOME Keyring")).toEqual({
    is: "fail",
    cause,
    facts: { program: "GNOME Keyring" },
  });
  expect(CHECKS.keychain.causes).toContain(cause);
});

test("an open keychain is well", () => {
  expect(keychainFinding("ok", null)).toEqual({ is: "ok", facts: { program: null } });
});

test("a record that can't be read is told, and keeps nobody from logging in", () => {
  expect(recordFinding("whole").is).toBe("ok");
  expect(recordFinding("absent").is).toBe("ok");
  expect(recordFinding("damaged")).toMatchObject({ is: "warn", cause: "SESSION_RECORD_DAMAGED" });
  expect(recordFinding("unread")).toMatchObject({ is: "fail", cause: "STORE_RECORD_UNREAD" });
  expect(recordFinding("newer")).toMatchObject({ is: "warn", cause: "SESSION_RECORD_NEWER" });
});

test("of policy, profile and settings the gravest is told; settings alone stop nothing", () => {
  expect(policyFinding([], { service: "ot" })).toEqual({ is: "ok", facts: { service: "ot" } });
  expect(policyFinding(["POLICY_INVALID", "SETTINGS_SET_ASIDE"], {})).toMatchObject({
    is: "fail",
    cause: "POLICY_INVALID",
  });
  expect(policyFinding(["SETTINGS_UNREAD"], {})).toMatchObject({ is: "warn", cause: "SETTINGS_UNREAD" });
});

test("without a browser there is one way in less; where policy wants it there, none", () => {
  expect(browserFinding("firefox.desktop", true).is).toBe("ok");
  expect(browserFinding(null, false)).toMatchObject({ is: "warn", cause: "APP_NO_BROWSER" });
  expect(browserFinding(null, true)).toMatchObject({ is: "fail", cause: "APP_NO_BROWSER" });
});

test("what can't be told is no finding", () => {
  expect(autostartFinding(null).is).toBe("not-here");
  expect(autostartFinding(true).is).toBe("ok");
  expect(autostartFinding(false)).toMatchObject({ is: "warn", cause: "APP_NO_AUTOSTART" });
  expect(trayFinding(null).is).toBe("no-answer");
  expect(trayFinding(true).is).toBe("ok");
  expect(trayFinding(false)).toMatchObject({ is: "warn", cause: "APP_NO_TRAY" });
});

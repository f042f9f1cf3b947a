import { expect, test } from "vitest";
import { keychainFault } from "./keychain-fault.ts";

test.each([
  ["Cannot create an item in a locked collection", "STORE_LOCKED", false],
  ["User interaction is not allowed.", "STORE_LOCKED", false],
  ["Object does not exist at path “/org/freedesktop/secrets/collection/login”", "STORE_MISSING", true],
  ["The given address is empty", "STORE_MISSING", true],
  ["Could not connect: No such file or directory", "STORE_MISSING", true],
  ["Cannot autolaunch D-Bus without X11 $DISPLAY", "STORE_MISSING", true],
  ["The name org.freedesktop.secrets was not provided by any .service files", "STORE_MISSING", true],
  ["The name :1.1 was not provided by any .service files", "STORE_MISSING", true],
  ["The name is not activatable", "STORE_MISSING", true],
  ["The session wrapping the secret does not exist", "STORE_MISSING", true],
  ['Failed to load keytar native addon, checked ["../build/Release"]', "STORE_MISSING", false],
  ['Rejected send message, 2 matched rules; type="method_call"', "STORE_DENIED", false],
  ["User canceled the operation.", "STORE_DENIED", false],
  ["Couldn't create item: An error occurred on the device", "STORE_DENIED", true],
  ["something that nobody has seen", "STORE_DENIED", true],
  ["", "STORE_DENIED", true],
])("%s", (message, code, restartHelps) => {
  expect(keychainFault(message)).toEqual({ code, restartHelps });
});

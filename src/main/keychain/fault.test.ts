import { expect, test } from "vitest";
import { keychainFault } from "./fault.ts";

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
  ["Couldn't create item: An error occurred on the device", "STORE_FULL", false],
  ["The user name or passphrase you entered is not correct.", "STORE_DENIED", false],
  ["A default keychain could not be found.", "STORE_MISSING", true],
  ["No keychain is available. You may need to restart your computer.", "STORE_MISSING", true],
  ["UNIX[No such file or directory]", "STORE_MISSING", true],
  ["UNIX[No space left on device]", "STORE_FULL", false],
  ["The specified keychain is not a valid keychain file.", "STORE_CORRUPT", false],
  ["An unknown error occurred.", "STORE_DENIED", true],
  ["Not enough memory resources are available to process this command.\r\n", "STORE_FULL", false],
  ["There is not enough space on the disk.\r\n", "STORE_FULL", false],
  [
    "A specified logon session does not exist. It may already have been terminated.\r\n",
    "STORE_DENIED",
    false,
  ],
  ["The RPC server is unavailable.\r\n", "STORE_MISSING", true],
  ["\uFFFDw\uFFFD\u88B3\uFFFD\uFFFD", "STORE_DENIED", true],
  ["something that nobody has seen", "STORE_DENIED", true],
  ["", "STORE_DENIED", true],
])("%s", (message, code, restartHelps) => {
  expect(keychainFault(message)).toEqual({ code, restartHelps });
});

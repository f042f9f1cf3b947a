import { fileURLToPath } from "node:url";
import { KEYCHAIN_SERVICE } from "../shared/keychain-service.ts";
import { utilityProcess } from "./electron.ts";
import { createKeychain, type Keychain, type KeychainDeps } from "./keychain/keychain.ts";
import {
  answeringProgram,
  hasEntry,
  isKeyringLocked,
  secretServiceOwner,
} from "./keychain/secret-service-look.ts";

const processFile = fileURLToPath(new URL("keychain-process.js", import.meta.url));

/** This PC's keychain, behind Electron's utility process. */
export function composeOsKeychain(
  more: Pick<KeychainDeps, "timeoutMs" | "mayEndIdle" | "answered">,
): Keychain {
  return createKeychain({
    fork: () => utilityProcess.fork(processFile, [], { serviceName: "keychain" }),
    serviceName: KEYCHAIN_SERVICE,
    isLocked: isKeyringLocked,
    hasEntry: (key) => hasEntry(KEYCHAIN_SERVICE, key),
    answeringProgram,
    daemon: secretServiceOwner,
    keepsDeleted: process.platform === "linux",
    ...more,
  });
}

import { fileURLToPath } from "node:url";
import { utilityProcess } from "../../host/utility-process.ts";
import type { KeychainChild } from "../../src/main/adapters/keychain.ts";

const script = fileURLToPath(new URL("../../src/main/keychain-process.ts", import.meta.url));

export type KeychainProcess = KeychainChild & { readonly pid: number | undefined };

/** The product's own keychain process, in front of the keychain that `env` leads to. */
export function forkKeychain(env: NodeJS.ProcessEnv): KeychainProcess {
  return utilityProcess.fork(script, [], { env: { ...process.env, ...env }, stdio: "pipe" });
}

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { KeychainChild } from "../../src/main/keychain/link.ts";

const script = fileURLToPath(new URL("../../src/main/keychain/process.ts", import.meta.url));
const parentPort = new URL("parent-port.ts", import.meta.url).href;

export type KeychainProcess = KeychainChild & { readonly pid: number | undefined };

/** The product's own keychain process on Node, in front of the keychain that `env` leads to. */
export function forkKeychain(env: NodeJS.ProcessEnv, file = script): KeychainProcess {
  const child = fork(file, {
    execArgv: ["--import", parentPort],
    serialization: "advanced",
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.on("error", () => {}); // told as its exit
  return {
    get pid() {
      return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
    },
    postMessage: (message) => {
      if (child.connected) child.send(message as object, () => {});
    },
    on(event: "message" | "exit", listener: (given: never) => void) {
      if (event === "message") return child.on("message", listener as (message: unknown) => void);
      return child.on("exit", (code) => (listener as (code: number) => void)(code ?? 128));
    },
    kill: () => child.kill(),
  };
}

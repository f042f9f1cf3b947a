import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createKeychain } from "./keychain.ts";
import type { KeychainChild } from "./link.ts";

/** Answers everything with null, or can't be spoken to any more. */
function child(isGone: boolean): KeychainChild {
  const events = new EventEmitter();
  return {
    postMessage(message) {
      if (isGone) throw new TypeError("Object has been destroyed");
      const { id } = message as { readonly id: number };
      setImmediate(() => events.emit("message", { id, ok: true, value: null }));
    },
    on: (event: string, listener: (...args: never[]) => void) =>
      events.on(event, listener as (...args: unknown[]) => void),
    kill: () => true,
  };
}

const full = (): KeychainChild => {
  throw new Error("spawn EAGAIN");
};

test.each<[string, () => KeychainChild]>([
  ["can't be started, as on a PC that is out of processes", full],
  ["is gone unnoticed", () => child(true)],
])("a keychain process that %s is missing for now, and nobody has refused anything", async (_how, fork) => {
  let works = false;
  const keychain = createKeychain({
    fork: () => (works ? child(false) : fork()),
    serviceName: "test",
    isLocked: async () => false,
  });
  expect(await keychain.probe()).toBe("missing");
  await expect(keychain.get("entry")).rejects.toMatchObject({ code: "STORE_MISSING" });
  works = true;
  expect(await keychain.get("entry")).toBeNull();
  await keychain.close();
});

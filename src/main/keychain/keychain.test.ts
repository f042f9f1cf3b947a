import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createKeychain } from "./keychain.ts";
import type { KeychainCall, KeychainChild, KeychainValue } from "./link.ts";

// With real keyrings: tests/integration/keychain.test.ts.

/** Writes to its second keyring; reads in both, the first before; deletes in both. Or the first can't be changed at all. */
function twoKeyrings(former: Map<string, string>, isReadOnly = false) {
  const now = new Map<string, string>();
  const answer = (asked: KeychainCall): KeychainValue => {
    switch (asked.call) {
      case "get":
        return former.get(asked.key) ?? now.get(asked.key) ?? null;
      case "set":
        now.set(asked.key, asked.secret);
        return null;
      case "delete":
        return [now.delete(asked.key), !isReadOnly && former.delete(asked.key)].includes(true);
    }
  };
  const fork = (): KeychainChild => {
    const events = new EventEmitter();
    return {
      postMessage(message) {
        const asked = message as KeychainCall & { readonly id: number };
        setImmediate(() => events.emit("message", { id: asked.id, ok: true, value: answer(asked) }));
      },
      on: (event: string, listener: (...args: never[]) => void) =>
        events.on(event, listener as (...args: unknown[]) => void),
      kill: () => true,
    };
  };
  const keychain = createKeychain({
    fork,
    serviceName: "test",
    isLocked: async () => false,
    keepsDeleted: true,
  });
  return { keychain, now };
}

test.each(["spent", "emptied-v1:1"])(
  "an entry in the keyring that was the default one doesn't stand before the new one (reliability 21): %s",
  async (left) => {
    const former = new Map([["entry", left]]);
    const { keychain, now } = twoKeyrings(former);
    await keychain.set("entry", "rotated");
    expect(await keychain.get("entry")).toBe("rotated");
    expect([[...former.values()], [...now.values()]]).toEqual([[], ["rotated"]]);
    await keychain.close();
  },
);

test("and where it can't be deleted, that is said", async () => {
  const { keychain } = twoKeyrings(new Map([["entry", "spent"]]), true);
  await expect(keychain.set("entry", "rotated")).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  await keychain.close();
});

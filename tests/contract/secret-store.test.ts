import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import type { SecretStore } from "../../src/core/ports.ts";
import { createAsideFiles } from "../../src/main/keychain/aside-files.ts";
import { createAsideStore } from "../../src/main/keychain/aside-secret.ts";
import { createKeychain } from "../../src/main/keychain/keychain.ts";
import { createSealedStore } from "../../src/main/keychain/sealed-secret.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { createMemorySecretStore } from "../support/memory-secret-store.ts";

let keyring: Keyring;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "sealed-"));
  if (hasGnomeKeyring) keyring = await startKeyring({ isolated: true });
});

afterAll(async () => {
  await keyring?.stop();
  await rm(dir, { recursive: true, force: true });
});

const gnomeKeyring = (serviceName: string) =>
  createKeychain({ fork: () => forkKeychain(keyring.env), serviceName, keepsDeleted: true });

const credentialStore = (serviceName: string) =>
  createKeychain({ fork: () => forkKeychain({}), serviceName });

type Implementation = {
  name: string;
  /** Whether what it needs is on this machine. */
  here: boolean;
  /** Bytes that an entry of it holds, where that is less than a token may take. */
  holds?: number;
  create: () => SecretStore;
};

const onWindows: readonly Implementation[] = [
  {
    name: "Windows credential store",
    here: true,
    holds: 2_560, // CRED_MAX_CREDENTIAL_BLOB_SIZE, by which Wine doesn't go
    create: () => credentialStore("contract-plain"),
  },
  {
    name: "sealed files, keys in the Windows credential store",
    here: true,
    create: () =>
      createSealedStore({ store: credentialStore("contract-sealed"), dir: join(dir, "windows"), limit: 60 }),
  },
];

const implementations: readonly Implementation[] = [
  { name: "in memory", here: true, create: createMemorySecretStore },
  { name: "gnome-keyring", here: hasGnomeKeyring, create: () => gnomeKeyring("contract-plain") },
  {
    name: "with what is kept aside",
    here: true,
    create: () =>
      createAsideStore({ store: createMemorySecretStore(), files: createAsideFiles(join(dir, "aside")) }),
  },
  {
    name: "sealed files, keys in memory",
    here: true,
    create: () =>
      createSealedStore({ store: createMemorySecretStore(), dir: join(dir, "memory"), limit: 60 }),
  },
  {
    name: "sealed files, keys in gnome-keyring",
    here: hasGnomeKeyring,
    create: () =>
      createSealedStore({ store: gnomeKeyring("contract-sealed"), dir: join(dir, "keyring"), limit: 60 }),
  },
  ...(process.platform === "win32" ? onWindows : []),
];

const secrets = [
  ["short", "x"],
  ["many scripts", "回線認証 ✓ \u{1F511} é"],
  ["lines and quotes", 'a\n"b"\r\n\\c'],
  ["looks like a sealed entry", "sealed-v1:AAAA"],
  ["as large as a token gets", "0123456789abcdef".repeat(512)],
] as const;

describe.each(implementations)("secret store: $name", ({ here, holds = Infinity, create }) => {
  describe.skipIf(!here)("where its keychain is", () => {
    let store: SecretStore;
    beforeAll(() => {
      store = create();
    });
    afterAll(() => store?.close());

    test("is well", async () => {
      expect(await store.probe()).toBe("ok");
    });

    test("what was never set is null, and deleting it is false", async () => {
      expect(await store.get("never")).toBeNull();
      expect(await store.delete("never")).toBe(false);
    });

    test.each(secrets.filter(([, secret]) => Buffer.byteLength(secret) <= holds))(
      "gives back what was set: %s",
      async (name, secret) => {
        await store.set(name, secret);
        expect(await store.get(name)).toBe(secret);
        expect(await store.delete(name)).toBe(true);
        expect(await store.get(name)).toBeNull();
      },
    );

    test("the last write wins, whatever the sizes", async () => {
      for (const secret of ["small", "large ".repeat(200), "larger ".repeat(300), "small again"]) {
        await store.set("again", secret);
        expect(await store.get("again")).toBe(secret);
      }
      await store.delete("again");
    });

    test("what was emptied is null, and so is what never was; then it takes the next secret", async () => {
      await store.empty("emptied");
      expect(await store.get("emptied")).toBeNull();
      await store.set("emptied", "first");
      await store.empty("emptied");
      expect(await store.get("emptied")).toBeNull();
      await store.set("emptied", "second");
      expect(await store.get("emptied")).toBe("second");
      await store.empty("emptied");
      expect(await store.delete("emptied")).toBe(false);
    });

    test("entries don't touch each other", async () => {
      await Promise.all(["a", "b", "a:pending", "../a"].map((key) => store.set(key, `secret of ${key}`)));
      expect(await Promise.all(["a", "b", "a:pending", "../a"].map((key) => store.get(key)))).toEqual([
        "secret of a",
        "secret of b",
        "secret of a:pending",
        "secret of ../a",
      ]);
      await store.delete("a");
      expect(await store.get("a:pending")).toBe("secret of a:pending");
      for (const key of ["b", "a:pending", "../a"]) await store.delete(key);
    });

    test("once closed, it answers nobody", async () => {
      const closing = create();
      await closing.close();
      await expect(closing.get("a")).rejects.toMatchObject({ code: "STORE_MISSING" });
      await expect(closing.probe()).rejects.toMatchObject({ code: "STORE_MISSING" });
    });
  });
});

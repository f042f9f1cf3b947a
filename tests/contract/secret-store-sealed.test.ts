import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSealedStore, WINDOWS_ENTRY_LIMIT } from "../../src/main/keychain/sealed-secret.ts";
import { createMemorySecretStore, type MemorySecretStore } from "../support/memory-secret-store.ts";

let dir: string;
let below: MemorySecretStore;
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), "sealed-")), "sealed");
  below = createMemorySecretStore();
});
afterEach(() => rm(join(dir, ".."), { recursive: true, force: true }));

const large = "refresh-token ".repeat(200);
const open = () => createSealedStore({ store: below, dir, limit: WINDOWS_ENTRY_LIMIT });
const files = () => readdir(dir).catch(() => []);
const onlyFile = async () => join(dir, String((await files())[0]));

test("what fits stays in the keychain; one unit more is sealed (reliability 23)", async () => {
  await open().set("fits", "x".repeat(WINDOWS_ENTRY_LIMIT));
  expect(await files()).toEqual([]);
  await open().set("large", "x".repeat(WINDOWS_ENTRY_LIMIT + 1));
  expect(await files()).toHaveLength(1);
  for (const entry of below.entries.values()) expect(entry.length).toBeLessThanOrEqual(WINDOWS_ENTRY_LIMIT);
});

test("what takes more bytes than an entry holds is sealed, however few characters it has", async () => {
  await open().set("kanji", "鍵".repeat(WINDOWS_ENTRY_LIMIT - 1));
  expect(await files()).toHaveLength(1);
  expect(await open().get("kanji")).toBe("鍵".repeat(WINDOWS_ENTRY_LIMIT - 1));
});

test("neither the file nor its name shows the secret or the entry's name", async () => {
  await open().set("entry-name", large);
  const path = await onlyFile();
  expect(path).not.toContain("entry-name");
  const bytes = await readFile(path);
  expect(bytes.includes("refresh-token")).toBe(false);
});

// Windows has no modes: there the folder's access list says who may read it.
test.skipIf(process.platform === "win32")("the file is readable by its owner only", async () => {
  await open().set("entry-name", large);
  expect((await stat(await onlyFile())).mode & 0o777).toBe(0o600);
});

test("a changed, cut, missing or exchanged file is corrupt, never another secret", async () => {
  await open().set("a", large);
  const path = await onlyFile();
  const whole = await readFile(path);
  for (const at of [0, 11, 12, 500, whole.length - 16, whole.length - 1]) {
    const bytes = Buffer.from(whole);
    bytes[at] = (whole[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await expect(open().get("a"), `byte ${at}`).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  }
  for (const length of [0, 5, 12, 20, whole.length - 1]) {
    await writeFile(path, whole.subarray(0, length));
    await expect(open().get("a"), `cut at ${length}`).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  }
  await rm(path);
  await expect(open().get("a")).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  await writeFile(path, whole);
  expect(await open().get("a")).toBe(large);
});

test.skipIf(process.platform === "win32")(
  "a pipe in its place is corrupt, and nobody waits for it",
  async () => {
    await open().set("a", large);
    const path = await onlyFile();
    await rm(path);
    execFileSync("mkfifo", [path]);
    await expect(open().get("a")).rejects.toMatchObject({ code: "STORE_CORRUPT" });
    await open().set("a", large);
    expect(await open().get("a")).toBe(large);
  },
);

test("one entry's file under another entry's name is corrupt", async () => {
  await open().set("a", large);
  const ofA = await onlyFile();
  await open().set("b", `${large}b`);
  const ofB = join(dir, String((await files()).find((name) => !ofA.endsWith(name))));
  await writeFile(ofB, await readFile(ofA));
  await below.set("b", String(below.entries.get("a")));
  await expect(open().get("b")).rejects.toMatchObject({ code: "STORE_CORRUPT" });
});

test("a new value is the only step: the keychain's key stays", async () => {
  await open().set("a", large);
  const key = below.entries.get("a");
  const before = await readFile(await onlyFile());
  await open().set("a", `${large}2`);
  expect(below.entries.get("a")).toBe(key);
  expect((await readFile(await onlyFile())).subarray(0, 12)).not.toEqual(before.subarray(0, 12));
});

test("a small value or a deletion takes the file along", async () => {
  const store = open();
  await store.set("a", large);
  await store.set("a", "small");
  expect(await files()).toEqual([]);
  await store.set("a", large);
  expect(await store.delete("a")).toBe(true);
  expect(await files()).toEqual([]);
});

test("stopped between file and keychain: the old value is still there", async () => {
  const store = createSealedStore({
    store: {
      ...below,
      set: async (key, secret) => {
        if (secret.startsWith("sealed-v1:")) throw new Error("stopped here");
        await below.set(key, secret);
      },
    },
    dir,
    limit: 10,
  });
  await store.set("a", "old");
  await expect(store.set("a", large)).rejects.toThrow("stopped here");
  expect(await open().get("a")).toBe("old");
});

test("a key in the keychain that isn't one is corrupt, until the next value replaces it", async () => {
  await below.set("a", "sealed-v1:too short");
  await expect(open().get("a")).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  await open().set("a", large);
  expect(await open().get("a")).toBe(large);
});

test("a locked keychain is reported as such", async () => {
  await open().set("a", large);
  below.become("locked");
  await expect(open().get("a")).rejects.toMatchObject({ code: "STORE_LOCKED" });
  await expect(open().set("a", large)).rejects.toMatchObject({ code: "STORE_LOCKED" });
  expect(await open().probe()).toBe("locked");
});

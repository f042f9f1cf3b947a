import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ordinaryUsersFolder } from "../../scripts/electron/ordinary-user.mjs";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import type { SecretStore } from "../../src/core/ports.ts";
import { createRecordFile } from "../../src/main/files/record-file.ts";
import { createKeychain } from "../../src/main/keychain/keychain.ts";
import { createSealedStore } from "../../src/main/keychain/sealed-secret.ts";
import { entryOf } from "../../src/main/session/entries.ts";
import { forgottenFormat, sessionRecordFormat } from "../../src/main/session/record-format.ts";
import { type Canary, searchFolder, searchProcesses } from "../support/canary.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { logIn, type PlainSession, profileOf, startPlainSession } from "../support/plain-session.ts";

/*
 * A session over the real keychain, with records on disk: every state has its way out, without a restart
 * (reliability 21, 22, 24).
 */
describe.skipIf(!hasGnomeKeyring)("a session and a real gnome-keyring", () => {
  let dir: string;
  let keyring: Keyring;
  let provider: PlainProvider;
  const open: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    dir = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "session-store-")));
    keyring = await startKeyring({ isolated: true, dataDir: join(dir, "keyring") });
    provider = await startPlainProvider();
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await provider.close();
    await keyring.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  type Start = { readonly env?: NodeJS.ProcessEnv; readonly limit?: number; readonly data?: string };

  /** A start of the client on this PC. */
  function start({ env = keyring.env, limit = Number.POSITIVE_INFINITY, data = dir }: Start = {}) {
    const store: SecretStore = createSealedStore({
      store: createKeychain({ fork: () => forkKeychain(env), serviceName: "session-store" }),
      dir: join(data, "sealed"),
      limit,
    });
    const session = startPlainSession(profileOf(provider), {
      store,
      record: createRecordFile(join(data, "session.json"), sessionRecordFormat),
      forgotten: createRecordFile(join(data, "forgotten.json"), forgottenFormat),
    });
    open.push(session, store);
    return session;
  }

  const refreshed = (one: PlainSession<SecretStore>) =>
    one.tokens.refresh().then(
      () => "refreshed",
      (thrown: { code?: string }) => thrown.code,
    );

  async function unlock(): Promise<void> {
    await keyring.stopDaemon();
    await keyring.startDaemon();
  }

  test("without a keychain lasts for this run, and is kept as soon as there is one", async () => {
    await keyring.stopDaemon();
    const first = start();
    await logIn(first);
    expect(first.tokens.storeState()).toBe("session-only");
    expect(first.tokens.unsettled()).toBe(true);
    expect(await refreshed(first)).toBe("refreshed");
    expect(await start().tokens.open()).toBeNull();
    await keyring.startDaemon();
    expect(await first.tokens.settle()).toBe("ok");
    expect(first.tokens.unsettled()).toBe(false);
    const next = start();
    expect(await next.tokens.open()).toMatchObject({ account: { sub: "hanako" } });
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("locked under a running client waits, and goes on when it opens", async () => {
    const session = start();
    await logIn(session);
    await keyring.lock();
    expect(await refreshed(session)).toBe("STORE_LOCKED");
    expect(session.tokens.storeState()).toBe("locked");
    await unlock();
    expect(await refreshed(session)).toBe("refreshed");
    expect(session.tokens.storeState()).toBe("ok");
  });

  test("locked when the client starts isn't logged out", async () => {
    await logIn(start());
    await keyring.lock();
    const next = start();
    await expect(next.tokens.open()).rejects.toMatchObject({ code: "STORE_LOCKED" });
    await unlock();
    expect(await next.tokens.open()).toMatchObject({ rested: false });
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("a login while it is locked is kept when it opens", async () => {
    await keyring.lock();
    const session = start();
    await logIn(session);
    expect(session.tokens.storeState()).toBe("locked");
    await unlock();
    expect(await session.tokens.settle()).toBe("ok");
    expect(await refreshed(start())).toBe("refreshed");
  });

  test("stopped and started again is missing and then as before", async () => {
    const session = start();
    await logIn(session);
    await keyring.stopDaemon();
    expect(await refreshed(session)).toBe("STORE_MISSING");
    await keyring.startDaemon();
    expect(await refreshed(session)).toBe("refreshed");
  });

  test("whose keyring was lost says that a login is needed, and keeps the next one", async () => {
    await logIn(start());
    await keyring.stopDaemon();
    rmSync(join(dir, "keyring"), { recursive: true });
    await keyring.startDaemon();
    const next = start();
    expect(await next.tokens.open()).not.toBeNull();
    expect(await refreshed(next)).toBe("SESSION_ENDED");
    await logIn(next);
    expect(await refreshed(start())).toBe("refreshed");
  });

  test("whose sealed value is damaged says so, and the next login replaces it", async () => {
    await logIn(start({ limit: 10 }));
    const sealed = join(dir, "sealed");
    for (const name of readdirSync(sealed)) {
      const bytes = readFileSync(join(sealed, name));
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      writeFileSync(join(sealed, name), bytes);
    }
    const next = start({ limit: 10 });
    expect(await next.tokens.open()).not.toBeNull();
    expect(await refreshed(next)).toBe("STORE_CORRUPT");
    await logIn(next);
    expect(next.tokens.storeState()).toBe("ok");
    expect(await refreshed(start({ limit: 10 }))).toBe("refreshed");
  });

  test("forgotten while it is locked is gone from it once it opens, also after a restart", async () => {
    const session = start();
    await logIn(session);
    await keyring.lock();
    expect(await session.tokens.leave("forget")).toBe("STORE_LOCKED");
    const next = start();
    expect(await next.tokens.open()).toBeNull();
    expect(next.tokens.unsettled()).toBe(true);
    await unlock();
    await next.tokens.settle();
    expect(next.tokens.unsettled()).toBe(false);
    expect(readdirSync(dir)).not.toContain("forgotten.json");
    expect(provider.requests.filter((one) => one === "POST /token/revocation")).toHaveLength(1);
  });

  test.each([
    ["in the keychain", Number.POSITIVE_INFINITY],
    ["sealed in a file", 10],
  ])(
    "leaves its tokens nowhere but %s: no file, command line or environment shows one (reliability 32)",
    async (_where, limit) => {
      const session = start({ limit });
      await logIn(session);
      const seen: Canary[] = [];
      for (const name of ["first", "second"]) {
        await session.tokens.refresh();
        seen.push({ name: `${name} access token`, secret: session.tokens.accessToken()?.value ?? "" });
        const entry = entryOf(profileOf(provider), "this-pc");
        seen.push({ name: `${name} refresh token`, secret: (await session.store.get(entry)) ?? "" });
      }
      await keyring.lock();
      await session.tokens.leave("forget");
      const files = await searchFolder(dir, seen);
      expect(files.sightings).toEqual([]);
      expect(files.files).toBeGreaterThan(1);
      expect((await searchProcesses(seen))?.sightings ?? []).toEqual([]);
      // The search would have seen them.
      writeFileSync(join(dir, "left"), `token=${encodeURIComponent(seen[1]?.secret ?? "")}`);
      expect((await searchFolder(dir, seen)).sightings).not.toEqual([]);
    },
  );

  test("on a full disk keeps what it has, says so, and goes on when there is room", async ({ skip }) => {
    const small = join(dir, "small");
    mkdirSync(small);
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=96k", "tmpfs", small]).status !== 0)
      return skip("a disk of its own can't be mounted here");
    const own = await startKeyring({ isolated: true, dataDir: join(small, "keyring") });
    try {
      const session = start({ env: own.env, data: small });
      await logIn(session);
      spawnSync("dd", ["if=/dev/zero", `of=${join(small, "fill")}`, "bs=1k"]);
      const before = provider.tokenRequests();
      expect(await refreshed(session)).toBe("STORE_FULL");
      expect(provider.tokenRequests()).toBe(before);
      rmSync(join(small, "fill"));
      expect(await refreshed(session)).toBe("refreshed");
      expect(await refreshed(start({ env: own.env, data: small }))).toBe("refreshed");
    } finally {
      await own.stop();
      spawnSync("umount", [small]);
    }
  });
});

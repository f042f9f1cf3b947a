import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAsideFiles } from "../../src/main/keychain/aside-files.ts";
import { createAsideStore } from "../../src/main/keychain/aside-secret.ts";
import { searchFolder } from "../support/canary.ts";
import { createMemorySecretStore, type MemorySecretStore } from "../support/memory-secret-store.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import {
  logIn,
  type PlainSession,
  profileOf,
  refreshed,
  startPlainSession,
} from "../support/plain-session.ts";

/*
 * A token that the provider has rotated while the keychain waits for another program's dialog (reliability 14, 36): the
 * old one is spent, so what the client knows in memory alone must get over its end, and is never plain on the disk.
 */
describe("a rotated token that waits for a dialog", () => {
  let provider: PlainProvider;
  let keychain: MemorySecretStore;
  let dir: string;
  const open: PlainSession<never>[] = [];

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "aside-"));
    provider = await startPlainProvider();
    keychain = createMemorySecretStore();
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await provider.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const store = () => createAsideStore({ store: keychain, files: createAsideFiles(dir) });
  function start() {
    const session = startPlainSession(profileOf(provider), { store: store() });
    open.push(session as never);
    return session;
  }
  /** The client ends and starts again: nothing is left but the keychain and the disk. */
  function restarted(session: ReturnType<typeof start>) {
    const next = startPlainSession(profileOf(provider), {
      store: store(),
      record: session.record,
      forgotten: session.forgotten,
    });
    open.push(next as never);
    return next;
  }

  test("is kept over a quit, sealed by what the keychain holds", async () => {
    const first = start();
    await logIn(first);
    keychain.asksBeforeWriting = true;
    expect(await refreshed(first)).toBe("refreshed");
    expect([first.tokens.unsettled(), first.tokens.unkept()]).toEqual([true, false]);
    expect(first.tokens.notice()).toBe("STORE_DIALOG_WAITING");

    const next = restarted(first);
    expect(await next.tokens.open()).toMatchObject({ account: { sub: "hanako" } });
    expect(await refreshed(next)).toBe("refreshed");
    keychain.asksBeforeWriting = false;
    await next.tokens.settle();
    expect(readdirSync(dir)).toEqual([]);
    expect(await refreshed(restarted(next))).toBe("refreshed");
  });

  test("is kept again and again as long as nobody answers", async () => {
    const first = start();
    await logIn(first);
    keychain.asksBeforeWriting = true;
    for (let times = 0; times < 3; times += 1) expect(await refreshed(first)).toBe("refreshed");
    const next = restarted(first);
    for (let times = 0; times < 2; times += 1) expect(await refreshed(next)).toBe("refreshed");
    expect(await refreshed(restarted(next))).toBe("refreshed");
  });

  test("lies nowhere in plain text, and is of no use without the keychain's entry", async () => {
    const first = start();
    await logIn(first);
    const [entry] = keychain.entries.keys();
    const before = keychain.entries.get(String(entry));
    keychain.asksBeforeWriting = true;
    await refreshed(first);
    const token = await store().get(String(entry));
    expect(token).not.toBe(before);
    const { sightings, files } = await searchFolder(dir, [{ name: "token", secret: String(token) }]);
    expect([sightings, files]).toEqual([[], 1]);

    keychain.asksBeforeWriting = false;
    await keychain.set(String(entry), "another session of the same entry");
    expect(await store().get(String(entry))).toBe("another session of the same entry");
    expect(readdirSync(dir)).toEqual([]);
  });

  test("is gone with what is forgotten", async () => {
    const first = start();
    await logIn(first);
    keychain.asksBeforeWriting = true;
    await refreshed(first);
    expect(readdirSync(dir)).toHaveLength(1);
    await first.tokens.leave("forget");
    expect([readdirSync(dir), [...keychain.entries.keys()]]).toEqual([[], []]);
  });

  test("of a first login, of which the keychain holds nothing yet, is known to be lost by a quit", async () => {
    const first = start();
    keychain.asksBeforeWriting = true;
    await logIn(first);
    expect([first.tokens.unsettled(), first.tokens.unkept()]).toEqual([true, true]);
    keychain.asksBeforeWriting = false;
    await first.tokens.settle();
    expect(first.tokens.unkept()).toBe(false);
  });
});

import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRecordFile } from "../../src/main/files/record-file.ts";
import type { SessionBinding } from "../../src/main/session/binding.ts";
import { entryOf } from "../../src/main/session/entries.ts";
import { fromFiles, machineId } from "../../src/main/session/machine-id.ts";
import { forgottenFormat, sessionRecordFormat } from "../../src/main/session/record-format.ts";
import { createMemorySecretStore, type MemorySecretStore } from "../support/memory-secret-store.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { logIn, type PlainSession, profileOf, startPlainSession } from "../support/plain-session.ts";

/*
 * PCs with machine ids, records and users' folders of their own (reliability 19). The keychain is in memory, so that
 * it can be copied as a roaming profile or a cloned disk would.
 */
let dir: string;
let provider: PlainProvider;
const open: PlainSession[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "binding-"));
  provider = await startPlainProvider();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  await provider.close();
  await rm(dir, { recursive: true, force: true });
});

const ID_A = "0123456789abcdef0123456789abcdef";
const ID_B = "fedcba9876543210fedcba9876543210";

async function bindingOf(id: string): Promise<SessionBinding & { readonly to: "machine" }> {
  const path = join(dir, `machine-id-${id.slice(0, 4)}`);
  await writeFile(path, `${id}\n`);
  return { to: "machine", machine: () => machineId(fromFiles([path])) };
}

/** The PC with this id, which is read or not as `state` says. */
async function unsteadyBinding(id: string, state: { readable: boolean }): Promise<SessionBinding> {
  const { machine } = await bindingOf(id);
  const failing = () => Promise.reject(new Error("busy"));
  return { to: "machine", machine: () => (state.readable ? machine() : failing()) };
}

const NAMELESS: SessionBinding = { to: "machine", machine: async () => null };

/** A start of the client with this user's folder and keychain, on the PC of the binding. */
async function startOn(
  binding: SessionBinding,
  home: { readonly folder: string; readonly store: MemorySecretStore },
): Promise<PlainSession> {
  const started = startPlainSession(profileOf(provider), {
    binding,
    store: home.store,
    record: createRecordFile(join(home.folder, "session.json"), sessionRecordFormat),
    forgotten: createRecordFile(join(home.folder, "forgotten.json"), forgottenFormat),
    folder: await mkdtemp(join(tmpdir(), "binding-run-")),
  });
  open.push(started);
  return started;
}

const newHome = (name = "home") => ({ folder: join(dir, name), store: createMemorySecretStore() });

/** What a cloned disk or a roaming profile brings to another PC. */
async function copyOf(home: ReturnType<typeof newHome>, name: string) {
  const copy = newHome(name);
  await cp(home.folder, copy.folder, { recursive: true });
  for (const [entry, secret] of home.store.entries) await copy.store.set(entry, secret);
  return copy;
}

const outcome = (session: PlainSession) =>
  session.tokens.refresh().then(
    () => "refreshed",
    (thrown: { failure?: { kind: string } }) => thrown.failure?.kind,
  );

describe("a session that belongs to the PC", () => {
  test("is resumed on it, and its record shows the id to nobody", async () => {
    const [a, home] = [await bindingOf(ID_A), newHome()];
    await logIn(await startOn(a, home));
    const again = await startOn(a, home);
    expect(await again.tokens.open()).toMatchObject({ account: { sub: "hanako" } });
    expect(await outcome(again)).toBe("refreshed");
    const text = await readFile(join(home.folder, "session.json"), "utf8");
    expect(text).toContain(String(await a.machine()));
    expect(text).not.toContain(ID_A);
  });

  test("isn't presented by a clone of the PC, and stays good on the first", async () => {
    const [a, b, home] = [await bindingOf(ID_A), await bindingOf(ID_B), newHome()];
    await logIn(await startOn(a, home));
    const clone = await copyOf(home, "clone");
    const [kept = ""] = clone.store.entries.values();
    const cloned = await startOn(b, clone);
    const before = provider.tokenRequests();
    expect(await cloned.tokens.open()).toBeNull();
    expect(await outcome(cloned)).toBe("missing");
    expect(provider.tokenRequests()).toBe(before);
    expect(await outcome(await startOn(a, home))).toBe("refreshed");
    // Once the clone has a session of its own, the other PC's token is gone from it.
    await logIn(cloned, 1, "taro");
    expect([...clone.store.entries.values()]).toHaveLength(1);
    expect([...clone.store.entries.values()]).not.toContain(kept);
    expect(await outcome(await startOn(b, clone))).toBe("refreshed");
    expect(await outcome(await startOn(a, home))).toBe("refreshed");
  });

  test("has a keychain entry of its own where only the keychain roams", async () => {
    const [a, b] = [await bindingOf(ID_A), await bindingOf(ID_B)];
    const roaming = createMemorySecretStore();
    const [homeA, homeB] = [
      { folder: join(dir, "a"), store: roaming },
      { folder: join(dir, "b"), store: roaming },
    ];
    await logIn(await startOn(a, homeA));
    await logIn(await startOn(b, homeB));
    expect(new Set(roaming.entries.values()).size).toBe(2);
    expect(await outcome(await startOn(a, homeA))).toBe("refreshed");
    expect(await outcome(await startOn(b, homeB))).toBe("refreshed");
  });

  test("isn't used on a PC that has no id, which keeps its own sessions all the same", async () => {
    const home = newHome();
    await logIn(await startOn(await bindingOf(ID_A), home));
    const nameless = await startOn(NAMELESS, home);
    expect(await nameless.tokens.open()).toBeNull();
    await logIn(nameless);
    expect(await outcome(await startOn(NAMELESS, home))).toBe("refreshed");
  });
});

describe("a PC whose id can't be read just now", () => {
  const code = "STORE_PC_UNKNOWN";
  const unreadableOn = async (id: string, home: ReturnType<typeof newHome>) => {
    const state = { readable: false };
    return { state, session: await startOn(await unsteadyBinding(id, state), home) };
  };

  test("waits for it with the session kept, and goes on when it can", async () => {
    const home = newHome();
    await logIn(await startOn(await bindingOf(ID_A), home));
    const entries = [...home.store.entries];
    const { state, session } = await unreadableOn(ID_A, home);
    const before = provider.tokenRequests();
    await expect(session.tokens.open()).rejects.toMatchObject({ code });
    expect(await outcome(session)).toBe("store");
    expect([provider.tokenRequests(), [...home.store.entries]]).toEqual([before, entries]);
    state.readable = true;
    expect(await session.tokens.open()).toMatchObject({ account: { sub: "hanako" }, rested: false });
    expect(await outcome(session)).toBe("refreshed");
    expect([...home.store.entries.keys()]).toEqual(entries.map(([entry]) => entry));
  });

  test("and turns out to be a clone presents nothing", async () => {
    const home = newHome();
    await logIn(await startOn(await bindingOf(ID_A), home));
    const { state, session } = await unreadableOn(ID_B, await copyOf(home, "clone"));
    const before = provider.tokenRequests();
    await expect(session.tokens.open()).rejects.toMatchObject({ code });
    state.readable = true;
    expect(await session.tokens.open()).toBeNull();
    expect(await outcome(session)).toBe("missing");
    expect(provider.tokenRequests()).toBe(before);
    expect(await outcome(await startOn(await bindingOf(ID_A), home))).toBe("refreshed");
  });

  test("keeps what a login brings, finds it at the next start, and takes it under its id once that is read", async () => {
    const home = newHome();
    await logIn(await startOn(await bindingOf(ID_A), home));
    // Who logs in there has waited long enough; the token of before is replaced by theirs.
    const { session } = await unreadableOn(ID_A, home);
    await logIn(session);
    expect(home.store.entries.size).toBe(1);
    expect(await outcome(session)).toBe("refreshed");
    const { state, session: again } = await unreadableOn(ID_A, home);
    expect(await outcome(again)).toBe("refreshed");
    state.readable = true;
    expect(await outcome(again)).toBe("refreshed");
    const a = await bindingOf(ID_A);
    expect([...home.store.entries.keys()]).toEqual([entryOf(profileOf(provider), await a.machine())]);
    expect(await outcome(await startOn(a, home))).toBe("refreshed");
  });

  test("can be logged out of, and forgotten", async () => {
    const home = newHome();
    await logIn(await startOn(await bindingOf(ID_A), home));
    const { session } = await unreadableOn(ID_A, home);
    await expect(session.tokens.open()).rejects.toMatchObject({ code });
    expect(await session.tokens.leave("rest")).toBeNull();
    // One that rests needs no id to be left alone.
    const { session: next } = await unreadableOn(ID_A, home);
    expect(await next.tokens.open()).toMatchObject({ rested: true });
    await next.tokens.leave("forget");
    expect(home.store.entries.size).toBe(0);
    expect(await readdir(home.folder)).toEqual([]);
  });
});

describe("a session that belongs to the user (policy bindSession: user)", () => {
  test("goes on although every day is another machine", async () => {
    const home = newHome();
    await logIn(await startOn({ to: "user" }, home));
    for (const _day of [1, 2, 3]) {
      const today = await startOn({ to: "user" }, home);
      expect(await today.tokens.open()).toMatchObject({ account: { sub: "hanako" } });
      expect(await outcome(today)).toBe("refreshed");
      expect(home.store.entries.size).toBe(1);
    }
  });

  test("takes over what was the PC's when IT changes its mind, and gives it back", async () => {
    const [a, home] = [await bindingOf(ID_A), newHome()];
    await logIn(await startOn(a, home));
    for (const binding of [{ to: "user" }, a] satisfies SessionBinding[]) {
      const next = await startOn(binding, home);
      expect(await next.tokens.open()).not.toBeNull();
      expect(await outcome(next)).toBe("refreshed");
      const name = entryOf(profileOf(provider), binding.to === "machine" ? await binding.machine() : null);
      expect([...home.store.entries.keys()]).toEqual([name]);
    }
  });

  test("is found where it was when the keychain closes between two starts", async () => {
    const [a, home] = [await bindingOf(ID_A), newHome()];
    await logIn(await startOn(a, home));
    home.store.become("locked");
    const closed = await startOn({ to: "user" }, home);
    await expect(closed.tokens.open()).rejects.toMatchObject({ code: "STORE_LOCKED" });
    home.store.become("ok");
    expect(await outcome(await startOn({ to: "user" }, home))).toBe("refreshed");
  });
});

describe("a record of another version", () => {
  test("of an older client is adopted with its token", async () => {
    const [a, home] = [await bindingOf(ID_A), newHome()];
    await logIn(await startOn({ to: "user" }, home));
    const { profile } = { profile: profileOf(provider) };
    await writeFile(
      join(home.folder, "session.json"),
      JSON.stringify({
        version: 1,
        service: profile.id,
        issuer: profile.issuer,
        clientId: profile.clientId,
        account: { sub: "hanako", mail: null },
        rested: false,
        savedAt: "2026-01-01T00:00:00.000Z",
      }),
    );
    const next = await startOn(a, home);
    expect(await next.tokens.open()).toMatchObject({ account: { sub: "hanako" } });
    expect(await outcome(next)).toBe("refreshed");
    expect([...home.store.entries.keys()]).toEqual([entryOf(profile, await a.machine())]);
    expect(await outcome(await startOn(await bindingOf(ID_B), home))).toBe("missing");
  });

  test("of a later client is set aside and said, and the next login goes on", async () => {
    const [a, home] = [await bindingOf(ID_A), newHome()];
    await logIn(await startOn(a, home));
    const path = join(home.folder, "session.json");
    const later = JSON.stringify({ version: 9, everything: "else" });
    await writeFile(path, later);
    const next = await startOn(a, home);
    await expect(next.tokens.open()).rejects.toMatchObject({ code: "SESSION_RECORD_NEWER" });
    expect(await next.tokens.open()).toBeNull();
    await logIn(next);
    expect(await outcome(await startOn(a, home))).toBe("refreshed");
    const aside = (await readdir(home.folder)).filter((name) => name.includes(".newer-"));
    expect(await readFile(join(home.folder, String(aside[0])), "utf8")).toBe(later);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import type { SessionRecord } from "../../src/core/ports.ts";
import type { ForgottenEntries } from "../../src/main/session/record-format.ts";
import { createHeldRecordFile, createMemoryRecordFile } from "../support/memory-record-file.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import {
  logIn,
  type PlainSession,
  profileOf,
  recordOf,
  refreshed,
  startPlainSession,
} from "../support/plain-session.ts";

// reliability 20: resting, switching, forgetting; whatever keychain, disk and provider do, and where the client ends in
// the middle of it.

let provider: PlainProvider;
let session: PlainSession;

beforeEach(async () => {
  provider = await startPlainProvider();
  session = startPlainSession(profileOf(provider), { timeoutMs: 2_000 });
});

afterEach(async () => {
  await session.close();
  await provider.close();
});

/** What the provider says to whoever comes with this refresh token. */
async function answerTo(token: string): Promise<unknown> {
  const body = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: token,
    client_id: provider.clientId,
  });
  return (await session.outbound.fetch(`${provider.issuer}/token`, { method: "POST", body })).json();
}

const secrets = () => [...session.store.entries.values()];

/** Logged in, and the client started anew. */
async function restartedAfterLogin(): Promise<PlainSession> {
  await logIn(session);
  return session.restarted();
}

test("to rest keeps the token unused over a restart, and a refresh wakes it (reliability 20)", async () => {
  await logIn(session);
  const kept = secrets();
  expect(await session.tokens.leave("rest")).toBeNull();
  expect(session.tokens.accessToken()).toBeNull();
  expect(secrets()).toEqual(kept);
  const next = session.restarted();
  expect(await next.tokens.open()).toMatchObject({ rested: true });
  expect(await refreshed(next)).toBe("refreshed");
  expect((await recordOf(session))?.rested).toBe(false);
});

test.each(["forget", "switch"] as const)("to %s revokes and deletes everything", async (level) => {
  await logIn(session);
  const [token = ""] = secrets();
  expect((await session.tokens.endSession())?.url).toMatch(/\/session\/end\?.*id_token_hint=/u);
  expect(await session.tokens.leave(level)).toBeNull();
  expect(provider.requests).toContain("POST /token/revocation");
  expect(secrets()).toEqual([]);
  expect(await recordOf(session)).toBeNull();
  expect(session.tokens.accessToken()).toBeNull();
  expect(await answerTo(token)).toMatchObject({ error: "invalid_grant" });
});

test("forgetting without an answer of the provider deletes all the same, and says so", async () => {
  await logIn(session);
  provider.answer("/token/revocation", 1, { status: 503 });
  expect(await session.tokens.leave("forget")).toBe("SESSION_REVOKE_UNCONFIRMED");
  expect(secrets()).toEqual([]);
  expect(await recordOf(session)).toBeNull();
});

test("forgetting straight after a start ends the provider's session of one that rested, too", async () => {
  await logIn(session);
  await session.tokens.leave("rest");
  const next = session.restarted();
  await next.tokens.open();
  const url = new URL((await next.tokens.endSession())?.url ?? "");
  expect(url.searchParams.get("id_token_hint")).toMatch(/^ey/u);
  expect(await next.tokens.leave("forget")).toBeNull();
  expect(secrets()).toEqual([]);
  expect((await session.forgotten.read()).value).toBeNull();
});

test.each(["online", "rested", "just started"])(
  "forgetting a session that is %s, in the middle of which the client ended, is done by the next start",
  async (what) => {
    await logIn(session);
    if (what === "rested") await session.tokens.leave("rest");
    const [token = ""] = secrets();
    const ended = what === "online" ? session : session.restarted();
    await ended.tokens.open();
    provider.answer("/token", 1, { delay: 60_000, pass: true });
    void ended.tokens.endSession();
    await expect.poll(async () => (await session.forgotten.read()).value).not.toBeNull();

    const next = session.restarted();
    expect(await next.tokens.open()).toBeNull();
    expect(await recordOf(session)).toBeNull();
    expect(secrets()).toEqual([]);
    provider.passAll();
    expect(await answerTo(token)).toMatchObject({ error: "invalid_grant" });
    await logIn(next);
    expect(await refreshed(session.restarted())).toBe("refreshed");
  },
);

test("forgetting with the provider out of reach has no end of its session to offer, and says nothing", async () => {
  const next = await restartedAfterLogin();
  await provider.close();
  expect(await next.tokens.endSession()).toBeNull();
  expect(secrets()).toHaveLength(1);
});

test("forgetting never leaves a name without its token: the record goes first", async () => {
  const record = createMemoryRecordFile<SessionRecord>();
  let ends = 1;
  const remove = () => (ends-- > 0 ? new Promise<void>(() => {}) : record.remove());
  const here = startPlainSession(profileOf(provider), { record: { ...record, remove } });
  await logIn(here);
  void here.tokens.leave("forget");
  await expect.poll(() => ends).toBe(0);
  expect([...here.store.entries.values()]).toHaveLength(1);

  expect(await here.restarted().tokens.open()).toBeNull();
  expect((await record.read()).value).toBeNull();
  expect([...here.store.entries.values()]).toEqual([]);
  await here.close();
});

test("forgetting goes on at the next turn where the record is held", async () => {
  const { record, hold } = createHeldRecordFile<SessionRecord>("remove");
  const here = startPlainSession(profileOf(provider), { record });
  await logIn(here);
  hold(1);
  expect(await here.tokens.leave("forget")).toBe("APP_UNEXPECTED");
  expect([...here.store.entries.values()]).toEqual([]);
  expect(here.tokens.unsettled()).toBe(true);
  await here.tokens.settle();
  expect((await record.read()).value).toBeNull();
  expect(here.tokens.unsettled()).toBe(false);
  await here.close();
});

test("forgetting in the middle of which the client ended empties the login window once, however long the keychain is locked", async () => {
  let cleared = 0;
  const clearLoginData = async () => {
    cleared += 1;
  };
  const here = startPlainSession(profileOf(provider), { clearLoginData });
  await logIn(here);
  here.store.become("locked");
  await here.tokens.endSession();
  expect(cleared).toBe(0);

  const next = here.restarted();
  expect(await next.tokens.open()).toBeNull();
  expect(cleared).toBe(1);
  expect(await here.restarted().tokens.open()).toBeNull();
  here.store.become("ok");
  expect(await next.tokens.settle()).toBe("ok");
  expect([...here.store.entries.values()]).toEqual([]);
  expect(cleared).toBe(1);
  await here.close();
});

describe("forgetting with a locked keychain", () => {
  /** Forgotten while locked: the token is still there, and nothing else is. */
  async function forgottenWhileLocked(): Promise<string> {
    await logIn(session);
    const [token = ""] = secrets();
    session.store.become("locked");
    expect(await session.tokens.leave("forget")).toBe("STORE_LOCKED");
    expect(await recordOf(session)).toBeNull();
    expect(session.tokens.unsettled()).toBe(true);
    session.store.become("ok");
    expect(secrets()).toEqual([token]);
    session.store.become("locked");
    return token;
  }

  test("says that a token is still there, and deletes and revokes it as soon as it opens", async () => {
    const token = await forgottenWhileLocked();
    expect(await session.tokens.settle()).toBe("locked");
    session.store.become("ok");
    expect(await session.tokens.settle()).toBe("ok");
    expect(secrets()).toEqual([]);
    expect(session.tokens.unsettled()).toBe(false);
    expect(await answerTo(token)).toMatchObject({ error: "invalid_grant" });
  });

  test("remembers it over a restart, and uses the token no more", async () => {
    const token = await forgottenWhileLocked();
    const next = session.restarted();
    const before = provider.tokenRequests();
    expect(await next.tokens.open()).toBeNull();
    expect(await refreshed(next)).toEqual({ kind: "missing" });
    expect(provider.tokenRequests()).toBe(before);
    expect(next.tokens.unsettled()).toBe(true);
    session.store.become("ok");
    expect(await next.tokens.open()).toBeNull();
    expect(secrets()).toEqual([]);
    expect(await answerTo(token)).toMatchObject({ error: "invalid_grant" });
  });

  test("takes only what was forgotten along, not the login that came after", async () => {
    const token = await forgottenWhileLocked();
    const next = session.restarted();
    await logIn(next);
    expect(next.tokens.storeState()).toBe("locked");
    session.store.become("ok");
    expect(await next.tokens.settle()).toBe("ok");
    expect(secrets()).toHaveLength(1);
    expect(secrets()).not.toContain(token);
    // The provider takes both for one grant, as the browser's session is the same: to revoke one would end the other.
    expect(await refreshed(session.restarted())).toBe("refreshed");
  });
});

test("forgetting whose note can't be taken away at once costs a later login nothing", async () => {
  const { record: forgotten, hold } = createHeldRecordFile<ForgottenEntries>("remove");
  const here = startPlainSession(profileOf(provider), { forgotten });
  await logIn(here);
  hold(1);
  expect(await here.tokens.leave("forget")).toBeNull();
  expect((await forgotten.read()).value).not.toBeNull();
  await logIn(here);
  expect((await forgotten.read()).value).toBeNull();
  expect(await refreshed(here.restarted())).toBe("refreshed");
  await here.close();
});

test("forgetting whose note can't be read for a moment costs a later login nothing, either", async () => {
  const { record: forgotten, hold } = createHeldRecordFile<ForgottenEntries>("read");
  const here = startPlainSession(profileOf(provider), { forgotten });
  await logIn(here);
  here.store.become("locked");
  expect(await here.tokens.leave("forget")).toBe("STORE_LOCKED");
  here.store.become("ok");
  const next = here.restarted();
  hold(1);
  await logIn(next);
  expect(await refreshed(next)).toBe("refreshed");
  expect(await refreshed(here.restarted())).toBe("refreshed");
  await here.close();
});

test("leaving waits for a refresh under way and takes its token along", async () => {
  const next = await restartedAfterLogin();
  provider.answer("/token", 1, { delay: 300, pass: true });
  const refreshing = refreshed(next);
  await expect.poll(() => provider.requests.at(-1)).toBe("POST /token");
  expect(await next.tokens.leave("forget")).toBeNull();
  expect(await refreshing).toBe("refreshed");
  expect(secrets()).toEqual([]);
  expect(next.tokens.accessToken()).toBeNull();
});

test("to rest is on the disk while a refresh is still under way, for whoever ends the PC then", async () => {
  const notes: string[] = [];
  const write = async (value: SessionRecord) => {
    notes.push(value.rested ? "rests" : "is used");
    await session.record.write(value);
  };
  const set = async (key: string, secret: string) => {
    if (key.endsWith(":pending")) notes.push("answered");
    await session.store.set(key, secret);
  };
  await logIn(session);
  const next = startPlainSession(profileOf(provider), {
    store: { ...session.store, set },
    record: { ...session.record, write },
  });
  provider.answer("/token", 1, { delay: 500, pass: true });
  const refreshing = refreshed(next);
  await expect.poll(() => provider.requests.at(-1)).toBe("POST /token");
  expect(await next.tokens.leave("rest")).toBeNull();
  expect(await refreshing).toBe("refreshed");
  // The second is the refresh's own, which takes nothing of it back.
  expect(notes).toEqual(["rests", "answered", "rests", "rests"]);
  expect(await session.restarted().tokens.open()).toMatchObject({ rested: true });
  expect(await refreshed(next)).toBe("refreshed");
  expect(notes.at(-1), "until somebody logs in again").toBe("is used");
  await next.close();
});

describe("to rest, on a disk that takes no note of it", () => {
  test("says so, and makes it good when it can", async () => {
    const { record, hold } = createHeldRecordFile<SessionRecord>("write", "remove");
    const here = startPlainSession(profileOf(provider), { record });
    await logIn(here);
    hold(4);
    expect(await here.tokens.leave("rest")).toBeNull();
    expect(here.tokens.notice()).toBe("SESSION_LOGOUT_UNSAVED");
    expect(here.tokens.unsettled()).toBe(true);
    await here.tokens.settle();
    expect(here.tokens.notice()).toBe("SESSION_LOGOUT_UNSAVED");
    await here.tokens.settle();
    expect([here.tokens.notice(), here.tokens.unsettled()]).toEqual([null, false]);
    expect(await here.restarted().tokens.open()).toMatchObject({ rested: true });
    await here.close();
  });

  test("leaves a login that came after it alone", async () => {
    const { record, hold } = createHeldRecordFile<SessionRecord>("write", "remove");
    const here = startPlainSession(profileOf(provider), { record });
    await logIn(here);
    hold(2);
    await here.tokens.leave("rest");
    expect(await refreshed(here)).toBe("refreshed");
    expect([here.tokens.notice(), here.tokens.unsettled()]).toEqual([null, false]);
    await here.tokens.settle();
    expect(await here.restarted().tokens.open()).toMatchObject({ rested: false });
    await here.close();
  });
});

test("leaving when nobody is logged in asks neither keychain nor provider, unless it is to be forgotten", async () => {
  session.store.become("locked");
  for (const level of ["rest", "switch"] as const) expect(await session.tokens.leave(level)).toBeNull();
  expect(provider.requests).toEqual([]);
  expect(session.tokens.unsettled()).toBe(false);
});

describe("to forget without a record", () => {
  /** The token is in the keychain, and nothing else knows of it. */
  async function orphaned(): Promise<PlainSession> {
    await logIn(session);
    await session.record.remove();
    const next = session.restarted();
    expect(await next.tokens.open()).toBeNull();
    return next;
  }

  test("revokes and deletes the token that it left in the keychain", async () => {
    const next = await orphaned();
    expect(secrets()).toHaveLength(1);
    expect(await next.tokens.leave("forget")).toBeNull();
    expect(secrets()).toEqual([]);
    expect(provider.requests).toContain("POST /token/revocation");
  });

  test("does so later where the keychain is locked, and says that", async () => {
    const next = await orphaned();
    session.store.become("locked");
    expect(await next.tokens.leave("forget")).toBe("STORE_LOCKED");
    session.store.become("ok");
    await next.tokens.settle();
    expect(secrets()).toEqual([]);
    expect(provider.requests).toContain("POST /token/revocation");
  });

  test("does so where the record can't even be read", async () => {
    await logIn(session);
    const unreadable = startPlainSession(profileOf(provider), {
      store: session.store,
      record: { ...session.record, read: () => Promise.reject(new AppError("APP_UNEXPECTED")) },
    });
    expect(await unreadable.tokens.leave("forget")).toBeNull();
    expect(secrets()).toEqual([]);
    expect(await recordOf(session)).toBeNull();
    await unreadable.close();
  });

  test("finds nothing, and asks no provider", async () => {
    expect(await session.tokens.leave("forget")).toBeNull();
    expect(provider.requests).toEqual([]);
  });
});

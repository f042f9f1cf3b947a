import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import type { SessionRecord } from "../../src/core/ports.ts";
import { createHttpPerson } from "../support/http-person.ts";
import { createMemoryRecordFile } from "../support/memory-record-file.ts";
import { type Canned, type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import {
  logIn,
  type PlainSession,
  profileOf,
  recordOf,
  refreshed,
  startPlainSession,
} from "../support/plain-session.ts";

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

const secrets = () => [...session.store.entries.values()];

/** Logged in, and the client started anew. */
async function restartedAfterLogin(): Promise<PlainSession> {
  await logIn(session);
  return session.restarted();
}

const JSON_TYPE = { "content-type": "application/json" };
const invalidGrant: Canned = { status: 400, headers: JSON_TYPE, body: '{"error":"invalid_grant"}' };

describe("a start", () => {
  test("without a record asks no keychain", async () => {
    session.store.become("missing");
    expect(await session.tokens.open()).toBeNull();
    expect(session.tokens.storeState()).toBe("ok");
  });

  test("with a session that rests asks no keychain, which may want to be unlocked", async () => {
    await logIn(session);
    await session.tokens.leave("rest");
    session.store.become("locked");
    const next = session.restarted();
    expect(await next.tokens.open()).toMatchObject({ rested: true });
    expect(next.tokens.storeState()).toBe("ok");
    expect(await refreshed(next)).toEqual({ kind: "store", code: "STORE_LOCKED" });
    session.store.become("ok");
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("with a record of another issuer knows no session", async () => {
    await logIn(session);
    const other = startPlainSession(
      profileOf({ issuer: "http://other.localhost", clientId: provider.clientId }),
      {
        store: session.store,
        record: session.record,
      },
    );
    expect(await other.tokens.open()).toBeNull();
    await other.close();
  });

  test.each([
    ["locked", "STORE_LOCKED", "locked"],
    ["missing", "STORE_MISSING", "missing"],
    ["denied", "STORE_DENIED", "denied"],
    ["corrupt", "STORE_CORRUPT", "corrupt"],
    ["timeout", "STORE_TIMEOUT", "locked"],
  ] as const)("with a keychain in state %s says %s and loses nothing", async (state, code, shown) => {
    const next = await restartedAfterLogin();
    session.store.become(state);
    await expect(next.tokens.open()).rejects.toMatchObject({ code });
    expect(next.tokens.storeState()).toBe(shown);
    expect(await refreshed(next)).toEqual({ kind: "store", code });
    expect(next.tokens.notice()).toBe(code);
    session.store.become("ok");
    expect(await next.tokens.open()).toMatchObject({ account: { sub: "hanako" }, rested: false });
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("resumes with exactly one token request", async () => {
    const next = await restartedAfterLogin();
    expect(await next.tokens.open()).toEqual({
      account: { sub: "hanako", mail: "hanako@plain.example" },
      rested: false,
    });
    const before = provider.tokenRequests();
    const grant = await next.tokens.refresh();
    expect(grant.account).toEqual({ sub: "hanako", mail: "hanako@plain.example" });
    expect(provider.tokenRequests()).toBe(before + 1);
    expect(next.tokens.expiresAt()).toBeGreaterThan(Date.now());
  });
});

describe("a refresh", () => {
  test("rotates the one token in the keychain, again and again", async () => {
    const next = await restartedAfterLogin();
    const seen = new Set(secrets());
    for (let times = 0; times < 3; times += 1) {
      expect(await refreshed(next)).toBe("refreshed");
      expect(secrets()).toHaveLength(1);
      seen.add(secrets()[0] ?? "");
    }
    expect(seen.size).toBe(4);
  });

  test("is joined by a second call (reliability 18)", async () => {
    const next = await restartedAfterLogin();
    const before = provider.tokenRequests();
    await Promise.all([next.tokens.refresh(), next.tokens.refresh()]);
    expect(provider.tokenRequests()).toBe(before + 1);
  });

  test.each(["", " ", "\n"])(
    "isn't kept from the current token by an entry beside it that somebody emptied: %j",
    async (emptied) => {
      const next = await restartedAfterLogin();
      const [entry = "", token = ""] = [...session.store.entries][0] ?? [];
      await session.store.set(`${entry}:pending`, emptied);
      expect(await refreshed(next)).toBe("refreshed");
      expect(secrets()).not.toContain(token);
      await session.store.set(entry, emptied);
      expect(await refreshed(session.restarted())).toEqual({ kind: "missing" });
    },
  );

  test("without a token, or without a session, says missing", async () => {
    expect(await refreshed(session)).toEqual({ kind: "missing" });
    const next = await restartedAfterLogin();
    for (const entry of session.store.entries.keys()) await session.store.delete(entry);
    expect(await refreshed(next)).toEqual({ kind: "missing" });
  });

  test.each(["application/json", "Application/JSON; charset=UTF-8"])(
    "ends the session on the provider's own invalid_grant, and on nothing less (reliability 16): %s",
    async (type) => {
      const next = await restartedAfterLogin();
      provider.answer("/token", 1, { ...invalidGrant, headers: { "content-type": type } });
      expect(await refreshed(next)).toEqual({ kind: "rejected", code: "SESSION_ENDED" });
      expect(secrets()).toEqual([]);
      expect(await recordOf(session)).toBeNull();
      expect(await refreshed(next)).toEqual({ kind: "missing" });
    },
  );

  test.each<[string, Canned, string, number | null]>([
    ["500", { status: 500 }, "NET_SERVER", null],
    ["503 with Retry-After", { status: 503, headers: { "retry-after": "7" } }, "NET_SERVER", 7_000],
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "30" } }, "NET_RATE_LIMITED", 30_000],
    ["429 that says invalid_grant", { ...invalidGrant, status: 429 }, "NET_RATE_LIMITED", null],
    ["404", { status: 404 }, "NET_UNEXPECTED_ANSWER", null],
    ["404 that says invalid_grant", { ...invalidGrant, status: 404 }, "NET_UNEXPECTED_ANSWER", null],
    ["403 that says invalid_grant", { ...invalidGrant, status: 403 }, "NET_UNEXPECTED_ANSWER", null],
    ["401 that says invalid_grant", { ...invalidGrant, status: 401 }, "AUTH_PROVIDER_ERROR", null],
    ["200 that says invalid_grant", { ...invalidGrant, status: 200 }, "NET_UNEXPECTED_ANSWER", null],
    ["a redirect", { status: 302, headers: { location: "/elsewhere" } }, "NET_UNEXPECTED_ANSWER", null],
    ["a page", { headers: { "content-type": "text/html" }, body: "<html>" }, "NET_UNEXPECTED_ANSWER", null],
    [
      "invalid_grant as a page",
      { ...invalidGrant, headers: { "content-type": "text/html" } },
      "NET_UNEXPECTED_ANSWER",
      null,
    ],
    ["half an answer", { cut: true }, "NET_SERVER", null],
    ["broken JSON", { headers: JSON_TYPE, body: "{" }, "NET_UNEXPECTED_ANSWER", null],
    ["JSON without tokens", { headers: JSON_TYPE, body: "{}" }, "NET_UNEXPECTED_ANSWER", null],
    ["no answer in time", { delay: 5_000, status: 503 }, "NET_TIMEOUT", null],
    [
      "invalid_client",
      { status: 401, headers: JSON_TYPE, body: '{"error":"invalid_client"}' },
      "AUTH_PROVIDER_ERROR",
      null,
    ],
    [
      "server_error",
      { status: 400, headers: JSON_TYPE, body: '{"error":"server_error"}' },
      "NET_SERVER",
      null,
    ],
  ])("answered with %s keeps the session", async (_case, answer, code, retryAfterMs) => {
    const next = await restartedAfterLogin();
    const [kept] = secrets();
    provider.answer("/token", 1, answer);
    expect(await refreshed(next)).toEqual({ kind: "temporary", code, retryAfterMs });
    expect(secrets()).toEqual([kept]);
    expect(await recordOf(session)).not.toBeNull();
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("with the provider gone keeps the session", async () => {
    const next = await restartedAfterLogin();
    await provider.close();
    expect(await refreshed(next)).toEqual({ kind: "temporary", code: "NET_SERVER", retryAfterMs: null });
    expect(secrets()).toHaveLength(1);
  });

  test("whose invalid_grant was another process's gain goes on with that one's token, once", async () => {
    const next = await restartedAfterLogin();
    const [entry = "", old = ""] = [...session.store.entries][0] ?? [];
    // Another process has rotated it, and its write comes between our read and the provider's answer.
    provider.answer("/token", 1, { delay: 300, ...invalidGrant });
    await session.store.set(entry, "already-rotated-out");
    const refreshing = refreshed(next);
    await expect.poll(() => provider.requests.at(-1)).toBe("POST /token");
    await session.store.set(entry, old);
    expect(await refreshing).toBe("refreshed");
    expect(secrets()).toHaveLength(1);
  });
});

test("a session whose token is in memory alone ends no sooner than the keychain was read again (reliability 16)", async () => {
  session.store.become("locked");
  await logIn(session);
  expect(secrets()).toEqual([]);
  session.store.become("ok");
  await logIn(session.restarted()); // another process, which has the newer token
  provider.answer("/token", 1, invalidGrant);
  expect(await refreshed(session)).toBe("refreshed");
  // Where the keychain can't be read nobody can have written to it, and the provider's word counts.
  const alone = startPlainSession(profileOf(provider));
  alone.store.become("missing");
  await logIn(alone);
  provider.answer("/token", 1, invalidGrant);
  expect(await refreshed(alone)).toEqual({ kind: "rejected", code: "SESSION_ENDED" });
  await alone.close();
});

test("the time at which the access token ends doesn't waver from call to call, and follows a clock that is set", async () => {
  let set = 0;
  const wavering = startPlainSession(profileOf(provider), {
    now: () => Date.now() + set + Math.random() * 5,
    steady: () => performance.now(),
  });
  await logIn(wavering);
  const ends = new Set(Array.from({ length: 200 }, () => wavering.tokens.expiresAt()));
  expect(ends.size).toBe(1);
  const [before] = ends;
  set = 3_600_000;
  expect((wavering.tokens.expiresAt() ?? 0) - (before ?? 0)).toBeGreaterThan(3_590_000);
  await wavering.close();
});

describe("the rotated token", () => {
  const unreachable: Canned = { status: 503 };

  test("is kept when the keys can't be fetched, and is what the next refresh uses (reliability 14)", async () => {
    const next = await restartedAfterLogin();
    const [old] = secrets();
    provider.answer("/jwks", 2, unreachable);
    expect(await refreshed(next)).toEqual({ kind: "temporary", code: "NET_SERVER", retryAfterMs: null });
    expect(secrets()).toHaveLength(2); // the old one, and the new one pending
    // The provider detects reuse: had the old one been sent again, the session were gone.
    expect(await refreshed(next.restarted())).toBe("refreshed");
    expect(secrets()).toHaveLength(1);
    expect(secrets()).not.toContain(old);
  });

  test.each([
    ["cut short", '{"keys":[{"kty":"RSA","kid"'],
    ["without keys", "{}"],
    ["with keys that are none", '{"keys":["key"]}'],
  ])("is kept when the key set comes %s (reliability 15)", async (_how, body) => {
    const next = await restartedAfterLogin();
    provider.answer("/jwks", 2, { headers: JSON_TYPE, body });
    expect(await refreshed(next)).toMatchObject({ kind: "temporary", code: "NET_UNEXPECTED_ANSWER" });
    expect(secrets()).toHaveLength(2);
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("is kept however the provider's description spells the token endpoint", async () => {
    await logIn(session);
    const answer = await session.outbound.fetch(`${provider.issuer}/.well-known/openid-configuration`);
    const described = { ...(await answer.json()), token_endpoint: `${provider.issuer}/./token` };
    const body = JSON.stringify(described);
    provider.answer("/.well-known/openid-configuration", 1, { headers: JSON_TYPE, body });
    provider.answer("/jwks", 2, unreachable);
    const next = session.restarted();
    expect(await refreshed(next)).toMatchObject({ kind: "temporary" });
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("is kept when no key fits", async () => {
    const next = await restartedAfterLogin();
    provider.bend(1, (answer, claims) => ({
      ...answer,
      id_token: provider.sign(claims, { kid: "not published yet" }),
    }));
    expect(await refreshed(next)).toMatchObject({ kind: "temporary" });
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("is kept when the clocks disagree", async () => {
    const next = await restartedAfterLogin();
    provider.bend(1, (answer, claims) => ({
      ...answer,
      id_token: provider.sign({ ...claims, iat: Number(claims.iat) + 7_200 }),
    }));
    expect(await refreshed(next)).toMatchObject({ kind: "temporary" });
    expect(await refreshed(next)).toBe("refreshed");
  });

  test("is kept in memory when the keychain locks half-way, and sealed when it can be (reliability 22)", async () => {
    const next = await restartedAfterLogin();
    provider.answer("/token", 1, { delay: 300, pass: true });
    const refreshing = refreshed(next);
    await expect.poll(() => provider.requests.at(-1)).toBe("POST /token");
    session.store.become("locked");
    expect(await refreshing).toBe("refreshed");
    expect(next.tokens.storeState()).toBe("locked");
    expect(await refreshed(next)).toBe("refreshed");
    session.store.become("ok");
    expect(await next.tokens.settle()).toBe("ok");
    expect(await refreshed(next.restarted())).toBe("refreshed");
  });

  test.each([
    ["another subject (reliability 12)", { sub: "taro" }, "SESSION_ANOTHER_ACCOUNT"],
    ["another issuer", { iss: "http://other.localhost" }, "SESSION_TOKEN_INVALID"],
    ["another audience", { aud: "someone-else" }, "SESSION_TOKEN_INVALID"],
  ])("is discarded when its answer names %s, the old one stays", async (_case, change, code) => {
    const next = await restartedAfterLogin();
    const kept = secrets();
    provider.bend(1, (answer, claims) => ({ ...answer, id_token: provider.sign({ ...claims, ...change }) }));
    expect(await refreshed(next)).toEqual({ kind: "rejected", code });
    expect(secrets()).toEqual(kept);
    expect(next.tokens.accessToken()).toBeNull();
  });

  test("comes through a key rotation with one token request (reliability 11)", async () => {
    const next = await restartedAfterLogin();
    expect(await refreshed(next)).toBe("refreshed");
    provider.rotateKeys();
    const before = provider.tokenRequests();
    expect(await refreshed(next)).toBe("refreshed");
    expect(provider.tokenRequests()).toBe(before + 1);
  });
});

describe("a client that dies while it refreshes (reliability 17)", () => {
  // The writes of one refresh, in order: pending, current, pending away.
  test.each([
    [0, "before the new token is written", { kind: "rejected", code: "SESSION_ENDED" }],
    [1, "after it is pending", "refreshed"],
    [2, "after it is current", "refreshed"],
    [3, "after all", "refreshed"],
  ] as const)("at write %i, %s, comes back as well as it can", async (writes, _when, outcome) => {
    await logIn(session);
    let left: number = writes;
    const dead = new Promise<never>(() => {});
    const write = <T>(done: () => Promise<T>): Promise<T> => {
      left -= 1;
      return left < 0 ? dead : done();
    };
    const { store } = session;
    const dying = startPlainSession(profileOf(provider), {
      record: session.record,
      store: {
        ...store,
        set: (key, secret) => write(() => store.set(key, secret)),
        empty: (key) => write(() => store.empty(key)),
      },
    });
    const rotated = provider.grants.length + 1;
    void refreshed(dying);
    await expect.poll(() => provider.grants.length).toBe(rotated);
    await expect.poll(() => left).toBe(writes === 3 ? 0 : -1);
    expect(await refreshed(session.restarted())).toEqual(outcome);
    await dying.close();
  });
});

describe("a login", () => {
  test("without a keychain is for this run only, and nothing is written", async () => {
    session.store.become("missing");
    await logIn(session);
    expect(session.tokens.storeState()).toBe("session-only");
    expect(session.tokens.notice()).toBe("STORE_MISSING");
    expect(session.store.entries.size).toBe(0);
    expect(await recordOf(session)).toBeNull();
    expect(await refreshed(session)).toBe("refreshed");
    expect(session.tokens.notice()).toBe("STORE_MISSING");
    expect(await session.restarted().tokens.open()).toBeNull();
    session.store.become("ok");
    expect(await session.tokens.settle()).toBe("ok");
    expect(session.tokens.notice()).toBeNull();
    expect(await refreshed(session.restarted())).toBe("refreshed");
  });

  test("is one although the record can't be read", async () => {
    const record = createMemoryRecordFile<SessionRecord>();
    let broken = true;
    const read = async () => {
      if (broken) throw new AppError("STORE_FULL");
      return record.read();
    };
    const here = startPlainSession(profileOf(provider), { record: { ...record, read } });
    await logIn(here);
    expect(here.tokens.accessToken()).not.toBeNull();
    broken = false;
    expect(await refreshed(here.restarted())).toBe("refreshed");
    await here.close();
  });

  test("without a refresh token says so, and is for this run only", async () => {
    provider.bend(1, ({ refresh_token: _none, ...answer }) => answer as never);
    await logIn(session);
    expect(session.tokens.notice()).toBe("AUTH_NO_REFRESH_TOKEN");
    expect(session.tokens.accessToken()).not.toBeNull();
    expect(await refreshed(session)).toEqual({ kind: "missing" });
    expect(await session.restarted().tokens.open()).toBeNull();
  });

  test("replaces another account's token", async () => {
    await logIn(session);
    const [old] = secrets();
    const other = startPlainSession(profileOf(provider), { store: session.store, record: session.record });
    await logIn(other, 1, "taro");
    expect(secrets()).toHaveLength(1);
    expect(secrets()).not.toContain(old);
    expect((await recordOf(session))?.account.sub).toBe("taro");
    await other.close();
  });

  test("leaves no record that names the account before it, on a disk that takes none of its own", async () => {
    await logIn(session);
    const write = () => Promise.reject(new AppError("STORE_FULL"));
    const other = startPlainSession(profileOf(provider), {
      store: session.store,
      record: { ...session.record, write },
      folder: session.folder,
    });
    await logIn(other, 1, "taro");
    expect((await recordOf(session))?.account.sub).not.toBe("hanako");
    await other.close();
  });

  test.each(["locked", "missing"] as const)(
    "without a refresh token never goes on with the token of the account before it, keychain %s",
    async (state) => {
      session.store.become(state);
      await logIn(session);
      provider.bend(1, ({ refresh_token: _none, ...answer }) => answer as never);
      await logIn({ ...session, person: createHttpPerson() }, 2, "taro");
      const before = provider.tokenRequests();
      expect(await refreshed(session)).not.toBe("refreshed");
      expect(provider.tokenRequests(), "hanako's token isn't sent for taro").toBe(before);
    },
  );
});

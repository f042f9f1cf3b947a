import { get } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { errorCode } from "../../src/core/errors.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import {
  logIn,
  logInByHand,
  type PlainSession,
  profileOf,
  recordOf,
  startPlainSession,
} from "../support/plain-session.ts";

let provider: PlainProvider;
let session: PlainSession;

beforeEach(async () => {
  provider = await startPlainProvider();
  session = startPlainSession(profileOf(provider));
});

afterEach(async () => {
  await session.close();
  await provider.close();
});

const failure = (promise: Promise<unknown>) => promise.then(() => "none", errorCode);

/** Logs in at the provider's pages up to the callback, which is opened: its page, and the generations called. */
async function upToCallback(change: (url: URL) => void = () => {}) {
  const seen: string[] = [];
  session.authorization.onCallback((attempt, generation) => seen.push(`${attempt}.${generation}`));
  const prepared = await session.authorization.prepare(1, 1);
  const callback = new URL(await logInByHand(session.person, prepared.url, prepared.redirectOrigin));
  change(callback);
  const page = await session.person.open(callback.href);
  return { seen, callback, page, prepared };
}

describe("the authorization request", () => {
  test("carries PKCE S256, state, nonce and the loopback redirect", async () => {
    const { url, redirectOrigin } = await session.authorization.prepare(1, 1);
    const query = new URL(url).searchParams;
    expect(redirectOrigin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(query.get("redirect_uri")).toBe(`${redirectOrigin}/callback`);
    expect(query.get("client_id")).toBe(provider.clientId);
    expect(query.get("response_type")).toBe("code");
    expect(query.get("code_challenge_method")).toBe("S256");
    expect(query.get("code_challenge")).toMatch(/^[\w-]{43}$/u);
    expect(query.get("state")).toMatch(/^[\w-]{43}$/u);
    expect(query.get("nonce")).toMatch(/^[\w-]{43}$/u);
  });

  test("names who is about to log in where somebody says it (OpenID Connect Core 3.1.2.1)", async () => {
    const hint = "花子+x@example.co.jp";
    const named = await session.authorization.prepare(1, 1, hint);
    expect(new URL(named.url).searchParams.get("login_hint")).toBe(hint);
    const unnamed = await session.authorization.prepare(1, 2, null);
    expect(new URL(unnamed.url).searchParams.has("login_hint")).toBe(false);
  });

  test("of a new generation keeps the listener and shares no secret with the former", async () => {
    const first = await session.authorization.prepare(1, 1);
    const second = await session.authorization.prepare(1, 2);
    expect(second.redirectOrigin).toBe(first.redirectOrigin);
    for (const name of ["state", "nonce", "code_challenge"])
      expect(new URL(second.url).searchParams.get(name)).not.toBe(new URL(first.url).searchParams.get(name));
  });

  test("is moved to the service's login URL, whose own query stays", async () => {
    const profile = { ...profileOf(provider), loginUrl: "http://door.plain.localhost:9/VX4?lang=ja" };
    const { authorization, close } = startPlainSession(profile);
    const { url } = await authorization.prepare(1, 1);
    expect(url).toMatch(/^http:\/\/door\.plain\.localhost:9\/VX4\?lang=ja&/u);
    expect(new URL(url).searchParams.get("client_id")).toBe(provider.clientId);
    await close();
  });

  test("takes the next of the profile's fixed ports when one is taken", async () => {
    const first = await session.authorization.prepare(1, 1);
    const taken = Number(new URL(first.redirectOrigin).port);
    const free = await freePort();
    const redirect = { kind: "loopback-ports", ports: [taken, free] } as const;
    const { authorization, close } = startPlainSession({ ...profileOf(provider), redirect });
    expect((await authorization.prepare(1, 1)).redirectOrigin).toBe(`http://127.0.0.1:${free}`);
    await close();
  });

  test("for a private-use scheme is refused by name", async () => {
    const redirect = { kind: "private-use-scheme", uri: "com.example:/callback" } as const;
    const { authorization, close } = startPlainSession({ ...profileOf(provider), redirect });
    expect(await failure(authorization.prepare(1, 1))).toBe("POLICY_PROFILE_INVALID");
    await close();
  });

  test("isn't made while issuer or client id are unknown, nor for plain http elsewhere", async () => {
    for (const [change, code] of [
      [{ issuer: null }, "POLICY_PROFILE_INCOMPLETE"],
      [{ clientId: null }, "POLICY_PROFILE_INCOMPLETE"],
      [{ issuer: "http://provider.example" }, "POLICY_PROFILE_INVALID"],
    ] as const) {
      const { authorization, close } = startPlainSession({ ...profileOf(provider), ...change });
      expect(await failure(authorization.prepare(1, 1))).toBe(code);
      await close();
    }
  });

  test("fails as the network does when the provider is down, and works when it is back", async () => {
    provider.answer("/.well-known/openid-configuration", 1, { status: 503, headers: { "retry-after": "7" } });
    expect(await failure(session.authorization.prepare(1, 1))).toBe("NET_SERVER");
    provider.answer("/.well-known/openid-configuration", 1, {
      body: "<html>Wi-Fi</html>",
      headers: { "content-type": "text/html" },
    });
    expect(await failure(session.authorization.prepare(1, 1))).toBe("NET_UNEXPECTED_ANSWER");
    expect(await failure(session.authorization.prepare(1, 1))).toBe("none");
  });

  test("asks for the provider's description once", async () => {
    await session.authorization.prepare(1, 1);
    await session.authorization.prepare(1, 2);
    expect(provider.requests.filter((one) => one.includes("well-known"))).toHaveLength(1);
  });
});

describe("the callback", () => {
  test("is answered with a page that repeats nothing, and the code is traded for a session", async () => {
    const { seen, callback, page } = await upToCallback();
    expect(page.status).toBe(200);
    expect(page.body).toContain("戻ってください");
    expect(page.body).not.toContain(callback.searchParams.get("code"));
    expect(page.body).not.toContain(callback.searchParams.get("state"));
    expect(seen).toEqual(["1.1"]);
    const grant = await session.authorization.exchange(1, 1);
    expect(grant.account).toEqual({ sub: "hanako", mail: "hanako@plain.example" });
    expect(grant.expiresIn).toBeGreaterThan(0);
    expect(session.tokens.accessToken()?.value).toBeTruthy();
    expect([...session.store.entries.values()]).toHaveLength(1);
    expect(await recordOf(session)).toMatchObject({
      service: "plain",
      issuer: provider.issuer,
      rested: false,
    });
  });

  test("says no-store and lets the page load nothing", async () => {
    const { redirectOrigin } = await session.authorization.prepare(1, 1);
    const headers = await new Promise<Record<string, unknown>>((resolve) =>
      get(`${redirectOrigin}/callback`, (answer) => resolve(answer.resume().headers)),
    );
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test("that is replayed, foreign, doubled or unasked for is ignored (reliability 7)", async () => {
    const { seen, callback, prepared } = await upToCallback();
    const foreign = new URL(callback);
    foreign.searchParams.set("state", "x".repeat(43));
    const doubled = new URL(callback);
    doubled.searchParams.append("state", "second");
    const strangers = [
      `${callback}&again=1`,
      foreign,
      doubled,
      `${prepared.redirectOrigin}/callback`,
      `${prepared.redirectOrigin}/other${callback.search}`,
    ];
    for (const url of strangers) expect((await session.person.open(String(url))).status).toBe(400);
    expect(seen).toEqual(["1.1"]);
    expect(await failure(session.authorization.exchange(1, 1))).toBe("none");
  });

  test("under a name that was rebound to loopback is ignored", async () => {
    const { redirectOrigin, url } = await session.authorization.prepare(1, 1);
    const callback = new URL(await logInByHand(session.person, url, redirectOrigin));
    callback.hostname = "rebound.localhost";
    expect((await session.person.open(callback.href)).status).toBe(400);
  });

  test("survives bytes that aren't HTTP", async () => {
    const { redirectOrigin } = await session.authorization.prepare(1, 1);
    await new Promise((resolve) => {
      const socket = connect(Number(new URL(redirectOrigin).port), "127.0.0.1", () =>
        socket.write("\0\0 nonsense\r\n\r\n"),
      );
      socket.on("error", () => {});
      socket.on("close", resolve);
    });
    expect((await session.person.open(`${redirectOrigin}/callback`)).status).toBe(400);
  });

  test("of a former generation is dead", async () => {
    const first = await session.authorization.prepare(1, 1);
    const callback = await logInByHand(session.person, first.url, first.redirectOrigin);
    const seen: number[] = [];
    session.authorization.onCallback((_attempt, generation) => seen.push(generation));
    const second = await session.authorization.prepare(1, 2);
    expect((await session.person.open(callback)).status).toBe(400);
    // The provider's session cookie is there: the second request is answered after its consent page.
    await session.person.open(await logInByHand(session.person, second.url, second.redirectOrigin));
    await expect.poll(() => seen).toEqual([2]);
    expect(await failure(session.authorization.exchange(1, 1))).toBe("AUTH_RESPONSE_INVALID");
  });

  test("reaches nobody after release, connections that were kept open included", async () => {
    const { redirectOrigin } = await session.authorization.prepare(1, 1);
    const socket = connect(Number(new URL(redirectOrigin).port), "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    const ended = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    await session.authorization.release(1);
    await ended;
    await expect(session.person.open(`${redirectOrigin}/callback`)).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });

  test("whose attempt was released while it was prepared opens nothing", async () => {
    provider.answer("/.well-known/openid-configuration", 1, { delay: 200, pass: true });
    const preparing = failure(session.authorization.prepare(1, 1));
    await session.authorization.release(1);
    expect(await preparing).toBe("AUTH_RESPONSE_INVALID");
  });
});

describe("the exchange", () => {
  test("happens once", async () => {
    await upToCallback();
    expect(await failure(session.authorization.exchange(1, 1))).toBe("none");
    expect(await failure(session.authorization.exchange(1, 1))).toBe("AUTH_RESPONSE_INVALID");
    expect(provider.tokenRequests()).toBe(1);
  });

  test("that is cancelled while its tokens are being stored leaves nothing behind", async () => {
    await upToCallback();
    const set = session.store.set.bind(session.store);
    let writes = 0;
    (session.store as { set: typeof set }).set = async (key, secret) => {
      writes += 1;
      if (writes === 1) await session.authorization.release(1);
      return set(key, secret);
    };
    expect(await failure(session.authorization.exchange(1, 1))).toBe("AUTH_RESPONSE_INVALID");
    expect(writes).toBeGreaterThan(0);
    expect(await recordOf(session)).toBeNull();
    expect(session.tokens.accessToken()).toBeNull();
    expect(session.store.entries.size).toBe(0);
  });

  test("that is cancelled while the code is exchanged leaves the session before it as it was", async () => {
    await logIn(session);
    const before = [...session.store.entries];
    await upToCallback();
    provider.answer("/token", 1, { delay: 300, pass: true });
    const late = failure(session.authorization.exchange(1, 1));
    await expect.poll(() => provider.tokenRequests()).toBe(2);
    await session.authorization.release(1);
    expect(await late).toBe("AUTH_RESPONSE_INVALID");
    expect([...session.store.entries]).toEqual(before);
    expect(await recordOf(session)).not.toBeNull();
  });

  test("that is cancelled while its tokens are being stored takes no later login along", async () => {
    await upToCallback();
    const set = session.store.set.bind(session.store);
    let unlock = () => {};
    const dialog = new Promise<void>((resolve) => (unlock = resolve));
    (session.store as { set: typeof set }).set = async (key, secret) => {
      await dialog;
      return set(key, secret);
    };
    const first = failure(session.authorization.exchange(1, 1));
    await expect.poll(() => session.tokens.accessToken()).not.toBeNull();
    await session.authorization.release(1);
    const second = failure(logIn(session, 2));
    await expect.poll(() => provider.tokenRequests()).toBe(2);
    unlock();
    expect([await first, await second]).toEqual(["AUTH_RESPONSE_INVALID", "none"]);
    expect((await session.tokens.refresh()).account.sub).toBe("hanako");
    expect((await session.restarted().tokens.refresh()).account.sub).toBe("hanako");
  });

  test.each([
    ["access_denied", "AUTH_DENIED"],
    ["server_error", "AUTH_PROVIDER_ERROR"],
    ["temporarily_unavailable", "NET_SERVER"],
    ["login_required", "AUTH_PROVIDER_ERROR"],
  ])("of an error response %s says %s and asks for no token", async (error, code) => {
    await upToCallback((url) => {
      url.searchParams.delete("code");
      url.searchParams.set("error", error);
    });
    expect(await failure(session.authorization.exchange(1, 1))).toBe(code);
    expect(provider.tokenRequests()).toBe(0);
  });

  test.each([
    ["another issuer (RFC 9207)", (url: URL) => url.searchParams.set("iss", "http://other.localhost")],
    ["no issuer, although the provider promises one", (url: URL) => url.searchParams.delete("iss")],
    ["two codes", (url: URL) => url.searchParams.append("code", "second")],
    ["no code", (url: URL) => url.searchParams.delete("code")],
  ])("of a response with %s asks for no token", async (_case, change) => {
    await upToCallback(change);
    expect(await failure(session.authorization.exchange(1, 1))).toBe("AUTH_RESPONSE_INVALID");
    expect(provider.tokenRequests()).toBe(0);
  });

  test("of a code that the provider doesn't know is the provider's error", async () => {
    await upToCallback((url) => url.searchParams.set("code", "guessed"));
    expect(await failure(session.authorization.exchange(1, 1))).toBe("AUTH_PROVIDER_ERROR");
  });

  test.each([
    [-86_400_000, "a day behind"],
    [86_400_000, "a day ahead"],
    [600_000, "ten minutes ahead"],
  ])("works with a provider whose clock is %i ms off (%s): its own Date tells", async (offset) => {
    await upToCallback();
    provider.bend(
      1,
      (answer, claims) => {
        const shift = offset / 1_000;
        const times = { iat: Number(claims.iat) + shift, exp: Number(claims.exp) + shift };
        return { ...answer, id_token: provider.sign({ ...claims, ...times }) };
      },
      new Date(Date.now() + offset).toUTCString(),
    );
    expect(await failure(session.authorization.exchange(1, 1))).toBe("none");
  });

  test.each([-86_400_000, -600_000, 600_000, 86_400_000])(
    "works on a PC whose clock is %i ms off (reliability 25)",
    async (offset) => {
      const off = startPlainSession(profileOf(provider), { now: () => Date.now() + offset });
      await logIn(off);
      expect(off.tokens.expiresAt()).toBeGreaterThan(Date.now() + offset);
      const next = off.restarted(() => Date.now() + offset);
      await next.tokens.refresh();
      await off.close();
    },
  );

  test.each([
    [{ status: 500 }, "NET_SERVER"],
    [{ status: 429 }, "NET_RATE_LIMITED"],
    [{ status: 302, headers: { location: "http://portal.localhost/" } }, "NET_UNEXPECTED_ANSWER"],
    [{ status: 200, headers: { "content-type": "text/html" }, body: "<html>" }, "NET_UNEXPECTED_ANSWER"],
    [{ cut: true }, "NET_SERVER"],
  ])("when the token endpoint answers %o says %s", async (answer, code) => {
    await upToCallback();
    provider.answer("/token", 1, answer);
    expect(await failure(session.authorization.exchange(1, 1))).toBe(code);
  });

  test("doesn't fail for want of UserInfo", async () => {
    await upToCallback();
    provider.answer("/me", 1, { status: 503 });
    const grant = await session.authorization.exchange(1, 1);
    expect(grant.account).toEqual({ sub: "hanako", mail: null });
  });
});

async function freePort(): Promise<number> {
  const other = startPlainSession(profileOf(provider));
  const { redirectOrigin } = await other.authorization.prepare(1, 1);
  await other.close();
  return Number(new URL(redirectOrigin).port);
}

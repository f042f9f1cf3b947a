import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startKeyring } from "../../scripts/keyring.mjs";
import { errorCode } from "../../src/core/errors.ts";
import { createKeychain } from "../../src/main/keychain/keychain.ts";
import { createProxyLogins, type ProxyCredentials, proxyEntry } from "../../src/main/network/proxy-logins.ts";
import { createAuthorization } from "../../src/main/provider/authorization.ts";
import { createProvider } from "../../src/main/provider/provider.ts";
import { createSessionTokens } from "../../src/main/session/tokens.ts";
import { canary, searchProcesses, searchText } from "../support/canary.ts";
import type { BridgedOutbound, OutboundSettings } from "../support/electron-outbound.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { createHttpPerson } from "../support/http-person.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { createMemoryRecordFile } from "../support/memory-record-file.ts";
import { createMemorySecretStore } from "../support/memory-secret-store.ts";
import { outboundWorld } from "../support/outbound-world.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { logIn, profileOf } from "../support/plain-session.ts";
import { hasSquid, type Squid, startSquid } from "../support/squid.ts";
import { createTestAuthority, hasOpenssl, type TestAuthority } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";

/*
 * Requests through a real proxy, on the Electron that is here (reliability 30). Skipped by name where squid or openssl
 * isn't there.
 */
const HOST = "drive.squid.test";
const TEN_MINUTES = 10 * 60_000;
/** A keychain that knows this for every proxy. */
const named = async () => true;
const knowing = (known: () => ProxyCredentials, now = () => 0) =>
  createProxyLogins({ ...createMemorySecretStore(), get: async () => JSON.stringify(known()) }, now, named);
const failure = (promise: Promise<unknown>) => promise.then(() => "none", errorCode);

const segments = () => readdirSync("/dev/shm").filter((name) => name.endsWith(".shm"));

test.skipIf(!hasSquid)(
  "each squid of the tests has shared memory of its own beside every other squid, and leaves none",
  async () => {
    const squids = [await startSquid(), await startSquid()];
    const owned = squids.map(({ service }) => segments().filter((name) => name.startsWith(`${service}-`)));
    for (const names of owned) expect(names).not.toEqual([]);
    expect(owned[0]).not.toEqual(owned[1]);

    for (const squid of squids) await squid.close();
    for (const { service } of squids)
      expect(segments().filter((name) => name.startsWith(service))).toEqual([]);
  },
);

describe.skipIf(!hasSquid || !hasOpenssl)("through squid", () => {
  const world = outboundWorld([HOST]);
  const { way, pac, kept } = world;
  let office: TestAuthority;
  beforeAll(() => {
    office = createTestAuthority(join(world.folder, "office"), "Office inspection");
  });

  const squid = async (options: Parameters<typeof startSquid>[0] = {}): Promise<Squid> =>
    kept(await startSquid({ hosts: [HOST], ...options }));
  const through = (proxy: Squid) => ({ server: proxy.url });

  test("a request gets through, as a tunnel", async () => {
    const proxy = await squid();
    const out = await way({ proxy: through(proxy) });
    expect(await (await out.fetch(world.address)).text()).toBe("the service");
    await out.close();
    await until("the tunnel's line", () =>
      proxy.log().includes(`CONNECT ${new URL(world.address).host} 200 -`),
    );
  });

  test("a proxy that opens TLS is refused until the office's authority is trusted", async () => {
    const proxy = await squid({ inspectWith: office, upstream: world.service });
    const careful = await way({ proxy: through(proxy) });
    expect(await failure(careful.fetch(world.address))).toBe("NET_TLS_INSPECTION");
    const trusting = await way({ proxy: through(proxy), authorities: [office.certificate] });
    expect(await (await trusting.fetch(world.address)).text()).toBe("the service");
    expect(proxy.log()).toContain(`GET ${world.address} 200 -`);
  });

  describe("that asks who it is", () => {
    const hanako = { user: "hanako", password: "pass:ワード" };
    async function asking(proxyLogins: NonNullable<OutboundSettings["proxyLogins"]>) {
      const proxy = await squid({ credentials: hanako });
      return { proxy, out: await way({ proxy: through(proxy), proxyLogins }) };
    }

    test("refuses whoever says nothing", async () => {
      const { proxy, out } = await asking(createProxyLogins(createMemorySecretStore(), () => 0, named));
      expect(await failure(out.fetch(world.address))).toBe("NET_PROXY_AUTH");
      await until("squid's line", () => proxy.log().length > 0);
      expect(proxy.log()).toEqual([`CONNECT ${new URL(world.address).host} 407 -`]);
    });

    test("and that nobody but the network named, asks no person for a password", async () => {
      const logins = createProxyLogins(
        createMemorySecretStore(),
        () => 0,
        async () => false,
      );
      const { out } = await asking(logins);
      expect(await failure(out.fetch(world.address))).toBe("NET_PROXY");
      expect(logins.waiting()).toBeNull();
    });

    test("lets the right user through, and isn't asked again", async () => {
      const asked: string[] = [];
      const get = async (entry: string) => {
        asked.push(entry);
        return JSON.stringify(hanako);
      };
      const { proxy, out } = await asking(
        createProxyLogins({ ...createMemorySecretStore(), get }, () => 0, named),
      );
      for (const _request of [1, 2, 3])
        expect(await (await out.fetch(world.address)).text()).toBe("the service");
      expect(asked).toEqual([`proxy:127.0.0.1:${proxy.port}`]);
      await out.close();
      const through = `CONNECT ${new URL(world.address).host} 200 hanako`;
      await until("the tunnel's line", () => proxy.log().includes(through));
      expect(proxy.log().filter((line) => line.includes(" 407 "))).toHaveLength(1);
    });

    test("isn't told a wrong password again for ten minutes, and takes the right one as soon as it is known", async () => {
      let known = { ...hanako, password: "wrong" };
      let now = 0;
      const { proxy, out } = await asking(
        knowing(
          () => known,
          () => now,
        ),
      );
      const tried = () => proxy.log().filter((line) => line.endsWith(" 407 hanako"));
      for (const _request of [1, 2, 3])
        expect(await failure(out.fetch(world.address))).toBe("NET_PROXY_AUTH");
      await until("squid's lines", () => proxy.log().length === 4);
      expect(tried()).toHaveLength(1);
      now = TEN_MINUTES;
      expect(await failure(out.fetch(world.address))).toBe("NET_PROXY_AUTH");
      await until("squid's line", () => tried().length === 2);
      known = hanako;
      expect(await (await out.fetch(world.address)).text()).toBe("the service");
    });

    test("isn't told any more who typed it once this PC is forgotten (reliability 20)", async () => {
      const logins = createProxyLogins(createMemorySecretStore(), () => 0, named);
      const { proxy, out } = await asking(logins);
      await logins.introduce(`127.0.0.1:${proxy.port}`, hanako);
      expect(await (await out.fetch(world.address)).text()).toBe("the service");
      await logins.forget();
      expect(await failure(out.fetch(world.address))).toBe("NET_PROXY_AUTH");
    });

    test("says nothing of the password when it fails", async () => {
      const { out } = await asking(knowing(() => ({ user: "hanako", password: "Canary/password+1" })));
      const thrown = await out.fetch(world.address).catch((error: unknown) => error);
      const secrets = [{ name: "password", secret: "Canary/password+1" }];
      expect(searchText("error", inspect(thrown, { depth: 10, showHidden: true }), secrets)).toEqual([]);
    });
  });

  test.skipIf(!hasGnomeKeyring)(
    "a password that IT put into the keychain opens the proxy, and a locked one doesn't",
    async () => {
      const keyring = await startKeyring({ isolated: true });
      kept({ close: () => keyring.stop() });
      const keychain = kept(
        createKeychain({ fork: () => forkKeychain(keyring.env), serviceName: "proxy-test" }),
      );
      const secret = canary("proxy-password").secret;
      const proxy = await squid({ credentials: { user: "hanako", password: secret } });
      const entry = proxyEntry(`127.0.0.1:${proxy.port}`);
      await keychain.set(entry, JSON.stringify({ user: "hanako", password: secret }));
      const behind = () =>
        way({ proxy: through(proxy), proxyLogins: createProxyLogins(keychain, () => 0, named) });
      const out = await behind();
      await keyring.lock();
      expect(await failure(out.fetch(world.address))).toBe("NET_PROXY_AUTH");
      await keyring.stopDaemon();
      await keyring.startDaemon();
      expect(await (await out.fetch(world.address)).text()).toBe("the service");
      await keychain.set(entry, "no such thing");
      expect(await failure((await behind()).fetch(world.address))).toBe("NET_PROXY_AUTH");
      const seen = await searchProcesses([{ name: "proxy password", secret }]);
      expect(seen?.sightings ?? []).toEqual([]);
    },
  );

  test("of several proxies the next one is taken when one can't be reached", async () => {
    const [dead, alive] = [await squid(), await squid()];
    await dead.stop();
    const out = await way({ proxy: await pac(`${dead.pac}; ${alive.pac}; DIRECT`) });
    expect(await (await out.fetch(world.address)).text()).toBe("the service");
    // And when it is back, but was known to be gone, the other one goes on.
    await dead.start();
    expect(await (await out.fetch(world.address)).text()).toBe("the service");
    expect(dead.log()).toEqual([]);
  });

  test("a proxy that is back is found again where the direct way, taken meanwhile, leads nowhere", async () => {
    const proxy = await squid();
    await proxy.stop();
    const out = await way({ proxy: await pac(`${proxy.pac}; DIRECT`) });
    expect(await failure(out.fetch(world.address))).toBe("NET_DNS");
    await proxy.start();
    for (const _request of [1, 2]) expect(await (await out.fetch(world.address)).text()).toBe("the service");
  });

  test("a server that is gone behind the proxy is the server's trouble", async () => {
    const proxy = await squid();
    const out = await way({ proxy: through(proxy) });
    expect(await failure(out.fetch(`https://${HOST}:1/`))).toBe("NET_SERVER");
  });

  describe("a whole session", () => {
    let provider: PlainProvider;
    beforeAll(async () => {
      provider = await startPlainProvider({ host: HOST, ...world.service.issue([HOST]) });
    });
    afterAll(() => provider.close());

    /** The adapters of one client, as `startPlainSession` has them, over this way. */
    function sessionOver(outbound: BridgedOutbound) {
      const profile = profileOf(provider);
      const parts = { provider: createProvider({ outbound, profile, now: Date.now }), profile };
      const tokens = createSessionTokens({
        ...parts,
        store: createMemorySecretStore(),
        record: createMemoryRecordFile(),
        forgotten: createMemoryRecordFile(),
        binding: { to: "machine", machine: async () => "this-pc" },
        now: Date.now,
        lockPath: join(world.folder, "session.lock"),
        clearLoginData: async () => {},
      });
      const authorization = kept(createAuthorization({ ...parts, tokens }));
      return { tokens, authorization, person: createHttpPerson() };
    }

    test.each<[string, () => Parameters<typeof startSquid>[0], () => string]>([
      ["under the service's own authority", () => ({}), () => world.service.certificate],
      [
        "under the office's, which opens TLS",
        () => ({ inspectWith: office, upstream: world.service }),
        () => office.certificate,
      ],
    ])("logs in, refreshes and is revoked through an asking proxy, %s", async (_how, options, ca) => {
      const hanako = { user: "hanako", password: "secret" };
      const proxy = await squid({ ...options(), credentials: hanako });
      const outbound = await way({
        proxy: through(proxy),
        authorities: [ca()],
        proxyLogins: knowing(() => hanako),
      });
      const session = sessionOver(outbound);
      provider.requests.length = 0;
      await logIn(session);
      await session.tokens.refresh();
      expect((await session.tokens.endSession())?.url).toContain(`https://${HOST}`);
      expect(await session.tokens.leave("forget")).toBeNull();
      for (const step of ["GET /.well-known/openid-configuration", "GET /jwks", "POST /token/revocation"])
        expect(provider.requests).toContain(step);
      expect(provider.tokenRequests()).toBe(2);
      // Squid wrote a line of each tunnel, and where it opened them of each request.
      await outbound.close();
      const { host } = new URL(provider.issuer);
      await until("squid's lines", () =>
        proxy.log().some((line) => line.startsWith(`CONNECT ${host} 200 hanako`)),
      );
      if (options()?.inspectWith !== undefined)
        for (const step of ["POST", "GET"])
          expect(proxy.log().join("\n")).toContain(`${step} https://${host}/`);
    });
  });

  test("a proxy that stopped is told apart from a server that did", async () => {
    const proxy = await squid();
    const out = await way({ proxy: through(proxy) });
    await proxy.stop();
    expect(await failure(out.fetch(world.address))).toBe("NET_PROXY");
    await proxy.start();
    expect(await (await out.fetch(world.address)).text()).toBe("the service");
  });
});

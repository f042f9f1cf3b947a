import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createProxyServer } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startKeyring } from "../../scripts/keyring.mjs";
import { errorCode } from "../../src/core/errors.ts";
import { createKeychain } from "../../src/main/adapters/keychain.ts";
import { createOutbound, type Outbound, type OutboundDeps } from "../../src/main/adapters/outbound.ts";
import {
  createProxyLogins,
  type ProxyCredentials,
  proxyEntry,
} from "../../src/main/adapters/proxy-logins.ts";
import { canary, searchProcesses, searchText } from "../support/canary.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { createMemorySecretStore } from "../support/memory-secret-store.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { logIn, profileOf, startPlainSession } from "../support/plain-session.ts";
import { hasSquid, type Squid, startSquid } from "../support/squid.ts";
import { createTestAuthority, hasOpenssl, type TestAuthority } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";

/*
 * Requests through a real proxy (reliability 30). Skipped by name where squid or openssl isn't there.
 */
const HOST = "drive.squid.test";
const TEN_MINUTES = 10 * 60_000;
/** A keychain that knows this for every proxy. */
const named = async () => true;
const knowing = (known: () => ProxyCredentials, now = () => 0) =>
  createProxyLogins({ ...createMemorySecretStore(), get: async () => JSON.stringify(known()) }, now, named);
const failure = (promise: Promise<unknown>) => promise.then(() => "none", errorCode);

describe.skipIf(!hasSquid || !hasOpenssl)("through squid", () => {
  let folder: string;
  let service: TestAuthority;
  let office: TestAuthority;
  let server: ReturnType<typeof createServer>;
  let address: string;
  const open: { close(): unknown }[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "proxy-"));
    service = createTestAuthority(join(folder, "service"), "Service");
    office = createTestAuthority(join(folder, "office"), "Office inspection");
    server = createServer(service.issue([HOST]), (_req, res) => res.end("the service"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `https://${HOST}:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const kept = <T extends { close(): unknown }>(one: T): T => {
    open.push(one);
    return one;
  };
  const squid = async (options: Parameters<typeof startSquid>[0] = {}): Promise<Squid> =>
    kept(await startSquid({ hosts: [HOST], ...options }));
  const way = (deps: OutboundDeps): Outbound => kept(createOutbound(deps));

  test("a request gets through, as a tunnel", async () => {
    const proxy = await squid();
    const out = way({ resolveProxy: async () => proxy.pac, ca: [service.certificate] });
    expect(await (await out.fetch(address)).text()).toBe("the service");
    await out.close();
    await until("the tunnel's line", () => proxy.log().includes(`CONNECT ${new URL(address).host} 200 -`));
  });

  test("a proxy that opens TLS is refused until the office's authority is trusted", async () => {
    const proxy = await squid({ inspectWith: office, upstream: service });
    const resolveProxy = async () => proxy.pac;
    expect(await failure(way({ resolveProxy, ca: [service.certificate] }).fetch(address))).toBe(
      "NET_TLS_INSPECTION",
    );
    const trusting = way({ resolveProxy, ca: [office.certificate] });
    expect(await (await trusting.fetch(address)).text()).toBe("the service");
    expect(proxy.log()).toContain(`GET ${address} 200 -`);
  });

  describe("that asks who it is", () => {
    const hanako = { user: "hanako", password: "pass:ワード" };
    const asking = (proxyLogins?: NonNullable<OutboundDeps["proxyLogins"]>) =>
      squid({ credentials: hanako }).then((proxy) => ({
        proxy,
        out: way({
          resolveProxy: async () => proxy.pac,
          ca: [service.certificate],
          ...(proxyLogins && { proxyLogins }),
        }),
      }));

    test("refuses whoever says nothing", async () => {
      const { proxy, out } = await asking();
      expect(await failure(out.fetch(address))).toBe("NET_PROXY_AUTH");
      await until("squid's line", () => proxy.log().length > 0);
      expect(proxy.log()).toEqual([`CONNECT ${new URL(address).host} 407 -`]);
    });

    test("and that nobody but the network named, asks no person for a password", async () => {
      const logins = createProxyLogins(
        createMemorySecretStore(),
        () => 0,
        async () => false,
      );
      const { out } = await asking(logins);
      expect(await failure(out.fetch(address))).toBe("NET_PROXY");
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
      for (const _request of [1, 2, 3]) expect(await (await out.fetch(address)).text()).toBe("the service");
      expect(asked).toEqual([`proxy:127.0.0.1:${proxy.port}`]);
      await out.close();
      const through = `CONNECT ${new URL(address).host} 200 hanako`;
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
      for (const _request of [1, 2, 3]) expect(await failure(out.fetch(address))).toBe("NET_PROXY_AUTH");
      await until("squid's lines", () => proxy.log().length === 4);
      expect(tried()).toHaveLength(1);
      now = TEN_MINUTES;
      expect(await failure(out.fetch(address))).toBe("NET_PROXY_AUTH");
      await until("squid's line", () => tried().length === 2);
      known = hanako;
      expect(await (await out.fetch(address)).text()).toBe("the service");
    });

    test("isn't taken to refuse a password that a request didn't bring: its question only came late", async () => {
      const known = Promise.withResolvers<void>();
      let asked = 0;
      const proxy = createProxyServer();
      proxy.on("connect", async (request, socket) => {
        socket.on("error", () => {});
        if (request.headers["proxy-authorization"] === undefined) {
          asked += 1;
          if (asked > 1) await known.promise;
          socket.end(
            'HTTP/1.1 407 Who\r\nproxy-authenticate: Basic realm="office"\r\nconnection: close\r\n\r\n',
          );
          return;
        }
        known.resolve();
        const through = connect(Number(new URL(address).port), "127.0.0.1", () => {
          socket.write("HTTP/1.1 200 OK\r\n\r\n");
          through.pipe(socket).pipe(through);
        });
        through.on("error", () => {});
      });
      await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
      kept(proxy);
      const place = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const out = way({
        resolveProxy: async () => `PROXY ${place}`,
        ca: [service.certificate],
        proxyLogins: knowing(() => hanako),
      });
      const both = [out.fetch(address), out.fetch(address)];
      for (const one of both) expect(await (await one).text()).toBe("the service");
      expect(asked).toBe(2);
      expect(await (await out.fetch(address)).text()).toBe("the service");
    });

    test("isn't told any more who typed it once this PC is forgotten (reliability 20)", async () => {
      const logins = createProxyLogins(createMemorySecretStore(), () => 0, named);
      const { proxy, out } = await asking(logins);
      await logins.introduce(`127.0.0.1:${proxy.port}`, hanako);
      expect(await (await out.fetch(address)).text()).toBe("the service");
      await logins.forget();
      expect(await failure(out.fetch(address))).toBe("NET_PROXY_AUTH");
    });

    test("says nothing of the password when it fails", async () => {
      const { out } = await asking(knowing(() => ({ user: "hanako", password: "Canary/password+1" })));
      const thrown = await out.fetch(address).catch((error: unknown) => error);
      const secrets = [{ name: "password", secret: "Canary/password+1" }];
      expect(searchText("error", inspect(thrown, { depth: 10, showHidden: true }), secrets)).toEqual([]);
    });
  });

  test.skipIf(!hasGnomeKeyring)(
    "a password that IT put into the keychain opens the proxy, and a locked one doesn't",
    async () => {
      const keyring = await startKeyring({ isolated: true });
      open.push({ close: () => keyring.stop() });
      const keychain = kept(
        createKeychain({ fork: () => forkKeychain(keyring.env), serviceName: "proxy-test" }),
      );
      const secret = canary("proxy-password").secret;
      const proxy = await squid({ credentials: { user: "hanako", password: secret } });
      const entry = proxyEntry(`127.0.0.1:${proxy.port}`);
      await keychain.set(entry, JSON.stringify({ user: "hanako", password: secret }));
      const deps = { resolveProxy: async () => proxy.pac, ca: [service.certificate] };
      const out = way({ ...deps, proxyLogins: createProxyLogins(keychain, () => 0, named) });
      await keyring.lock();
      expect(await failure(out.fetch(address))).toBe("NET_PROXY_AUTH");
      await keyring.stopDaemon();
      await keyring.startDaemon();
      expect(await (await out.fetch(address)).text()).toBe("the service");
      await keychain.set(entry, "no such thing");
      const another = way({ ...deps, proxyLogins: createProxyLogins(keychain, () => 0, named) });
      expect(await failure(another.fetch(address))).toBe("NET_PROXY_AUTH");
      const seen = await searchProcesses([{ name: "proxy password", secret }]);
      expect(seen?.sightings ?? []).toEqual([]);
    },
  );

  test("of several proxies the next one is taken when one can't be reached", async () => {
    const [dead, alive] = [await squid(), await squid()];
    await dead.stop();
    const resolveProxy = async () => `${dead.pac}; ${alive.pac}; DIRECT`;
    const out = way({ resolveProxy, ca: [service.certificate] });
    expect(await (await out.fetch(address)).text()).toBe("the service");
    // And when it is back, but was known to be gone, the other one goes on.
    await dead.start();
    expect(await (await out.fetch(address)).text()).toBe("the service");
    expect(dead.log()).toEqual([]);
  });

  test("a SOCKS proxy is spoken to as one (RFC 1928)", async () => {
    const greetings: string[] = [];
    const socks = createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (greeting) => {
        greetings.push(greeting.toString("hex", 0, 1));
        socket.write(Uint8Array.of(5, 0));
        socket.once("data", (wanted) => {
          greetings.push(wanted.toString("utf8", 5, 5 + (wanted[4] ?? 0)));
          const through = connect(Number(new URL(address).port), "127.0.0.1", () => {
            socket.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
            through.pipe(socket).pipe(through);
          });
          through.on("error", () => {});
        });
      });
    });
    await new Promise<void>((resolve) => socks.listen(0, "127.0.0.1", resolve));
    kept(socks);
    const place = `127.0.0.1:${(socks.address() as AddressInfo).port}`;
    const out = way({ resolveProxy: async () => `SOCKS5 ${place}`, ca: [service.certificate] });
    expect(await (await out.fetch(address)).text()).toBe("the service");
    // Greeted once to see that it is one, and then spoken to.
    expect(greetings).toEqual(["05", "05", HOST]);
  });

  test("a SOCKS proxy that can't be reached is no end, either", async () => {
    const [dead, alive] = [await squid(), await squid()];
    await dead.stop();
    const resolveProxy = async () => `SOCKS5 127.0.0.1:${dead.port}; ${alive.pac}`;
    const out = way({ resolveProxy, ca: [service.certificate] });
    expect(await (await out.fetch(address)).text()).toBe("the service");
  });

  test("after the last proxy comes the direct way, where the answer says so and not otherwise", async () => {
    const dead = await squid();
    await dead.stop();
    // Only squid knows this name: whoever asks the system's DNS went directly.
    const direct = way({ resolveProxy: async () => `${dead.pac}; DIRECT` });
    expect(await failure(direct.fetch(address))).toBe("NET_DNS");
    expect(await failure(way({ resolveProxy: async () => dead.pac }).fetch(address))).toBe("NET_PROXY");
  });

  test("a proxy that is back is found again where the direct way, taken meanwhile, leads nowhere", async () => {
    const proxy = await squid();
    await proxy.stop();
    const out = way({ resolveProxy: async () => `${proxy.pac}; DIRECT`, ca: [service.certificate] });
    expect(await failure(out.fetch(address))).toBe("NET_DNS");
    await proxy.start();
    for (const _request of [1, 2]) expect(await (await out.fetch(address)).text()).toBe("the service");
  });

  test("a refused proxy isn't gone around", async () => {
    const proxy = await squid({ credentials: { user: "hanako", password: "secret" } });
    const out = way({ resolveProxy: async () => `${proxy.pac}; DIRECT` });
    expect(await failure(out.fetch(address))).toBe("NET_PROXY_AUTH");
  });

  test("a server that is gone behind the proxy is the server's trouble", async () => {
    const proxy = await squid();
    const out = way({ resolveProxy: async () => proxy.pac });
    expect(await failure(out.fetch(`https://${HOST}:1/`))).toBe("NET_SERVER");
  });

  describe("a whole session", () => {
    let provider: PlainProvider;
    beforeAll(async () => {
      provider = await startPlainProvider({ host: HOST, ...service.issue([HOST]) });
    });
    afterAll(() => provider.close());

    test.each<[string, () => Parameters<typeof startSquid>[0], () => string]>([
      ["under the service's own authority", () => ({}), () => service.certificate],
      [
        "under the office's, which opens TLS",
        () => ({ inspectWith: office, upstream: service }),
        () => office.certificate,
      ],
    ])("logs in, refreshes and is revoked through an asking proxy, %s", async (_how, options, ca) => {
      const hanako = { user: "hanako", password: "secret" };
      const proxy = await squid({ ...options(), credentials: hanako });
      const session = startPlainSession(profileOf(provider), {
        outbound: {
          resolveProxy: async () => proxy.pac,
          ca: [ca()],
          proxyLogins: knowing(() => hanako),
        },
      });
      open.push(session);
      provider.requests.length = 0;
      await logIn(session);
      await session.tokens.refresh();
      expect((await session.tokens.endSession())?.url).toContain(`https://${HOST}`);
      expect(await session.tokens.leave("forget")).toBeNull();
      for (const step of ["GET /.well-known/openid-configuration", "GET /jwks", "POST /token/revocation"])
        expect(provider.requests).toContain(step);
      expect(provider.tokenRequests()).toBe(2);
      // Squid wrote a line of each tunnel, and where it opened them of each request.
      await session.outbound.close();
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
    const out = way({ resolveProxy: async () => proxy.pac, ca: [service.certificate] });
    await proxy.stop();
    expect(await failure(out.fetch(address))).toBe("NET_PROXY");
    await proxy.start();
    expect(await (await out.fetch(address)).text()).toBe("the service");
  });
});

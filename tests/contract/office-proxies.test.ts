import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { errorCode } from "../../src/core/errors.ts";
import { createProxyLogins } from "../../src/main/network/proxy-logins.ts";
import { type BridgedOutbound, startElectronOutbound } from "../support/electron-outbound.ts";
import { createMemorySecretStore } from "../support/memory-secret-store.ts";
import { hasKerberos, type OfficeDomain, startOfficeDomain } from "../support/office-domain.ts";
import { outboundWorld } from "../support/outbound-world.ts";
import { hasNtlmAuth, hasSquid, type Squid, type SquidOptions, startSquid } from "../support/squid.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";

/*
 * The proxies of offices, for everything that leaves the client (reliability 30): squid, Samba's `ntlm_auth` and MIT's
 * KDC, on the Electron that is here. Skipped by name where one of them isn't there.
 */
const HOST = "drive.office.test";
const PROXY = "proxy.localhost";
const INTRANET = "intranet.localhost";
const hanako = { user: "hanako", password: "secret" };
const failure = (promise: Promise<unknown>) => promise.then(() => "none", errorCode);

/** What a client sends: a page of the login window, a token request, a look around, the doctor's. */
const SENT: Readonly<Record<string, (out: BridgedOutbound, url: string) => Promise<string>>> = {
  page: (out, url) => out.page(url),
  token: async (out, url) =>
    (await out.fetch(url, { method: "POST", body: "grant_type=refresh_token" })).text(),
  probe: async (out, url) => String((await out.peek(new URL(url))).status),
  "doctor's look": async (out, url) => String(await out.examine(url)),
};

const AS_STATUS: ReadonlySet<string> = new Set(["probe", "doctor's look"]);

describe.skipIf(!hasSquid || !hasOpenssl || !hasNtlmAuth || !hasKerberos)("a proxy that asks by", () => {
  let domain: OfficeDomain;
  const world = outboundWorld([HOST, INTRANET], async () => {
    domain = await startOfficeDomain([PROXY, INTRANET]);
    return startElectronOutbound({ env: domain.env });
  });
  const { way, pac, kept } = world;
  afterEach(() => domain.logIn());
  afterAll(() => domain.close());

  const squid = async (options: SquidOptions): Promise<Squid> =>
    kept(await startSquid({ hosts: [HOST], ...options }));

  const SETTINGS: Readonly<Record<string, (proxy: Squid) => Promise<{ server: string } | { pac: string }>>> =
    {
      "named by its address": async ({ port }) => ({ server: `http://${PROXY}:${port}` }),
      "named by a PAC file": ({ port }) => pac(`PROXY ${PROXY}:${port}`),
    };

  /** Somebody who knows name and password, and how often the keychain is asked. */
  function person() {
    let asked = 0;
    const store = createMemorySecretStore();
    const counting = { ...store, get: async () => JSON.stringify(hanako) };
    const logins = createProxyLogins(
      counting,
      () => 0,
      async () => true,
    );
    const of = (proxy: string) => {
      asked += 1;
      return logins.of(proxy);
    };
    return { proxyLogins: { ...logins, of }, asked: () => asked };
  }

  const SCHEMES = ["Basic", "NTLM", "Negotiate"] as const;
  const asking = (scheme: (typeof SCHEMES)[number]): Promise<Squid> =>
    squid(scheme === "Negotiate" ? { domain } : { scheme, credentials: hanako });

  for (const scheme of SCHEMES)
    for (const [naming, setting] of Object.entries(SETTINGS))
      for (const [what, send] of Object.entries(SENT))
        test(`${scheme}, ${naming}, lets a ${what} through`, async () => {
          const proxy = await asking(scheme);
          const { proxyLogins, asked } = person();
          const out = await way({ proxy: await setting(proxy), proxyLogins });
          expect(await send(out, world.address)).toBe(AS_STATUS.has(what) ? "200" : "the service");
          expect(asked()).toBe(scheme === "Negotiate" ? 0 : 1);
          await out.close();
          const tunnel = new RegExp(`^CONNECT ${new URL(world.address).host} 200 \\S*hanako`, "u");
          if (what !== "page")
            await until("the tunnel's line", () => proxy.log().some((line) => tunnel.test(line)));
        });

  test("Negotiate alone is no way for who has no ticket, and for who has one again is", async () => {
    const proxy = await squid({ domain });
    const out = await way({ proxy: { server: `http://${PROXY}:${proxy.port}` } });
    domain.logOut();
    // A page is told of no more than that there is no tunnel.
    for (const [what, send] of Object.entries(SENT))
      expect([what, await failure(send(out, world.address))]).toEqual([
        what,
        what === "page" ? "NET_PROXY" : "NET_PROXY_TICKET",
      ]);
    domain.logIn();
    for (const [what, send] of Object.entries(SENT))
      expect([what, await failure(send(out, world.address))]).toEqual([what, "none"]);
  });

  test("Negotiate or NTLM takes name and password of who has no ticket", async () => {
    const proxy = await squid({ domain, credentials: hanako, scheme: "NTLM" });
    domain.logOut();
    const { proxyLogins } = person();
    const out = await way({ proxy: { server: `http://${PROXY}:${proxy.port}` }, proxyLogins });
    for (const [what, send] of Object.entries(SENT))
      expect([what, await failure(send(out, world.address))]).toEqual([what, "none"]);
  });

  test("NTLM is told a wrong password once", async () => {
    const proxy = await squid({ credentials: { ...hanako, password: "another" }, scheme: "NTLM" });
    const { proxyLogins } = person();
    const out = await way({ proxy: { server: `http://${PROXY}:${proxy.port}` }, proxyLogins });
    for (const [what, send] of Object.entries(SENT))
      expect([what, await failure(send(out, world.address))]).toEqual([what, "NET_PROXY_AUTH"]);
    const tried = () => proxy.log().filter((line) => line.endsWith(" 407 hanako"));
    expect(tried().length, proxy.log().join("\n")).toBeLessThanOrEqual(1);
  });

  describe("a server that asks who is logged in to this PC", () => {
    const given: (string | undefined)[] = [];
    let asking: ReturnType<typeof createServer>;
    let url: string;
    beforeAll(async () => {
      asking = createServer(world.service.issue([INTRANET]), ({ headers }, res) => {
        given.push(headers.authorization);
        if (headers.authorization !== undefined) res.end("known");
        else res.writeHead(401, { "www-authenticate": "Negotiate" }).end("who is there?");
      });
      await new Promise<void>((resolve) => asking.listen(0, "127.0.0.1", resolve));
      url = `https://${INTRANET}:${(asking.address() as AddressInfo).port}/`;
    });
    beforeEach(() => void given.splice(0));
    afterAll(() => {
      asking.closeAllConnections();
      asking.close();
    });

    test("is told where policy names it, to pages alone", async () => {
      const out = await way({ singleSignOn: ["*.localhost"] });
      expect(await out.page(url)).toBe("known");
      // RFC 4559 4.1: an InitialContextToken of GSS-API (RFC 2743 3.1), which begins with this byte.
      const ticket = given.findLast((one) => one !== undefined)?.replace("Negotiate ", "") ?? "";
      expect(Buffer.from(ticket, "base64")[0]).toBe(0x60);
      given.splice(0);
      expect((await out.fetch(url)).status).toBe(401);
      expect((await out.fetch(url, { method: "POST" })).status).toBe(401);
      expect(given).toEqual([undefined, undefined]);
    });

    test.each([[[]], [["login.localhost"]]])("isn't told where policy names %j", async (singleSignOn) => {
      const out = await way({ singleSignOn });
      expect(await out.page(url)).toBe("who is there?");
      expect(given.filter(Boolean)).toEqual([]);
    });
  });
});

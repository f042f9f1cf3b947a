import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { errorCode } from "../../src/core/errors.ts";
import { createOutbound, type Outbound, type OutboundDeps } from "../../src/main/adapters/outbound.ts";
import { hasSquid, type Squid, startSquid } from "../support/squid.ts";
import { createTestAuthority, hasOpenssl, type TestAuthority } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";

/*
 * Requests through a real proxy (reliability 30). Skipped by name where squid or openssl isn't there.
 */
const HOST = "drive.squid.test";
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
    const out = way({ resolveProxy: async () => proxy.pac, ca: service.certificate });
    expect(await (await out.fetch(address)).text()).toBe("the service");
    await out.close();
    await until("the tunnel's line", () => proxy.log().includes(`CONNECT ${new URL(address).host} 200 -`));
  });

  test("a proxy that opens TLS is refused until the office's authority is trusted", async () => {
    const proxy = await squid({ inspectWith: office, upstream: service });
    const resolveProxy = async () => proxy.pac;
    expect(await failure(way({ resolveProxy, ca: service.certificate }).fetch(address))).toBe("NET_TLS");
    const trusting = way({ resolveProxy, ca: office.certificate });
    expect(await (await trusting.fetch(address)).text()).toBe("the service");
    expect(proxy.log()).toContain(`GET ${address} 200 -`);
  });

  test("a proxy that asks who it is refuses whoever says nothing", async () => {
    const proxy = await squid({ credentials: { user: "hanako", password: "secret" } });
    const out = way({ resolveProxy: async () => proxy.pac, ca: service.certificate });
    expect(await failure(out.fetch(address))).toBe("NET_PROXY");
    expect(proxy.log()).toEqual([`CONNECT ${new URL(address).host} 407 -`]);
  });

  test("a proxy that stopped is told apart from a server that did", async () => {
    const proxy = await squid();
    const out = way({ resolveProxy: async () => proxy.pac, ca: service.certificate });
    await proxy.stop();
    expect(await failure(out.fetch(address))).toBe("NET_PROXY");
    await proxy.start();
    expect(await (await out.fetch(address)).text()).toBe("the service");
  });
});

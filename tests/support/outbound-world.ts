import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import {
  type BridgedOutbound,
  type ElectronOutbound,
  type OutboundSettings,
  startElectronOutbound,
} from "./electron-outbound.ts";
import { createTestAuthority, type TestAuthority } from "./test-authority.ts";

export type OutboundWorld = {
  readonly folder: string;
  /** Who vouches for the service. */
  readonly service: TestAuthority;
  /** The service's, under the first of its hosts. It says "the service" to everybody. */
  readonly address: string;
  /** A way out that trusts the service's authority unless told otherwise. */
  way(settings: OutboundSettings): Promise<BridgedOutbound>;
  /** The address of a PAC file that says this of every address. */
  pac(answer: string): Promise<{ readonly pac: string }>;
  /** Closed after the test, the last one first. */
  kept<T extends { close(): unknown }>(one: T): T;
};

/** A service on this PC and the client's way out on Electron, for the tests of the `describe` that asks for them. */
export function outboundWorld(
  hosts: readonly [string, ...string[]],
  start: () => Promise<ElectronOutbound> = startElectronOutbound,
): OutboundWorld {
  const open: { close(): unknown }[] = [];
  let electron: ElectronOutbound | undefined;
  let service: TestAuthority;
  let server: ReturnType<typeof createServer> | undefined;
  let address: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "outbound-"));
    electron = await start();
    service = createTestAuthority(join(folder, "service"), "Service");
    server = createServer(service.issue(hosts), (_req, res) => res.end("the service"));
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    address = `https://${hosts[0]}:${(server.address() as AddressInfo).port}/`;
  }, 30_000);
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
    expect(electron?.uncaught.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await electron?.close();
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const kept = <T extends { close(): unknown }>(one: T): T => {
    open.push(one);
    return one;
  };
  return {
    get folder() {
      return folder;
    },
    get service() {
      return service;
    },
    get address() {
      return address;
    },
    kept,
    async way(settings) {
      if (electron === undefined) throw new Error("no Electron");
      return kept(await electron.open({ authorities: [service.certificate], ...settings }));
    },
    async pac(answer) {
      const script = `function FindProxyForURL() { return ${JSON.stringify(answer)}; }`;
      const pacServer = createPlainServer((_req, res) =>
        res.writeHead(200, { "content-type": "application/x-ns-proxy-autoconfig" }).end(script),
      );
      await new Promise<void>((resolve) => pacServer.listen(0, "127.0.0.1", resolve));
      kept(pacServer);
      return { pac: `http://127.0.0.1:${(pacServer.address() as AddressInfo).port}/proxy.pac` };
    },
  };
}

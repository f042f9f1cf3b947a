import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServiceId } from "../src/core/service/profile.ts";
import { SERVICE_IDS } from "../src/core/service/profiles.ts";
import { AdminClient } from "./admin-client.ts";
import type { AdminRoom } from "./admin-routes.ts";
import type { ReadyLine } from "./admin-schema.ts";
import { shiftClock } from "./clock.ts";
import { adminOrigin, originsOf } from "./origins.ts";
import { serve } from "./server.ts";
import { State } from "./state.ts";
import { Tenant } from "./tenant.ts";

export type ReferenceService = {
  readonly ready: ReadyLine;
  readonly admin: AdminClient;
  close(): Promise<void>;
};

export type StartOptions = {
  /** 0 or absent = a free one. */
  readonly port?: number;
  /** Absent = all four. */
  readonly services?: readonly ServiceId[];
};

/**
 * Starts the reference service in this process, on loopback only.
 * @throws Node's `EADDRINUSE` when the port is taken
 */
export async function startReferenceService(options: StartOptions = {}): Promise<ReferenceService> {
  const services = options.services ?? SERVICE_IDS;
  let room: AdminRoom | null = null;
  const { servers, port } = await listen(options.port ?? 0, () => {
    const server = createServer((req, res) => {
      if (room !== null) void serve(room, req, res);
      else res.writeHead(503).end();
    });
    // Same as Node's own default, but known: a client's kept connection must not outlive a test.
    server.keepAliveTimeout = 5_000;
    return server;
  });
  const state = new State(services);
  const tenants = new Map(
    services.map((service) => [service, new Tenant(service, originsOf(service, port), state)]),
  );
  const reset = () => {
    shiftClock(0);
    state.reset();
    for (const tenant of tenants.values()) tenant.reset();
  };
  room = { state, tenants, reset };
  const ready = readyLine(state, tenants, port);
  return {
    ready,
    admin: new AdminClient(ready.admin),
    close: async () => {
      shiftClock(0);
      await Promise.all(servers.map(closeServer));
    },
  };
}

function readyLine(state: State, tenants: ReadonlyMap<ServiceId, Tenant>, port: number): ReadyLine {
  return {
    origins: Object.fromEntries([...tenants].map(([service, { origins }]) => [service, { ...origins }])),
    admin: `${adminOrigin(port)}/__admin/`,
    accounts: state.users.flatMap(({ service, mail, password, role, method, invited }) =>
      password === null || method !== "password" || invited ? [] : [{ service, mail, password, role }],
    ),
  };
}

/** Listens on 127.0.0.1 and, where there is one, on ::1, both at the same port. */
async function listen(wanted: number, create: () => Server): Promise<{ servers: Server[]; port: number }> {
  for (let tries = 0; ; tries += 1) {
    const first = create();
    await listenOn(first, wanted, "127.0.0.1");
    const { port } = first.address() as AddressInfo;
    const second = create();
    try {
      await listenOn(second, port, "::1");
      return { servers: [first, second], port };
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!taken) return { servers: [first], port }; // no IPv6 on this machine
      await closeServer(first);
      if (wanted !== 0 || tries === 5) throw error;
    }
  }
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

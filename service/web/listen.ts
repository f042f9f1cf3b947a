import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificate } from "./certificate.ts";

/**
 * Listens on 127.0.0.1 and, where there is one, on ::1, both at the same port.
 * @param wanted a port; 0 = a free one
 * @throws Node's `EADDRINUSE` when the port is taken
 */
export async function listen(
  wanted: number,
  certificate: Certificate | null,
  answer: RequestListener,
): Promise<{ servers: Server[]; port: number }> {
  for (let tries = 0; ; tries += 1) {
    const first = newServer(certificate, answer);
    await listenOn(first, wanted, "127.0.0.1");
    const { port } = first.address() as AddressInfo;
    const second = newServer(certificate, answer);
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

function newServer(certificate: Certificate | null, answer: RequestListener): Server {
  const server =
    certificate === null
      ? createServer(answer)
      : createSecureServer({ cert: certificate.cert, key: certificate.key }, answer);
  // Same as Node's own default, but known: a client's kept connection must not outlive a test.
  server.keepAliveTimeout = 5_000;
  return server;
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

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

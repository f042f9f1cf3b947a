import { connect } from "node:net";
import { ProxyUnreachable } from "./proxy-routes.ts";

/**
 * Whether a SOCKS proxy is one: connects, greets it (RFC 1928 3) and reads its two bytes. undici's own client waits out
 * the whole request where the proxy hangs up or says nothing. Nothing but the greeting is sent.
 * @throws ProxyUnreachable
 */
export function greetSocks(proxy: string, limitMs: number): Promise<void> {
  const { hostname, port } = new URL(proxy);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) || 1_080, timeout: limitMs });
    const end = (why: string | null) => {
      socket.destroy();
      if (why === null) resolve();
      else reject(new ProxyUnreachable(why));
    };
    // One method is offered: no authentication.
    socket.once("connect", () => socket.write(Buffer.from([5, 1, 0])));
    socket.once("data", ([version, method]) =>
      end(version === 5 && method === 0 ? null : "SOCKS: another greeting"),
    );
    socket.once("timeout", () => end("SOCKS: no greeting"));
    socket.once("error", () => end("SOCKS: no connection"));
    socket.once("close", () => end("SOCKS: hung up"));
  });
}

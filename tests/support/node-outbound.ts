import { lookup as resolve } from "node:dns";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { LookupFunction } from "node:net";
import got, { type Method } from "got";
import type { ErrorCode } from "../../src/core/errors.ts";
import { isLoopback } from "../../src/core/loopback-host.ts";
import { NetworkError, networkError } from "../../src/main/network/network-error.ts";
import type { Outbound } from "../../src/main/network/outbound.ts";

/*
 * The way out of adapters that tests run on Node, without Electron: directly, to loopback. What the client's own does is
 * shown on Electron (tests/contract/outbound.test.ts).
 */

export function createNodeOutbound({ timeoutMs = 20_000 }: { readonly timeoutMs?: number } = {}): Outbound {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  // As the client's own: what is never sent twice must not meet a connection that the server is just closing.
  const once = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

  async function request(url: URL, init: RequestInit): Promise<Response> {
    try {
      const { signal, ...asked } = init;
      const request = new Request(url, asked); // which gives a form its content type
      const { statusCode, headers, rawBody } = await got(url, {
        method: request.method as Method,
        headers: Object.fromEntries(request.headers),
        ...(request.body !== null && { body: await request.text() }),
        ...(signal && { signal }),
        agent: request.method === "GET" || request.method === "HEAD" ? agents : once,
        dnsLookup: lookup,
        timeout: { request: timeoutMs, connect: Math.min(10_000, timeoutMs) },
        throwHttpErrors: false,
        followRedirect: false,
        retry: { limit: 0 },
      });
      const pairs = Object.entries(headers).flatMap(([name, values]) =>
        (Array.isArray(values) ? values : [values ?? ""]).map((value): [string, string] => [name, value]),
      );
      const bare = statusCode === 204 || statusCode === 304;
      return new Response(bare ? null : Buffer.from(rawBody), { status: statusCode, headers: pairs });
    } catch (thrown) {
      if (init.signal?.aborted === true && !isTimeout(init.signal.reason)) throw init.signal.reason;
      throw nodeError(thrown) ?? new NetworkError("NET_SERVER", "no answer");
    }
  }

  return {
    fetch: (url, init = {}) => request(new URL(url), init),
    peek: (url) => request(url, { method: "HEAD", signal: AbortSignal.timeout(4_000) }),
    async close() {
      for (const agent of [...Object.values(agents), ...Object.values(once)]) agent.destroy();
    },
  };
}

/** `.localhost` is this PC (RFC 6761 6.3), whatever the resolver says. */
const lookup: LookupFunction = (hostname, options, callback) => {
  if (!isLoopback(hostname)) resolve(hostname, options, callback);
  else if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
  else callback(null, "127.0.0.1", 4);
};

const isTimeout = (reason: unknown) => reason instanceof DOMException && reason.name === "TimeoutError";

const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: "NET_DNS",
  EAI_AGAIN: "NET_DNS",
  ENETUNREACH: "NET_OFFLINE",
  EHOSTUNREACH: "NET_OFFLINE",
  ETIMEDOUT: "NET_TIMEOUT",
  DEPTH_ZERO_SELF_SIGNED_CERT: "NET_TLS_INSPECTION",
  SELF_SIGNED_CERT_IN_CHAIN: "NET_TLS_INSPECTION",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "NET_TLS_INSPECTION",
};

const BY_PREFIX: readonly (readonly [string, ErrorCode])[] = [
  ["CERT_", "NET_TLS"],
  ["ERR_TLS_", "NET_TLS"],
  ["ERR_SSL_", "NET_TLS"],
  ["HPE_", "NET_UNEXPECTED_ANSWER"],
];

/** Node's names for it. */
function nodeError(thrown: unknown): NetworkError | null {
  const known = networkError(thrown);
  if (known !== null) return known;
  for (let link = thrown; link instanceof Error; link = link.cause ?? (link as AggregateError).errors?.[0]) {
    const name = String((link as NodeJS.ErrnoException).code ?? "");
    const code = BY_CODE[name] ?? BY_PREFIX.find(([prefix]) => name.startsWith(prefix))?.[1];
    if (code !== undefined) return new NetworkError(code, name);
  }
  return null;
}

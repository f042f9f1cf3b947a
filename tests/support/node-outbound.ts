import { lookup as resolve } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, fetch as undiciFetch } from "undici";
import type { ErrorCode } from "../../src/core/errors.ts";
import { NetworkError, networkError } from "../../src/main/adapters/network-error.ts";
import type { Outbound } from "../../src/main/adapters/outbound.ts";
import { isLoopback } from "../../src/main/loopback-host.ts";

/*
 * The way out of adapters that tests run on Node, without Electron: directly, to loopback. What the client's own does is
 * shown on Electron (tests/contract/outbound.test.ts).
 */

const LARGEST_ANSWER = 8 * 1024 * 1024;

export function createNodeOutbound({ timeoutMs = 20_000 }: { readonly timeoutMs?: number } = {}): Outbound {
  const dispatcher = new Agent({
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 1_000,
    maxResponseSize: LARGEST_ANSWER,
    connect: { lookup, timeout: Math.min(10_000, timeoutMs) },
  });

  async function request(url: URL, init: RequestInit): Promise<Response> {
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    try {
      const asked = { ...init, signal, redirect: "manual", dispatcher };
      const answer = await undiciFetch(url, asked as Parameters<typeof undiciFetch>[1]);
      const { status } = answer;
      const body = status === 204 || status === 304 ? null : await answer.arrayBuffer();
      return new Response(body, { status, headers: [...answer.headers] });
    } catch (thrown) {
      if (init.signal?.aborted === true && !isTimeout(init.signal.reason)) throw thrown;
      throw nodeError(thrown) ?? new NetworkError("NET_SERVER", "no answer");
    }
  }

  return {
    fetch: (url, init = {}) => request(new URL(url), init),
    peek: (url) => request(url, { method: "HEAD", signal: AbortSignal.timeout(4_000) }),
    close: () => dispatcher.destroy(),
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
  EAI_FAIL: "NET_DNS",
  EAI_NODATA: "NET_DNS",
  EAI_NONAME: "NET_DNS",
  ENETUNREACH: "NET_OFFLINE",
  ENETDOWN: "NET_OFFLINE",
  EHOSTUNREACH: "NET_OFFLINE",
  EHOSTDOWN: "NET_OFFLINE",
  EADDRNOTAVAIL: "NET_OFFLINE",
  ECONNREFUSED: "NET_SERVER",
  ECONNRESET: "NET_SERVER",
  ECONNABORTED: "NET_SERVER",
  EPIPE: "NET_SERVER",
  UND_ERR_SOCKET: "NET_SERVER",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "NET_SERVER",
  ETIMEDOUT: "NET_TIMEOUT",
  ESOCKETTIMEDOUT: "NET_TIMEOUT",
  UND_ERR_CONNECT_TIMEOUT: "NET_TIMEOUT",
  UND_ERR_HEADERS_TIMEOUT: "NET_TIMEOUT",
  UND_ERR_BODY_TIMEOUT: "NET_TIMEOUT",
  OAUTH_TIMEOUT: "NET_TIMEOUT",
  UND_ERR_PRX_TLS: "NET_PROXY",
  UND_ERR_PRX_CONN: "NET_PROXY",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "NET_UNEXPECTED_ANSWER",
  UND_ERR_HEADERS_OVERFLOW: "NET_UNEXPECTED_ANSWER",
  EPROTO: "NET_TLS",
  DEPTH_ZERO_SELF_SIGNED_CERT: "NET_TLS_INSPECTION",
  SELF_SIGNED_CERT_IN_CHAIN: "NET_TLS_INSPECTION",
  UNABLE_TO_GET_ISSUER_CERT: "NET_TLS_INSPECTION",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "NET_TLS_INSPECTION",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "NET_TLS_INSPECTION",
  CERT_UNTRUSTED: "NET_TLS_INSPECTION",
  HOSTNAME_MISMATCH: "NET_TLS",
  INVALID_CA: "NET_TLS",
  INVALID_PURPOSE: "NET_TLS",
  OUT_OF_MEM: "NET_TLS",
  PATH_LENGTH_EXCEEDED: "NET_TLS",
};

const BY_PREFIX: readonly (readonly [string, ErrorCode])[] = [
  ["CERT_", "NET_TLS"],
  ["UNABLE_TO_", "NET_TLS"],
  ["ERR_TLS_", "NET_TLS"],
  ["ERR_SSL_", "NET_TLS"],
  ["HPE_", "NET_UNEXPECTED_ANSWER"],
];

/** Node's and undici's names for it. */
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

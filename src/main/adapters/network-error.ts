import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { Said } from "../../core/provider-words.ts";

/** A request that brought no usable answer. */
export class NetworkError extends AppError {
  constructor(code: ErrorCode, detail: string, retryAfterMs: number | null = null, said: Said | null = null) {
    super(code, detail, retryAfterMs, said);
    this.name = "NetworkError";
  }
}

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

/** How undici's names of a SOCKS proxy's refusals begin: the way behind it was never open (RFC 1928 6). */
const SOCKS = "UND_ERR_SOCKS5";

const BY_PREFIX: readonly (readonly [string, ErrorCode])[] = [
  ["CERT_", "NET_TLS"],
  ["CRL_", "NET_TLS"],
  ["UNABLE_TO_", "NET_TLS"],
  ["ERR_TLS_", "NET_TLS"],
  ["ERR_SSL_", "NET_TLS"],
  ["HPE_", "NET_UNEXPECTED_ANSWER"],
  [SOCKS, "NET_PROXY"],
];

/** Names of failures before there was a connection. */
const UNSENT = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ECONNREFUSED",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Nothing of the request can have reached anybody: it may go another way. */
export function isUnsent(thrown: unknown): thrown is NetworkError {
  if (!(thrown instanceof NetworkError) || typeof thrown.cause !== "string") return false;
  return UNSENT.has(thrown.cause) || thrown.cause.startsWith(SOCKS);
}

/** Codes that mean, while a proxy is in use, that the proxy itself can't be reached or refused. */
const PROXY_TROUBLE = new Set(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "UND_ERR_ABORTED"]);

/**
 * What failed, told by code and never by text; null when nothing in the chain of causes is about the network.
 * @param proxied whether the request went through a proxy
 */
export function networkError(thrown: unknown, proxied = false): NetworkError | null {
  for (const link of causes(thrown)) {
    if (link instanceof NetworkError) return link;
    const name = symbolOf(link);
    if (name === null) continue;
    if (proxied && PROXY_TROUBLE.has(name)) return new NetworkError("NET_PROXY", name);
    if (name === "TimeoutError") return new NetworkError("NET_TIMEOUT", name);
    const code = BY_CODE[name] ?? BY_PREFIX.find(([prefix]) => name.startsWith(prefix))?.[1];
    if (code !== undefined) return new NetworkError(code, name);
  }
  return null;
}

/**
 * What an HTTP answer means that isn't the one asked for: a captive portal, a proxy's page, a server in trouble.
 * None of these says anything about the session (reliability 16).
 */
export function answerError(
  answer: { readonly status: number; readonly headers: Headers },
  now: number,
  said: Said | null = null,
): NetworkError {
  const { status } = answer;
  // A date counts from the clock that it was written by: this PC's may be a day off (reliability 25).
  const written = Date.parse(answer.headers.get("date") ?? "");
  const retryAfterMs = retryAfter(answer.headers.get("retry-after"), Number.isNaN(written) ? now : written);
  const detail = `HTTP ${status}`;
  if (status === 429) return new NetworkError("NET_RATE_LIMITED", detail, retryAfterMs, said);
  // Only a network that wants a sign-in says so (RFC 6585 6).
  if (status === 511) return new NetworkError("NET_CAPTIVE_PORTAL", detail, retryAfterMs, said);
  if (status === 407) return new NetworkError("NET_PROXY", detail, retryAfterMs, said);
  if (status >= 500 || status === 408) return new NetworkError("NET_SERVER", detail, retryAfterMs, said);
  return new NetworkError("NET_UNEXPECTED_ANSWER", detail, retryAfterMs, said);
}

const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/** Milliseconds to wait: delta seconds or an HTTP date (RFC 9110 10.2.3), a day at most; null when absent or unreadable. */
export function retryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? "";
  if (text === "") return null;
  const ms = /^\d+$/u.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? null : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, ms));
}

/** Names and codes along the chain of causes; library errors carry bodies and tokens, so nothing else of them is kept. */
export function describe(thrown: unknown): string {
  return causes(thrown)
    .map((link) => [link.name, symbolOf(link)].filter((part) => part !== null).join(" "))
    .join(" < ")
    .slice(0, 300);
}

type Link = { readonly name: string; readonly code?: unknown };

function causes(thrown: unknown): Link[] {
  const links: Link[] = [];
  let next: unknown = thrown;
  while (next instanceof Error && links.length < 8) {
    links.push(next);
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined);
  }
  return links;
}

// A DOMException's `code` is a number of another age: there, its name tells.
function symbolOf(link: Link): string | null {
  if (typeof link.code === "string") return link.code;
  return link.name === "TimeoutError" ? link.name : null;
}

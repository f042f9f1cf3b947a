import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { Said } from "../../core/provider-words.ts";
import { answerDate } from "./answer-date.ts";

/** A request that brought no usable answer. */
export class NetworkError extends AppError {
  constructor(code: ErrorCode, detail: string, retryAfterMs: number | null = null, said: Said | null = null) {
    super(code, detail, retryAfterMs, said);
    this.name = "NetworkError";
  }
}

/** Chromium's names of what went wrong on the way (net/base/net_error_list.h), the first that fits. */
const BY_NAME: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /^ERR_(?:INTERNET_DISCONNECTED|NETWORK_CHANGED|ADDRESS_UNREACHABLE|NETWORK_ACCESS_DENIED|NETWORK_IO_SUSPENDED)$/u,
    "NET_OFFLINE",
  ],
  // ADDRESS_INVALID: a filter answers 0.0.0.0 for names that it doesn't want.
  [/^ERR_(?:NAME_|ICANN_NAME_|DNS_|HOST_RESOLVER_|ADDRESS_INVALID$)/u, "NET_DNS"],
  [/^ERR_(?:CONNECTION_)?TIMED_OUT$/u, "NET_TIMEOUT"],
  [/^ERR_PROXY_CERTIFICATE_INVALID$/u, "NET_PROXY"],
  [/^ERR_(?:PAC_|MANDATORY_PROXY_)/u, "NET_PAC"],
  [/^ERR_(?:PROXY_|TUNNEL_|SOCKS_|NO_SUPPORTED_PROXIES|HTTPS_PROXY_)/u, "NET_PROXY"],
  [/^ERR_CERT_(?:AUTHORITY_INVALID|KNOWN_INTERCEPTION_BLOCKED)$/u, "NET_TLS_INSPECTION"],
  [/^ERR_(?:CERT_|SSL_|CERTIFICATE_|BAD_SSL_|TLS13_|ECH_)/u, "NET_TLS"],
  [
    /^ERR_(?:INVALID_(?:HTTP_)?RESPONSE|RESPONSE_HEADERS_|CONTENT_DECODING_|TOO_MANY_REDIRECTS|INVALID_REDIRECT|UNSAFE_REDIRECT)/u,
    "NET_UNEXPECTED_ANSWER",
  ],
];

/**
 * What a failed request or page means, told by Chromium's name for it, with or without `net::`.
 * @returns null where it is no failure: a load that we or the page replaced by another
 */
export function netError(name: string): NetworkError | null {
  const bare = name.replace(/^net::/u, "");
  if (bare === "ERR_ABORTED" || !bare.startsWith("ERR_")) return null;
  const known = BY_NAME.find(([pattern]) => pattern.test(bare))?.[1];
  return new NetworkError(known ?? "NET_SERVER", bare);
}

/** Names of a time-out, from the OpenID library and the platform. */
const TIMEOUTS: ReadonlySet<string | null> = new Set(["TimeoutError", "OAUTH_TIMEOUT"]);

/** What failed, by error codes and never by texts; null when no link of the chain of causes is about the network. */
export function networkError(thrown: unknown): NetworkError | null {
  for (const link of causes(thrown)) {
    if (link instanceof NetworkError) return link;
    const name = symbolOf(link);
    if (TIMEOUTS.has(name)) return new NetworkError("NET_TIMEOUT", String(name));
  }
  return null;
}

/**
 * What an unexpected HTTP answer means: a captive portal, a proxy's page, a server in trouble.
 * None of these says anything about the session (reliability 16).
 */
export function answerError(
  answer: { readonly status: number; readonly headers: Headers },
  now: number,
  said: Said | null = null,
): NetworkError {
  const { status } = answer;
  // A date counts from the clock that it was written by: this PC's may be a day off (reliability 25).
  const retryAfterMs = retryAfter(answer.headers.get("retry-after"), answerDate(answer.headers) ?? now);
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

// A DOMException's `code` is a legacy number: its name is used.
function symbolOf(link: Link): string | null {
  if (typeof link.code === "string") return link.code;
  return link.name === "TimeoutError" ? link.name : null;
}

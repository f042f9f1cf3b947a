import type { ErrorCode } from "../errors.ts";

/**
 * Seven states of the network that look alike to a failed request, told apart by what a look around saw
 * (reliability 27): offline, captive portal, proxy refusal, DNS failure, TLS inspection, server down, wrong line.
 */

/** What failed: the provider (discovery, tokens), or the service's login page. */
export type Reaching = "provider" | "login";

/** What came of asking one host; `diverted`: somebody in between answered in its place. */
export type Reach = "answered" | "diverted" | { readonly failed: ErrorCode };

/** What a look around saw. */
export type NetworkFindings = {
  /** The PC has an address in some network. */
  readonly linked: boolean;
  /** The service's Internet host; null when it wasn't asked. */
  readonly internet: Reach | null;
  /** The same host over plain http, asked only when it failed: a portal can't forge a certificate. */
  readonly plain: Reach | null;
  /** The line-authentication host, asked only when it was what failed. */
  readonly line: Reach | null;
  /** How far this PC's clock is behind the service's, milliseconds; null when nobody said. */
  readonly skewMs: number | null;
};

/** A clock that is off by this much is called wrong; certificates and codes tolerate some minutes (reliability 25). */
export const CLOCK_WRONG_MS = 5 * 60_000;

export function isClockWrong(skewMs: number | null): boolean {
  return skewMs !== null && Math.abs(skewMs) >= CLOCK_WRONG_MS;
}

/** What a proxy says, or keeps anybody from getting to one. */
export const OF_PROXY: ReadonlySet<ErrorCode> = new Set([
  "NET_PAC",
  "NET_PROXY",
  "NET_PROXY_AUTH",
  "NET_PROXY_TICKET",
]);

const SAID: ReadonlySet<ErrorCode> = new Set(["NET_RATE_LIMITED", ...OF_PROXY]);

/** Is a look around worth a request? A busy server and a proxy have already said what it is. */
export function mayHideCause(failed: ErrorCode): boolean {
  return failed.startsWith("NET_") && !SAID.has(failed);
}

/** Causes nearer to the PC than the server that didn't answer: they explain whatever lies behind them. */
const NEARER: ReadonlySet<ErrorCode> = new Set(["NET_OFFLINE", ...OF_PROXY, "NET_DNS", "NET_TLS_INSPECTION"]);

/** The cause of a failure; its own code where nothing better is found. Never says anything about the session. */
export function networkCause(
  failed: ErrorCode,
  { linked, internet, plain, line, skewMs }: NetworkFindings,
): ErrorCode {
  if (!linked) return "NET_OFFLINE";
  if (internet === "diverted" || plain === "diverted") return "NET_CAPTIVE_PORTAL";
  // A certificate that isn't valid yet, or any more, by a clock that is wrong.
  if (failed === "NET_TLS" && isClockWrong(skewMs)) return "SESSION_CLOCK_WRONG";
  if (isFailed(internet)) return NEARER.has(internet.failed) ? internet.failed : failed;
  if (internet === "answered" && isFailed(line)) return "LINE_UNREACHABLE";
  // The Internet is there, so it is the server that isn't.
  return internet === "answered" && failed === "NET_OFFLINE" ? "NET_SERVER" : failed;
}

function isFailed(reach: Reach | null): reach is { readonly failed: ErrorCode } {
  return typeof reach === "object" && reach !== null;
}

import type { ErrorCode } from "../errors.ts";

/** When to refresh and how long to wait after a failure. Milliseconds throughout; chance comes in as an argument. */

/** A refresh is due this long before the access token ends, if it lives long enough. */
export const REFRESH_MARGIN_MS = 5 * 60_000;
const SHORTEST_MS = 1_000;
/** No session goes unchecked for longer, and no timer comes near 2^31 ms, at which it would fire at once. */
const LONGEST_REFRESH_MS = 24 * 60 * 60_000;
/** A provider that says to come back in a month is asked again the same day. */
const LONGEST_RETRY_AFTER_MS = 60 * 60_000;
const BACKOFF_BASE_MS = 2_000;
const BACKOFF_CAP_MS = 5 * 60_000;

/** Well before the end: five minutes, or half the life of a short-lived token. */
export function refreshDelay(expiresInSeconds: number): number {
  const lifetime = Math.max(0, expiresInSeconds) * 1_000;
  return Math.min(LONGEST_REFRESH_MS, Math.max(SHORTEST_MS, lifetime / 2, lifetime - REFRESH_MARGIN_MS));
}

/** A time drawn evenly from between its ends. */
export type Span = { readonly minMs: number; readonly maxMs: number };

/** The moment in a span that chance picks. @param chance from 0 to 1 */
export function drawn({ minMs, maxMs }: Span, chance: number): number {
  return minMs + (maxMs - minMs) * chance;
}

/** The span in which the next try falls: full jitter under a growing cap, never before `Retry-After` (reliability 26). */
export function backoff(tries: number, retryAfterMs: number | null): Span {
  const span = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(tries, 20));
  if (retryAfterMs === null) return { minMs: SHORTEST_MS, maxMs: Math.max(SHORTEST_MS, span) };
  const minMs = Math.min(LONGEST_RETRY_AFTER_MS, Math.max(SHORTEST_MS, retryAfterMs));
  return { minMs, maxMs: minMs + span };
}

/** After waking up or a change of network: soon, but not all at once (reliability 28). */
export const JITTER: Span = { minMs: 500, maxMs: 5_000 };

/** The last try, as known on waking up or a change of network; by a clock that nobody sets and that counts sleep. */
export type LastTry = {
  /** Since it failed. */
  readonly sinceMs: number;
  /** What is left of the time that the server asked to wait (`Retry-After`). */
  readonly waitMs: number;
};

/** However often a VPN comes and goes, a server in trouble hears of it once a minute. */
const PER_MINUTE_MS = 60_000;

/**
 * When the next try falls after waking up or a change of network (reliability 28): soon, but never before the time that
 * the server itself asked to wait (reliability 26). Null: as it was planned.
 */
export function earlierRetry(why: ErrorCode, { sinceMs, waitMs }: LastTry): Span | null {
  const left = Math.min(LONGEST_RETRY_AFTER_MS, waitMs);
  if (left > 0) return { minMs: left + JITTER.minMs, maxMs: left + JITTER.maxMs };
  const isServers = why === "NET_SERVER" || why === "NET_RATE_LIMITED";
  return isServers && sinceMs < PER_MINUTE_MS ? null : JITTER;
}

/** Unless policy says otherwise. */
export const STARTUP_SPREAD_MS = 30_000;

/** How long a start-up may be spread by policy; who switches the PC on won't wait longer. */
export const LONGEST_STARTUP_SPREAD_MS = 60 * 60_000;

/** When this PC's turn comes, of all that are switched on at nine: at a random moment of the window (reliability 26). */
export function startupSpread(windowMs: number): Span {
  return { minMs: 0, maxMs: Math.min(LONGEST_STARTUP_SPREAD_MS, Math.max(0, windowMs)) };
}

/** No timer runs longer than 2^31 ms: one that should would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

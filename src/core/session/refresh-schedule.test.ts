import { expect, test } from "vitest";
import { backoff, earlierRetry, JITTER, REFRESH_MARGIN_MS, refreshDelay } from "./refresh-schedule.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  ["an hour", 3600, 55 * MINUTE],
  ["a day", 86_400, 24 * HOUR - REFRESH_MARGIN_MS],
  ["exactly twice the margin", 600, 5 * MINUTE],
  ["less than twice the margin: half its life", 300, 150_000],
  ["seconds", 10, 5_000],
  ["one second", 1, 1_000],
  ["nothing", 0, 1_000],
  ["less than nothing", -5, 1_000],
  ["a year: no timer runs that long (2^31 ms), a day is enough", 31_536_000, 24 * HOUR],
  ["for ever", Number.POSITIVE_INFINITY, 24 * HOUR],
])("a token that lives %s", (_life, seconds, ms) => {
  expect(refreshDelay(seconds)).toBe(ms);
});

test.each([
  [0, 2_000],
  [1, 4_000],
  [2, 8_000],
  [7, 256_000],
  [8, 300_000],
  [1_000, 300_000],
])("after %i failures the next try falls within %i ms, and not at once", (tries, maxMs) => {
  expect(backoff(tries, null)).toEqual({ minMs: 1_000, maxMs });
});

test("never before Retry-After, and spread after it (reliability 26)", () => {
  expect(backoff(0, 30_000)).toEqual({ minMs: 30_000, maxMs: 32_000 });
  expect(backoff(30, 30_000)).toEqual({ minMs: 30_000, maxMs: 330_000 });
});

test.each([
  ["of no time", 0, 1_000],
  ["in the past", -1, 1_000],
  ["of a month", 30 * 24 * HOUR, HOUR],
])("a Retry-After %s is kept within bounds", (_what, retryAfterMs, minMs) => {
  expect(backoff(0, retryAfterMs).minMs).toBe(minMs);
});

test.each([
  ["no network", "NET_OFFLINE", 100, 0, JITTER],
  ["a server in trouble a moment ago", "NET_SERVER", 59_999, 0, null],
  ["a server in trouble a minute ago", "NET_SERVER", 60_000, 0, JITTER],
  ["a busy server that named no time, a moment ago", "NET_RATE_LIMITED", 100, 0, null],
  ["a busy server whose time is over", "NET_RATE_LIMITED", 3 * HOUR, -2 * HOUR, JITTER],
  ["a server that wants a minute more", "NET_SERVER", HOUR, MINUTE, { minMs: 60_500, maxMs: 65_000 }],
  ["one that wants a month", "NET_SERVER", 1, 720 * HOUR, { minMs: HOUR + 500, maxMs: HOUR + 5_000 }],
] as const)("another network after %s", (_what, why, sinceMs, waitMs, span) => {
  expect(earlierRetry(why, { sinceMs, waitMs })).toEqual(span);
});

test("waking up is spread", () => {
  expect(JITTER.maxMs).toBeGreaterThan(JITTER.minMs);
});

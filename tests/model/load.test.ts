import { expect, test } from "vitest";
import { STARTUP_SPREAD_MS } from "../../src/core/session/refresh-schedule.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { type Morning, type Office, peak, playMorning } from "./load-model.ts";

// Ten thousand PCs with kept sessions that start at nine sharp, on fake time (reliability 26). docs/load.md has the
// numbers for the measured speed of the reference service; here the provider resumes 800 a second.

const CLIENTS = 10_000;
const MINUTE_MS = 60_000;

function morning(spreadMs: number, more: Partial<Office> = {}): Morning {
  return playMorning({
    clients: CLIENTS,
    spreadMs,
    busyMs: 1_000 / 800,
    untilMs: 20 * MINUTE_MS,
    random: seededRandom(26),
    ...more,
  });
}

test("without the spread all of them ask in the same second", () => {
  expect(peak(morning(0))).toBe(CLIENTS);
});

test("with the default spread the peak is about what an even flow would be, and nobody waits longer than the window", () => {
  const played = morning(STARTUP_SPREAD_MS);
  const even = CLIENTS / (STARTUP_SPREAD_MS / 1_000);
  expect(peak(played)).toBeLessThan(1.25 * even);
  expect(played.waits).toHaveLength(CLIENTS);
  expect(played.waits.at(-1)).toBeLessThan(STARTUP_SPREAD_MS + 1_000);
  expect(played.wasted).toBe(0);
});

test("a provider that is down until 9:05 is asked less and less, and isn't overrun when it is back", () => {
  const downMs = 5 * MINUTE_MS;
  const played = morning(STARTUP_SPREAD_MS, { downMs });
  const peakOf = (from: number, to: number) => peak({ perSecond: played.perSecond.slice(from, to) });
  expect(peakOf(0, 60)).toBeLessThan(2_500);
  expect(peakOf(60, 300)).toBeLessThan(peakOf(0, 60) / 2);
  expect(peakOf(300, 1_200), "after 9:05").toBeLessThan(200);
  expect(played.waits).toHaveLength(CLIENTS);
  // The longest pause between two tries is five minutes (the cap of the back-off).
  expect(played.waits.at(-1)).toBeLessThan(downMs + 5 * MINUTE_MS + 1_000);
});

test("a provider that says Retry-After is left alone until then, and asked again one after another", () => {
  const limit = { perSecond: 100, retryAfterMs: 30_000 };
  const played = morning(0, { limit });
  expect(peak(played)).toBe(CLIENTS);
  expect(played.perSecond.slice(1, 30).every((asked) => asked === 0)).toBe(true);
  // Nobody comes before, and the 9,900 don't all come in the same second again.
  expect(peak(played, 30)).toBeLessThan(CLIENTS * 0.6);
  expect(played.waits).toHaveLength(CLIENTS);
});

test("a provider that is too slow for the window gets nothing done: why policy can widen it", () => {
  const slow = { busyMs: 1_000 / 150 };
  expect(morning(STARTUP_SPREAD_MS, slow).wasted).toBeGreaterThan(CLIENTS);
  expect(morning(60_000, slow).wasted).toBe(0);
});

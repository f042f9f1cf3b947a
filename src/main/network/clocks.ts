import { isClockWrong } from "../../core/session/network-cause.ts";
import { answerDate } from "./answer-date.ts";
import type { Outbound } from "./outbound.ts";

/** A monotonic clock, ms from an arbitrary start (reliability 25). */
export type SteadyClock = {
  now(): number;
  /**
   * Adds the time asleep, which the OS's own monotonic clock may leave out: when the PC woke up, and before a new
   * lifetime begins, so that a sleep isn't taken off a token that came after it.
   */
  catchUp(): void;
};

export type ClockSources = {
  /** Milliseconds since the process began; never set, but perhaps halted while the PC sleeps. */
  readonly monotonic: () => number;
  /** Milliseconds since 1970, as somebody set it. */
  readonly wall: () => number;
};

/**
 * A sleep shows as wall time that the monotonic clock didn't see. A clock that was set forward meanwhile looks the
 * same: a token then counts as older than it is, which costs one early refresh.
 */
export function createSteadyClock({ monotonic, wall }: ClockSources): SteadyClock {
  let asleep = 0;
  let ahead = wall() - monotonic();
  return {
    now: () => monotonic() + asleep,
    catchUp() {
      const now = wall() - monotonic();
      asleep += Math.max(0, now - ahead);
      ahead = now;
    },
  };
}

/** What the provider's own answers say of the time. */
export type ServerClock = {
  /** How far this PC's clock is behind, milliseconds; null until an answer said so. */
  skewMs(): number | null;
  isWrong(): boolean;
  /** The same way out, its answers' `Date` headers read. */
  watching(outbound: Outbound): Outbound;
};

/** @param steady shows between two answers that the PC's clock was corrected; a new error shows with the next answer */
export function createServerClock(steady: SteadyClock, wall: () => number): ServerClock {
  let learned: { readonly skewMs: number; readonly ahead: number } | null = null;
  const ahead = () => wall() - steady.now();
  function skewMs(): number | null {
    if (learned === null) return null;
    const now = learned.skewMs - (ahead() - learned.ahead);
    // After a sleep the two clocks disagree although nobody set one.
    return Math.abs(now) < Math.abs(learned.skewMs) ? now : learned.skewMs;
  }
  return {
    skewMs,
    isWrong: () => isClockWrong(skewMs()),
    watching: (outbound) => ({
      ...outbound,
      async fetch(url, init) {
        const answer = await outbound.fetch(url, init);
        steady.catchUp();
        const date = answerDate(answer.headers);
        if (date !== null) learned = { skewMs: date - wall(), ahead: ahead() };
        return answer;
      },
    }),
  };
}

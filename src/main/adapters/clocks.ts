import { isClockWrong } from "../../core/session/network-cause.ts";
import type { Outbound } from "./outbound.ts";

/** Milliseconds on a clock that runs evenly and that nobody sets, counted from some moment (reliability 25). */
export type SteadyClock = {
  now(): number;
  /** The PC woke up: adds the time asleep, which the OS's own monotonic clock may leave out. */
  woke(): void;
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
    woke() {
      const now = wall() - monotonic();
      asleep += Math.max(0, now - ahead);
      ahead = now;
    },
  };
}

/** What the provider's own answers say of the time; a clock of this PC that is put right shows at once. */
export type ServerClock = {
  /** How far this PC's clock is behind, milliseconds; null until an answer said so. */
  skewMs(): number | null;
  isWrong(): boolean;
  /** The same way out, its answers' `Date` headers read. */
  watching(outbound: Outbound): Outbound;
};

/** @param steady so that what was learned goes on being true while the PC's clock is moved */
export function createServerClock(steady: SteadyClock, wall: () => number): ServerClock {
  let server: { readonly at: number; readonly date: number } | null = null;
  const skewMs = () => (server === null ? null : server.date + (steady.now() - server.at) - wall());
  return {
    skewMs,
    isWrong: () => isClockWrong(skewMs()),
    watching: (outbound) => ({
      ...outbound,
      async fetch(url, init) {
        const answer = await outbound.fetch(url, init);
        const date = Date.parse(answer.headers.get("date") ?? "");
        if (!Number.isNaN(date)) server = { at: steady.now(), date };
        return answer;
      },
    }),
  };
}

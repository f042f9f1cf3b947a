import { expect, test } from "vitest";
import { createServerClock, createSteadyClock } from "./clocks.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A PC whose two clocks are in the test's hands. */
function pc() {
  let monotonic = 0;
  let wall = Date.parse("2026-04-01T09:00:00Z");
  return {
    sources: { monotonic: () => monotonic, wall: () => wall },
    wall: () => wall,
    passes(ms: number) {
      monotonic += ms;
      wall += ms;
    },
    /** @param halted does the OS's monotonic clock stand still meanwhile? */
    sleeps(ms: number, halted: boolean) {
      wall += ms;
      if (!halted) monotonic += ms;
    },
    isSet(ms: number) {
      wall += ms;
    },
  };
}

test.each([10 * MINUTE, -10 * MINUTE, DAY, -DAY])(
  "a lifetime isn't changed by setting the clock %i ms (reliability 25)",
  (ms) => {
    const computer = pc();
    const steady = createSteadyClock(computer.sources);
    const start = steady.now();
    computer.passes(MINUTE);
    computer.isSet(ms);
    computer.passes(MINUTE);
    expect(steady.now() - start).toBe(2 * MINUTE);
  },
);

test.each([true, false])("a sleep counts once, whether the OS's clock slept too (%s) or not", (halted) => {
  const computer = pc();
  const steady = createSteadyClock(computer.sources);
  const start = steady.now();
  for (let night = 1; night <= 3; night++) {
    computer.passes(MINUTE);
    computer.sleeps(8 * 60 * MINUTE, halted);
    steady.woke();
    steady.woke();
    expect(steady.now() - start).toBe(night * (MINUTE + 8 * 60 * MINUTE));
  }
});

test("a clock that was set back while asleep takes nothing away", () => {
  const computer = pc();
  const steady = createSteadyClock(computer.sources);
  computer.passes(MINUTE);
  computer.isSet(-DAY);
  steady.woke();
  expect(steady.now()).toBe(MINUTE);
});

test.each([
  [10 * MINUTE, true],
  [-10 * MINUTE, true],
  [DAY, true],
  [-DAY, true],
  [30_000, false],
])(
  "a clock %i ms off is learned from the provider's answer, told (%s), and believed when it is put right",
  async (off, wrong) => {
    const computer = pc();
    const clock = createServerClock(createSteadyClock(computer.sources), computer.wall);
    const served = (date: string) => ({
      fetch: async () => new Response("{}", { headers: { date } }),
      peek: async () => new Response(),
      close: async () => {},
    });
    expect([clock.skewMs(), clock.isWrong()]).toEqual([null, false]);
    await clock.watching(served("no date")).fetch("https://issuer.example/");
    expect(clock.skewMs()).toBeNull();
    const server = new Date(computer.wall() + off).toUTCString();
    await clock.watching(served(server)).fetch("https://issuer.example/");
    expect([clock.skewMs(), clock.isWrong()]).toEqual([off, wrong]);
    computer.passes(MINUTE);
    expect(clock.skewMs()).toBe(off);
    computer.isSet(off);
    expect([clock.skewMs(), clock.isWrong()]).toEqual([0, false]);
  },
);

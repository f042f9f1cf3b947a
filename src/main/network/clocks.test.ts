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

/** A way out whose answers say so in their `Date`. */
function served(ms: number | null) {
  const date = ms === null ? "no date" : new Date(ms).toUTCString();
  return {
    fetch: async () => new Response("{}", { headers: { date } }),
    peek: async () => new Response(),
    close: async () => {},
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
    steady.catchUp();
    steady.catchUp();
    expect(steady.now() - start).toBe(night * (MINUTE + 8 * 60 * MINUTE));
  }
});

test("a PC that has just woken up isn't told that its clock is wrong", async () => {
  const computer = pc();
  const steady = createSteadyClock(computer.sources);
  const clock = createServerClock(steady, computer.wall);
  await clock.watching(served(computer.wall())).fetch("https://issuer.example/");
  computer.sleeps(8 * 60 * MINUTE, true);
  expect(clock.isWrong()).toBe(false);
});

test("nor one whose provider's keys come out of a cache that has had them for an hour", async () => {
  const computer = pc();
  const clock = createServerClock(createSteadyClock(computer.sources), computer.wall);
  await clock.watching(served(computer.wall())).fetch("https://issuer.example/token");
  const date = new Date(computer.wall() - 60 * MINUTE).toUTCString();
  const cached = async () => new Response("{}", { headers: { date, age: "3600" } });
  await clock.watching({ ...served(null), fetch: cached }).fetch("https://issuer.example/jwks");
  expect([clock.skewMs(), clock.isWrong()]).toEqual([0, false]);
});

test("a token that came just after waking up is as old as it is, whenever the waking is told", async () => {
  const computer = pc();
  const steady = createSteadyClock(computer.sources);
  const clock = createServerClock(steady, computer.wall);
  computer.sleeps(8 * 60 * MINUTE, true);
  await clock.watching(served(computer.wall())).fetch("https://issuer.example/");
  const granted = steady.now();
  steady.catchUp();
  expect(steady.now() - granted).toBe(0);
});

test("a clock that was set back while asleep takes nothing away", () => {
  const computer = pc();
  const steady = createSteadyClock(computer.sources);
  computer.passes(MINUTE);
  computer.isSet(-DAY);
  steady.catchUp();
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
    expect([clock.skewMs(), clock.isWrong()]).toEqual([null, false]);
    await clock.watching(served(null)).fetch("https://issuer.example/");
    expect(clock.skewMs()).toBeNull();
    await clock.watching(served(computer.wall() + off)).fetch("https://issuer.example/");
    expect([clock.skewMs(), clock.isWrong()]).toEqual([off, wrong]);
    computer.passes(MINUTE);
    expect(clock.skewMs()).toBe(off);
    computer.isSet(off);
    expect([clock.skewMs(), clock.isWrong()]).toEqual([0, false]);
  },
);

import { expect, test } from "vitest";
import { seededRandom } from "../support/seeded-random.ts";
import { busiest, HOUR_MS, playRollout, type RolledOut, type Rollout } from "./rollout-model.ts";

// A thousand PCs that run from nine to six get a version of 100 MB from a server with 100 Mbit/s, on fake time
// (reliability 26). docs/load.md has the numbers for more of them.

/** From ten on Monday: 5 %, a day later 25 %, two days later all. */
const STAGES = [
  { fromHour: 1, percent: 5 },
  { fromHour: 25, percent: 25 },
  { fromHour: 73, percent: 100 },
];
/** Midnight before Tuesday. */
const NIGHT = 15;

function played(more: Partial<Rollout> = {}): RolledOut {
  return playRollout({
    clients: 1_000,
    stages: STAGES,
    publishedHour: 1,
    officeHours: true,
    serverMbit: 100,
    pcMbit: 20,
    size: 100_000_000,
    days: 5,
    random: seededRandom(18),
    ...more,
  });
}

function hours(waits: readonly number[]): number {
  return (waits.at(-1) ?? Number.NaN) / HOUR_MS;
}

test("stages come over hours, nobody is before their turn, and all have it within the working day", () => {
  // What is asked for, not what the line lets through.
  const { early, givenUp, stages, looks, mbit, fetching } = played({ serverMbit: 10_000 });
  expect(early).toBe(0);
  expect(givenUp).toBe(0);
  expect(busiest(looks), "a second, of a thousand that start at nine sharp").toBeLessThan(6);
  expect(busiest(mbit)).toBeLessThan(250);
  expect(busiest(fetching)).toBeLessThan(25);
  expect(stages.map(({ concerned }) => concerned).reduce((sum, one) => sum + one)).toBe(1_000);
  for (const { concerned, waits } of stages) {
    expect(concerned).toBeGreaterThan(30);
    expect(waits).toHaveLength(concerned);
    expect(hours(waits)).toBeLessThan(8);
  }
  // Once it was announced: the day's first look, and the stage's own spread.
  expect(hours(stages.at(-1)?.waits ?? [])).toBeLessThan(4.1);
});

test("a server that is down for the first six hours of a stage isn't overrun when it is back", () => {
  const down = { fromHour: 73, toHour: 79 };
  const { looks, early, givenUp, stages } = played({ down });
  expect(early + givenUp).toBe(0);
  const last = stages.at(-1);
  expect(last?.waits).toHaveLength(last?.concerned ?? 0);
  // While it is down the tries get fewer; afterwards they come one by one, and in the morning as every morning.
  const inHour = (hour: number) =>
    looks.slice(hour * 3_600, (hour + 1) * 3_600).reduce((sum, one) => sum + (one ?? 0), 0);
  expect(inHour(77)).toBeLessThan(inHour(73) / 2);
  expect(busiest(looks.slice(79 * 3_600))).toBeLessThan(6);
  expect(hours(last?.waits ?? [])).toBeLessThan(24 + 3);
});

test("a version for all at once, put there at night, fills the line in the morning, and no piece is given up", () => {
  const now = { stages: [], publishedHour: NIGHT, days: 2 };
  const { mbit, fetching, givenUp, early, stages } = played({ ...now, serverMbit: 80 });
  expect(early).toBe(0);
  expect(busiest(mbit)).toBeGreaterThan(79);
  expect(busiest(fetching)).toBeGreaterThan(250);
  expect(givenUp).toBe(0);
  expect(stages[0]?.waits).toHaveLength(1_000);
  // As long as the line needs for all of them: 1,000 × 100 MB at 80 Mbit/s are 2.8 hours.
  expect(hours(stages[0]?.waits ?? [])).toBeLessThan(9 + 3);
});

test("a line so slow that a piece takes longer than a request may loses some: the model would show it", () => {
  const slow = played({ clients: 300, serverMbit: 4, stages: [], publishedHour: NIGHT, days: 2 });
  expect(slow.givenUp).toBeGreaterThan(0);
});

import { expect, test } from "vitest";
import { minutesLeft, minutesToSay } from "./remaining.ts";

const deadline = "2026-04-01T00:15:00.000Z";
const before = (ms: number) => Date.parse(deadline) - ms;

test.each([
  [15 * 60_000, 15],
  [14 * 60_000 + 1, 15],
  [61_000, 2],
  [60_000, 0],
  [1, 0],
  [-5_000, 0],
])("%i ms before the deadline %i minutes are left", (ms, minutes) => {
  expect(minutesLeft(deadline, before(ms))).toBe(minutes);
});

test("a deadline that isn't a time counts as none left", () => {
  expect(minutesLeft("soon", 0)).toBe(0);
});

test("a screen reader hears ten, five, three and less than one minute only", () => {
  const heard = [15, 11, 10, 9, 6, 5, 4, 3, 2, 0].map(minutesToSay);
  expect(heard).toEqual([null, null, 10, 10, 10, 5, 5, 3, 3, 0]);
});

import { expect, test } from "vitest";
import { afterRightPassword, afterWrongPassword, LOCK_AFTER, type Lockout, UNLOCKED } from "./lockout.ts";

const wrong = (times: number, from: Lockout = UNLOCKED) =>
  Array.from({ length: times }).reduce<Lockout>((state) => afterWrongPassword(state), from);

test("the tenth wrong password locks, the ninth does not (facts A34)", () => {
  expect(wrong(LOCK_AFTER - 1).locked).toBe(false);
  expect(wrong(LOCK_AFTER)).toEqual({ failures: 10, locked: true });
});

test("a right password starts the count anew", () => {
  expect(wrong(LOCK_AFTER - 1, afterRightPassword(wrong(9))).locked).toBe(false);
});

test("a right password does not open a locked account (facts A36)", () => {
  expect(afterRightPassword(wrong(10)).locked).toBe(true);
});

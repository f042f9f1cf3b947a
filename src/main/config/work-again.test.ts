import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { workAgain } from "./work-again.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("once a minute, every five seconds while somebody waits, and no more once it is ended", async () => {
  let isHurried = false;
  const work = vi.fn(async () => {});
  const end = workAgain(work, () => isHurried, 60_000);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(work).toHaveBeenCalledTimes(2);
  isHurried = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(work).toHaveBeenCalledTimes(4);
  isHurried = false;
  await vi.advanceTimersByTimeAsync(59_000);
  expect(work).toHaveBeenCalledTimes(4);
  end();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(work).toHaveBeenCalledTimes(4);
});

test("one after the other, however long one takes", async () => {
  const done: (() => void)[] = [];
  const work = vi.fn(() => new Promise<void>((resolve) => done.push(resolve)));
  workAgain(work, () => true, 60_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work).toHaveBeenCalledTimes(1);
  done[0]?.();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(2);
});

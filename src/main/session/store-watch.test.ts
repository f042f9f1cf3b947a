import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LOOK_EVERY_MS, watchStore } from "./store-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const world = { waits: false, tries: 0, changes: 0 };
  const end = watchStore(
    {
      unsettled: () => world.waits,
      settle: async () => {
        world.tries += 1;
        return "locked";
      },
    },
    () => {
      world.changes += 1;
    },
  );
  const looks = (count: number) => vi.advanceTimersByTimeAsync(count * LOOK_EVERY_MS);
  return { world, end, looks };
}

test("a keychain that nothing waits for is left alone", async () => {
  const { world, looks } = watched();
  await looks(100);
  expect(world.tries).toBe(0);
});

test("what waits is tried at the next look, then less and less often, at least every quarter of an hour", async () => {
  const { world, looks } = watched();
  world.waits = true;
  await looks(1);
  expect([world.tries, world.changes]).toEqual([1, 1]);
  await looks(2);
  expect(world.tries).toBe(2);
  await looks(200);
  const before = world.tries;
  await looks(60);
  expect(world.tries).toBe(before + 1);
});

test("what waits anew is tried soon again", async () => {
  const { world, looks } = watched();
  world.waits = true;
  await looks(100);
  world.waits = false;
  await looks(1);
  world.waits = true;
  const before = world.tries;
  await looks(1);
  expect(world.tries).toBe(before + 1);
});

test("it ends when told to", async () => {
  const { world, end, looks } = watched();
  world.waits = true;
  end();
  await looks(10);
  expect(world.tries).toBe(0);
});

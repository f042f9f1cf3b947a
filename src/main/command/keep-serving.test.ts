import { expect, test } from "vitest";
import { keepServing } from "./keep-serving.ts";

test("is tried until it works, and told once", async () => {
  const told: unknown[] = [];
  const closed: string[] = [];
  let tries = 0;
  const served = keepServing(
    async () => {
      tries += 1;
      if (tries < 4) throw new Error(`try ${tries}`);
      return { isThere: () => true, close: async () => void closed.push("the server") };
    },
    (thrown) => told.push(thrown),
    1,
  );
  expect(tries, "the first failure holds nothing up").toBe(1);
  await expect.poll(() => tries).toBe(4);
  await served.close();
  expect(closed).toEqual(["the server"]);
  expect(told).toEqual([new Error("try 1")]);
});

test("ended while it is tried, closes what came of it and tries no more", async () => {
  let tries = 0;
  const closed: string[] = [];
  let arrive = () => {};
  const arrived = new Promise<void>((done) => {
    arrive = done;
  });
  const served = keepServing(
    async () => {
      tries += 1;
      if (tries === 1) throw new Error("first");
      await arrived;
      return { isThere: () => true, close: async () => void closed.push("late") };
    },
    () => {},
    1,
  );
  await expect.poll(() => tries).toBe(2);
  const ended = served.close();
  arrive();
  await ended;
  expect(tries).toBe(2);
  expect(closed).toEqual(["late"]);
});

test("is begun anew where somebody deleted what it is found by", async () => {
  const there = [true, false, true];
  const done: string[] = [];
  const served = keepServing(
    async () => {
      done.push("begun");
      return { isThere: () => there.shift() ?? true, close: async () => void done.push("closed") };
    },
    () => {},
    1,
  );
  await expect.poll(() => done).toEqual(["begun", "closed", "begun"]);
  await served.close();
  expect(done).toEqual(["begun", "closed", "begun", "closed"]);
});

import { expect, test } from "vitest";
import { median } from "../tests/bench/bench.ts";
import { loadBenches, measure, readOptions } from "./bench.ts";

test("the median is the middle one, or between the two in the middle", () => {
  expect(median([3, 1, 100])).toBe(3);
  expect(median([1, 2, 4, 100])).toBe(3);
  expect(median([7])).toBe(7);
});

test("rounds and time are whole numbers from 1", () => {
  expect(readOptions([])).toEqual({ json: false, rounds: 9, each: 60, only: "" });
  expect(readOptions(["--json", "--rounds", "2", "--each=5", "--only", "rules"])).toEqual({
    json: true,
    rounds: 2,
    each: 5,
    only: "rules",
  });
  for (const bad of ["0", "-1", "x", "1.5"]) expect(() => readOptions([`--rounds=${bad}`])).toThrow();
});

test("each bench of the folder can be run, under a name of its own", async () => {
  const benches = await loadBenches("");
  const names = benches.map(({ group, name }) => `${group}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { run } of benches) await run();
  expect(names.filter((name) => name.startsWith("rules: "))).not.toEqual([]);
  expect(await loadBenches("no such thing")).toEqual([]);
});

test("what takes longer is told by how much, and things done at once count", async () => {
  let clock = 0;
  const takes = (milliseconds: number) => () => {
    clock += milliseconds;
  };
  const measured = await measure(
    [
      { group: "g", name: "one", run: takes(2) },
      { group: "g", name: "four times the work", run: takes(8) },
      { group: "g", name: "a heap of four", run: takes(8), times: 4 },
      { group: "h", name: "another group", run: takes(5) },
    ],
    { rounds: 3, each: 50 },
    () => clock,
  );
  expect(measured.map(({ perSecond, ratio }) => [perSecond, ratio])).toEqual([
    [500, 1],
    [125, 0.25],
    [500, 1],
    [200, 1],
  ]);
  expect(measured[0]).toMatchObject({ slowest: 500, fastest: 500 });
});

test("what is waited for counts to its end", async () => {
  let ended = 0;
  const run = async () => {
    await new Promise<void>((soon) => setImmediate(soon));
    ended += 1;
  };
  const [waited] = await measure([{ group: "g", name: "waits", run }], { rounds: 1, each: 1 });
  expect(ended).toBeGreaterThan(0);
  expect(waited?.perSecond).toBeGreaterThan(0);
});

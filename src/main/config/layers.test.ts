import fc from "fast-check";
import { expect, test } from "vitest";
import { LAYERS, layered } from "./layers.ts";

test("the later layer wins, whatever the order they are given in", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          name: fc.constantFrom(...LAYERS.slice(1)),
          value: fc.option(fc.integer(), { nil: undefined }),
        }),
        { maxLength: 8 },
      ),
      (given) => {
        const layers = [...new Map(given.map((one) => [one.name, one])).values()];
        const [winner, ...beaten] = LAYERS.flatMap((name) =>
          layers.flatMap((one) =>
            one.name === name && one.value !== undefined ? [{ value: one.value, origin: name }] : [],
          ),
        ).toReversed();
        expect(
          layered(
            { a: 0 },
            layers.map(({ name, value }) => ({ name, values: { a: value } })),
          ).a,
        ).toEqual(winner === undefined ? { value: 0, origin: "default", beaten: [] } : { ...winner, beaten });
      },
    ),
  );
});

test("each value by itself; false and null are said, undefined isn't", () => {
  const defaults: { a: boolean; b: string | null; c: number } = { a: true, b: "x", c: 1 };
  expect(
    layered(defaults, [
      { name: "machine-policy", values: { a: false, c: undefined } },
      { name: "user-settings", values: { a: true, b: null } },
    ]),
  ).toEqual({
    a: { value: false, origin: "machine-policy", beaten: [{ value: true, origin: "user-settings" }] },
    b: { value: null, origin: "user-settings", beaten: [] },
    c: { value: 1, origin: "default", beaten: [] },
  });
});

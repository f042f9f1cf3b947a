import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLineNumberList } from "./line-number-list.ts";

const number = (index: number) => `CAF${String(index).padStart(10, "0")}`;
const many = (count: number) => Array.from({ length: count }, (_, index) => number(index)).join("\n");

test("mixed line ends, blank lines and duplicates are read as an editor shows them (facts A12)", () => {
  const verdict = checkLineNumberList("omakase", "CAF0000000001\r\n\rcaf0000000001\n\nCOP12345678\u2028");
  expect(verdict).toMatchObject({
    outcome: "accepted",
    certainty: "inferred",
    facts: ["A11", "A12"],
    value: { numbers: ["CAF0000000001", "COP12345678"], duplicates: ["CAF0000000001"] },
    advice: [
      { code: "form-changed", count: 1 },
      { code: "duplicates", count: 1 },
    ],
  });
  expect(verdict.value.lines.map(({ line }) => line)).toEqual([1, 3, 5]);
});

test("one wrong line refuses the list and is named with its line", () => {
  const verdict = checkLineNumberList("cowork", `${number(1)}\nCAF1\n${number(2)}`);
  expect(verdict).toMatchObject({
    outcome: "refused",
    code: "wrong-lines",
    reasons: [{ code: "wrong-lines", count: 1 }],
    next: { screen: "B41", menu: "回線認証", who: "holder-or-administrator" },
  });
  const wrong = verdict.value.lines.filter((one) => one.verdict.outcome === "refused");
  expect(wrong.map(({ line }) => line)).toEqual([2]);
});

test("two numbers on a line are a wrong line", () => {
  expect(checkLineNumberList("ot", `${number(1)},${number(2)}`)).toMatchObject({ code: "wrong-lines" });
});

test("nothing typed is an empty list", () => {
  expect(checkLineNumberList("codec", " \r\n　")).toMatchObject({ outcome: "refused", code: "empty-list" });
});

test("exactly a hundred are fine", () => {
  for (const service of ["omakase", "cowork"] as const)
    expect(checkLineNumberList(service, many(100))).toMatchObject({
      outcome: "accepted",
      certainty: "stated",
    });
});

test("a hundred and one are refused where the limit is shown, advice where it isn't (facts A12)", () => {
  expect(checkLineNumberList("omakase", many(101))).toMatchObject({
    outcome: "refused",
    reasons: [{ code: "too-many", count: 101, limit: 100 }],
  });
  for (const service of ["cowork", "ot", "codec"] as const)
    expect(checkLineNumberList(service, many(101))).toMatchObject({
      outcome: "accepted",
      certainty: "inferred",
      advice: [{ code: "too-many", count: 101, limit: 100 }],
    });
});

test("a duplicate doesn't fill the hundred", () => {
  expect(checkLineNumberList("omakase", `${many(100)}\n${number(0)}`).outcome).toBe("accepted");
});

test("the verdict depends on neither order nor line ends", () => {
  const line = fc.oneof(
    fc.integer({ min: 0, max: 20 }).map(number),
    fc.constantFrom("CAF1", "caf0000000003", "", "COP12345678", "xyz"),
  );
  const input = fc
    .array(line, { maxLength: 30 })
    .chain((lines) =>
      fc.tuple(
        fc.constant(lines),
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.constantFrom("\n", "\r\n", "\r"),
      ),
    );
  fc.assert(
    fc.property(input, ([lines, shuffled, end]) => {
      const strip = (text: string) => {
        const verdict = checkLineNumberList("omakase", text);
        return { ...verdict, value: { ...verdict.value, lines: verdict.value.lines.length } };
      };
      expect(strip(shuffled.join(end))).toEqual(strip(lines.join("\n")));
    }),
  );
});

test("a wrong line is neither a number nor a duplicate, and what is sorted is told once (facts A12)", () => {
  const verdict = checkLineNumberList(
    "omakase",
    ["COP12345678", "CAF1", "CAF1", number(2), number(2)].join("\n"),
  );
  expect(verdict.value.numbers).toEqual([number(2), "COP12345678"]);
  expect(verdict.value.duplicates).toEqual([number(2)]);
  expect(verdict).toMatchObject({ reasons: [{ code: "wrong-lines", count: 2 }] });
  expect(checkLineNumberList("omakase", `caf1\n${number(1)}`)).toMatchObject({
    outcome: "refused",
    advice: [],
    certainty: "stated",
  });
});

test("the last line may end without a line end, and may be the one number (facts A12)", () => {
  expect(checkLineNumberList("ot", number(1))).toMatchObject({
    outcome: "accepted",
    certainty: "stated",
    advice: [],
    value: { numbers: [number(1)], duplicates: [] },
  });
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MUTATION_DOC, mutationDoc } from "../mutation.ts";
import { compare, outcomeOf } from "./compare.ts";
import { SURVIVORS } from "./survivors.ts";

const mutant = (status: string, startColumn: number, endColumn: number, replacement: string) => ({
  status,
  replacement,
  location: { start: { line: 2, column: startColumn }, end: { line: 2, column: endColumn } },
});

const report = {
  files: {
    "src/core/rules/trial.ts": {
      source: "first line\nif (days === null) return;\n",
      mutants: [
        mutant("Killed", 5, 18, "true"),
        mutant("Survived", 5, 18, "false"),
        mutant("NoCoverage", 20, 27, ""),
        mutant("Timeout", 5, 18, "!days"),
      ],
    },
  },
};

test("what no test notices or runs lives, by what stood there and what it became", () => {
  expect(outcomeOf(report)).toEqual({
    mutants: 4,
    survivors: [
      { file: "trial.ts", was: "days === null", becomes: "false" },
      { file: "trial.ts", was: "return;", becomes: "" },
    ],
  });
});

test("what spans lines is one line, and what is long is cut", () => {
  const source = `x(\n    {\n  ${"a".repeat(200)} })`;
  const location = { start: { line: 1, column: 3 }, end: { line: 3, column: 300 } };
  const files = { "src/core/rules/x.ts": { source, mutants: [{ status: "Survived", location }] } };
  const [found] = outcomeOf({ files }).survivors;
  expect(found?.was).toMatch(/^\{ a{80,}…$/u);
  expect(found?.was.length).toBeLessThan(100);
});

test("a report of another shape is refused", () => {
  expect(() => outcomeOf({ files: { "a.ts": {} } })).toThrow();
});

const one = { file: "a.ts", was: "x", becomes: "y" };

test("one that nobody explains, and one that no longer lives, are both told", () => {
  const listed = [
    { ...one, why: "…" },
    { ...one, becomes: "z", why: "…" },
  ];
  expect(compare([one, one], listed)).toEqual({
    unexplained: ["a.ts: x → y"], // listed once, there twice
    outdated: ["a.ts: x → z"],
  });
  expect(compare([one], [{ ...one, why: "…" }])).toEqual({ unexplained: [], outdated: [] });
});

test("each of the list has a reason, and docs/mutation.md is up to date (npm run mutation)", () => {
  for (const { why } of SURVIVORS) expect(why).toMatch(/^\S.{20,}\.$/u);
  expect(readFileSync(MUTATION_DOC, "utf8")).toBe(mutationDoc(SURVIVORS));
});

import { expect, test } from "vitest";
import { importCircles } from "./import-circles.ts";

const graph = (imports: Record<string, string[]>) => new Map(Object.entries(imports));

test("files that import each other are a circle", () => {
  expect(importCircles(graph({ a: ["b"], b: ["a"] }))).toEqual([["a", "b", "a"]]);
});

test("a file that imports itself is one", () => {
  expect(importCircles(graph({ a: ["a"] }))).toEqual([["a", "a"]]);
});

test("the way round is the shortest", () => {
  const imports = graph({ a: ["b", "d"], b: ["c"], c: ["a"], d: ["a"] });
  expect(importCircles(imports)[0]).toEqual(["a", "d", "a"]);
});

test("every file of a larger knot is named", () => {
  const imports = graph({ a: ["b", "d"], b: ["c"], c: ["a"], d: ["a"], e: ["a"] });
  expect(new Set(importCircles(imports).flat())).toEqual(new Set(["a", "b", "c", "d"]));
});

test("two ways to one file are no circle", () => {
  expect(importCircles(graph({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }))).toEqual([]);
});

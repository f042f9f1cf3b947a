import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FACTS } from "./facts.ts";
import { FACTS_DOC, factsDoc } from "./facts-doc.ts";
import { TRACES } from "./rules-traces.ts";

test("docs/facts.md is up to date (node scripts/facts-doc.ts)", () => {
  const document = readFileSync(FACTS_DOC, "utf8");
  expect(document).toBe(factsDoc(document));
});

test("every row that lives somewhere says something, in the same order", () => {
  expect(Object.keys(FACTS)).toEqual(TRACES.map(({ fact }) => fact));
});

test("a row shows each service's own value", () => {
  const row = (fact: string) => factsDoc(readFileSync(FACTS_DOC, "utf8")).match(`\\| ${fact} \\|.*`)?.[0];
  expect(row("A17")).toContain("omakase, cowork, ot: days 14, until access<br>codec: days 7, until access");
  expect(row("A12")).toContain("omakase: 100<br>cowork, ot, codec: 100 (inferred)");
});

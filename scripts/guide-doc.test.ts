import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GUIDE, guideDoc } from "./guide-doc.ts";

const guide = readFileSync(GUIDE, "utf8");

test("the guide's tables are up to date (node scripts/guide-doc.ts)", () => {
  expect(guide).toBe(guideDoc(guide));
});

test("a row that is missing or another's words are seen", () => {
  expect(guideDoc(guide.replace(/^\| `caFile` .*\n/mu, ""))).toBe(guide);
  expect(guideDoc(guide.replace("| 必要 |", "| 不要 |"))).toBe(guide);
});

test("without its marks there is no place for a table", () => {
  expect(() => guideDoc(guide.replace("<!-- /exits -->\n", ""))).toThrow("/exits");
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ERRORS } from "../src/core/errors.ts";
import { ERRORS_DOCS, pathOf } from "./errors-doc.ts";

test.each(ERRORS_DOCS)("$file is up to date (node scripts/errors-doc.ts)", ({ file, wanted }) => {
  expect(readFileSync(pathOf(file), "utf8")).toBe(wanted());
});

test.each(ERRORS_DOCS)("every code has exactly one row in $file", ({ wanted }) => {
  const rows = [...wanted().matchAll(/^\| `([A-Z_]+)` \|/gmu)].map(([, code]) => code);
  expect(rows.sort()).toEqual(Object.keys(ERRORS).sort());
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ERRORS } from "../src/core/errors.ts";
import { ERRORS_DOC, errorsDoc } from "./errors-doc.ts";

test("docs/errors.md is up to date (node scripts/errors-doc.ts)", () => {
  expect(readFileSync(ERRORS_DOC, "utf8")).toBe(errorsDoc());
});

test("every code has exactly one row", () => {
  const rows = [...errorsDoc().matchAll(/^\| `([A-Z_]+)` \|/gmu)].map(([, code]) => code);
  expect(rows.sort()).toEqual(Object.keys(ERRORS).sort());
});

import { expect, test } from "vitest";
import { checkLineNumber } from "./line-number.ts";

test.each([
  ["CAF1234567890", "CAF", null, "CAF1234567890"],
  ["COP12345678", "COP", null, "COP12345678"],
  ["ｃａｆ１２３４５６７８９０", "CAF", null, "CAF1234567890"],
  ["CAF 1234-567890", "CAF", null, "CAF1234567890"],
  ["CAF123456789", "CAF", "length", "CAF123456789"],
  ["COP1234567890", "COP", "length", "COP1234567890"],
  ["CAF12345678９あ", "CAF", "characters", "CAF123456789あ"],
  ["XYZ1234567890", null, "prefix", "XYZ1234567890"],
  ["　 ", null, "empty", ""],
] as const)("%j is %s, %s (facts A11)", (typed, kind, finding, normalised) => {
  expect(checkLineNumber(typed)).toEqual({ typed, normalised, kind, finding });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { checkLineNumber, eligibleLines, normaliseLineNumber } from "./line-number.ts";
import { accepted } from "./verdict.ts";

const rows = [
  ["CAF1234567890", "CAF", null, "CAF1234567890"],
  ["COP12345678", "COP", null, "COP12345678"],
  ["CAFABCDEFGHIJ", "CAF", null, "CAFABCDEFGHIJ"],
  ["ｃａｆ１２３４５６７８９０", "CAF", "form-changed", "CAF1234567890"],
  ["CAF 1234-567890", "CAF", "form-changed", "CAF1234567890"],
  ["　caf1234ー567‐890\t", "CAF", "form-changed", "CAF1234567890"],
  ["CAF─12345\u00ad67890", "CAF", "form-changed", "CAF1234567890"],
  ["CAF\u200b1234567890", "CAF", "form-changed", "CAF1234567890"],
  ["CAF123456789", "CAF", "length", "CAF123456789"],
  ["CAF12345678901", "CAF", "length", "CAF12345678901"],
  ["COP1234567", "COP", "length", "COP1234567"],
  ["COP1234567890", "COP", "length", "COP1234567890"],
  ["CAF12345678９あ", "CAF", "characters", "CAF123456789あ"],
  ["CAFあ234567890", "CAF", "characters", "CAFあ234567890"],
  ["XYZ1234567890", null, "prefix", "XYZ1234567890"],
  ["1234567890", null, "prefix", "1234567890"],
  ["　 ", null, "empty", ""],
] as const;

for (const service of SERVICE_IDS) {
  test.each(rows)(`${service}: %j is %s, %s (facts A11)`, (typed, kind, code, normalised) => {
    const verdict = checkLineNumber(service, typed);
    expect(verdict.value).toEqual({ typed, normalised, kind });
    const fine = code === null || code === "form-changed";
    expect(verdict.outcome).toBe(fine ? "accepted" : "refused");
    const found = verdict.outcome === "refused" ? verdict.code : (verdict.advice[0]?.code ?? null);
    expect(found).toBe(code);
    expect(verdict.certainty).toBe(code === "form-changed" ? "inferred" : "stated");
    expect(verdict.facts).toEqual(["A11"]);
    expect(verdict.next?.step).toBe(fine ? undefined : "type-again");
  });
}

test("a wrong length says how long it is and should be", () => {
  const verdict = checkLineNumber("ot", "COP123");
  expect(verdict.outcome === "refused" && verdict.reasons).toEqual([
    { code: "length", length: 6, needed: 11 },
  ]);
});

test("normalising twice is once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (typed) => {
      const once = normaliseLineNumber(typed);
      expect(normaliseLineNumber(once)).toBe(once);
    }),
  );
});

test("blanks and hyphens anywhere change nothing but the advice", () => {
  const parts = fc.array(fc.constantFrom(" ", "-", "　", "‐", "ー", "\t"), { minLength: 13, maxLength: 13 });
  fc.assert(
    fc.property(parts, (between) => {
      const typed = [..."CAF1234567890"].map((one, index) => one + (between[index] ?? "")).join("");
      expect(checkLineNumber("omakase", typed)).toMatchObject({
        outcome: "accepted",
        value: { typed, normalised: "CAF1234567890" },
      });
    }),
  );
});

test.each(SERVICE_IDS)("%s names the lines that may be registered (facts A13)", (service) => {
  const lines = ["NTT東日本 フレッツ光", "NTT西日本 フレッツ光", "光コラボレーション 光アクセスサービス"];
  expect(eligibleLines(service)).toEqual(accepted(lines, ["A13"]));
});

test("composing that brings forth a blank doesn't leave it in (facts A11)", () => {
  // U+FDFA is composed of words with blanks between; taking the blank away can bring together what composes.
  expect(normaliseLineNumber("\ufdfa")).not.toMatch(/\s/u);
  expect(normaliseLineNumber("か\u200b\u3099")).toBe("が");
});

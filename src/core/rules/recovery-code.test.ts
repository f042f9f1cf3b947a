import fc from "fast-check";
import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { afterRecoveryCode, checkRecoveryCode, stripRecoveryCode } from "./recovery-code.ts";
import { accepted, nextStep, refused } from "./verdict.ts";

test.each(SERVICE_IDS)("%s: blanks and hyphens are counted away and submitted (facts A31)", (service) => {
  const typed = " ABCD-EFGH IJKL-MNOP-QRST-UVWX ";
  expect(checkRecoveryCode(service, typed)).toMatchObject({
    outcome: "accepted",
    certainty: "inferred",
    value: { submit: typed, stripped: "ABCDEFGHIJKLMNOPQRSTUVWX" },
    advice: [],
  });
});

test("an unusual length or character is advice: no manual states them", () => {
  expect(checkRecoveryCode("omakase", "ABC")).toMatchObject({
    outcome: "accepted",
    advice: [{ code: "unusual-length", length: 3, usual: 24 }],
  });
  expect(checkRecoveryCode("omakase", "ＡBCDEFGHIJKLMNOPQRSTUVWX")).toMatchObject({
    outcome: "accepted",
    advice: [{ code: "unusual-characters" }],
  });
});

test("nothing typed is refused", () => {
  for (const typed of ["", " - "])
    expect(checkRecoveryCode("codec", typed)).toEqual(
      refused({ submit: typed, stripped: "" }, ["A31"], [{ code: "empty" }], nextStep("codec", "type-again")),
    );
});

test("what is submitted is what was typed, whatever was typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (typed) => {
      expect(checkRecoveryCode("ot", typed).value.submit).toBe(typed);
      expect(stripRecoveryCode(stripRecoveryCode(typed))).toBe(stripRecoveryCode(typed));
    }),
  );
});

test("after its use a new one is issued and the old is dead everywhere (facts A32)", () => {
  expect(afterRecoveryCode()).toEqual(
    accepted(
      {
        newCodeIssued: true,
        oldDead: "everywhere",
        screens: ["B7", "B11"],
        tick: "リカバリコードを保存しました",
      },
      ["A31", "A32"],
    ),
  );
});

test("each hyphen and blank is stripped, and nothing else (facts A31)", () => {
  expect(stripRecoveryCode("a-b\u2010c\u2015d\u2212e\u3000f\tgー")).toBe("abcdefgー");
  expect(checkRecoveryCode("ot", "A-b 1")).toEqual(
    accepted({ submit: "A-b 1", stripped: "Ab1" }, ["A31"], {
      advice: [{ code: "unusual-length", length: 3, usual: 24 }],
      certainty: "inferred",
    }),
  );
});

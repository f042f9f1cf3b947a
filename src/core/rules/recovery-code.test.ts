import fc from "fast-check";
import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { afterRecoveryCode, checkRecoveryCode, stripRecoveryCode } from "./recovery-code.ts";

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
  expect(checkRecoveryCode("codec", " - ")).toMatchObject({ outcome: "refused", code: "empty" });
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
  expect(afterRecoveryCode()).toMatchObject({
    value: {
      newCodeIssued: true,
      oldDead: "everywhere",
      screens: ["B7", "B11"],
      tick: "リカバリコードを保存しました",
    },
    facts: ["A31", "A32"],
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { checkCode, normaliseCode } from "./code-format.ts";
import { accepted, nextStep, refused } from "./verdict.ts";

for (const service of SERVICE_IDS) {
  test.each([
    ["sms", "123456", "accepted", "stated"],
    ["sms", "12ab56", "accepted", "inferred"], // digits not stated
    ["sms", "１２３ ４５６", "accepted", "inferred"],
    ["sms", "12345", "refused", "stated"],
    ["sms", "1234567", "refused", "stated"],
    ["totp", "123456", "accepted", "stated"],
    ["totp", " 123 456", "accepted", "inferred"],
    ["totp", "12345a", "refused", "stated"],
    ["totp", "", "refused", "stated"],
  ] as const)(`${service}: %s %j is %s (facts A28, A29)`, (kind, typed, outcome, certainty) => {
    const verdict = checkCode(service, kind, typed);
    expect(verdict).toMatchObject({ outcome, certainty, facts: [kind === "sms" ? "A28" : "A29"] });
    expect(verdict.value.typed).toBe(typed);
  });
}

test("what is checked is half-width and without blanks, and what looks odd is said (facts A28, A29)", () => {
  const odd = { typed: "１２ a456", normalised: "12a456" };
  expect(checkCode("omakase", "sms", odd.typed)).toEqual(
    accepted(odd, ["A28"], {
      advice: [{ code: "not-digits" }, { code: "form-changed" }],
      certainty: "inferred",
    }),
  );
  expect(checkCode("cowork", "totp", odd.typed)).toEqual(
    refused(odd, ["A29"], [{ code: "not-digits" }], nextStep("cowork", "type-again"), [
      { code: "form-changed" },
    ]),
  );
  const short = { typed: "12345", normalised: "12345" };
  const length = { code: "length", length: 5, needed: 6 } as const;
  for (const [kind, fact] of [
    ["sms", "A28"],
    ["totp", "A29"],
  ] as const)
    expect(checkCode("ot", kind, short.typed)).toEqual(
      refused(short, [fact], [length], nextStep("ot", "type-again")),
    );
  const right = { typed: "123456", normalised: "123456" };
  expect(checkCode("codec", "totp", right.typed)).toEqual(accepted(right, ["A29"]));
});

test("a refusal says why", () => {
  expect(checkCode("ot", "totp", "12a")).toMatchObject({
    code: "length",
    reasons: [{ code: "length", length: 3, needed: 6 }, { code: "not-digits" }],
  });
});

test("normalising twice is once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (typed) => {
      expect(normaliseCode(normaliseCode(typed))).toBe(normaliseCode(typed));
    }),
  );
});

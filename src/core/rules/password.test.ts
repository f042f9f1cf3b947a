import fc from "fast-check";
import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import {
  characterClasses,
  checkPassword,
  checkPasswordChange,
  type PasswordReading,
  type PasswordReason,
} from "./password.ts";
import { accepted, findings, nextStep, refused } from "./verdict.ts";

const codes = (verdict: Parameters<typeof findings>[0]) => findings(verdict).map(({ code }) => code);

const rows = [
  ["Abcdefg1", []],
  ["abcdef1!", []],
  ["ABCDEF1 x", []],
  ["Abcde1!", ["too-short"]],
  ["abcdefgh", ["too-few-classes"]],
  ["abcdefg1", ["too-few-classes"]],
  ["ABCDEFG1", ["too-few-classes"]],
  ["abcdefg!", ["too-few-classes"]],
  ["1234567!", ["too-few-classes"]],
  ["", ["too-short", "too-few-classes"]],
  [" Abcdefg1", ["surrounding-blanks"]],
  ["パスワードAb1", ["beyond-ascii"]],
] as const;

for (const service of SERVICE_IDS) {
  test.each(rows)(`${service}: %j is found %j (facts A8)`, (password, expected) => {
    const verdict = checkPassword(service, password);
    expect(codes(verdict)).toEqual(expected);
    const broken = expected.some((code) => code.startsWith("too-"));
    expect(verdict.outcome).toBe(broken && service !== "codec" ? "refused" : "accepted");
    if (service === "codec") expect(verdict.certainty).toBe("unknown");
  });
}

test("what is missing is data, and the next step is to type again", () => {
  expect(checkPassword("omakase", "abcdef1")).toMatchObject({
    code: "too-short",
    reasons: [
      { code: "too-short", length: 7, needed: 8 },
      { code: "too-few-classes", found: ["lower", "digit"], needed: 3 },
    ],
    next: { step: "type-again", who: "self" },
  });
});

// Which class a character beyond ASCII has is written in no manual: sure = it counts for nothing.
test.each([
  ["abcdefg", ["lower"], ["lower"]],
  ["!1aA", ["upper", "lower", "digit", "symbol"], ["upper", "lower", "digit", "symbol"]],
  ["A1", ["upper", "digit"], ["upper", "digit"]],
  ["ａｂｃＤ１", [], ["upper", "lower", "digit"]],
  ["！", [], ["symbol"]],
  ["あ", [], ["symbol"]],
  ["😀", [], ["symbol"]],
  ["\u00c9", [], ["upper"]], // É composed
  ["E\u0301", [], ["upper"]], // and decomposed: the same
  ["aÉ", ["lower"], ["upper", "lower"]],
  ["１あ", [], ["digit", "symbol"]],
  ["~ ", ["symbol"], ["symbol"]],
] as const)("%j has surely %j, possibly %j", (password, sure, possible) => {
  const classes = characterClasses(password);
  expect(classes.sure).toEqual(sure);
  expect(classes.possible).toHaveLength(possible.length);
});

test("full-width characters that may be a third class aren't refused, and it is said", () => {
  const verdict = checkPassword("cowork", "abcdefg1！");
  expect(verdict.outcome).toBe("accepted");
  expect(verdict.certainty).toBe("inferred");
  expect(codes(verdict)).toEqual(["depends-on-counting", "beyond-ascii"]);
  // Ａ may be a capital or a symbol, but is one of them only.
  expect(checkPassword("cowork", "abcdefgＡ")).toMatchObject({ outcome: "refused", code: "too-few-classes" });
});

test("seven characters that a server may count as eleven aren't refused", () => {
  const verdict = checkPassword("ot", "Ab1😀😀😀😀");
  expect(verdict.value.length).toEqual({ least: 7, most: 11 });
  expect(verdict).toMatchObject({ outcome: "accepted", certainty: "inferred" });
  expect(codes(verdict)).toContain("depends-on-counting");
  expect(checkPassword("ot", "Abcd1\u30ab\u3099").value.length).toEqual({ least: 6, most: 7 });
});

test("the confirmation must equal the password, in every service (facts A9)", () => {
  for (const service of SERVICE_IDS) {
    expect(checkPassword(service, "Abcdefg1", "Abcdefg1").outcome).toBe("accepted");
    const verdict = checkPassword(service, "Abcdefg1", "Abcdefg2");
    expect(verdict).toMatchObject({ code: "confirmation-differs", reasons: [{ only: null }] });
    expect(verdict.facts).toEqual(["A8", "A9"]);
  }
  expect(checkPassword("ot", "Abcdefg1", "Abcdefg1 ")).toMatchObject({ reasons: [{ only: "blanks" }] });
  expect(checkPassword("ot", "Abcdefg1", "Abcdefg１")).toMatchObject({ reasons: [{ only: "width" }] });
});

test("a confirmation that is only composed otherwise isn't refused: no document says that it differs", () => {
  const verdict = checkPassword("omakase", "Abcdefg1\u304c", "Abcdefg1\u304b\u3099");
  expect(verdict).toMatchObject({ outcome: "accepted", certainty: "inferred" });
  expect(codes(verdict)).toContain("confirmation-composed-differently");
});

test("the password is never part of the verdict", () => {
  const secret = "Sehr1Geheim!";
  expect(JSON.stringify(checkPassword("omakase", secret, "x"))).not.toContain(secret);
});

test("a character of a new class keeps an accepted password accepted", () => {
  const ofClass = { upper: "Q", lower: "q", digit: "7", symbol: "#" } as const;
  // Pools that leave a class out, with what counts one way or another among them.
  const pool = fc.constantFrom("aBcD12", "aB!?é", "A1#Éガ", "ab12ＡＢ😀", "Ａ１ａあ", "E\u0301a1\u3099");
  const password = pool.chain((from) => fc.string({ unit: fc.constantFrom(...from), minLength: 8 }));
  const added = fc.constantFrom("upper", "lower", "digit", "symbol");
  let met = 0;
  fc.assert(
    fc.property(password, added, fc.nat(), (typed, newClass, at) => {
      const before = checkPassword("omakase", typed);
      if (before.outcome === "refused" || before.value.classes.sure.includes(newClass)) return;
      met += 1;
      const characters = [...typed];
      characters.splice(at % (characters.length + 1), 0, ofClass[newClass]);
      expect(checkPassword("omakase", characters.join("")).outcome).toBe("accepted");
    }),
    { numRuns: 500 },
  );
  expect(met).toBeGreaterThan(20);
});

test("a change needs the current password and the method that has one (facts A10)", () => {
  const typed = { current: "old", next: "Abcdefg1", confirmation: "Abcdefg1" };
  for (const service of SERVICE_IDS) {
    expect(checkPasswordChange(service, typed, "password").outcome).toBe("accepted");
    expect(checkPasswordChange(service, { ...typed, current: "" }, "password")).toMatchObject({
      code: "current-missing",
    });
    expect(checkPasswordChange(service, typed, "other")).toMatchObject({
      code: "method-has-no-password",
      next: { menu: "ログイン方法の設定", who: "holder" },
    });
    expect(checkPasswordChange(service, { ...typed, confirmation: "" }, "password")).toMatchObject({
      code: "confirmation-differs",
    });
  }
});

test("ASCII ends at U+007F (facts A8)", () => {
  expect(characterClasses("\u007f")).toEqual({ sure: ["symbol"], possible: ["symbol"] });
  expect(characterClasses("\u0080")).toEqual({ sure: [], possible: ["symbol"] });
  expect(codes(checkPassword("omakase", "Abcdef1\u007f"))).toEqual([]);
});

test.each([
  ["Ａ", "symbol"], // a capital or a symbol: the first reading that finds as many
  ["ａ", "symbol"],
  ["１", "symbol"],
  ["あ", "symbol"],
])("%j alone is one class, whichever", (password, told) => {
  expect(characterClasses(password)).toEqual({ sure: [], possible: [told] });
});

test("beyond ASCII the reading that finds the most is told in order (facts A8)", () => {
  expect(characterClasses("ａＡ１").possible).toEqual(["upper", "lower", "digit"]);
  expect(characterClasses("1あ").possible).toEqual(["digit", "symbol"]);
  expect(characterClasses("!Ａ").possible).toEqual(["upper", "symbol"]);
  expect(characterClasses("!ａ").possible).toEqual(["lower", "symbol"]);
  expect(characterClasses("!１").possible).toEqual(["digit", "symbol"]);
});

test("what depends on the way of counting is told with what it depends on (facts A8)", () => {
  const eleven = { length: { least: 7, most: 11 }, classes: characterClasses("Ab1😀😀😀😀") };
  const length = { code: "depends-on-counting", of: "length" } as const;
  const beyond = { code: "beyond-ascii" } as const;
  expect(checkPassword("ot", "Ab1😀😀😀😀")).toEqual(
    accepted(eleven, ["A8"], { advice: [length, beyond], certainty: "inferred" }),
  );
  expect(checkPassword("ot", "abcdefg1！")).toMatchObject({
    advice: [{ code: "depends-on-counting", of: "classes" }, beyond],
  });
  // Exactly eight by the longest count.
  expect(checkPassword("ot", "Abcde1😀")).toMatchObject({
    outcome: "accepted",
    advice: [length, beyond],
    value: { length: { least: 7, most: 8 } },
  });
  // Sure by any count, and still it isn't known whether they are taken.
  expect(checkPassword("ot", "Abcdefg1あ")).toMatchObject({ advice: [beyond], certainty: "inferred" });
  expect(checkPassword("ot", "Abcdefg1 ")).toMatchObject({
    advice: [{ code: "surrounding-blanks" }],
    certainty: "stated",
  });
});

test("where the manual is silent the same is advice, and the confirmation still refuses (facts A8, A9)", () => {
  const value = {
    length: { least: 3, most: 3 },
    classes: { sure: ["lower"], possible: ["lower"] },
  } as const;
  const short = { code: "too-short", length: 3, needed: 8 } as const;
  const few = { code: "too-few-classes", found: ["lower"], needed: 3 } as const;
  expect(checkPassword("codec", "abc")).toEqual(
    accepted(value, ["A8"], { advice: [short, few], certainty: "unknown" }),
  );
  expect(checkPassword("codec", "abc", "abd")).toEqual(
    refused<PasswordReading, PasswordReason>(
      value,
      ["A8", "A9"],
      [{ code: "confirmation-differs", only: null }],
      nextStep("codec", "type-again"),
      [short, few],
    ),
  );
});

test.each([
  ["Abcdefg1", " Abcdefg1", "blanks"],
  ["Abcdefg1 ", "Abcdefg1", "blanks"],
  ["Ａbcdefg1", "Abcdefg1", "width"],
  ["Abcdefg1", "abcdefg1", null],
] as const)("%j and %j differ by %j (facts A9)", (password, confirmation, only) => {
  expect(checkPassword("cowork", password, confirmation)).toMatchObject({
    reasons: [{ code: "confirmation-differs", only }],
    next: { step: "type-again" },
  });
});

test("an empty pair is too short, but not different (facts A9)", () => {
  expect(codes(checkPassword("ot", "", ""))).toEqual(["too-short", "too-few-classes"]);
});

test("a change's verdict is that of the new password, and more (facts A8–A10)", () => {
  const typed = { current: "old", next: "Abcdefg1", confirmation: "Abcdefg1" };
  const { value } = checkPassword("ot", typed.next);
  expect(checkPasswordChange("ot", typed, "password")).toEqual(accepted(value, ["A8", "A9", "A10"]));
  const nothing = { ...typed, current: "", confirmation: "x" };
  expect(checkPasswordChange("ot", nothing, "password")).toEqual(
    refused(
      value,
      ["A8", "A9", "A10"],
      [{ code: "current-missing" }, { code: "confirmation-differs", only: null }],
      nextStep("ot", "type-again"),
    ),
  );
  expect(checkPasswordChange("codec", typed, "password").certainty).toBe("unknown");
  expect(checkPasswordChange("ot", { ...typed, current: "" }, "other")).toMatchObject({
    reasons: [{ code: "method-has-no-password" }, { code: "current-missing" }],
  });
});

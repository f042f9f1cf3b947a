import { expect, test } from "vitest";
import { checkPassword } from "./password.ts";

test.each([
  ["Abcdefg1", []],
  ["abcdef1!", []],
  ["Abcde1!", ["too-short"]],
  ["abcdefgh", ["too-few-classes"]],
  ["abcdefg1", ["too-few-classes"]],
  ["ABCDEFG1", ["too-few-classes"]],
  ["", ["too-short", "too-few-classes"]],
  ["パスワードAb1", []],
])("%j is found %j (facts A8)", (password, codes) => {
  expect(checkPassword(password).map((finding) => finding.code)).toEqual(codes);
});

test("eight characters are counted as people count them", () => {
  expect(checkPassword("Ab1😀😀😀😀").map((finding) => finding.code)).toEqual(["too-short"]);
});

test("the confirmation must equal the password (facts A9)", () => {
  expect(checkPassword("Abcdefg1", "Abcdefg1")).toEqual([]);
  expect(checkPassword("Abcdefg1", "Abcdefg1 ")).toEqual([{ code: "confirmation-differs" }]);
});

import { describe, expect, test } from "vitest";
import { isLoginHintTemplate, loginHintOf, needsAccount } from "./login-hint.ts";

const taro = { user: "taro", upn: "taro.yamada@office.example" };
const nobody = { user: null, upn: null };

test.each([
  ["office@example.co.jp", true],
  ["{user}@example.co.jp", true],
  ["{upn}", true],
  ["営業部@example.co.jp", true],
  ["", false],
  ["{upn}@example.co.jp", false],
  ["{user}{user}@example.co.jp", false],
  ["{mail}@example.co.jp", false],
  ["{user@example.co.jp", false],
  ["a b@example.co.jp", false],
  ["a\u202eb@example.co.jp", false],
  ["a\nb@example.co.jp", false],
  [`${"a".repeat(320)}@example.co.jp`, false],
])("%j may be written in a policy: %s", (text, allowed) => {
  expect(isLoginHintTemplate(text)).toBe(allowed);
});

describe("what is sent", () => {
  test.each([
    ["office@example.co.jp", nobody, { hint: "office@example.co.jp" }],
    ["{user}@example.co.jp", taro, { hint: "taro@example.co.jp" }],
    ["{upn}", taro, { hint: "taro.yamada@office.example" }],
    ["{upn}", { ...taro, upn: null }, { leftOut: "no-upn" }],
    ["{upn}", { ...taro, upn: "taro yamada" }, { leftOut: "no-upn" }],
    ["{user}@example.co.jp", nobody, { leftOut: "no-user" }],
    ["{user}@example.co.jp", { ...taro, user: "" }, { leftOut: "no-user" }],
    ["{user}@example.co.jp", { ...taro, user: "Taro Yamada" }, { leftOut: "unusable-user" }],
    ["{user}@example.co.jp", { ...taro, user: "OFFICE\\taro" }, { leftOut: "unusable-user" }],
    ["{user}@example.co.jp", { ...taro, user: "a@evil.example" }, { leftOut: "unusable-user" }],
    ["{user}@example.co.jp", { ...taro, user: "x".repeat(320) }, { leftOut: "unusable-user" }],
    ["{user}@example.co.jp", { ...taro, user: "$&" }, { hint: "$&@example.co.jp" }],
  ])("%j of %j: %j", (template, account, expected) => {
    expect(loginHintOf(template, account)).toEqual(expected);
  });

  test("the OS is asked only where something of it is wanted", () => {
    expect(["office@example.co.jp", "{user}@example.co.jp", "{upn}"].map(needsAccount)).toEqual([
      false,
      true,
      true,
    ]);
  });
});

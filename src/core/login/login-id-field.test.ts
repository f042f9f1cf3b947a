import { describe, expect, test } from "vitest";
import { PROFILES } from "../service/profiles.ts";
import { loginIdField } from "./login-id-field.ts";
import { consentPage, field, loginPage, MAIL, PASSWORD, withHosts } from "./sample-pages.ts";

const omakase = withHosts(PROFILES.omakase);
const line = omakase.origins.line ?? "";

test("is the login page's one field for who logs in", () => {
  expect(loginIdField(loginPage(line), omakase)).toBe(0);
  expect(loginIdField(loginPage(line, { fields: [PASSWORD, MAIL] }), omakase)).toBe(1);
  expect(loginIdField(loginPage(line, { title: "ストレージサービスドライブ ログイン" }), omakase)).toBe(0);
});

test("has the words of the profile", () => {
  const renamed = {
    ...omakase,
    screens: { login: { mail: { field: ["利用者ID"] } } },
  };
  expect(loginIdField(loginPage(line, { fields: [field("text", "利用者ID"), PASSWORD] }), renamed)).toBe(0);
  expect(loginIdField(loginPage(line), renamed)).toBeNull();
});

describe("isn't there", () => {
  test.each([
    ["on another host", loginPage(`${line}.evil.example`)],
    ["on the operator's host", loginPage(omakase.origins.operator ?? "")],
    [
      "after a wrong password",
      loginPage(line, { alerts: ["メールアドレスまたはパスワードが正しくありません"] }),
    ],
    ["at a lock", loginPage(line, { alerts: ["アカウントがロックされました"] })],
    ["on another page", consentPage(omakase.origins.operator ?? "")],
    ["where nobody sees it", loginPage(line, { fields: [{ ...MAIL, seen: false }, PASSWORD] })],
    ["where it can't be filled in", loginPage(line, { fields: [{ ...MAIL, enabled: false }, PASSWORD] })],
    [
      "where there are two",
      loginPage(line, { fields: [MAIL, field("text", "予備のメールアドレス"), PASSWORD] }),
    ],
    [
      "where two passwords are asked for",
      loginPage(line, { fields: [MAIL, PASSWORD, field("password", "新しいパスワード")] }),
    ],
    ["in another form than the password", loginPage(line, { fields: [{ ...MAIL, form: null }, PASSWORD] })],
    ["where a password has its words", loginPage(line, { fields: [field("password", "メールアドレス")] })],
    [
      "where it is a box or a list",
      loginPage(line, {
        fields: [field("list", "メールアドレス"), field("checkbox", "メールアドレス"), PASSWORD],
      }),
    ],
  ])("%s", (_where, page) => {
    expect(loginIdField(page, omakase)).toBeNull();
  });
});

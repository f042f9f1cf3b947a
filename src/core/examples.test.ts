import { expect, test } from "vitest";
import { checkLineNumber } from "./rules/line-number.ts";
import { checkMailLink } from "./rules/mail-link.ts";
import { checkPassword } from "./rules/password.ts";
import { mayDo } from "./rules/permissions.ts";

test("the examples of the core's README say what the rules answer", () => {
  expect(checkPassword("omakase", "abcdefg1")).toMatchObject({
    outcome: "refused",
    code: "too-few-classes",
    reasons: [{ code: "too-few-classes", found: ["lower", "digit"], needed: 3 }],
    next: { step: "type-again", who: "self" },
    certainty: "stated",
    facts: ["A8"],
  });
  expect(checkPassword("codec", "abcdefg1")).toMatchObject({
    outcome: "accepted",
    certainty: "unknown",
    advice: [{ code: "too-few-classes" }],
  });
  expect(checkLineNumber("ot", "ｃａｆ 1234-567890").value).toEqual({
    typed: "ｃａｆ 1234-567890",
    normalised: "CAF1234567890",
    kind: "CAF",
  });
  const mailed = Date.parse("2025-01-10T12:00+09:00");
  expect(checkMailLink("cowork", "reset", mailed, Date.parse("2025-01-24T09:00+09:00"))).toMatchObject({
    outcome: "accepted",
    certainty: "inferred",
    advice: [{ code: "last-hours" }],
  });
  expect(mayDo("cowork", "mail", { role: "other", plan: "basic" }).next).toMatchObject({
    step: "ask-holder-for-link",
    who: "holder-or-administrator",
    screen: "B39",
    menu: "メールアドレス変更",
  });
});

import { describe, expect, test } from "vitest";
import { approvalDoubt, type ConsentApproval } from "./consent-approval.ts";

const asked = {
  origin: "https://operator.example",
  recipient: "NTT東日本株式会社",
  serviceName: "コワークストレージ",
  canRemember: true,
};
const approval: ConsentApproval = {
  by: "情報システム部",
  at: 1_000,
  until: 2_000,
  contract: "CAF0000000001",
  operator: "https://operator.example",
  recipient: "NTT東日本株式会社",
  service: "コワークストレージ",
};

test("answers exactly what it was given for, from its time on until it is over", () => {
  expect(approvalDoubt(approval, asked, 1_000)).toBeNull();
  expect(approvalDoubt(approval, asked, 1_999)).toBeNull();
  expect(approvalDoubt({ ...approval, until: null }, asked, 9e15)).toBeNull();
});

describe("doesn't answer", () => {
  test.each([
    ["before it was given", {}, {}, 999, "not-yet"],
    ["when it is over", {}, {}, 2_000, "expired"],
    ["at a time that nobody can tell", {}, {}, Number.NaN, "not-yet"],
    [
      "another operator's page",
      {},
      { origin: "https://operator.example.evil.example" },
      1_500,
      "another-operator",
    ],
    [
      "the operator on another port",
      {},
      { origin: "https://operator.example:8443" },
      1_500,
      "another-operator",
    ],
    ["another recipient", {}, { recipient: "NTT西日本株式会社" }, 1_500, "another-recipient"],
    ["a recipient with more to it", {}, { recipient: "NTT東日本株式会社ほか" }, 1_500, "another-recipient"],
    ["another service", {}, { serviceName: "コワークストレージ有料" }, 1_500, "another-service"],
    ["nobody's page by an empty word", { recipient: "" }, { recipient: "" }, 1_500, "another-recipient"],
    ["what is turned round", {}, { recipient: "\u202eNTT東日本株式会社" }, 1_500, "another-recipient"],
  ])("%s", (_what, change, page, now, doubt) => {
    expect(approvalDoubt({ ...approval, ...change }, { ...asked, ...page }, now)).toBe(doubt);
  });

  test("but white space and the width of letters aren't another name", () => {
    const page = { ...asked, recipient: "ＮＴＴ東日本　株式会社" };
    expect(approvalDoubt(approval, page, 1_500)).toBeNull();
  });
});

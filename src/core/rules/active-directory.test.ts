import { expect, test } from "vitest";
import { activeDirectoryScreen, checkActiveDirectoryAccount, checkConnectionId } from "./active-directory.ts";
import { accepted, findings, nextStep, refused } from "./verdict.ts";

for (const service of ["omakase", "cowork", "ot"] as const) {
  test.each([
    ["adfs-1", "accepted", "stated"],
    ["adfs-XXXXXXXXXXXXXXXXXXXXXXXX", "accepted", "stated"],
    [" ａｄｆｓ－１ ", "accepted", "inferred"],
    ["ADFS-1", "accepted", "inferred"],
    ["adfs-", "accepted", "inferred"],
    ["adfs1", "refused", "stated"],
    ["x-adfs-1", "refused", "stated"],
    ["", "refused", "stated"],
  ] as const)(`${service}: the 接続ID %j is %s (facts A43)`, (typed, outcome, certainty) => {
    expect(checkConnectionId(service, typed)).toMatchObject({ outcome, certainty, value: { typed } });
  });

  test.each([
    ["taro@example.local", "accepted", "stated"],
    [" taro＠example", "accepted", "inferred"],
    ["taro", "refused", "stated"],
    ["EXAMPLE\\taro", "refused", "stated"],
    ["@example", "refused", "stated"],
    ["a@b@c", "refused", "stated"],
    ["", "refused", "stated"],
  ] as const)(`${service}: the AD account %j is %s (facts A44)`, (typed, outcome, certainty) => {
    expect(checkActiveDirectoryAccount(service, typed)).toMatchObject({ outcome, certainty });
  });

  test(`${service}: on a domain PC the screen is skipped (facts A45)`, () => {
    expect(activeDirectoryScreen(service, true).value).toEqual({ shown: "no" });
    expect(activeDirectoryScreen(service, false).value).toEqual({ shown: "yes" });
  });
}

test("whom to ask differs: the 接続ID comes from the contract holder, the account one knows", () => {
  expect(checkConnectionId("ot", "x")).toMatchObject({
    code: "prefix",
    reasons: [{ needed: "adfs-" }],
    next: { step: "ask-holder" },
  });
  expect(checkActiveDirectoryAccount("ot", "x")).toMatchObject({
    code: "not-user-at-domain",
    next: { step: "type-again" },
  });
});

test("codec has no Active Directory, so nothing is judged", () => {
  for (const verdict of [
    checkConnectionId("codec", "x"),
    checkActiveDirectoryAccount("codec", "x"),
    activeDirectoryScreen("codec", true),
  ])
    expect(verdict).toMatchObject({
      outcome: "accepted",
      certainty: "unknown",
      advice: [{ code: "no-active-directory" }],
    });
});

test.each([
  ["adfs-1", "adfs-1", ""],
  [" ａｄｆｓ－１ ", "adfs-1", "form-changed"],
  ["adfs\u20101", "adfs-1", "form-changed"],
  ["ADFS-1", "ADFS-1", "form-changed"],
  ["adfs-", "adfs-", "nothing-after-prefix"],
  ["ADFS- ", "ADFS-", "form-changed nothing-after-prefix"],
  ["adfs1 ", "adfs1", "prefix form-changed"],
  ["x", "x", "prefix"],
  [" ", "", "empty form-changed"],
  ["", "", "empty"],
] as const)("the 接続ID %j is checked as %j and found %j (facts A43)", (typed, normalised, codes) => {
  const verdict = checkConnectionId("cowork", typed);
  expect(verdict.value).toEqual({ typed, normalised });
  expect(
    findings(verdict)
      .map(({ code }) => code)
      .join(" "),
  ).toBe(codes);
  expect(verdict.facts).toEqual(["A43"]);
});

test.each([
  ["taro@example.local", "taro@example.local", ""],
  [" taro＠example", "taro@example", "form-changed"],
  ["taro ", "taro", "not-user-at-domain form-changed"],
  ["taro@a b", "taro@a b", "not-user-at-domain"],
  [" ", "", "empty form-changed"],
  ["", "", "empty"],
] as const)("the AD account %j is checked as %j and found %j (facts A44)", (typed, normalised, codes) => {
  const verdict = checkActiveDirectoryAccount("cowork", typed);
  expect(verdict.value).toEqual({ typed, normalised });
  expect(
    findings(verdict)
      .map(({ code }) => code)
      .join(" "),
  ).toBe(codes);
  expect(verdict.facts).toEqual(["A44"]);
});

test("each verdict names its row, its reason as data and the next step (facts A43–A45)", () => {
  const value = { typed: "x", normalised: "x" };
  expect(checkConnectionId("ot", "x")).toEqual(
    refused(value, ["A43"], [{ code: "prefix", needed: "adfs-" }], nextStep("ot", "ask-holder")),
  );
  expect(checkActiveDirectoryAccount("ot", "x")).toEqual(
    refused(value, ["A44"], [{ code: "not-user-at-domain" }], nextStep("ot", "type-again")),
  );
  expect(activeDirectoryScreen("ot", true)).toEqual(accepted({ shown: "no" }, ["A45"]));
  const none = { advice: [{ code: "no-active-directory" }], certainty: "unknown" } as const;
  expect(checkConnectionId("codec", "x")).toEqual(accepted(value, ["A43"], none));
  expect(checkActiveDirectoryAccount("codec", "x")).toEqual(accepted(value, ["A44"], none));
  expect(activeDirectoryScreen("codec", true)).toEqual(accepted({ shown: "unknown" }, ["A45"], none));
});

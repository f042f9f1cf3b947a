import { expect, test } from "vitest";
import { activeDirectoryScreen, checkActiveDirectoryAccount, checkConnectionId } from "./active-directory.ts";

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

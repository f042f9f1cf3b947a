import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { resetsSecondFactor, waysToResetSecondFactor } from "./second-factor-reset.ts";

for (const service of SERVICE_IDS) {
  test.each([
    ["login-method", "password", "yes", "stated"],
    ["login-method", "other", "yes", "stated"],
    ["password-reset", "password", "yes", "stated"],
    ["password-reset", "other", "no", "inferred"],
    ["mail-change", "password", "yes", "stated"],
    ["mail-change", "other", "no", "inferred"],
    ["password-change", "password", "unknown", "unknown"], // not stated to
  ] as const)(`${service}: %s with %s resets it: %s (facts A33)`, (by, method, resets, certainty) => {
    expect(resetsSecondFactor(service, by, method)).toMatchObject({ value: { resets }, certainty });
  });

  test(`${service}: changing the method is the contract holder's`, () => {
    expect(resetsSecondFactor(service, "login-method", "password")).toMatchObject({
      advice: [{ code: "holder-only" }],
      next: { who: "holder", menu: "ログイン方法の設定" },
    });
    const ways = (role: "holder" | "other") =>
      waysToResetSecondFactor(service, role).value.ways.map(({ step }) => step);
    expect(ways("holder")).toEqual(["request-reset", "change-method", "change-mail"]);
    expect(ways("other")).toEqual(["request-reset", "ask-holder-for-link"]);
  });
}

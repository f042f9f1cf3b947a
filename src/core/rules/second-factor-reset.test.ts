import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { resetsSecondFactor, waysToResetSecondFactor } from "./second-factor-reset.ts";
import { accepted, nextStep } from "./verdict.ts";

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

test.each([
  ["login-method", "change-method", ["holder-only"]],
  ["password-reset", "request-reset", []],
  ["mail-change", "change-mail", []],
] as const)("%s resets it by %s (facts A33)", (by, step, codes) => {
  expect(resetsSecondFactor("cowork", by, "password")).toEqual(
    accepted({ resets: "yes" }, ["A33"], {
      advice: codes.map((code) => ({ code })),
      next: nextStep("cowork", step),
    }),
  );
});

test("what isn't listed, and what has nothing to reset (facts A23, A33)", () => {
  for (const method of ["password", "other"] as const)
    expect(resetsSecondFactor("ot", "password-change", method)).toEqual(
      accepted({ resets: "unknown" }, ["A33"], {
        advice: [{ code: "not-stated" }],
        certainty: "unknown",
        next: nextStep("ot", "request-reset"),
      }),
    );
  expect(resetsSecondFactor("ot", "mail-change", "other")).toEqual(
    accepted({ resets: "no" }, ["A23", "A33"], {
      advice: [{ code: "only-with-password-method" }],
      certainty: "inferred",
    }),
  );
});

test.each(SERVICE_IDS)(
  "%s: the ways, each under its menu's name, the easiest first (facts A33)",
  (service) => {
    const ways = [nextStep(service, "request-reset"), nextStep(service, "ask-holder-for-link")];
    expect(waysToResetSecondFactor(service, "other")).toEqual(
      accepted({ ways }, ["A33"], { next: nextStep(service, "request-reset") }),
    );
  },
);

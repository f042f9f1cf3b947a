import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { checkChangeOrder, checkCredentialChange, checkMethodChange } from "./credential-change.ts";

const method = { from: "password", to: "google" } as const;
const three = ["omakase", "cowork", "ot"] as const;

test.each(three)("%s: method and mail never together, mail first (facts A38)", (service) => {
  expect(checkChangeOrder(service, { method, mail: true })).toMatchObject({
    outcome: "refused",
    code: "mail-first",
    next: { step: "change-mail-first", screen: "B19", menu: "メールアドレス変更" },
  });
  expect(checkChangeOrder(service, { method, mail: false })).toMatchObject({
    outcome: "accepted",
    next: { screen: "B17", menu: "ログイン方法の設定" },
  });
  expect(checkChangeOrder(service, { method: null, mail: true }).outcome).toBe("accepted");
});

test("codec: a new method requires a new mail (facts A38)", () => {
  expect(checkChangeOrder("codec", { method, mail: false })).toMatchObject({
    outcome: "refused",
    code: "method-needs-mail",
    next: { screen: "B17′", menu: "ログイン方法の設定" },
  });
  expect(checkChangeOrder("codec", { method, mail: true }).outcome).toBe("accepted");
  expect(checkChangeOrder("codec", { method: null, mail: true }).outcome).toBe("accepted");
});

test.each(three)(
  "%s: the holder may not choose Active Directory, a user may once it is set up",
  (service) => {
    expect(checkMethodChange(service, "holder", "password", "active-directory")).toMatchObject({
      outcome: "refused",
      code: "holder-not-with-active-directory",
      facts: ["A39"],
    });
    expect(checkMethodChange(service, "other", "password", "active-directory")).toMatchObject({
      outcome: "accepted",
      facts: ["A42"],
      advice: [{ code: "active-directory-must-be-set-up" }],
      next: { menu: "Active Directory設定", who: "holder" },
    });
  },
);

test("Facebook to another Facebook account goes through another method, in codec nobody says (facts A40)", () => {
  for (const service of three)
    expect(checkMethodChange(service, "holder", "facebook", "facebook")).toMatchObject({
      code: "facebook-to-facebook",
      next: { step: "use-another-method" },
    });
  expect(checkMethodChange("codec", "holder", "facebook", "facebook")).toMatchObject({
    outcome: "accepted",
    certainty: "unknown",
  });
});

test("logging out of the outside account first is recommended, but for codec (facts A41)", () => {
  const advice = SERVICE_IDS.map((service) => {
    const verdict = checkMethodChange(service, "holder", "password", "google");
    return verdict.outcome === "accepted" ? verdict.advice.map(({ code }) => code).join() : "refused";
  });
  expect(advice).toEqual(["log-out-first", "log-out-first", "log-out-first", ""]);
  expect(checkMethodChange("ot", "holder", "google", "password")).toMatchObject({
    advice: [],
    facts: ["A6"],
  });
});

test("a method that the service hasn't is refused (facts A6)", () => {
  expect(checkMethodChange("codec", "other", "password", "microsoft")).toMatchObject({
    code: "method-not-offered",
  });
  expect(checkMethodChange("omakase", "other", "password", "ntt-east-business-id").outcome).toBe("refused");
  expect(checkMethodChange("cowork", "other", "password", "ntt-east-business-id").outcome).toBe("accepted");
});

test("may I change this myself: permission, then order, then the method", () => {
  const holder = { role: "holder", plan: "basic" } as const;
  const both = { method, mail: true };
  expect(checkCredentialChange("cowork", { role: "other", plan: "basic" }, both)).toMatchObject({
    code: "holder-only",
  });
  expect(checkCredentialChange("cowork", holder, both)).toMatchObject({ code: "mail-first" });
  const toDirectory = { method: { from: "password", to: "active-directory" } as const, mail: false };
  expect(checkCredentialChange("cowork", holder, toDirectory)).toMatchObject({
    code: "holder-not-with-active-directory",
    value: toDirectory,
  });
  expect(checkCredentialChange("codec", holder, both).outcome).toBe("accepted");
  expect(checkCredentialChange("ot", holder, { method: null, mail: true })).toMatchObject({
    outcome: "accepted",
    next: { step: "change-mail" },
  });
});

import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import { checkChangeOrder, checkCredentialChange, checkMethodChange } from "./credential-change.ts";
import { accepted, nextStep, refused } from "./verdict.ts";

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

test("each order's verdict names its row and the change asked about (facts A38)", () => {
  const both = { method, mail: true };
  expect(checkChangeOrder("omakase", both)).toEqual(
    refused(both, ["A38"], [{ code: "mail-first" }], nextStep("omakase", "change-mail-first")),
  );
  const alone = { method, mail: false };
  expect(checkChangeOrder("codec", alone)).toEqual(
    refused(alone, ["A38"], [{ code: "method-needs-mail" }], nextStep("codec", "change-mail")),
  );
  expect(checkChangeOrder("ot", alone)).toEqual(
    accepted(alone, ["A38"], { next: nextStep("ot", "change-method") }),
  );
  // Neither of the two is asked about: nothing in the order of changes is against it.
  const neither = { method: null, mail: false };
  for (const service of SERVICE_IDS)
    expect(checkChangeOrder(service, neither)).toEqual(
      accepted(neither, ["A38"], { next: nextStep(service, "change-mail") }),
    );
});

test("each method's verdict names its row, the reason and the next step (facts A6, A39–A42)", () => {
  const change = (from: Parameters<typeof checkMethodChange>[2], to: typeof from) => ({ from, to });
  expect(checkMethodChange("codec", "other", "password", "microsoft")).toEqual(
    refused(
      change("password", "microsoft"),
      ["A6"],
      [{ code: "method-not-offered", method: "microsoft" }],
      nextStep("codec", "use-another-method"),
    ),
  );
  expect(checkMethodChange("codec", "holder", "password", "active-directory")).toMatchObject({
    code: "method-not-offered",
  });
  expect(checkMethodChange("ot", "holder", "google", "active-directory")).toEqual(
    refused(
      change("google", "active-directory"),
      ["A39"],
      [{ code: "holder-not-with-active-directory" }],
      nextStep("ot", "use-another-method"),
    ),
  );
  expect(checkMethodChange("ot", "other", "facebook", "facebook")).toEqual(
    refused(
      change("facebook", "facebook"),
      ["A40"],
      [{ code: "facebook-to-facebook" }],
      nextStep("ot", "use-another-method"),
    ),
  );
  expect(checkMethodChange("codec", "other", "facebook", "facebook")).toEqual(
    accepted(change("facebook", "facebook"), ["A40"], {
      advice: [{ code: "facebook-to-facebook" }],
      certainty: "unknown",
    }),
  );
  expect(checkMethodChange("ot", "other", "google", "active-directory")).toEqual(
    accepted(change("google", "active-directory"), ["A42"], {
      advice: [{ code: "active-directory-must-be-set-up" }],
      next: nextStep("ot", "set-active-directory"),
    }),
  );
  expect(checkMethodChange("codec", "holder", "facebook", "google")).toEqual(
    accepted(change("facebook", "google"), ["A6"], { next: nextStep("codec", "change-method") }),
  );
});

test.each(["google", "facebook", "microsoft", "d-account", "ntt-east-business-id"] as const)(
  "before %s is linked, logging out of it is recommended (facts A41)",
  (to) => {
    expect(checkMethodChange("cowork", "holder", "password", to)).toEqual(
      accepted({ from: "password", to }, ["A41"], {
        advice: [{ code: "log-out-first", method: to }],
        next: nextStep("cowork", "log-out-of-account"),
      }),
    );
  },
);

test("a contract's holder may change from Active Directory, and only to it is barred (facts A39)", () => {
  expect(checkMethodChange("ot", "holder", "active-directory", "password")).toMatchObject({
    outcome: "accepted",
    facts: ["A6"],
  });
});

test("without a new method only the mail's permission is asked (facts A38)", () => {
  const trial = { role: "holder", plan: "trial" } as const;
  expect(checkCredentialChange("omakase", trial, { method: null, mail: true })).toMatchObject({
    code: "basic-plan-only",
    value: { operation: "mail" },
  });
  expect(checkCredentialChange("omakase", trial, { method, mail: false })).toMatchObject({
    code: "basic-plan-only",
    value: { operation: "login-method" },
  });
  const holder = { role: "holder", plan: "basic" } as const;
  const onlyMail = { method: null, mail: true };
  expect(checkCredentialChange("ot", holder, onlyMail)).toEqual(
    accepted(onlyMail, ["A38"], { next: nextStep("ot", "change-mail") }),
  );
  const both = { method, mail: true };
  expect(checkCredentialChange("ot", holder, both)).toEqual(
    refused(both, ["A38"], [{ code: "mail-first" }], nextStep("ot", "change-mail-first")),
  );
});

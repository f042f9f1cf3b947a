import { expect, test } from "vitest";
import type { Operation } from "../service/permissions.ts";
import type { ServiceId } from "../service/profile.ts";
import { mayDo, whatMayDo } from "./permissions.ts";
import { accepted, findings, nextStep, refused } from "./verdict.ts";

// 基本 契約者, 基本 他, 試用 契約者, 試用 他; ? = the manual is silent
const common: Readonly<Partial<Record<Operation, string>>> = {
  "login-method": "○×××",
  mail: "○×××",
  password: "○○○○",
  "access-path": "○×○×",
  "second-factor": "○×○×",
  "active-directory": "○×○×",
};
const table: Readonly<Record<ServiceId, Readonly<Partial<Record<Operation, string>>>>> = {
  omakase: { ...common, contract: "????", plan: "????", cancel: "????" },
  cowork: { ...common, contract: "○×××", plan: "○×○×", cancel: "○×××" },
  ot: { ...common, contract: "○×××", plan: "○×○×", cancel: "○×××" },
  codec: {
    "login-method": "○×××",
    mail: "○×××",
    password: "????",
    "access-path": "????",
    "second-factor": "????",
    "active-directory": "????",
    contract: "????",
    plan: "????",
    cancel: "????",
  },
};

const people = [
  { plan: "basic", role: "holder" },
  { plan: "basic", role: "other" },
  { plan: "trial", role: "holder" },
  { plan: "trial", role: "other" },
] as const;

const mark = (service: ServiceId, operation: Operation, person: (typeof people)[number]) => {
  const verdict = mayDo(service, operation, person);
  const silent = findings(verdict).some(({ code }) => code === "not-stated");
  if (silent && verdict.certainty === "unknown") return "?";
  return verdict.certainty !== "stated" ? "doubtful" : verdict.outcome === "accepted" ? "○" : "×";
};

test.each(Object.keys(table) as ServiceId[])("%s: who may do what", (service) => {
  for (const [operation, expected] of Object.entries(table[service]) as [Operation, string][])
    expect(people.map((person) => mark(service, operation, person)).join(""), operation).toBe(expected);
  expect(whatMayDo(service, people[0]).map(({ operation }) => operation)).toEqual(
    Object.keys(table[service]),
  );
});

test("a user who may not asks for a link, a trial's holder needs the basic plan", () => {
  expect(mayDo("cowork", "mail", { role: "other", plan: "basic" })).toMatchObject({
    code: "holder-only",
    next: { step: "ask-holder-for-link", who: "holder-or-administrator", screen: "B39" },
  });
  expect(mayDo("ot", "access-path", { role: "other", plan: "trial" })).toMatchObject({
    code: "holder-only",
    next: { step: "ask-holder" },
  });
  expect(mayDo("ot", "mail", { role: "holder", plan: "trial" })).toMatchObject({
    code: "basic-plan-only",
    next: { step: "change-plan", menu: "プラン変更" },
    facts: ["who-may-do-what", "A37"],
  });
  expect(mayDo("codec", "mail", { role: "holder", plan: "trial" })).toMatchObject({
    code: "basic-plan-only",
    next: { menu: "プラン変更および通信経路設定" },
  });
});

test.each([
  ["omakase", "B24", "アクセス経路設定"],
  ["codec", "B25", "プラン変更および通信経路設定"],
] as const)("%s sets the access path on %s under %s", (service, screen, menu) => {
  const { value } = mayDo(service, "access-path", { role: "holder", plan: "basic" });
  expect(value).toEqual({ operation: "access-path", screen, menu });
});

test("a trial's plan may be changed for 15 days after it (facts A37)", () => {
  const plan = (daysSinceTrial: number | null) =>
    mayDo("cowork", "plan", { role: "holder", plan: "trial", daysSinceTrial });
  expect(plan(null)).toMatchObject({
    outcome: "accepted",
    advice: [{ code: "within-days-after-trial", days: 15 }],
  });
  expect(plan(15).outcome).toBe("accepted");
  expect(plan(16)).toMatchObject({ outcome: "refused", code: "trial-change-over" });
});

// Screen and menu of each row (screens B16–B28); "-" = the manual has none.
const places: Readonly<Record<ServiceId, Readonly<Record<Operation, string>>>> = {
  omakase: {
    "login-method": "B17 ログイン方法の設定",
    mail: "B19 メールアドレス変更",
    password: "B22 パスワード変更",
    "access-path": "B24 アクセス経路設定",
    "second-factor": "B28 2段階認証設定",
    "active-directory": "B16 Active Directory設定",
    contract: "- -",
    plan: "- -",
    cancel: "- -",
  },
  get cowork() {
    return {
      ...this.omakase,
      contract: "B16 契約情報変更",
      plan: "B16 プラン変更",
      cancel: "B16 解約",
    };
  },
  get ot() {
    return this.cowork;
  },
  codec: {
    "login-method": "B17′ ログイン方法の設定",
    mail: "B17′ ログイン方法の設定",
    password: "B22 パスワード変更",
    "access-path": "B25 プラン変更および通信経路設定",
    "second-factor": "- -",
    "active-directory": "- -",
    contract: "B16′ 契約情報変更",
    plan: "B16′ プラン変更および通信経路設定",
    cancel: "B16′ 解約",
  },
};

test.each(Object.keys(places) as ServiceId[])("%s: where each thing is done (who may do what)", (service) => {
  for (const { operation, verdict } of whatMayDo(service, people[0])) {
    const { screen, menu } = verdict.value;
    expect(`${screen ?? "-"} ${menu ?? "-"}`, operation).toBe(places[service][operation]);
    expect(verdict.value.operation).toBe(operation);
  }
});

test("each verdict names its rows, and the trial's days only for a trial (who may do what)", () => {
  const place = { operation: "mail", screen: "B19", menu: "メールアドレス変更" } as const;
  expect(mayDo("ot", "mail", people[0])).toEqual(accepted(place, ["who-may-do-what"]));
  expect(mayDo("ot", "mail", people[1])).toEqual(
    refused(place, ["who-may-do-what"], [{ code: "holder-only" }], nextStep("ot", "ask-holder-for-link")),
  );
  expect(mayDo("ot", "mail", people[2])).toEqual(
    refused(place, ["who-may-do-what", "A37"], [{ code: "basic-plan-only" }], nextStep("ot", "change-plan")),
  );
  expect(mayDo("ot", "login-method", people[1])).toMatchObject({ next: { step: "ask-holder-for-link" } });
  expect(mayDo("ot", "contract", people[1])).toMatchObject({ next: { step: "ask-holder" } });
  expect(mayDo("codec", "password", people[1])).toEqual(
    accepted({ operation: "password", screen: "B22", menu: "パスワード変更" }, ["who-may-do-what"], {
      advice: [{ code: "not-stated" }],
      certainty: "unknown",
    }),
  );
});

test("a trial's plan change: the days, and what is left when they are over (facts A37)", () => {
  const place = { operation: "plan", screen: "B16", menu: "プラン変更" } as const;
  const facts = ["who-may-do-what", "A37"] as const;
  const within = { advice: [{ code: "within-days-after-trial", days: 15 }] } as const;
  for (const daysSinceTrial of [null, -3, 0, 15])
    expect(mayDo("ot", "plan", { role: "holder", plan: "trial", daysSinceTrial })).toEqual(
      accepted(place, facts, within),
    );
  expect(mayDo("ot", "plan", { role: "holder", plan: "trial" })).toEqual(accepted(place, facts, within));
  expect(mayDo("ot", "plan", { role: "holder", plan: "trial", daysSinceTrial: 16 })).toEqual(
    refused(place, facts, [{ code: "trial-change-over", days: 15 }], nextStep("ot", "ask-holder")),
  );
});

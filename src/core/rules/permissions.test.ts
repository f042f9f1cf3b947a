import { expect, test } from "vitest";
import type { Operation } from "../service/permissions.ts";
import type { ServiceId } from "../service/profile.ts";
import { mayDo, whatMayDo } from "./permissions.ts";

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
  const { outcome, certainty } = mayDo(service, operation, person);
  return certainty === "unknown" ? "?" : outcome === "accepted" ? "○" : "×";
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

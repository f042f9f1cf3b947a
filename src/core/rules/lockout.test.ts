import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import {
  afterRightPassword,
  afterWrongPassword,
  explainUnlock,
  LOCK_AFTER,
  type Lockout,
  triesLeft,
  UNLOCKED,
} from "./lockout.ts";
import { checkMailLink } from "./mail-link.ts";
import { accepted, nextStep } from "./verdict.ts";

const DAY = 86_400_000;

const wrong = (times: number, from: Lockout = UNLOCKED) =>
  Array.from({ length: times }).reduce<Lockout>((state) => afterWrongPassword(state), from);

test("the tenth wrong password locks, the ninth does not (facts A34)", () => {
  expect(wrong(LOCK_AFTER - 1).locked).toBe(false);
  expect(wrong(LOCK_AFTER)).toEqual({ failures: 10, locked: true });
});

test("a right password starts the count anew", () => {
  expect(wrong(LOCK_AFTER - 1, afterRightPassword(wrong(9))).locked).toBe(false);
});

test("a right password does not open a locked account (facts A36)", () => {
  expect(afterRightPassword(wrong(10)).locked).toBe(true);
});

test.each([
  [0, 10, []],
  [6, 4, []],
  [7, 3, ["nearly-locked"]],
  [9, 1, ["nearly-locked"]],
  [10, 0, ["probably-locked"]],
  [12, 0, ["probably-locked"]],
] as const)("after %i wrong ones %i are left, as a hint only", (failures, left, codes) => {
  const verdict = triesLeft(failures);
  expect(verdict).toMatchObject({
    outcome: "accepted",
    value: { failures, left },
    certainty: "inferred",
    facts: ["A34"],
  });
  expect(verdict.outcome === "accepted" && verdict.advice.map(({ code }) => code)).toEqual(codes);
});

test.each(SERVICE_IDS)("%s: the mail's link first, then a reset (facts A36)", (service) => {
  const steps = (method: "password" | "other" | null, mailedAt: number | null, now: number) =>
    explainUnlock(service, { method, mailedAt }, now).value.ways.map(({ step }) => step);
  expect(steps("password", 0, DAY)).toEqual(["open-mail-link", "request-reset"]);
  expect(steps("other", 0, DAY)).toEqual(["open-mail-link"]);
  expect(steps("password", 0, 20 * DAY)).toEqual(["request-reset"]); // expired → reset (facts A17)
  expect(steps("other", 0, 20 * DAY)).toEqual(["ask-holder"]);
  expect(steps(null, null, 0)).toEqual(["open-mail-link", "request-reset"]);
});

test("on the tenth day codec's link is dead and the others' isn't (facts A17)", () => {
  const codes = SERVICE_IDS.map((service) => {
    const verdict = explainUnlock(service, { method: "password", mailedAt: 0 }, 10 * DAY);
    return verdict.outcome === "accepted" ? verdict.advice.map(({ code }) => code).join() : "refused";
  });
  expect(codes).toEqual(["", "", "", "link-expired"]);
});

test("a reset is said to need the password method", () => {
  expect(explainUnlock("ot", { method: null, mailedAt: null }, 0)).toMatchObject({
    value: { reset: "if-password-is-set", link: null },
    advice: [{ code: "reset-needs-password-method" }],
    certainty: "inferred",
    next: { step: "open-mail-link" },
  });
});

test("what unlocks is only as sure as the link and the method are known (facts A36)", () => {
  const sure = (method: "password" | "other" | null, mailedAt: number | null, now = 0) =>
    explainUnlock("ot", { method, mailedAt }, now).certainty;
  expect(sure("password", 0)).toBe("stated");
  expect(sure("password", 0, 14 * DAY)).toBe("inferred"); // dead by one reading of the fourteen days
  expect(sure("other", null)).toBe("inferred");
  expect(sure(null, 0)).toBe("inferred");
});

test("the whole answer: link, reset, and what to try first (facts A17, A34, A36)", () => {
  expect(explainUnlock("cowork", { method: "password", mailedAt: 0 }, DAY)).toEqual(
    accepted(
      {
        link: checkMailLink("cowork", "unblock", 0, DAY),
        reset: "yes",
        ways: [nextStep("cowork", "open-mail-link"), nextStep("cowork", "request-reset")],
      },
      ["A17", "A34", "A36"],
      { next: nextStep("cowork", "open-mail-link") },
    ),
  );
  expect(explainUnlock("cowork", { method: "other", mailedAt: 0 }, 20 * DAY)).toMatchObject({
    value: { reset: "no" },
    advice: [{ code: "link-expired" }, { code: "reset-needs-password-method" }],
    next: { step: "ask-holder" },
  });
});

import { expect, test } from "vitest";
import { MANUALS } from "../service/manuals.ts";
import { checkTrial } from "./trial.ts";
import { accepted, nextStep, refused } from "./verdict.ts";

const jst = (text: string) => Date.parse(`${text}+09:00`);

test.each([
  ["2025-02-28T23:59:59", "running", "stated"],
  ["2025-03-01T00:00:00", "running", "inferred"], // over, if the first day counts
  ["2025-03-02T00:00:00", "plan-may-change", "stated"],
  ["2025-03-16T00:00:00", "plan-may-change", "inferred"],
  ["2025-03-16T23:59:59", "plan-may-change", "inferred"],
] as const)("a trial from 30 January is at %s %s (facts A37)", (now, phase, certainty) => {
  for (const service of ["omakase", "cowork", "ot"] as const)
    expect(checkTrial(service, jst("2025-01-30T10:00:00"), jst(now))).toMatchObject({
      outcome: "accepted",
      value: { phase },
      certainty,
    });
});

test("after 30 and 15 days there is nothing left to change", () => {
  expect(checkTrial("ot", jst("2025-01-30T10:00:00"), jst("2025-03-17T00:00:00"))).toMatchObject({
    outcome: "refused",
    code: "plan-change-over",
    reasons: [{ days: 15 }],
  });
});

const dates = { endsAt: jst("2025-03-02T00:00:00"), planChangeUntil: jst("2025-03-17T00:00:00") };

test("the days as instants, what is still possible, and what to do (facts A37)", () => {
  const look = (now: string) => checkTrial("cowork", jst("2025-01-30T10:00:00"), jst(now));
  const next = nextStep("cowork", "change-plan");
  expect(look("2025-02-01T00:00:00")).toEqual(accepted({ phase: "running", ...dates }, ["A37"], { next }));
  expect(look("2025-03-10T00:00:00")).toEqual(
    accepted({ phase: "plan-may-change", ...dates }, ["A37"], { next }),
  );
  expect(look("2025-03-16T12:00:00")).toEqual(
    accepted({ phase: "plan-may-change", ...dates }, ["A37"], {
      advice: [{ code: "depends-on-counting" }],
      certainty: "inferred",
      next,
    }),
  );
  expect(look("2025-03-17T00:00:00")).toEqual(
    refused(
      { phase: "over", ...dates },
      ["A37"],
      [{ code: "plan-change-over", days: 15 }],
      nextStep("cowork", "ask-holder"),
    ),
  );
});

test("codec's manual doesn't say how long (facts A37)", () => {
  expect(MANUALS.codec.trial).toEqual({ days: null, planChangeDays: null });
  expect(checkTrial("codec", 0, 9e12)).toEqual(
    accepted({ phase: "unknown", endsAt: null, planChangeUntil: null }, ["A37"], {
      advice: [{ code: "not-stated" }],
      certainty: "unknown",
    }),
  );
});

import { expect, test } from "vitest";
import { checkTrial } from "./trial.ts";

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

test("codec's manual doesn't say how long", () => {
  expect(checkTrial("codec", 0, 9e12)).toMatchObject({ outcome: "accepted", certainty: "unknown" });
});

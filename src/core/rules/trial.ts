import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { linkDeadlines } from "./mail-link.ts";
import { accepted, nextStep, refused, type Verdict } from "./verdict.ts";

export type TrialState = {
  readonly phase: "running" | "plan-may-change" | "over" | "unknown";
  /** Instants (ms since 1970) by the reading that gives the most time; null = not stated. */
  readonly endsAt: number | null;
  readonly planChangeUntil: number | null;
};

export type TrialReason =
  | { readonly code: "not-stated" }
  | { readonly code: "plan-change-over"; readonly days: number }
  /** Dead by one way to count the days, alive by another. */
  | { readonly code: "depends-on-counting" };

/**
 * Where a trial stands (facts A37): 30 days, ends by itself, plan change up to 15 days after. Days are counted
 * in Asia/Tokyo; as with links, it isn't stated whether the first day counts, so only the latest reading refuses.
 */
export function checkTrial(
  service: ServiceId,
  startedAt: number,
  now: number,
): Verdict<TrialState, TrialReason> {
  const { days, planChangeDays } = MANUALS[service].trial;
  if (days === null || planChangeDays === null)
    return accepted({ phase: "unknown", endsAt: null, planChangeUntil: null }, ["A37"], {
      advice: [{ code: "not-stated" }],
      certainty: "unknown",
    });
  const ends = linkDeadlines(startedAt, days);
  const changes = linkDeadlines(startedAt, days + planChangeDays);
  const endsAt = ends.notCountingMailDay;
  const planChangeUntil = changes.notCountingMailDay;
  const dates = { endsAt, planChangeUntil };
  if (now >= planChangeUntil) {
    const reason: TrialReason = { code: "plan-change-over", days: planChangeDays };
    return refused({ phase: "over", ...dates }, ["A37"], [reason], nextStep(service, "ask-holder"));
  }
  const phase = now >= endsAt ? "plan-may-change" : "running";
  const between = [ends, changes].some((one) => now >= one.countingMailDay && now < one.notCountingMailDay);
  return accepted({ phase, ...dates }, ["A37"], {
    advice: between ? [{ code: "depends-on-counting" }] : [],
    certainty: between ? "inferred" : "stated",
    next: nextStep(service, "change-plan"),
  });
}

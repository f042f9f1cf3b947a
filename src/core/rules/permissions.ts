import type { Fact } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import {
  type Operation,
  type OperationRow,
  PERMISSIONS,
  type Plan,
  type Role,
} from "../service/permissions.ts";
import type { ServiceId } from "../service/profile.ts";
import type { StepId } from "../service/steps.ts";
import { accepted, nextStep, refused, type Verdict } from "./verdict.ts";

export type Person = {
  readonly role: Role;
  readonly plan: Plan;
  /** Days since the trial ended, below 0 while it runs; null = not known or no trial. */
  readonly daysSinceTrial?: number | null;
};

export type OperationPlace = {
  readonly operation: Operation;
  readonly screen: OperationRow["screen"];
  readonly menu: string | null;
};

export type PermissionReason =
  | { readonly code: "holder-only" }
  | { readonly code: "basic-plan-only" }
  | { readonly code: "trial-change-over"; readonly days: number }
  | { readonly code: "within-days-after-trial"; readonly days: number }
  | { readonly code: "not-stated" };

const FACTS: readonly Fact[] = ["who-may-do-what"];
const TRIAL_FACTS: readonly Fact[] = ["who-may-do-what", "A37"];

/** Mails and methods of others are changed by a link that the contract holder or an administrator sends. */
const BY_LINK: readonly Operation[] = ["login-method", "mail"];

/** May this person do this here? The who-may-do-what table, and what codec's text says instead of one. */
export function mayDo(
  service: ServiceId,
  operation: Operation,
  person: Person,
): Verdict<OperationPlace, PermissionReason> {
  const row = PERMISSIONS[service][operation];
  const place: OperationPlace = { operation, screen: row.screen, menu: row.menu };
  const { may, certainty } = row[person.plan][person.role];
  const facts = person.plan === "trial" ? TRIAL_FACTS : FACTS;
  if (may === "unknown")
    return accepted(place, facts, { advice: [{ code: "not-stated" }], certainty: "unknown" });
  if (may === "yes") return accepted(place, facts, { certainty });
  if (may === "until-trial-change-ends") return planChange(service, place, person.daysSinceTrial ?? null);
  const code = row.basic[person.role].may === "yes" ? "basic-plan-only" : "holder-only";
  return refused(place, facts, [{ code }], nextStep(service, insteadOf(operation, code)));
}

function insteadOf(operation: Operation, code: PermissionReason["code"]): StepId {
  if (code === "basic-plan-only") return "change-plan";
  return BY_LINK.includes(operation) ? "ask-holder-for-link" : "ask-holder";
}

function planChange(
  service: ServiceId,
  place: OperationPlace,
  daysSinceTrial: number | null,
): Verdict<OperationPlace, PermissionReason> {
  const days = MANUALS[service].trial.planChangeDays;
  if (days === null)
    return accepted(place, TRIAL_FACTS, { advice: [{ code: "not-stated" }], certainty: "unknown" });
  if (daysSinceTrial !== null && daysSinceTrial > days)
    return refused(
      place,
      TRIAL_FACTS,
      [{ code: "trial-change-over", days }],
      nextStep(service, "ask-holder"),
    );
  return accepted(place, TRIAL_FACTS, { advice: [{ code: "within-days-after-trial", days }] });
}

export type MayDoRow = {
  readonly operation: Operation;
  readonly verdict: Verdict<OperationPlace, PermissionReason>;
};

/** Who can change what: every operation for this person, in the table's order. */
export function whatMayDo(service: ServiceId, person: Person): readonly MayDoRow[] {
  const operations = Object.keys(PERMISSIONS[service]) as Operation[];
  return operations.map((operation) => ({ operation, verdict: mayDo(service, operation, person) }));
}

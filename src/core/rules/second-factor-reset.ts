import type { Role } from "../service/permissions.ts";
import type { ServiceId } from "../service/profile.ts";
import type { StepId } from "../service/steps.ts";
import { accepted, type NextStep, nextStep, type Verdict } from "./verdict.ts";

export type ResetBy = "login-method" | "password-reset" | "mail-change" | "password-change";

export type SecondFactorResetReason =
  | { readonly code: "holder-only" }
  | { readonly code: "only-with-password-method" }
  /** The manuals list what resets it and don't list this. */
  | { readonly code: "not-stated" };

const STEP: Readonly<Record<ResetBy, StepId>> = {
  "login-method": "change-method",
  "password-reset": "request-reset",
  "mail-change": "change-mail",
  "password-change": "change-password",
};

/** Does this reset the second factor, for an account with mail and password or another method (facts A33)? */
export function resetsSecondFactor(
  service: ServiceId,
  by: ResetBy,
  method: "password" | "other",
): Verdict<{ readonly resets: "yes" | "no" | "unknown" }, SecondFactorResetReason> {
  const next = nextStep(service, STEP[by]);
  if (by === "password-change")
    return accepted({ resets: "unknown" }, ["A33"], {
      advice: [{ code: "not-stated" }],
      certainty: "unknown",
      next: nextStep(service, "request-reset"),
    });
  if (method === "other" && by !== "login-method")
    // It applies to mail and password only (facts A23), so there is nothing to reset.
    return accepted({ resets: "no" }, ["A23", "A33"], {
      advice: [{ code: "only-with-password-method" }],
      certainty: "inferred",
    });
  return accepted({ resets: "yes" }, ["A33"], {
    advice: by === "login-method" ? [{ code: "holder-only" }] : [],
    next,
  });
}

/** What resets the second factor, for this role, the easiest first (facts A33). */
export function waysToResetSecondFactor(
  service: ServiceId,
  role: Role,
): Verdict<{ readonly ways: readonly NextStep[] }, never> {
  const steps: readonly StepId[] =
    role === "holder"
      ? ["request-reset", "change-method", "change-mail"]
      : ["request-reset", "ask-holder-for-link"];
  const ways = steps.map((step) => nextStep(service, step));
  return accepted({ ways }, ["A33"], { next: nextStep(service, "request-reset") });
}

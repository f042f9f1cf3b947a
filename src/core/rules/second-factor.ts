import type { AccessPath, Fact } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { Certainty, LoginMethod, ServiceId } from "../service/profile.ts";
import { accepted, nextStep, type Verdict } from "./verdict.ts";

const DAY = 86_400_000;

export type SecondFactorSituation = {
  readonly method: LoginMethod;
  /** Logged in through the line authentication's URL. */
  readonly byLine: boolean;
  readonly accessPath: AccessPath | null;
  /** The contract's setting; null = not known. */
  readonly setting: "on" | "off" | null;
  /** ms since 1970; "never" = first login on this device; null = not known. */
  readonly lastAccess: number | "never" | null;
};

export type SecondFactorPrediction = { readonly asked: "yes" | "no" | "unknown" };

export type SecondFactorWhy =
  | { readonly code: "by-line" }
  | { readonly code: "not-with-this-method"; readonly method: LoginMethod }
  | { readonly code: "turned-off" }
  | { readonly code: "off-with-line-only" }
  | { readonly code: "first-on-device" }
  | { readonly code: "long-without-access"; readonly days: number }
  | { readonly code: "seen-recently"; readonly days: number }
  | { readonly code: "last-access-unknown" }
  | { readonly code: "may-differ-here" };

type Cause = {
  readonly asked: "yes" | "no" | "unknown";
  readonly why: SecondFactorWhy;
  readonly certainty: Certainty;
  readonly fact: Fact;
};

/**
 * Why a second factor is (not) asked (facts A22–A26). Predicts, never promises: nothing is refused, and where the
 * manual says that environments differ, so does the answer. `now` in ms since 1970.
 */
export function explainSecondFactor(
  service: ServiceId,
  situation: SecondFactorSituation,
  now: number,
): Verdict<SecondFactorPrediction, SecondFactorWhy> {
  const cause = exemption(service, situation) ?? byLastAccess(service, situation.lastAccess, now);
  const mayDiffer = MANUALS[service].secondFactor.mayDiffer && cause.fact === "A22";
  const advice: SecondFactorWhy[] = mayDiffer ? [cause.why, { code: "may-differ-here" }] : [cause.why];
  const certainty = mayDiffer && cause.certainty === "stated" ? "inferred" : cause.certainty;
  return accepted({ asked: cause.asked }, [cause.fact], { advice, certainty });
}

/** What keeps it from being asked at all; the surest first. */
function exemption(service: ServiceId, situation: SecondFactorSituation): Cause | null {
  const { passwordOnly, canBeTurnedOff, offWithLineOnly } = MANUALS[service].secondFactor;
  const { method, byLine, setting, accessPath } = situation;
  const none = (why: SecondFactorWhy, fact: Fact, certainty: Certainty = "stated"): Cause => ({
    asked: "no",
    why,
    fact,
    certainty,
  });
  if (byLine) return none({ code: "by-line" }, "A25");
  if (method !== "password") return none({ code: "not-with-this-method", method }, "A23", passwordOnly);
  if (setting === "off" && canBeTurnedOff) return none({ code: "turned-off" }, "A24");
  if (accessPath === "line-only" && offWithLineOnly !== "unknown")
    return none({ code: "off-with-line-only" }, "A26", offWithLineOnly);
  return null;
}

function byLastAccess(
  service: ServiceId,
  lastAccess: SecondFactorSituation["lastAccess"],
  now: number,
): Cause {
  const days = MANUALS[service].secondFactor.afterDays;
  const cause = (asked: Cause["asked"], why: SecondFactorWhy, certainty: Certainty = "stated"): Cause => ({
    asked,
    why,
    certainty,
    fact: "A22",
  });
  if (lastAccess === null) return cause("unknown", { code: "last-access-unknown" }, "unknown");
  if (lastAccess === "never") return cause("yes", { code: "first-on-device" });
  return now - lastAccess >= days * DAY
    ? cause("yes", { code: "long-without-access", days })
    : cause("no", { code: "seen-recently", days });
}

export type Enrolment = {
  readonly first: "sms" | "authenticator";
  readonly screen: "B4" | "B6";
  /** The link to the other way, verbatim. */
  readonly otherLink: string;
};

/** The first screen of enrolment and the link on it to the other way (facts A27). */
export function enrolment(service: ServiceId): Verdict<Enrolment, never> {
  const { first, otherLink } = MANUALS[service].secondFactor.enrolment;
  return accepted({ first, screen: first === "sms" ? "B4" : "B6", otherLink }, ["A27"]);
}

/** Whether and by whom it can be turned off for the contract (facts A24). */
export function turnOffSecondFactor(
  service: ServiceId,
): Verdict<{ readonly possible: boolean }, { readonly code: "no-such-setting" }> {
  const possible = MANUALS[service].secondFactor.canBeTurnedOff;
  return possible
    ? accepted({ possible }, ["A24"], { next: nextStep(service, "set-second-factor") })
    : accepted({ possible }, ["A24"], { advice: [{ code: "no-such-setting" }] });
}

/** The tick このブラウザを一定期間、記憶する and the screen that has it (facts A30). How long isn't stated. */
export const REMEMBER_BROWSER = { label: "このブラウザを一定期間、記憶する", screen: "B5" } as const;

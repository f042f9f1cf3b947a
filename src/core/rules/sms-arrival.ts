import type { SmsRefusal } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { accepted, nextStep, type Verdict } from "./verdict.ts";

export type SmsHelp = { readonly lift: readonly SmsRefusal[]; readonly afterwards: "log-in-again" };

/** What to lift on the phone when no SMS comes, then log in again (facts A49). codec's manual is silent. */
export function smsDoesNotArrive(service: ServiceId): Verdict<SmsHelp, { readonly code: "not-stated" }> {
  const lift = MANUALS[service].secondFactor.smsRefusals;
  const next = nextStep(service, "lift-sms-refusal");
  return lift === null
    ? accepted({ lift: [], afterwards: "log-in-again" }, ["A49"], {
        advice: [{ code: "not-stated" }],
        certainty: "unknown",
        next,
      })
    : accepted({ lift, afterwards: "log-in-again" }, ["A49"], { next });
}

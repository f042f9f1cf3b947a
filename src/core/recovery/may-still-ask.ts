import { consentExpected } from "../rules/consent.ts";
import { explainSecondFactor } from "../rules/second-factor.ts";
import { LINKS } from "../service/links.ts";
import type { Certainty } from "../service/profile.ts";
import type { Known } from "./known.ts";

/** Something that a login may ask a person for, and how surely. */
export type MayAsk = {
  readonly what: "password" | "consent" | "second-factor";
  readonly asked: "yes" | "no" | "unknown";
  readonly certainty: Certainty;
};

/**
 * What the drive's own login may still ask for after a login in a browser. The browser's login isn't the drive's: whether
 * the password is asked again no document says (facts B, method 2). The consent page is due on a line of NTT West that
 * hasn't answered (facts A46), a second factor not by the line (facts A25).
 */
export function mayStillAsk({ service, lineLogin }: Known): readonly MayAsk[] {
  const consent = consentExpected(null, false);
  const factor =
    service === null
      ? null
      : explainSecondFactor(
          service,
          { method: "password", byLine: true, accessPath: null, setting: null, lastAccess: null },
          0,
        );
  // ot's manual gives one address for both, so there it may be no login by the line at all (facts A2).
  const doubtful =
    service !== null && lineLogin === null && LINKS[service].lineLogin === LINKS[service].internetLogin;
  return [
    { what: "password", asked: "unknown", certainty: "unknown" },
    { what: "consent", asked: consent.value.expected, certainty: consent.certainty },
    {
      what: "second-factor",
      asked: factor?.value.asked ?? "unknown",
      certainty: doubtful ? "inferred" : (factor?.certainty ?? "unknown"),
    },
  ];
}

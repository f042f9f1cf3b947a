import type { ServiceId } from "../service/profile.ts";
import { accepted, judged, nextStep, type Verdict } from "./verdict.ts";

export type RecoveryCodeForms = {
  /** What must be submitted: as copied, blanks and `-` included (facts A31). */
  readonly submit: string;
  /** For the length check only. */
  readonly stripped: string;
};

export type RecoveryCodeReason =
  | { readonly code: "empty" }
  /** Every code seen elsewhere has 24 letters and digits; no manual says so (facts B). */
  | { readonly code: "unusual-length"; readonly length: number; readonly usual: number }
  | { readonly code: "unusual-characters" };

const USUAL_LENGTH = 24;

/** Without blanks and hyphens: for counting, never for submitting. */
export function stripRecoveryCode(typed: string): string {
  return typed.replace(/[\s\u2010-\u2015\u2212-]/gu, "");
}

/** Checks a recovery code (facts A31). Its length is an inference, so whatever isn't empty is accepted. */
export function checkRecoveryCode(
  service: ServiceId,
  typed: string,
): Verdict<RecoveryCodeForms, RecoveryCodeReason> {
  const stripped = stripRecoveryCode(typed);
  const length = [...stripped].length;
  const advice: RecoveryCodeReason[] = [];
  if (length !== USUAL_LENGTH) advice.push({ code: "unusual-length", length, usual: USUAL_LENGTH });
  if (!/^[A-Za-z0-9]*$/u.test(stripped)) advice.push({ code: "unusual-characters" });
  const reasons: RecoveryCodeReason[] = stripped === "" ? [{ code: "empty" }] : [];
  return judged(
    { submit: typed, stripped },
    ["A31"],
    { reasons, advice: stripped === "" ? [] : advice, certainty: "inferred" },
    nextStep(service, "type-again"),
  );
}

export type RecoveryCodeAfterUse = {
  readonly newCodeIssued: true;
  /** The old one is dead in every browser, not only here. */
  readonly oldDead: "everywhere";
  /** Enrolment's and reissue's screens, and the tick to set there, verbatim. */
  readonly screens: readonly ["B7", "B11"];
  readonly tick: string;
};

/** What follows after a recovery code was used (facts A32), and the tick that saving it asks for (facts A31). */
export function afterRecoveryCode(): Verdict<RecoveryCodeAfterUse, never> {
  return accepted(
    {
      newCodeIssued: true,
      oldDead: "everywhere",
      screens: ["B7", "B11"],
      tick: "リカバリコードを保存しました",
    },
    ["A31", "A32"],
  );
}

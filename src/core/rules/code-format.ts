import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { judged, nextStep, type Verdict } from "./verdict.ts";

export type CodeForms = { readonly typed: string; readonly normalised: string };

export type CodeReason =
  | { readonly code: "length"; readonly length: number; readonly needed: number }
  | { readonly code: "not-digits" }
  | { readonly code: "form-changed" };

/** Half-width and without blanks, as for the check only; what is submitted stays as typed. */
export function normaliseCode(typed: string): string {
  return typed.normalize("NFKC").replace(/\s/gu, "");
}

/**
 * Checks a code from an SMS (6 characters; that they are digits isn't stated, facts A28) or from an authenticator
 * (6 digits, facts A29). Says nothing of whether it is right.
 */
export function checkCode(
  service: ServiceId,
  kind: "sms" | "totp",
  typed: string,
): Verdict<CodeForms, CodeReason> {
  const normalised = normaliseCode(typed);
  const needed = MANUALS[service].codes[kind];
  const length = [...normalised].length;
  const notDigits: CodeReason[] = /^[0-9]*$/u.test(normalised) ? [] : [{ code: "not-digits" }];
  const reasons: CodeReason[] = length === needed ? [] : [{ code: "length", length, needed }];
  if (kind === "totp") reasons.push(...notDigits);
  const advice: CodeReason[] = kind === "sms" ? notDigits : [];
  if (typed !== normalised) advice.push({ code: "form-changed" });
  const certainty = advice.length > 0 ? "inferred" : "stated";
  const fact = kind === "sms" ? "A28" : "A29";
  return judged(
    { typed, normalised },
    [fact],
    { reasons, advice, certainty },
    nextStep(service, "type-again"),
  );
}

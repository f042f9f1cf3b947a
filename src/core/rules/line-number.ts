import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { accepted, nextStep, refused, type Verdict } from "./verdict.ts";

/** A line number in both forms: as typed, which is what is submitted, and as it was checked. */
export type LineNumberForms = {
  readonly typed: string;
  readonly normalised: string;
  readonly kind: "CAF" | "COP" | null;
};

export type LineNumberReason =
  | { readonly code: "empty" }
  | { readonly code: "prefix" }
  | { readonly code: "characters" }
  | { readonly code: "length"; readonly length: number; readonly needed: number }
  /** Fine once normalised; whether the service takes it as typed isn't stated (facts A11). */
  | { readonly code: "form-changed" };

// White space, what can't be seen, and everything that people take for a hyphen (ー and ─ of a Japanese keyboard).
const IGNORED = /[\s\p{Cf}\p{Pd}−ー─━]/gu;

/** Half-width, upper case, without white space and hyphens. Doing it twice changes nothing more. */
export function normaliseLineNumber(typed: string): string {
  let before: string;
  let after = typed;
  do {
    before = after;
    // Composing characters can make a blank, and without a blank two characters may compose: until nothing changes.
    after = before.normalize("NFKC").replace(IGNORED, "");
  } while (after !== before);
  return after.replace(/[a-z]/gu, (letter) => letter.toUpperCase());
}

/** Checks the form of a 回線番号: CAF… 13 or COP… 11 alphanumerics. Says nothing of whether the line exists. */
export function checkLineNumber(
  service: ServiceId,
  typed: string,
): Verdict<LineNumberForms, LineNumberReason> {
  const normalised = normaliseLineNumber(typed);
  const kind = normalised.startsWith("CAF") ? "CAF" : normalised.startsWith("COP") ? "COP" : null;
  const forms: LineNumberForms = { typed, normalised, kind };
  const reason = wrongWith(service, forms);
  if (reason !== null) return refused(forms, ["A11"], [reason], nextStep(service, "type-again"));
  if (typed === normalised) return accepted(forms, ["A11"]);
  return accepted(forms, ["A11"], { advice: [{ code: "form-changed" }], certainty: "inferred" });
}

function wrongWith(service: ServiceId, { normalised, kind }: LineNumberForms): LineNumberReason | null {
  if (normalised === "") return { code: "empty" };
  if (kind === null) return { code: "prefix" };
  if (!/^[A-Z0-9]+$/u.test(normalised)) return { code: "characters" };
  const needed = MANUALS[service].lineNumberLengths[kind];
  return normalised.length === needed ? null : { code: "length", length: normalised.length, needed };
}

/** Lines that may be registered at all, in the manual's words (facts A13). */
export function eligibleLines(service: ServiceId): Verdict<readonly string[], never> {
  return accepted(MANUALS[service].eligibleLines, ["A13"]);
}

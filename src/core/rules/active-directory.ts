import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { accepted, judged, nextStep, type Verdict } from "./verdict.ts";

export type TypedForms = { readonly typed: string; readonly normalised: string };

export type ActiveDirectoryReason =
  | { readonly code: "no-active-directory" }
  | { readonly code: "empty" }
  | { readonly code: "prefix"; readonly needed: string }
  | { readonly code: "nothing-after-prefix" }
  | { readonly code: "not-user-at-domain" }
  | { readonly code: "form-changed" };

/** Half-width, without surrounding blanks, every kind of hyphen as `-`. */
const fold = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212\u30fc]/gu, "-")
    .trim();

/** Checks a 接続ID: the prefix only, its length is never stated (facts A43). */
export function checkConnectionId(
  service: ServiceId,
  typed: string,
): Verdict<TypedForms, ActiveDirectoryReason> {
  const normalised = fold(typed);
  const prefix = MANUALS[service].activeDirectory?.connectionIdPrefix;
  const value = { typed, normalised };
  if (prefix === undefined) return notHere(value, "A43");
  const reasons: ActiveDirectoryReason[] = [];
  if (normalised === "") reasons.push({ code: "empty" });
  else if (!normalised.toLowerCase().startsWith(prefix)) reasons.push({ code: "prefix", needed: prefix });
  const advice: ActiveDirectoryReason[] = [];
  // Whether capitals count isn't stated: ADFS- is taken, and said.
  if (typed !== normalised || (reasons.length === 0 && !normalised.startsWith(prefix)))
    advice.push({ code: "form-changed" });
  if (normalised.toLowerCase() === prefix) advice.push({ code: "nothing-after-prefix" });
  const certainty = advice.length > 0 ? "inferred" : "stated";
  return judged(value, ["A43"], { reasons, advice, certainty }, nextStep(service, "ask-holder"));
}

/** Checks an AD account: user@domain (facts A44). */
export function checkActiveDirectoryAccount(
  service: ServiceId,
  typed: string,
): Verdict<TypedForms, ActiveDirectoryReason> {
  const normalised = fold(typed);
  const value = { typed, normalised };
  if (MANUALS[service].activeDirectory === null) return notHere(value, "A44");
  const reasons: ActiveDirectoryReason[] = [];
  if (normalised === "") reasons.push({ code: "empty" });
  else if (!/^[^@\s]+@[^@\s]+$/u.test(normalised)) reasons.push({ code: "not-user-at-domain" });
  const advice: ActiveDirectoryReason[] = typed === normalised ? [] : [{ code: "form-changed" }];
  const certainty = advice.length > 0 ? "inferred" : "stated";
  return judged(value, ["A44"], { reasons, advice, certainty }, nextStep(service, "type-again"));
}

function notHere(value: TypedForms, fact: "A43" | "A44"): Verdict<TypedForms, ActiveDirectoryReason> {
  return accepted(value, [fact], { advice: [{ code: "no-active-directory" }], certainty: "unknown" });
}

/** Is the AD screen shown on this PC (facts A45)? */
export function activeDirectoryScreen(
  service: ServiceId,
  domainPc: boolean,
): Verdict<{ readonly shown: "yes" | "no" | "unknown" }, ActiveDirectoryReason> {
  const rule = MANUALS[service].activeDirectory;
  if (rule === null)
    return accepted({ shown: "unknown" }, ["A45"], {
      advice: [{ code: "no-active-directory" }],
      certainty: "unknown",
    });
  return accepted({ shown: domainPc && rule.skippedOnDomainPc ? "no" : "yes" }, ["A45"]);
}

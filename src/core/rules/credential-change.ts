import { MANUALS } from "../service/manuals.ts";
import type { Role } from "../service/permissions.ts";
import type { LoginMethod, ServiceId } from "../service/profile.ts";
import { mayDo, type OperationPlace, type PermissionReason, type Person } from "./permissions.ts";
import { accepted, nextStep, refused, type Verdict } from "./verdict.ts";

export type CredentialChange = {
  /** The new login method; null = it stays. */
  readonly method: { readonly from: LoginMethod; readonly to: LoginMethod } | null;
  readonly mail: boolean;
};

export type CredentialChangeReason =
  | PermissionReason
  | { readonly code: "mail-first" }
  | { readonly code: "method-needs-mail" }
  | { readonly code: "method-not-offered"; readonly method: LoginMethod }
  | { readonly code: "holder-not-with-active-directory" }
  | { readonly code: "facebook-to-facebook" }
  | { readonly code: "log-out-first"; readonly method: LoginMethod }
  | { readonly code: "active-directory-must-be-set-up" };

/** Outside accounts; for them logging out first is recommended (facts A41). */
const EXTERNAL: readonly LoginMethod[] = [
  "google",
  "facebook",
  "microsoft",
  "d-account",
  "ntt-east-business-id",
];

/**
 * May method and mail be changed together or alone (facts A38)? In omakase, cowork and ot never together, mail
 * first; in codec a new method requires a new mail.
 */
export function checkChangeOrder(
  service: ServiceId,
  change: CredentialChange,
): Verdict<CredentialChange, CredentialChangeReason> {
  const rule = MANUALS[service].change;
  if (rule === "never-together" && change.method !== null && change.mail)
    return refused(change, ["A38"], [{ code: "mail-first" }], nextStep(service, "change-mail-first"));
  if (rule === "method-needs-mail" && change.method !== null && !change.mail)
    return refused(change, ["A38"], [{ code: "method-needs-mail" }], nextStep(service, "change-mail"));
  const step = change.method === null ? "change-mail" : "change-method";
  return accepted(change, ["A38"], { next: nextStep(service, step) });
}

/** May an account of this role go from one login method to another (facts A6, A39–A42)? */
export function checkMethodChange(
  service: ServiceId,
  role: Role,
  from: LoginMethod,
  to: LoginMethod,
): Verdict<{ readonly from: LoginMethod; readonly to: LoginMethod }, CredentialChangeReason> {
  const { methods, activeDirectory, facebookToFacebook, logOutBeforeLinking } = MANUALS[service];
  const value = { from, to };
  const other = nextStep(service, "use-another-method");
  if (!methods.includes(to))
    return refused(value, ["A6"], [{ code: "method-not-offered", method: to }], other);
  if (to === "active-directory" && role === "holder" && activeDirectory?.holderMayChoose === false)
    return refused(value, ["A39"], [{ code: "holder-not-with-active-directory" }], other);
  if (from === "facebook" && to === "facebook") {
    if (facebookToFacebook === "impossible")
      return refused(value, ["A40"], [{ code: "facebook-to-facebook" }], other);
    return accepted(value, ["A40"], { advice: [{ code: "facebook-to-facebook" }], certainty: "unknown" });
  }
  if (to === "active-directory" && activeDirectory?.needsSetup)
    return accepted(value, ["A42"], {
      advice: [{ code: "active-directory-must-be-set-up" }],
      next: nextStep(service, "set-active-directory"),
    });
  if (logOutBeforeLinking && EXTERNAL.includes(to))
    return accepted(value, ["A41"], {
      advice: [{ code: "log-out-first", method: to }],
      next: nextStep(service, "log-out-of-account"),
    });
  return accepted(value, ["A6"], { next: nextStep(service, "change-method") });
}

/** May I change this myself? Permission, then order, then the method: the first refusal is the answer. */
export function checkCredentialChange(
  service: ServiceId,
  person: Person,
  change: CredentialChange,
): Verdict<CredentialChange | OperationPlace, CredentialChangeReason> {
  const permission = mayDo(service, change.method === null ? "mail" : "login-method", person);
  if (permission.outcome === "refused") return permission;
  const order = checkChangeOrder(service, change);
  if (order.outcome === "refused" || change.method === null) return order;
  const method = checkMethodChange(service, person.role, change.method.from, change.method.to);
  return { ...method, value: change };
}

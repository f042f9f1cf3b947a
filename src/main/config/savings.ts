import { AppError } from "../../core/errors.ts";
import { type ConsentApproval, untimely } from "../../core/login/consent-approval.ts";
import { loginHintOf, needsAccount, type OsAccount } from "../../core/login/login-hint.ts";
import { RULE_WORDS, type RuleName } from "../../shared/locales/config-fault-words.ts";
import { ConfigFileError } from "./config-file-error.ts";
import { approvalOf } from "./consent-approval.ts";
import type { Values } from "./policy-fields.ts";

/** What the policy saves people, as far as it holds on this PC and today. */
export type Savings = {
  /** Whose login it is; null where nobody says, or this PC's account can't be meant. */
  readonly loginHint: string | null;
  readonly consentApproval: ConsentApproval | null;
  /** What is written well and can't be used on this PC, or not now (`POLICY_PART_IGNORED`). */
  readonly faults: readonly AppError[];
};

/**
 * @param operator origin of the profile's line operator
 * @param account asks the OS who is logged on
 */
export async function savingsOf(
  { loginHint: template, consentApproval: written }: Pick<Values, "loginHint" | "consentApproval">,
  operator: string | undefined,
  account: () => Promise<OsAccount>,
): Promise<Savings> {
  const faults: AppError[] = [];
  const nobody = { user: null, upn: null };
  const hint =
    template === null ? null : loginHintOf(template, needsAccount(template) ? await account() : nobody);
  if (hint !== null && "leftOut" in hint) faults.push(leftOut("loginHint", `hint-${hint.leftOut}`));
  const consentApproval = written === null ? null : approvalOf(written);
  const late = consentApproval === null ? null : untimely(consentApproval, Date.now());
  if (late !== null)
    faults.push(leftOut(`consentApproval.${late === "expired" ? "until" : "at"}`, `approval-${late}`));
  if (consentApproval !== null && consentApproval.operator !== operator)
    faults.push(leftOut("consentApproval.operator", "approval-other-operator"));
  return { loginHint: hint !== null && "hint" in hint ? hint.hint : null, consentApproval, faults };
}

function leftOut(at: string, rule: RuleName): AppError {
  const fields = [{ at, ...RULE_WORDS[rule] }];
  return new AppError("POLICY_PART_IGNORED", new ConfigFileError({ what: "fields", fields, more: 0 }));
}

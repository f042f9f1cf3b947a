import type { ConsentDetails } from "./consent.ts";
import { foldLabel } from "./page.ts";

/**
 * That the line operator is told the お客さまID of one contract (facts A46) was decided for everybody on it, by somebody
 * who may: who, when, and for exactly which page. Policy says it (reliability 8).
 */
export type ConsentApproval = {
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** From then on it holds no longer, milliseconds since 1970; null = until it is withdrawn. */
  readonly until: number | null;
  /** Which contract, as the approver calls it. */
  readonly contract: string;
  /** Origin of the operator's page. */
  readonly operator: string;
  /** サービス提供者名 and サービス名 as that page states them. */
  readonly recipient: string;
  readonly service: string;
};

/** Why the approval doesn't answer a page: the person is asked. */
export type ApprovalDoubt =
  | "not-yet"
  | "expired"
  | "another-operator"
  | "another-recipient"
  | "another-service";

/**
 * Whether it is for what a page asks; null = it is. What the page must be beside that is decided by `consent-rules.ts`,
 * for an approval as for a person's yes. @param now milliseconds since 1970
 */
export function approvalDoubt(
  approval: ConsentApproval,
  asked: ConsentDetails,
  now: number,
): ApprovalDoubt | null {
  return (
    untimely(approval, now) ??
    (approval.operator === asked.origin ? null : "another-operator") ??
    (sameWords(approval.recipient, asked.recipient) ? null : "another-recipient") ??
    (sameWords(approval.service, asked.serviceName) ? null : "another-service")
  );
}

/** Given in the future, or over. */
export function untimely(
  { at, until }: Pick<ConsentApproval, "at" | "until">,
  now: number,
): "not-yet" | "expired" | null {
  if (!(at <= now)) return "not-yet";
  return until !== null && !(now < until) ? "expired" : null;
}

function sameWords(one: string, other: string): boolean {
  return one !== "" && foldLabel(one) === foldLabel(other);
}

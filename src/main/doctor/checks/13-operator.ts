import { NO_ANSWER, NOT_HERE, operatorFinding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** The line operator's host, which asks for consent. */
export const operator: Check = async ({ hosts, look }) => {
  if (hosts === null) return NO_ANSWER;
  const seen = await look("operator");
  return hosts.operator === null || seen === null ? NOT_HERE : operatorFinding(hosts.operator.hostname, seen);
};

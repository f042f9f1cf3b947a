import { NO_ANSWER } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** The provider's description of itself, read as a login reads it: reachable, whole, and of this issuer. */
export const discovery: Check = async ({ metadata }) => {
  if (metadata === null) return NO_ANSWER;
  const { issuer } = await metadata();
  return { is: "ok", facts: { issuer } };
};

import { policyFinding } from "../../../core/doctor/pc-findings.ts";
import type { Check } from "../check.ts";

/** Policy, profile and settings: which file, which field. */
export const policy: Check = async ({ configuration }) =>
  policyFinding(configuration.problems, configuration.facts);

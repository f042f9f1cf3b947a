import { NO_ANSWER, portalFinding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** Whether a network that wants a sign-in first answers in the service's place. */
export const portal: Check = async ({ look }) => {
  const [internet, plain] = await Promise.all([look("internet"), look("plain")]);
  return internet === null ? NO_ANSWER : portalFinding(internet, plain);
};

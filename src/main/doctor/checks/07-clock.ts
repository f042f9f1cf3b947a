import { clockFinding, NO_ANSWER } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** This PC's clock beside the `Date` of the service's answer. */
export const clock: Check = async ({ look }) => {
  const [internet, plain] = await Promise.all([look("internet"), look("plain")]);
  return internet === null ? NO_ANSWER : clockFinding(internet, plain);
};

import { NO_ANSWER, serviceFinding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** The service's Internet host. */
export const service: Check = async ({ hosts, look }) => {
  const internet = await look("internet");
  return hosts === null || internet === null ? NO_ANSWER : serviceFinding(hosts.internet.hostname, internet);
};

import { NO_ANSWER, NOT_HERE, tlsFinding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** Who signed the service's certificate, and who believes it. */
export const tls: Check = async ({ hosts, look, signed }) => {
  const internet = await look("internet");
  if (hosts === null || internet === null) return NO_ANSWER;
  if (hosts.internet.protocol !== "https:") return NOT_HERE;
  return tlsFinding(internet, signed(hosts.internet.hostname));
};

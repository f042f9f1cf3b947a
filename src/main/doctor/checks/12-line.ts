import { lineFinding, NO_ANSWER, NOT_HERE } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** The line-authentication host. */
export const line: Check = async ({ hosts, look }) => {
  if (hosts === null) return NO_ANSWER;
  const seen = await look("line");
  if (hosts.line === null || seen === null) return NOT_HERE;
  return lineFinding(hosts.line.hostname, seen, hosts.loginByLine);
};

import { NO_ANSWER, proxyFinding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** Which way leads to the service, as the OS, policy or a PAC file says, and whether a proxy on it lets us through. */
export const proxy: Check = async ({ configuration, hosts, look, names }) => {
  const internet = await look("internet");
  if (hosts === null || internet === null) return NO_ANSWER;
  return proxyFinding(configuration.proxy, await names.route(hosts.internet), internet);
};

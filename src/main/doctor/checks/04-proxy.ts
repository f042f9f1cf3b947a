import { NO_ANSWER, proxyFinding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** Which way leads to the service, as the OS, policy or a PAC file says, and whether a proxy on it lets us through. */
export const proxy: Check = async ({ configuration, hosts, look, names }) => {
  if (hosts === null) return NO_ANSWER;
  const [internet, route] = await Promise.all([look("internet"), names.route(hosts.internet)]);
  return internet === null ? NO_ANSWER : proxyFinding(configuration.proxy, route, internet);
};

import { dnsFinding, NO_ANSWER, NOT_HERE } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** The name of the service's Internet host. Behind a proxy it is the proxy that looks it up. */
export const dns: Check = async ({ hosts, look, names }) => {
  if (hosts === null) return NO_ANSWER;
  const { internet: url } = hosts;
  const route = await names.route(url);
  if (route !== null && route !== "DIRECT") return { ...NOT_HERE, facts: { lookedUpBy: "proxy" } };
  const [addresses, internet] = await Promise.all([names.addresses(url.hostname), look("internet")]);
  return internet === null ? NO_ANSWER : dnsFinding(url.hostname, addresses, internet);
};

import { networkFinding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** Whether this PC is in a network at all. */
export const network: Check = async ({ addresses, hosts, look }) =>
  networkFinding(addresses(), hosts?.local === true, await look("internet"));

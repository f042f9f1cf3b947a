import { ipv6Finding } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** Whether this PC has an IPv6 address, where a line is to be known. */
export const ipv6: Check = async ({ addresses, hosts, profile }) =>
  ipv6Finding(addresses(), hosts?.local === true, (profile?.lineAuthentication ?? null) !== null);

import { lineNameFinding, NO_ANSWER, NOT_HERE } from "../../../core/doctor/network-findings.ts";
import type { Check } from "../check.ts";

/** The name of the line-authentication host. Behind a proxy it is the proxy that looks it up. */
export const lineName: Check = async ({ hosts, names }) => {
  if (hosts === null) return NO_ANSWER;
  const { line, loginByLine } = hosts;
  if (line === null) return NOT_HERE;
  const route = await names.route(line);
  if (route !== null && route !== "DIRECT") return { ...NOT_HERE, facts: { lookedUpBy: "proxy" } };
  return lineNameFinding(line.hostname, await names.addresses(line.hostname), loginByLine);
};

import type { DoctorReport } from "../../core/doctor/report.ts";
import type { Finding } from "../../core/recovery/known.ts";

/**
 * What the guide is told of a report: what failed first. Of what only warns it needs IPv6 alone, without which there is
 * no login by the line (facts A47). Null: nothing that keeps anybody from logging in.
 */
export function findingOf({ first, results }: DoctorReport): Finding | null {
  const failed = results.find(({ result, number }) => result === "fail" && number === first?.number);
  if (failed === undefined || failed.cause === null)
    return results.some(({ cause }) => cause === "LINE_IP_SIX_OFF") ? "ipv6-off" : null;
  // No route at all: the script that names the proxies gave no answer.
  return failed.cause === "NET_PROXY" && failed.facts.route === null ? "pac-missing" : failed.cause;
}

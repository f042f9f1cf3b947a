import type { DoctorReport } from "../../core/doctor/report.ts";
import type { ErrorCode } from "../../core/errors.ts";

/**
 * What the guide is told of a report: what failed first. Of what only warns it needs IPv6 alone, without which there is
 * no login by the line (facts A47). Null: nothing that keeps anybody from logging in.
 */
export function findingOf({ first, results }: DoctorReport): ErrorCode | null {
  const failed = results.find(({ result, number }) => result === "fail" && number === first?.number);
  const ipv6 = results.find(({ cause }) => cause === "LINE_IP_SIX_OFF");
  return failed?.cause ?? ipv6?.cause ?? null;
}

import { NO_ANSWER } from "../../../core/doctor/network-findings.ts";
import { recordFinding } from "../../../core/doctor/pc-findings.ts";
import type { Check } from "../check.ts";

/** The record of the kept session, looked at only. */
export const record: Check = async ({ profile, record: stateOf }) =>
  profile === null ? NO_ANSWER : recordFinding(await stateOf(profile));

import { NO_ANSWER } from "../../../core/doctor/network-findings.ts";
import { recordFinding } from "../../../core/doctor/pc-findings.ts";
import { lookAtRecord } from "../../files/record-file.ts";
import { sessionRecordFormat } from "../../session/record-format.ts";
import type { Check } from "../check.ts";

/** The record of the kept session, looked at only: a start of the client sets aside what it can't understand. */
export const record: Check = async ({ profile, recordFile }) => {
  if (profile === null) return NO_ANSWER;
  const found = await lookAtRecord(recordFile(profile), sessionRecordFormat).catch(() => "unread" as const);
  return recordFinding(found === "corrupt" || found === "pipe" ? "damaged" : found);
};

import { autostartFinding } from "../../../core/doctor/pc-findings.ts";
import type { Check } from "../check.ts";

/** Whether the client starts with the PC. */
export const autostart: Check = async ({ desktop }) => autostartFinding(await desktop.autostart());

import { trayFinding } from "../../../core/doctor/pc-findings.ts";
import type { Check } from "../check.ts";

/** Whether the desktop shows the client's icon. */
export const tray: Check = async ({ desktop }) => trayFinding(await desktop.tray());

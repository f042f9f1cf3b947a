import { browserFinding } from "../../../core/doctor/pc-findings.ts";
import type { Check } from "../check.ts";

/** Whether something opens https addresses: the browser of 対処方法②, and of external accounts. */
export const browser: Check = async ({ configuration, desktop }) =>
  browserFinding(await desktop.browser(), configuration.loginBrowser === "system");

import type { CheckName } from "../../src/shared/locales/check-words.ts";
import { ACCOUNT_CHECKS } from "./account-checks.ts";
import type { Check } from "./check.ts";
import { CONTRACT_CHECKS } from "./contract-checks.ts";

/** Every check by its name. */
export const CHECKS: Readonly<Record<CheckName, Check>> = { ...ACCOUNT_CHECKS, ...CONTRACT_CHECKS };

export function isCheckName(text: string): text is CheckName {
  return Object.hasOwn(CHECKS, text);
}

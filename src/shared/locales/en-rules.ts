import { enAccountRules } from "./en-rules-account.ts";
import { enContractRules } from "./en-rules-contract.ts";
import { enLineRules } from "./en-rules-line.ts";
import { enSteps } from "./en-steps.ts";
import type { RuleWords } from "./rule-words.ts";

/** As `ja-rules.ts`; names that stand on Japanese pages stay as they stand there. */
export const enRules: RuleWords = {
  ...enSteps,
  rules: { ...enAccountRules, ...enContractRules, ...enLineRules },
};

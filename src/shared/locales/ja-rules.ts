import { jaAccountRules } from "./ja-rules-account.ts";
import { jaContractRules } from "./ja-rules-contract.ts";
import { jaLineRules } from "./ja-rules-line.ts";
import { jaSteps } from "./ja-steps.ts";
import type { RuleWords } from "./rule-words.ts";

/** What the rules of the core answer, in plain Japanese. What no manual states is said to be that. */
export const jaRules: RuleWords = {
  ...jaSteps,
  rules: { ...jaAccountRules, ...jaContractRules, ...jaLineRules },
};

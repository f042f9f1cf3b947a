import type { NextStep } from "../core/rules/verdict.ts";
import type { Manual } from "../core/service/manual.ts";
import { MANUALS } from "../core/service/manuals.ts";
import type { ServiceId } from "../core/service/profile.ts";
import { PROFILES } from "../core/service/profiles.ts";
import { wayToScreen } from "../core/service/screens.ts";
import { enRules } from "./locales/en-rules.ts";
import { jaRules } from "./locales/ja-rules.ts";
import type { Detail, RuleName, RuleVerdicts, RuleWords, WhyOf } from "./locales/rule-words.ts";
import type { Language } from "./view.ts";

export type { Detail, RuleName, RuleVerdicts } from "./locales/rule-words.ts";

/** A next step in words. */
export type StepText = {
  readonly what: string;
  readonly who: string;
  /** Screen and menu as that service calls them; null = nowhere in the service. */
  readonly where: string | null;
  /** The manual names neither, or doesn't say that this step exists. */
  readonly stated: boolean;
};

export type VerdictText = {
  readonly headline: string;
  /** Why it is refused; empty = it isn't. */
  readonly reasons: readonly string[];
  readonly advice: readonly string[];
  /** What was looked at and what is known; never a password. */
  readonly details: readonly Detail[];
  readonly nextStep: StepText | null;
  /** Other steps that lead to the same, in the order to try them. */
  readonly otherSteps: readonly StepText[];
  readonly certaintyNote: string;
};

type Saying<R extends RuleName> = (found: WhyOf<R>, as: "reason" | "advice", manual: Manual) => string;

/** The words of every rule in both languages; `operation` and `method` name what forms offer. */
export const RULE_WORDS: Readonly<Record<Language, RuleWords>> = { ja: jaRules, en: enRules };

/** A verdict of the core in a person's words: nothing is decided here, only said. */
export function verdictText<R extends RuleName>(
  rule: R,
  verdict: RuleVerdicts[R],
  service: ServiceId,
  language: Language,
): VerdictText {
  const words = RULE_WORDS[language];
  const own = words.rules[rule];
  const manual = MANUALS[service];
  const say = (as: "reason" | "advice") => (found: WhyOf<R>) => {
    // The compiler has seen that every code has words for what comes with it; here only the pairing is lost.
    const said = own.why[found.code as keyof typeof own.why] as string | Saying<R>;
    return typeof said === "string" ? said : said(found, as, manual);
  };
  const ways = own.ways?.(verdict.value) ?? [];
  const next = verdict.next;
  return {
    headline: typeof own.headline === "string" ? own.headline : own.headline(verdict),
    reasons: verdict.outcome === "refused" ? verdict.reasons.map(say("reason")) : [],
    advice: verdict.advice.map(say("advice")),
    details: own.details?.(verdict.value, manual) ?? [],
    nextStep: next === null ? null : stepText(next, service, words),
    otherSteps: ways.filter(({ step }) => step !== next?.step).map((way) => stepText(way, service, words)),
    certaintyNote:
      own.incomplete?.(verdict) === true
        ? words.incomplete
        : words.certainty[verdict.certainty](PROFILES[service].name),
  };
}

function stepText(next: NextStep, service: ServiceId, words: RuleWords): StepText {
  const labels = next.screen === null ? [] : wayToScreen(service, next.screen);
  const path = next.menu === null ? labels : [...labels, next.menu];
  const nowhere = next.screen === "B12" ? words.otherCompanysPage : null;
  const unknown = next.certainty === "unknown" ? words.placeNotStated : nowhere;
  return {
    what: words.step[next.step],
    who: words.who[next.who],
    where: path.length > 0 ? words.path(path) : unknown,
    stated: next.certainty === "stated",
  };
}

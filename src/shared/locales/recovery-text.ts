import type { GuideNow, GuideView } from "../../core/recovery/guide-view.ts";
import type { QuestionId } from "../../core/recovery/questions.ts";
import type { StepFacts, Who } from "../../core/recovery/step-facts.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { RULE_WORDS, verdictText } from "../verdict-words.ts";
import type { Language } from "../view.ts";
import { enRecovery } from "./en-recovery.ts";
import { jaRecovery } from "./ja-recovery.ts";
import type { RecoveryWords } from "./recovery-words.ts";

export const RECOVERY_WORDS: Readonly<Record<Language, RecoveryWords>> = { ja: jaRecovery, en: enRecovery };

/** The guide's window in a person's words. */
export type GuideText = {
  readonly title: string;
  /** One sentence of what is so. */
  readonly so: string;
  readonly steps: readonly { readonly text: string; readonly state: "done" | "now" | "ahead" }[];
  readonly now: NowText;
};

export type NowText =
  | {
      readonly at: "asking";
      readonly ask: string;
      readonly answers: readonly { readonly answer: string; readonly text: string }[];
      /** Null where an answer says so already. */
      readonly stuck: string | null;
    }
  | {
      readonly at: "acting";
      /** One next action. */
      readonly what: string;
      readonly who: string;
      /** Where to press, by the names on that service's own pages; null = no place is named. */
      readonly where: string | null;
      readonly address: string | null;
      /** What else is worth knowing: a mail's subject and term, what a manual doesn't say, who may do it. */
      readonly notes: readonly string[];
      /** Null = the client has nothing to do at a press. */
      readonly button: string | null;
      /** Null = the client sees by itself when it is done. */
      readonly done: string | null;
      readonly stuck: string;
    }
  | { readonly at: "online"; readonly said: string }
  | { readonly at: "helpdesk"; readonly said: string; readonly code: string; readonly phone: string };

/** The guide's view in words: nothing is decided here, only said. `name` is the service's, for other providers too. */
export function guideText(view: GuideView, name: string, language: Language): GuideText {
  const words = RECOVERY_WORDS[language];
  const { title, so } = words.branch[view.branch];
  const steps = view.steps.map(({ step, state }) => ({ text: words.step[step], state }));
  return { title, so, steps, now: nowText(view, name, language) };
}

function nowText({ now, branch, service }: GuideView, name: string, language: Language): NowText {
  const words = RECOVERY_WORDS[language];
  switch (now.at) {
    case "asking":
      return askText(words, now.question, now.answers);
    case "acting":
      return actText(now, service === null ? name : PROFILES[service].name, language, service);
    case "online":
      return { at: "online", said: words.online };
    case "helpdesk": {
      const phone = words.phone(name, now.code, words.branch[branch].title);
      return { at: "helpdesk", said: words.helpdesk, code: now.code, phone };
    }
  }
}

function askText(words: RecoveryWords, question: QuestionId, answers: readonly string[]): NowText {
  const { ask, answers: texts } = words.question[question];
  const said: Readonly<Record<string, string>> = texts;
  return {
    at: "asking",
    ask,
    answers: answers.map((answer) => ({ answer, text: said[answer] ?? answer })),
    stuck: answers.includes("unknown") ? null : words.unsure,
  };
}

function actText(
  { facts, action, confirm }: Extract<GuideNow, { at: "acting" }>,
  manual: string,
  language: Language,
  service: GuideView["service"],
): NowText {
  const words = RECOVERY_WORDS[language];
  const rules = RULE_WORDS[language];
  return {
    at: "acting",
    what: words.step[facts.step],
    who: whoText(facts.who, language),
    where: facts.way.length === 0 ? null : rules.path(facts.way),
    address: facts.address,
    notes: [...placeNotes(facts, language), ...rightNotes(facts, manual, language, service)],
    button: action === null ? null : words.action[action],
    done: confirm ? words.done : null,
    stuck: words.stuck,
  };
}

function whoText(who: Who, language: Language): string {
  return who === "client" || who === "it" ? RECOVERY_WORDS[language].who[who] : RULE_WORDS[language].who[who];
}

function placeNotes(facts: StepFacts, language: Language): readonly string[] {
  const words = RECOVERY_WORDS[language];
  const { mail, labels, lift, consentAt, mayAsk } = facts;
  return [
    ...(labels.length === 0 ? [] : [words.labels(RULE_WORDS[language].path(labels))]),
    ...(mail === null ? [] : [words.mail(mail.subject), words.term(mail.term)]),
    ...lift.map((refusal) => words.lift[refusal]),
    ...(consentAt === null ? [] : [words.consentAt[consentAt]]),
    ...mayAsk.map(({ what, asked }) => words.mayAsk[what][asked]),
  ];
}

/** Who may do it by the service's own manual, and how surely it says so. */
function rightNotes(
  { permission, who, certainty, instead }: StepFacts,
  manual: string,
  language: Language,
  service: GuideView["service"],
): readonly string[] {
  const words = RECOVERY_WORDS[language];
  const refused =
    permission === null || service === null
      ? []
      : verdictText("permission", permission, service, language).reasons;
  const others = who === "holder" || who === "holder-or-administrator";
  return [
    ...refused,
    ...(instead !== null && instead.step !== "ask-holder"
      ? [RULE_WORDS[language].step[instead.step]]
      : others
        ? [words.ask(whoText(who, language))]
        : []),
    ...(certainty === "stated" ? [] : [RULE_WORDS[language].certainty[certainty](manual)]),
  ];
}

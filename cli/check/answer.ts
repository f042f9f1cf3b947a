import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { table } from "../../src/shared/columns.ts";
import { EXIT, type ExitOf } from "../../src/shared/command-line.ts";
import { CHECK_WORDS, type CheckName, type CheckWords } from "../../src/shared/locales/check-words.ts";
import { plain } from "../../src/shared/plain.ts";
import { tokyoTime } from "../../src/shared/tokyo-time.ts";
import { RULE_WORDS, type StepText, type VerdictText, verdictText } from "../../src/shared/verdict-words.ts";
import type { Language } from "../../src/shared/view.ts";
import type { Result } from "../report.ts";
import type { Answer, AnswerList } from "./check.ts";

type CheckExit = ExitOf<"check">;

export type Context = {
  readonly name: CheckName;
  readonly service: ServiceId;
  /** The moment asked about, if somebody named one; ms since 1970. */
  readonly now: number | null;
  /** Options whose time came without a zone. */
  readonly readAsJapan: readonly string[];
};

/** What a check came to, for a person and for a script. */
export function resultOf(
  answer: Answer | AnswerList,
  context: Context,
  language: Language,
): Result<CheckExit> {
  const words = CHECK_WORDS[language];
  const { service } = context;
  const notes = notesOf(context, words, language);
  const head = { check: context.name, service };
  if ("rule" in answer) {
    const told = textOf(answer, service, language);
    const value = { ...head, now: isoOf(context.now), ...dataOf(answer, told, language), notes };
    const wrong = wrongLines(answer, service, language);
    return { exit: exitOf(answer), value, text: personText(told, wrong, notes, service, language) };
  }
  const rows = answer.map(({ about, answer: one }) => ({ about, one, told: textOf(one, service, language) }));
  const answers = rows.map(({ about, one, told }) => ({ about, ...dataOf(one, told, language) }));
  const names: Readonly<Record<string, string>> = RULE_WORDS[language].operation;
  const lines = rows.map(({ about, told }) => [names[about] ?? about, told.headline, told.reasons.join(" ")]);
  return {
    exit: EXIT.asAsked,
    value: { ...head, now: isoOf(context.now), answers, notes },
    text: table(lines) + footer(notes, service, words),
  };
}

/** 8 = refused; 9 = the manual doesn't say, so the service may still refuse. */
function exitOf({ verdict }: Answer): CheckExit {
  if (verdict.outcome === "refused") return EXIT.refused;
  return verdict.certainty === "unknown" ? EXIT.cannotTell : EXIT.asAsked;
}

function textOf<A extends Answer>({ rule, verdict }: A, service: ServiceId, language: Language): VerdictText {
  const told = verdictText(rule, verdict, service, language);
  // The form shows a recovery code as it was typed, to whoever typed it; a terminal's scrollback keeps it.
  return rule === "recovery-code" ? { ...told, details: [] } : told;
}

/** The verdict's data, the words for it, and nothing of a secret. */
function dataOf({ rule, verdict }: Answer, told: VerdictText, language: Language) {
  const value = rule === "recovery-code" ? { length: [...verdict.value.stripped].length } : verdict.value;
  return {
    outcome: verdict.outcome,
    certainty: verdict.certainty,
    code: verdict.outcome === "refused" ? verdict.code : null,
    message: [told.headline, ...told.reasons].join(language === "ja" ? "。" : ". "),
    nextStep: told.nextStep?.what ?? null,
    reasons: verdict.outcome === "refused" ? verdict.reasons : [],
    advice: verdict.advice,
    facts: verdict.facts,
    next: verdict.next,
    value,
  };
}

function notesOf({ now, readAsJapan }: Context, words: CheckWords, language: Language): readonly string[] {
  return [
    ...(now === null ? [] : [words.judgedAt(tokyoTime(now, language))]),
    ...(readAsJapan.length === 0 ? [] : [words.readAsJapan(readAsJapan.join(", "))]),
  ];
}

function isoOf(now: number | null): string | null {
  return now === null ? null : new Date(now).toISOString();
}

/** Which of many lines are wrong, and why: the rule's own words only count them. */
function wrongLines({ rule, verdict }: Answer, service: ServiceId, language: Language): readonly string[] {
  if (rule !== "line-number-list") return [];
  return verdict.value.lines
    .filter((one) => one.verdict.outcome === "refused")
    .map(({ line, verdict: found }) => {
      const { reasons } = verdictText("line-number", found, service, language);
      return `${CHECK_WORDS[language].line(line)} ${found.value.typed}: ${reasons.join(" ")}`;
    });
}

function personText(
  told: VerdictText,
  wrong: readonly string[],
  notes: readonly string[],
  service: ServiceId,
  language: Language,
): string {
  const words = CHECK_WORDS[language];
  const steps = [told.nextStep, ...told.otherSteps].filter((step) => step !== null);
  return [
    `${plain(told.headline)}\n`,
    listed(words.reasons, [...told.reasons, ...wrong]),
    listed(words.advice, told.advice),
    table(told.details.map(({ label, value }) => [plain(label), plain(value)])),
    steps.map((step, index) => stepText(index === 0 ? words.next : words.orElse, step, language)).join(""),
    `${told.certaintyNote}\n${footer(notes, service, words)}`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function listed(label: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${label}\n${lines.map((line) => `- ${plain(line)}\n`).join("")}`;
}

function stepText(label: string, { what, who, where, stated }: StepText, language: Language): string {
  const words = CHECK_WORDS[language];
  // A place that the manual doesn't name says so itself.
  const isSaid = stated || where === RULE_WORDS[language].placeNotStated;
  const place = where === null ? "" : `  ${words.where}: ${where}${isSaid ? "" : ` [${words.notStated}]`}\n`;
  return `${label}: ${what}\n  ${words.who}: ${who}\n${place}`;
}

function footer(notes: readonly string[], service: ServiceId, words: CheckWords): string {
  return [...notes, `${words.service}: ${PROFILES[service].name}`].map((line) => `${line}\n`).join("");
}

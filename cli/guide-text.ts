import type { GuideStand } from "../src/shared/guide.ts";
import { RECOVERY_WORDS } from "../src/shared/locales/recovery-text.ts";
import type { Language } from "../src/shared/view.ts";
import { wordsIn } from "./words.ts";

/** What the guide's window is at: its cause, and what is next. */
export function guideStandText({ branch, at, item, code }: GuideStand, language: Language): string {
  const words = RECOVERY_WORDS[language];
  const { title, so } = words.branch[branch];
  const due =
    at === "online"
      ? [words.online]
      : at === "helpdesk"
        ? [title, `${words.helpdesk} ${code ?? ""}`.trim()]
        : [title, so, ...(item === null ? [] : [itemText(item, language)])];
  return `${[wordsIn(language).guideOpened, ...due].join("\n")}\n`;
}

function itemText(item: NonNullable<GuideStand["item"]>, language: Language): string {
  const { question, step } = RECOVERY_WORDS[language];
  return isQuestion(item) ? question[item].ask : step[item];
}

type Question = keyof (typeof RECOVERY_WORDS)["ja"]["question"];

function isQuestion(item: string): item is Question {
  return Object.hasOwn(RECOVERY_WORDS.ja.question, item);
}

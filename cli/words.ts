import type { Environment } from "../src/shared/data-dir.ts";
import { CLI_WORDS, type CliWords } from "../src/shared/locales/cli-words.ts";
import { en } from "../src/shared/locales/en.ts";
import { ja } from "../src/shared/locales/ja.ts";
import type { Texts } from "../src/shared/locales/texts.ts";
import type { Language } from "../src/shared/view.ts";
import { usageText } from "./usage.ts";

/** As POSIX orders them; a system that has none of them (Windows) gets Japanese, the language of who it is made for. */
export function languageOf(env: Environment): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "ja";
  return locale.startsWith("ja") ? "ja" : "en";
}

/** The words that the windows use as well: one state, one error, one name for it everywhere. */
export function textsIn(language: Language): Texts {
  return language === "ja" ? ja : en;
}

/** The command line's own. */
export function wordsIn(language: Language): CliWords & { readonly usage: string } {
  return { ...CLI_WORDS[language], usage: usageText(language) };
}

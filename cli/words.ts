import type { Environment } from "../src/shared/data-dir.ts";
import { CLI_WORDS, type CliWords } from "../src/shared/locales/cli-words.ts";
import type { Language } from "../src/shared/view.ts";
import { usageText } from "./usage.ts";

/** As POSIX orders them; a system that has none of them (Windows) gets Japanese, the language of who it is made for. */
export function languageOf(env: Environment): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "ja";
  return locale.startsWith("ja") ? "ja" : "en";
}

/** The command line's own. */
export function wordsIn(language: Language): CliWords & { readonly usage: string } {
  return {
    ...CLI_WORDS[language],
    get usage() {
      return usageText(language);
    },
  };
}

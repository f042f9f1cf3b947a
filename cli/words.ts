import type { Environment } from "../src/shared/data-dir.ts";
import { CLI_WORDS, type CliWords } from "../src/shared/locales/cli-words.ts";
import type { Language } from "../src/shared/view.ts";
import { usageText } from "./usage.ts";

/** As POSIX orders them; a system that has none of them (Windows) is Japanese, the language of who it is made for. */
const localeOf = (env: Environment): string => env.LC_ALL || env.LC_MESSAGES || env.LANG || "ja";

export function systemLanguage(env: Environment): Language {
  return localeOf(env).startsWith("ja") ? "ja" : "en";
}

/**
 * What the command line speaks, always in UTF-8: a terminal that is said to read another encoding gets English, which is
 * nearly all ASCII.
 */
export function languageOf(env: Environment): Language {
  const isReadable = /^[^.]*(?:\.utf-?8.*)?$/iu.test(localeOf(env));
  return isReadable ? systemLanguage(env) : "en";
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

import type { Environment } from "../src/shared/data-dir.ts";
import { CLI_WORDS, type CliWords } from "../src/shared/locales/cli-words.ts";
import { en } from "../src/shared/locales/en.ts";
import { ja } from "../src/shared/locales/ja.ts";
import type { Texts } from "../src/shared/locales/texts.ts";
import type { Language } from "../src/shared/view.ts";

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
export function wordsIn(language: Language): CliWords {
  return CLI_WORDS[language];
}

/** Columns that a text takes on a terminal: Japanese characters take two. */
export function width(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Rows under each other, all columns but the last padded to the widest. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, width(cell));
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - width(cell) + 2),
        )
        .join("")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** What a stranger's text may not do to a terminal: control characters are shown as a replacement mark. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, "\ufffd");
}

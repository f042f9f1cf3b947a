import { en } from "../src/shared/locales/en.ts";
import { ja } from "../src/shared/locales/ja.ts";
import type { Texts } from "../src/shared/locales/texts.ts";
import type { Language } from "../src/shared/view.ts";

/** The words that the windows use as well: one state, one error, one name for it everywhere. */
export function textsIn(language: Language): Texts {
  return language === "ja" ? ja : en;
}

import { createInstance } from "i18next";
import { en } from "./locales/en.ts";
import { ja } from "./locales/ja.ts";
import type { TextKey, Texts, Variables } from "./locales/texts.ts";
import type { Language } from "./view.ts";

type Arguments<K extends TextKey> = [Variables<K>] extends [never]
  ? []
  : [variables: Readonly<Record<Variables<K>, string | number>>];

/** The product's texts in one language; key and variables are checked by the compiler. */
export type Words = {
  readonly language: Language;
  readonly t: <K extends TextKey>(key: K, ...variables: Arguments<K>) => string;
};

const LOCALES: Readonly<Record<Language, Texts>> = { ja, en };

/** The same in main, renderer and command line: no DOM, nothing loaded, ready at once. */
export function createWords(language: Language): Words {
  const i18n = createInstance({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: LOCALES[language] } },
    // React escapes what it shows; menus and notifications are plain text.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void i18n.init();
  const translate = (key: string, variables: Readonly<Record<string, string | number>>): string =>
    i18n.t(key, variables);
  return { language, t: (key, ...variables) => translate(key, { ...variables[0] }) };
}

/** What a value in an administrator's file should have been, in both languages. */
export type BothWords = { readonly ja: string; readonly en: string };

export const MISSING: BothWords = { ja: "この項目も必要です", en: "is needed, too" };
/** Of a field that another form has, such as `pac` beside `server`. */
export const NOT_TOGETHER: BothWords = {
  ja: "ほかの項目と一緒には書けません",
  en: "doesn't go together with the others",
};
export const UNUSABLE: BothWords = { ja: "この値は使えません", en: "can't be used" };

/** By the kind that JSON has it as. */
export const KIND_WORDS: Readonly<Record<string, BothWords>> = {
  boolean: {
    ja: "true か false を、引用符なしで書いてください（レジストリではDWORDの 1 か 0）",
    en: "must be true or false without quotation marks (in the registry a DWORD, 1 or 0)",
  },
  number: {
    ja: "半角の数字で、引用符なしで書いてください（レジストリではDWORD）",
    en: "must be a number without quotation marks (in the registry a DWORD)",
  },
  int: { ja: "整数で書いてください", en: "must be a whole number" },
  string: {
    ja: '引用符（"）で囲んだ文字列で書いてください（レジストリではREG_SZ）',
    en: "must be text in quotation marks (in the registry REG_SZ)",
  },
  array: {
    ja: '[ "…", "…" ] の形の一覧で書いてください（レジストリではREG_MULTI_SZ）',
    en: 'must be a list such as [ "…", "…" ] (in the registry REG_MULTI_SZ)',
  },
  object: {
    ja: '{ "項目名": 値 } の形で書いてください',
    en: 'must have the form { "name": value }',
  },
};

export function unknownField(meant: string | null): BothWords {
  return meant === null
    ? { ja: "この項目はありません", en: "there is no such field" }
    : {
        ja: `この項目はありません（${meant} の書き間違いかもしれません）`,
        en: `there is no such field (perhaps ${meant} was meant)`,
      };
}

export function oneOf(values: readonly unknown[]): BothWords {
  const written = values.map((value) => JSON.stringify(value));
  const [only = ""] = written;
  if (written.length === 1)
    return { ja: `${only} と、このとおりに書いてください`, en: `must be exactly ${only}` };
  return {
    ja: `${written.join("、")} のどれかを、このとおりに書いてください`,
    en: `must be exactly one of ${written.join(", ")}`,
  };
}

/** @param of as zod names what was measured */
export function atLeast(of: string, least: number): BothWords {
  if (of === "string")
    return least === 1
      ? { ja: "空にはできません", en: "must not be empty" }
      : { ja: `${least}文字以上で書いてください`, en: `must have ${least} characters or more` };
  if (of === "array")
    return { ja: `${least}件以上を書いてください`, en: `must have ${least} entries or more` };
  return { ja: `${least}以上の数で書いてください`, en: `must be ${least} or more` };
}

/** @param of as zod names what was measured */
export function atMost(of: string, most: number): BothWords {
  if (of === "string")
    return { ja: `${most}文字までで書いてください`, en: `must have ${most} characters or less` };
  if (of === "array") return { ja: `${most}件までで書いてください`, en: `must have ${most} entries or less` };
  return { ja: `${most}以下の数で書いてください`, en: `must be ${most} or less` };
}

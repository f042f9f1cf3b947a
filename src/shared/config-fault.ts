/** What is wrong with an administrator's file; its words are in `locales/config-fault-words.ts`. */
export type ConfigFault =
  | { readonly what: "absent" | "not-a-file" | "too-large" | "writable-by-others" }
  /** `code`: Node's, such as EACCES. */
  | { readonly what: "unreadable"; readonly code: string }
  | { readonly what: "encoding"; readonly seems: "Shift_JIS" | "EUC-JP" | "ISO-2022-JP" | null }
  | { readonly what: "syntax"; readonly line: number; readonly column: number }
  | { readonly what: "doubled"; readonly key: string; readonly line: number }
  | { readonly what: "fields"; readonly fields: readonly WrongField[]; readonly more: number }
  | { readonly what: "no-certificate" | "damaged-certificate" | "not-an-authority" };

/** A field's dotted path (empty: the whole) and what is wrong with it, in each language. */
export type WrongField = { readonly at: string; readonly ja: string; readonly en: string };

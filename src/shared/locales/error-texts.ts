import type { ErrorCode } from "../../core/errors.ts";

/** What a language says of each error: what has happened, why, and what to do. */
export type ErrorTexts = Readonly<
  Record<ErrorCode, { readonly title: string; readonly cause: string; readonly next: string }>
>;

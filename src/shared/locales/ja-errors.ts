import type { ErrorTexts } from "./error-texts.ts";
import { jaLoginErrors } from "./ja-errors-login.ts";
import { jaOtherErrors } from "./ja-errors-other.ts";
import { jaSessionErrors } from "./ja-errors-session.ts";

/** What went wrong in a person's words: one state, one cause, one next thing to do. Nothing of an answer's raw text. */
export const jaErrors = {
  ...jaLoginErrors,
  ...jaSessionErrors,
  ...jaOtherErrors,
} as const satisfies ErrorTexts;

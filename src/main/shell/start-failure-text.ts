import type { ErrorCode } from "../../core/errors.ts";
import { phoneSentence } from "../../shared/error-words.ts";
import type { Words } from "../../shared/words.ts";

/** What the dialog of a start that failed says: no guide can open, so it ends with the code and the sentence itself. */
export function startFailureText(words: Words, code: ErrorCode): string {
  const { t } = words;
  return [
    t(`error.${code}.title`),
    t(`error.${code}.cause`),
    "",
    t(`error.${code}.next`),
    t("tray.code", { code }),
    "",
    t("startFailure.phone"),
    phoneSentence(words, code),
  ].join("\n");
}

import { type ErrorCode, whomToAsk } from "../core/errors.ts";
import type { Words } from "./words.ts";

/** What a person says on the phone of an error: what is shown, in its own words, and what they want. */
export function phoneSentence({ t }: Words, code: ErrorCode): string {
  return t("phone.sentence", { title: t(`error.${code}.title`), wish: t(`error.${code}.phone`) });
}

export function whomWords({ t }: Words, code: ErrorCode): string {
  return t(`whom.${whomToAsk(code)}`);
}

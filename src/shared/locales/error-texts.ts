import type { ErrorCode } from "../../core/errors.ts";

/** What a language says of an error. Nothing in it asks for a password or a code that is secret. */
type ErrorText = {
  /** What has happened. */
  readonly title: string;
  readonly cause: string;
  /** What to do; whom to ask about it is data (`whomToAsk`). */
  readonly next: string;
  /** What the person asks on the phone once they have said the title (`shared/error-words.ts`). */
  readonly phone: string;
};

export type ErrorTexts = Readonly<Record<ErrorCode, ErrorText>>;

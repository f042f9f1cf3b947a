import type { ErrorCode } from "../../core/errors.ts";

/** The questions that the check tool answers, in the order in which people ask them. */
export const TOPICS = [
  "password",
  "number",
  "link",
  "unlock",
  "second-factor",
  "reset",
  "change",
  "login-url",
] as const;

export type Topic = (typeof TOPICS)[number];

/** The question that a person has next when this went wrong. */
export const TOPIC_OF: Partial<Readonly<Record<ErrorCode, Topic>>> = {
  AUTH_LOCKED: "unlock",
  AUTH_SECOND_FACTOR: "second-factor",
  LINE_NOT_VERIFIED: "login-url",
};

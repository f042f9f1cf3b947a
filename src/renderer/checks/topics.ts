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

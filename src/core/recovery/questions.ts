import type { BranchId, Known } from "./known.ts";

/** What only the person can know, and what they can answer. "I don't know" is `stuck-said`, but where it leads on. */
export type Answers = {
  "password-known": "retype" | "forgotten" | "mail-changed" | "method-changed" | "trial";
  "unlock-mail": "there" | "expired" | "missing";
  "code-there": "there" | "sms-missing" | "device-lost";
  "recovery-code-there": "there" | "used-or-lost";
  "method-mail": "there" | "expired" | "missing";
  "address-mail": "there" | "expired" | "missing";
  "line-where": "on-line" | "elsewhere" | "unknown";
  "line-others": "others-in" | "nobody" | "unknown";
  "notice-answer": "told" | "not-seen" | "refused" | "other-pc";
  "line-changed": "number-changed" | "unchanged" | "unknown";
  "line-contract": "flets" | "collaboration" | "unknown";
  "browser-login": "logged-in" | "line-error" | "other-person" | "not";
  "browser-account": "mine-or-none" | "other-person";
  role: "holder" | "other" | "unknown";
  plan: "basic" | "trial" | "unknown";
};

export type QuestionId = keyof Answers;

/** Where an answer leads: another branch, or on in this one. */
export type Lead = BranchId | "go-on" | "helpdesk";

/** Every question with its answers, in the order in which they are shown. */
export const QUESTIONS: { readonly [Q in QuestionId]: Readonly<Record<Answers[Q], Lead>> } = {
  "password-known": {
    retype: "go-on",
    forgotten: "password-forgotten",
    "mail-changed": "mail-change-pending",
    "method-changed": "method-change-pending",
    trial: "trial-ended",
  },
  "unlock-mail": { there: "go-on", expired: "unlock-link-expired", missing: "password-forgotten" },
  "code-there": { there: "go-on", "sms-missing": "sms-not-arriving", "device-lost": "device-lost" },
  "recovery-code-there": { there: "go-on", "used-or-lost": "recovery-code-gone" },
  "method-mail": { there: "go-on", expired: "change-link-expired", missing: "change-link-expired" },
  "address-mail": { there: "go-on", expired: "change-link-expired", missing: "change-link-expired" },
  "line-where": { "on-line": "go-on", elsewhere: "off-line", unknown: "go-on" },
  "line-others": { "others-in": "ipv6-off", nobody: "go-on", unknown: "go-on" },
  "notice-answer": {
    told: "go-on",
    "not-seen": "go-on",
    refused: "consent-refused",
    "other-pc": "consent-elsewhere",
  },
  "line-changed": {
    "number-changed": "line-locked-out",
    unchanged: "line-not-registered",
    unknown: "line-not-registered",
  },
  "line-contract": { flets: "go-on", collaboration: "go-on", unknown: "go-on" },
  // What the guide S0 says of an error there: line authentication's setting and the number (facts A47).
  "browser-login": {
    "logged-in": "go-on",
    "line-error": "line-not-registered",
    "other-person": "browser-other-person",
    not: "helpdesk",
  },
  "browser-account": { "mine-or-none": "go-on", "other-person": "browser-other-person" },
  role: { holder: "go-on", other: "go-on", unknown: "go-on" },
  plan: { basic: "go-on", trial: "go-on", unknown: "go-on" },
};

/** The answer that the client has itself; null = only the person can know. */
export function knownAnswer(question: QuestionId, known: Known): string | null {
  switch (question) {
    case "role":
      return known.role;
    case "plan":
      return known.plan;
    case "notice-answer":
      return known.consent === "answered" ? "told" : null;
    default:
      return null;
  }
}

/** Null where the question has no such answer. */
export function leadOf(question: QuestionId, answer: string): Lead | null {
  const leads: Readonly<Record<string, Lead>> = QUESTIONS[question];
  return Object.hasOwn(leads, answer) ? (leads[answer] ?? null) : null;
}

export function isQuestion(item: string): item is QuestionId {
  return Object.hasOwn(QUESTIONS, item);
}

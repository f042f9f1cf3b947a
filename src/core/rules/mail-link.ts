import type { Fact, LinkKind, LinkTerm } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { Certainty, ServiceId } from "../service/profile.ts";
import type { StepId } from "../service/steps.ts";
import { accepted, nextStep, refused, type Verdict } from "./verdict.ts";

const DAY = 86_400_000;
/** Asia/Tokyo: UTC+9, without summer time since 1951. */
const TOKYO = 9 * 3_600_000;

const FACT: Readonly<Record<LinkKind, Fact>> = {
  unblock: "A17",
  reset: "A18",
  "mail-change": "A19",
  "method-change": "A20",
  invite: "A21",
};

/** When a dead link is found, how to get another (facts A17: an unblock link is replaced by a reset). */
const AFTER: Readonly<Record<LinkKind, StepId>> = {
  unblock: "request-reset",
  reset: "request-reset",
  "mail-change": "ask-holder-for-link",
  "method-change": "ask-holder-for-link",
  invite: "ask-holder",
};

/**
 * "本メール受領後14日間" in its three readings, as instants (ms since 1970, UTC), each the first at which the link
 * is dead. No manual says which is meant.
 */
export type LinkDeadlines = {
  /** The mail's day is the first day; dead when the last day ends in Tokyo. The earliest. */
  readonly countingMailDay: number;
  /** So many times 24 hours from the mail. */
  readonly byTheHour: number;
  /** The mail's day doesn't count (Civil Code 140, 141), dead when the last day ends in Tokyo. The latest. */
  readonly notCountingMailDay: number;
};

export function linkDeadlines(mailedAt: number, days: number): LinkDeadlines {
  const nextMidnight = (Math.floor((mailedAt + TOKYO) / DAY) + 1) * DAY - TOKYO;
  return {
    countingMailDay: nextMidnight + (days - 1) * DAY,
    byTheHour: mailedAt + days * DAY,
    notCountingMailDay: nextMidnight + days * DAY,
  };
}

/** A link's days as the manual has them; null = no such mail, or not shown. */
export function linkDays(service: ServiceId, kind: LinkKind): number | null {
  return MANUALS[service].links[kind].value?.days ?? null;
}

export type LinkLeft = {
  readonly term: LinkTerm | null;
  readonly deadlines: LinkDeadlines | null;
  /** Milliseconds left, at least and at most; never negative. */
  readonly left: { readonly least: number; readonly most: number } | null;
};

export type LinkReason =
  | { readonly code: "expired"; readonly since: number; readonly until: LinkTerm["until"] }
  | { readonly code: "no-such-link" }
  | { readonly code: "term-not-shown" }
  /** Dead by one reading, alive by another: use it now. */
  | { readonly code: "last-hours" }
  /** The mail is from the future: a clock is wrong. */
  | { readonly code: "mail-from-the-future" };

/**
 * What is left of a link (facts A17–A21). Times in ms since 1970 UTC; `now` is the caller's. Alive for sure
 * before the earliest reading's deadline, refused from the latest's on, in between accepted as `inferred`.
 */
export function checkMailLink(
  service: ServiceId,
  kind: LinkKind,
  mailedAt: number,
  now: number,
): Verdict<LinkLeft, LinkReason> {
  const { value: term, certainty } = MANUALS[service].links[kind];
  const facts = [FACT[kind]];
  if (term === null) {
    const code = certainty === "stated" ? "no-such-link" : "term-not-shown";
    return accepted({ term, deadlines: null, left: null }, facts, {
      advice: [{ code }],
      certainty: "unknown",
      next: nextStep(service, kind === "invite" ? "open-mail-link" : AFTER[kind]),
    });
  }
  const deadlines = linkDeadlines(mailedAt, term.days);
  const { countingMailDay: earliest, notCountingMailDay: latest } = deadlines;
  const left = { least: Math.max(0, earliest - now), most: Math.max(0, latest - now) };
  const value = { term, deadlines, left };
  if (now >= latest) {
    const reason: LinkReason = { code: "expired", since: latest, until: term.until };
    return refused(value, facts, [reason], nextStep(service, AFTER[kind]));
  }
  const advice: LinkReason[] = [];
  if (now >= earliest) advice.push({ code: "last-hours" });
  if (now < mailedAt) advice.push({ code: "mail-from-the-future" });
  const sure: Certainty = advice.length === 0 ? "stated" : "inferred";
  return accepted(value, facts, { advice, certainty: sure, next: nextStep(service, "open-mail-link") });
}

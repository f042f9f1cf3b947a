import type { ServiceId } from "../service/profile.ts";
import { checkMailLink, type LinkLeft } from "./mail-link.ts";
import { accepted, type NextStep, nextStep, type Verdict } from "./verdict.ts";

/** Wrong passwords in a row that lock an account (facts A34). */
export const LOCK_AFTER = 10;

export type Lockout = { readonly failures: number; readonly locked: boolean };

export const UNLOCKED: Lockout = { failures: 0, locked: false };

/** Counts one more wrong password. A local count is a hint: the server may count per address (facts A34 [I]). */
export function afterWrongPassword(before: Lockout): Lockout {
  const failures = before.failures + 1;
  return { failures, locked: before.locked || failures >= LOCK_AFTER };
}

/** A right password clears the count, but doesn't open a locked account (facts A36: mail link or reset does). */
export function afterRightPassword(before: Lockout): Lockout {
  return before.locked ? before : UNLOCKED;
}

export type TriesLeft = { readonly failures: number; readonly left: number };
export type TriesReason = { readonly code: "probably-locked" } | { readonly code: "nearly-locked" };

/** How many wrong passwords are left, by the local count: a hint, so never a refusal (facts A34). */
export function triesLeft(failures: number): Verdict<TriesLeft, TriesReason> {
  const left = Math.max(0, LOCK_AFTER - failures);
  const advice: TriesReason[] =
    left === 0 ? [{ code: "probably-locked" }] : left <= 3 ? [{ code: "nearly-locked" }] : [];
  return accepted({ failures, left }, ["A34"], { advice, certainty: "inferred" });
}

export type UnlockWays = {
  /** The mail's link, and what is left of it; null = the mail's time isn't known. */
  readonly link: Verdict<LinkLeft, { readonly code: string }> | null;
  /** A reset unlocks too, but only if mail and password is the set method (facts A36). */
  readonly reset: "yes" | "no" | "if-password-is-set";
  /** In the order to try them. */
  readonly ways: readonly NextStep[];
};

export type UnlockReason =
  | { readonly code: "link-expired" }
  | { readonly code: "reset-needs-password-method" };

/** What unlocks this account (facts A17, A34, A36). Times in ms since 1970. */
export function explainUnlock(
  service: ServiceId,
  account: { readonly method: "password" | "other" | null; readonly mailedAt: number | null },
  now: number,
): Verdict<UnlockWays, UnlockReason> {
  const link = account.mailedAt === null ? null : checkMailLink(service, "unblock", account.mailedAt, now);
  const reset = account.method === null ? "if-password-is-set" : account.method === "password" ? "yes" : "no";
  const ways: NextStep[] = [];
  if (link?.outcome !== "refused") ways.push(nextStep(service, "open-mail-link"));
  if (reset !== "no") ways.push(nextStep(service, "request-reset"));
  if (ways.length === 0) ways.push(nextStep(service, "ask-holder"));
  const advice: UnlockReason[] = [];
  if (link?.outcome === "refused") advice.push({ code: "link-expired" });
  if (reset !== "yes") advice.push({ code: "reset-needs-password-method" });
  const certainty = link === null || account.method === null ? "inferred" : link.certainty;
  return accepted({ link, reset, ways }, ["A17", "A34", "A36"], {
    advice,
    certainty,
    next: ways[0] ?? null,
  });
}

/** Whole minutes until `deadline` (ISO 8601), rounded up; 0 = less than one is left. `now` in ms since 1970. */
export function minutesLeft(deadline: string, now: number): number {
  const left = Date.parse(deadline) - now;
  return left <= 60_000 || Number.isNaN(left) ? 0 : Math.ceil(left / 60_000);
}

/**
 * Which minute a screen reader has been told last: every minute would be chatter, so only these. Null = none yet.
 */
export function minutesToSay(minutes: number): number | null {
  const told = [0, 1, 3, 5, 10].find((mark) => minutes <= mark);
  return told ?? null;
}

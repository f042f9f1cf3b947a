/**
 * When an answer was written, by its server's clock, ms since 1970; null where that can't be told. A copy out of a cache
 * has the date of the original (RFC 9111 5.1, `Age`), which may be hours ago. What is no HTTP date is no date:
 * `Date.parse` takes `0` for the year 2000 and `-1` for 2001.
 */
export function answerDate(headers: Headers): number | null {
  const text = headers.get("date") ?? "";
  const isCopy = !/^0*$/u.test(headers.get("age") ?? "");
  const ms = text.endsWith(" GMT") && !isCopy ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

import { describe, expect, test } from "vitest";
import { answerError, retryAfter } from "./network-error.ts";

const NOW = Date.parse("2026-11-26T09:00:00Z");
const DAY = 86_400_000;

describe("what a server asks to wait is bounded where it comes in (reliability 33)", () => {
  test.each<[string | null, number | null]>([
    [null, null],
    ["", null],
    ["soon", null],
    ["0", 0],
    ["7", 7_000],
    [" 7 ", 7_000],
    ["99999999999999999999", DAY],
    ["9".repeat(400), DAY],
    ["-1", 0],
    ["Thu, 26 Nov 2026 09:00:30 GMT", 30_000],
    ["Thu, 26 Nov 2020 09:00:30 GMT", 0],
    ["Fri, 26 Nov 9999 09:00:30 GMT", DAY],
    ["Fri, 26 Nov 999999 09:00:30 GMT", null],
  ])("Retry-After: %s", (header, ms) => {
    expect(retryAfter(header, NOW)).toBe(ms);
  });

  test.each(["nonsense", "Fri, 26 Nov 9999 09:00:30 GMT", ""])("also beside a Date of %o", (date) => {
    const headers = new Headers({ date, "retry-after": "Thu, 26 Nov 2026 09:00:30 GMT" });
    const { retryAfterMs } = answerError({ status: 503, headers }, NOW);
    expect(retryAfterMs).toBeGreaterThanOrEqual(0);
    expect(retryAfterMs).toBeLessThanOrEqual(DAY);
  });
});

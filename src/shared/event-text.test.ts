import { expect, test } from "vitest";
import { eventTime, eventWords } from "./event-text.ts";
import { createWords } from "./words.ts";

const now = Date.parse("2026-11-27T01:00:00Z"); // 10:00 in Tokyo

test.each([
  ["2026-11-27T00:00:00Z", "今日 9:00", "Today 9:00"],
  ["2026-11-26T15:00:00Z", "今日 0:00", "Today 0:00"],
  ["2026-11-26T14:59:00Z", "昨日 23:59", "Yesterday 23:59"],
  ["2026-11-25T00:05:00Z", "11月25日 9:05", "25 Nov 9:05"],
  ["2025-12-31T00:05:00Z", "2025年12月31日 9:05", "31 Dec 2025 9:05"],
  ["2026-11-28T00:05:00Z", "11月28日 9:05", "28 Nov 9:05"],
  ["at nine", "", ""],
])("%s, seen in Tokyo at ten in the morning of the 27th", (at, ja, en) => {
  expect(eventTime(at, now, "ja", "Asia/Tokyo")).toBe(ja);
  expect(eventTime(at, now, "en", "Asia/Tokyo")).toBe(en);
});

test("yesterday is yesterday also where the day between had 25 hours", () => {
  const monday = Date.parse("2026-10-26T08:00:00Z");
  expect(eventTime("2026-10-24T23:30:00Z", monday, "en", "Europe/Berlin")).toBe("Yesterday 1:30");
});

test("the code stands with what happened", () => {
  const event = { what: "disconnected", code: "NET_DNS" } as const;
  expect(eventWords(event, createWords("ja"))).toBe("通信できませんでした（NET_DNS）");
  expect(eventWords({ ...event, code: null }, createWords("en"))).toBe("The service couldn’t be reached");
});

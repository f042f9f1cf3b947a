import { expect, test } from "vitest";
import { answerDate } from "./answer-date.ts";

const WRITTEN = "Thu, 26 Nov 2026 09:00:30 GMT";

test.each<[string, Record<string, string>]>([
  ["written just now", { date: WRITTEN }],
  ["said to be no older than now", { date: WRITTEN, age: "0" }],
  ["in the form of RFC 850", { date: "Thursday, 26-Nov-26 09:00:30 GMT" }],
])("an answer tells its server's time: %s (reliability 25)", (_how, headers) => {
  expect(answerDate(new Headers(headers))).toBe(Date.parse(WRITTEN));
});

test.each<[string, Record<string, string>]>([
  ["out of a cache that has had it for an hour", { date: WRITTEN, age: "3600" }],
  ["out of two caches", { date: WRITTEN, age: "3600, 12" }],
  ["with an age that is no number", { date: WRITTEN, age: "old" }],
  ["without a date", {}],
  ["with an empty date", { date: "" }],
  ["with a number for a date", { date: "0" }],
  ["with a number below zero", { date: "-1" }],
  ["with seconds since 1970", { date: "1795683630" }],
  ["with two dates", { date: `${WRITTEN}, ${WRITTEN}` }],
  ["with the time of another zone", { date: "Thu, 26 Nov 2026 18:00:30 +0900" }],
])("and none that can be told: %s", (_how, headers) => {
  expect(answerDate(new Headers(headers))).toBeNull();
});

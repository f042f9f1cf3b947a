import fc from "fast-check";
import { expect, test } from "vitest";
import type { LinkKind } from "../service/manual.ts";
import type { ServiceId } from "../service/profile.ts";
import { SERVICE_IDS } from "../service/profiles.ts";
import { checkMailLink, linkDays, linkDeadlines } from "./mail-link.ts";
import { accepted, nextStep, refused } from "./verdict.ts";

const jst = (text: string) => Date.parse(`${text}+09:00`);
const DAY = 86_400_000;

// facts A17–A21: days and what must be done in them; "-" = not shown, "none" = no such mail
const terms: readonly (readonly [ServiceId, LinkKind, string])[] = [
  ["omakase", "unblock", "14 access"],
  ["omakase", "reset", "14 completion"],
  ["omakase", "mail-change", "14 access"],
  ["omakase", "method-change", "14 completion"],
  ["omakase", "invite", "-"],
  ["cowork", "unblock", "14 access"],
  ["cowork", "reset", "14 access"],
  ["cowork", "mail-change", "14 access"],
  ["cowork", "method-change", "14 completion"],
  ["cowork", "invite", "14 completion"],
  ["ot", "unblock", "14 access"],
  ["ot", "reset", "14 completion"],
  ["ot", "mail-change", "14 access"],
  ["ot", "method-change", "14 completion"],
  ["ot", "invite", "-"],
  ["codec", "unblock", "7 access"],
  ["codec", "reset", "7 access"],
  ["codec", "mail-change", "7 access"],
  ["codec", "method-change", "none"],
  ["codec", "invite", "7 completion"],
];

test.each(terms)("%s: a link of %s lives %s", (service, kind, expected) => {
  const mailed = jst("2025-01-10T12:00:00");
  const verdict = checkMailLink(service, kind, mailed, mailed);
  const { term } = verdict.value;
  if (term === null) {
    expect(verdict).toMatchObject({ outcome: "accepted", certainty: "unknown" });
    expect(verdict.outcome === "accepted" && verdict.advice).toEqual([
      { code: expected === "-" ? "term-not-shown" : "no-such-link" },
    ]);
    return;
  }
  expect(`${term.days} ${term.until}`).toBe(expected);
  expect(verdict.certainty).toBe("stated");
  expect(checkMailLink(service, kind, mailed, mailed + 20 * DAY).outcome).toBe("refused");
});

test.each([
  ["2025-01-10T12:00:00", 14, "2025-01-24T00:00:00", "2025-01-24T12:00:00", "2025-01-25T00:00:00"],
  ["2025-01-25T23:59:59", 7, "2025-02-01T00:00:00", "2025-02-01T23:59:59", "2025-02-02T00:00:00"], // month end
  ["2025-01-25T00:00:00", 7, "2025-02-01T00:00:00", "2025-02-01T00:00:00", "2025-02-02T00:00:00"], // midnight
  ["2024-02-16T09:00:00", 14, "2024-03-01T00:00:00", "2024-03-01T09:00:00", "2024-03-02T00:00:00"], // leap day
  ["2025-02-16T09:00:00", 14, "2025-03-02T00:00:00", "2025-03-02T09:00:00", "2025-03-03T00:00:00"],
  ["2025-12-25T08:59:59", 14, "2026-01-08T00:00:00", "2026-01-08T08:59:59", "2026-01-09T00:00:00"], // year end
] as const)("a mail of %s with %i days, in Tokyo", (mailed, days, counting, hours, notCounting) => {
  const deadlines = linkDeadlines(jst(mailed), days);
  expect(deadlines).toEqual({
    countingMailDay: jst(counting),
    byTheHour: jst(hours),
    notCountingMailDay: jst(notCounting),
  });
});

test("alive to the last second of the earliest reading, dead from the first of the latest", () => {
  const mailed = jst("2024-02-16T09:00:00");
  const look = (text: string) => checkMailLink("omakase", "reset", mailed, jst(text));
  expect(look("2024-02-29T23:59:59")).toMatchObject({
    outcome: "accepted",
    certainty: "stated",
    advice: [],
    value: { left: { least: 1000, most: 1000 + DAY } },
    next: { step: "open-mail-link" },
  });
  expect(look("2024-03-01T00:00:00")).toMatchObject({
    outcome: "accepted",
    certainty: "inferred",
    advice: [{ code: "last-hours" }],
    value: { left: { least: 0, most: DAY } },
  });
  expect(look("2024-03-01T23:59:59")).toMatchObject({ outcome: "accepted", value: { left: { most: 1000 } } });
  expect(look("2024-03-02T00:00:00")).toMatchObject({
    outcome: "refused",
    code: "expired",
    reasons: [{ since: jst("2024-03-02T00:00:00"), until: "completion" }],
    value: { left: { least: 0, most: 0 } },
    next: { step: "request-reset", screen: "B30", menu: "パスワードを忘れた方はこちら" },
  });
});

test.each([
  ["unblock", "A17", "request-reset"],
  ["reset", "A18", "request-reset"],
  ["mail-change", "A19", "ask-holder-for-link"],
  ["method-change", "A20", "ask-holder-for-link"],
  ["invite", "A21", "ask-holder"],
] as const)("a dead %s link (facts %s) leads to %s", (kind, fact, step) => {
  const verdict = checkMailLink("cowork", kind, 0, 30 * DAY);
  expect(verdict.facts).toEqual([fact]);
  expect(verdict.next?.step).toBe(step);
});

test("a mail from the future is said, not refused", () => {
  expect(checkMailLink("codec", "reset", DAY, 0)).toMatchObject({
    outcome: "accepted",
    certainty: "inferred",
    advice: [{ code: "mail-from-the-future" }],
  });
});

test("what is left never grows, and the readings keep their order", () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(
      fc.constantFrom(...SERVICE_IDS),
      instant,
      fc.integer({ min: -DAY, max: 20 * DAY }),
      fc.nat(20 * DAY),
      (service, mailed, elapsed, later) => {
        const now = checkMailLink(service, "reset", mailed, mailed + elapsed);
        const then = checkMailLink(service, "reset", mailed, mailed + elapsed + later);
        expect(then.value.left?.least).toBeLessThanOrEqual(now.value.left?.least ?? -1);
        expect(then.value.left?.most).toBeLessThanOrEqual(now.value.left?.most ?? -1);
        if (now.outcome === "refused") expect(then.outcome).toBe("refused");
        const { countingMailDay, byTheHour, notCountingMailDay } = linkDeadlines(mailed, 7);
        expect(countingMailDay).toBeLessThanOrEqual(byTheHour);
        expect(byTheHour).toBeLessThan(notCountingMailDay + 1);
      },
    ),
  );
});

test.each([
  ["unblock", "A17", "access", "request-reset"],
  ["reset", "A18", "access", "request-reset"],
  ["mail-change", "A19", "access", "ask-holder-for-link"],
  ["method-change", "A20", "completion", "ask-holder-for-link"],
  ["invite", "A21", "completion", "ask-holder"],
] as const)("all that is said of a %s link, alive and dead (facts %s)", (kind, fact, until, step) => {
  const mailed = jst("2025-01-10T12:00:00");
  const deadlines = {
    countingMailDay: jst("2025-01-24T00:00:00"),
    byTheHour: jst("2025-01-24T12:00:00"),
    notCountingMailDay: jst("2025-01-25T00:00:00"),
  };
  const term = { days: 14, until };
  const left = { least: deadlines.countingMailDay - mailed, most: deadlines.notCountingMailDay - mailed };
  expect(checkMailLink("cowork", kind, mailed, mailed)).toEqual(
    accepted({ term, deadlines, left }, [fact], { next: nextStep("cowork", "open-mail-link") }),
  );
  expect(checkMailLink("cowork", kind, mailed, deadlines.countingMailDay)).toMatchObject({
    outcome: "accepted",
    certainty: "inferred",
    advice: [{ code: "last-hours" }],
    facts: [fact],
  });
  const since = deadlines.notCountingMailDay;
  expect(checkMailLink("cowork", kind, mailed, since)).toEqual(
    refused(
      { term, deadlines, left: { least: 0, most: 0 } },
      [fact],
      [{ code: "expired", since, until }],
      nextStep("cowork", step),
    ),
  );
});

test("a link without a term: an invite is opened, a method change asked for (facts A20, A21)", () => {
  const nothing = { term: null, deadlines: null, left: null };
  expect(checkMailLink("ot", "invite", 0, 0)).toEqual(
    accepted(nothing, ["A21"], {
      advice: [{ code: "term-not-shown" }],
      certainty: "unknown",
      next: nextStep("ot", "open-mail-link"),
    }),
  );
  expect(checkMailLink("codec", "method-change", 0, 0)).toEqual(
    accepted(nothing, ["A20"], {
      advice: [{ code: "no-such-link" }],
      certainty: "unknown",
      next: nextStep("codec", "ask-holder-for-link"),
    }),
  );
});

test.each(terms)("%s: the days of a %s link are of %s", (service, kind, expected) => {
  const days = Number.parseInt(expected, 10);
  expect(linkDays(service, kind)).toBe(Number.isNaN(days) ? null : days);
});

test("the mail of this very moment is not from the future", () => {
  expect(checkMailLink("codec", "reset", 5, 5)).toMatchObject({ certainty: "stated", advice: [] });
});

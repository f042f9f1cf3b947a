import { expect, test } from "vitest";
import type { ServiceId } from "../service/profile.ts";
import { SERVICE_IDS } from "../service/profiles.ts";
import {
  enrolment,
  explainSecondFactor,
  REMEMBER_BROWSER,
  type SecondFactorSituation,
  turnOffSecondFactor,
} from "./second-factor.ts";
import { accepted, nextStep } from "./verdict.ts";

const DAY = 86_400_000;
const NOW = 1_750_000_000_000;
const plain: SecondFactorSituation = {
  method: "password",
  byLine: false,
  accessPath: "line-and-internet",
  setting: "on",
  lastAccess: NOW - DAY,
};

const explain = (service: ServiceId, change: Partial<SecondFactorSituation>) => {
  const { value, advice, certainty, facts } = explainSecondFactor(service, { ...plain, ...change }, NOW);
  return [value.asked, advice.map(({ code }) => code).join("+"), certainty, facts.join()];
};

// By service: what it answers where the manuals agree, and where they don't (facts A22–A26).
const rows: readonly (readonly [string, Partial<SecondFactorSituation>, Record<string, string>])[] = [
  [
    "first login here",
    { lastAccess: "never" },
    {
      omakase: "yes first-on-device+may-differ-here inferred A22",
      else: "yes first-on-device stated A22",
    },
  ],
  [
    "thirty days away",
    { lastAccess: NOW - 30 * DAY },
    {
      omakase: "yes long-without-access+may-differ-here inferred A22",
      else: "yes long-without-access stated A22",
    },
  ],
  [
    "a second less",
    { lastAccess: NOW - 30 * DAY + 1000 },
    {
      omakase: "no seen-recently+may-differ-here inferred A22",
      else: "no seen-recently stated A22",
    },
  ],
  [
    "nobody knows when",
    { lastAccess: null },
    {
      omakase: "unknown last-access-unknown+may-differ-here unknown A22",
      else: "unknown last-access-unknown unknown A22",
    },
  ],
  [
    "through Google",
    { method: "google", lastAccess: "never" },
    {
      codec: "no not-with-this-method inferred A23",
      else: "no not-with-this-method stated A23",
    },
  ],
  [
    "turned off",
    { setting: "off", lastAccess: "never" },
    {
      omakase: "no turned-off stated A24",
      codec: "yes first-on-device stated A22", // no such setting
      else: "no turned-off stated A24",
    },
  ],
  ["by line", { byLine: true, lastAccess: "never" }, { else: "no by-line stated A25" }],
  [
    "line only",
    { accessPath: "line-only", lastAccess: "never" },
    {
      omakase: "yes first-on-device+may-differ-here inferred A22",
      codec: "yes first-on-device stated A22",
      else: "no off-with-line-only stated A26",
    },
  ],
];

test.each(rows)("%s", (_name, change, expected) => {
  for (const service of SERVICE_IDS)
    expect(explain(service, change).join(" "), service).toBe(expected[service] ?? expected.else);
});

test.each([
  ["omakase", "sms", "B4", "QRコードでの認証はこちら"],
  ["cowork", "sms", "B4", "QRコードでの認証はこちら"],
  ["ot", "sms", "B4", "QRコードでの認証はこちら"],
  ["codec", "authenticator", "B6", "携帯電話での認証はこちら"],
] as const)("%s enrols by %s first (facts A27)", (service, first, screen, otherLink) => {
  expect(enrolment(service)).toEqual(accepted({ first, screen, otherLink }, ["A27"]));
});

test("it can be turned off for the contract, but not in codec (facts A24)", () => {
  for (const service of ["omakase", "cowork", "ot"] as const)
    expect(turnOffSecondFactor(service)).toMatchObject({
      value: { possible: true },
      next: { screen: "B28", menu: "2段階認証設定", who: "holder" },
    });
  expect(turnOffSecondFactor("codec")).toMatchObject({
    value: { possible: false },
    advice: [{ code: "no-such-setting" }],
  });
});

test("the browser is remembered by the tick on the SMS screen (facts A30)", () => {
  expect(REMEMBER_BROWSER).toEqual({ label: "このブラウザを一定期間、記憶する", screen: "B5" });
});

test("a prediction refuses nothing and tells its numbers as data (facts A22–A26)", () => {
  expect(explainSecondFactor("ot", { ...plain, lastAccess: NOW - 40 * DAY }, NOW)).toEqual(
    accepted({ asked: "yes" }, ["A22"], { advice: [{ code: "long-without-access", days: 30 }] }),
  );
  expect(explainSecondFactor("ot", plain, NOW)).toEqual(
    accepted({ asked: "no" }, ["A22"], { advice: [{ code: "seen-recently", days: 30 }] }),
  );
  expect(explainSecondFactor("ot", { ...plain, method: "google" }, NOW)).toEqual(
    accepted({ asked: "no" }, ["A23"], { advice: [{ code: "not-with-this-method", method: "google" }] }),
  );
  expect(explainSecondFactor("ot", { ...plain, setting: "off" }, NOW)).toEqual(
    accepted({ asked: "no" }, ["A24"], { advice: [{ code: "turned-off" }] }),
  );
  expect(explainSecondFactor("ot", { ...plain, byLine: true }, NOW)).toEqual(
    accepted({ asked: "no" }, ["A25"], { advice: [{ code: "by-line" }] }),
  );
  expect(explainSecondFactor("ot", { ...plain, accessPath: "line-only" }, NOW)).toEqual(
    accepted({ asked: "no" }, ["A26"], { advice: [{ code: "off-with-line-only" }] }),
  );
});

test("turning it off is the holder's, or there is no such setting (facts A24)", () => {
  expect(turnOffSecondFactor("ot")).toEqual(
    accepted({ possible: true }, ["A24"], { next: nextStep("ot", "set-second-factor") }),
  );
  expect(turnOffSecondFactor("codec")).toEqual(
    accepted({ possible: false }, ["A24"], { advice: [{ code: "no-such-setting" }] }),
  );
});

import { expect, test } from "vitest";
import { accessPathSetting, checkConnection, lineErrorChecks, wayBackIn } from "../core/rules/access-path.ts";
import {
  activeDirectoryScreen,
  checkActiveDirectoryAccount,
  checkConnectionId,
} from "../core/rules/active-directory.ts";
import { checkCode } from "../core/rules/code-format.ts";
import { consentExpected, whereToChangeConsent } from "../core/rules/consent.ts";
import {
  checkChangeOrder,
  checkCredentialChange,
  checkMethodChange,
} from "../core/rules/credential-change.ts";
import { checkLineNumber, eligibleLines } from "../core/rules/line-number.ts";
import { checkLineNumberList } from "../core/rules/line-number-list.ts";
import { explainUnlock, triesLeft } from "../core/rules/lockout.ts";
import { loginMethods } from "../core/rules/login-methods.ts";
import { linkPlaces, whichLoginUrl } from "../core/rules/login-url.ts";
import { checkMailLink } from "../core/rules/mail-link.ts";
import { mailOfSubject, mailSubject } from "../core/rules/mail-subject.ts";
import { officePath } from "../core/rules/office-link.ts";
import { checkPassword, checkPasswordChange } from "../core/rules/password.ts";
import { whatMayDo } from "../core/rules/permissions.ts";
import { afterRecoveryCode, checkRecoveryCode } from "../core/rules/recovery-code.ts";
import { enrolment, explainSecondFactor, turnOffSecondFactor } from "../core/rules/second-factor.ts";
import { resetsSecondFactor, waysToResetSecondFactor } from "../core/rules/second-factor-reset.ts";
import { smsDoesNotArrive } from "../core/rules/sms-arrival.ts";
import { checkTrial } from "../core/rules/trial.ts";
import { findings, type Reason, type Verdict } from "../core/rules/verdict.ts";
import type { LoginMethod, ServiceId } from "../core/service/profile.ts";
import { SERVICE_IDS } from "../core/service/profiles.ts";
import {
  RULE_WORDS,
  type RuleName,
  type RuleVerdicts,
  type VerdictText,
  verdictText,
} from "./verdict-words.ts";

const DAY = 86_400_000;
const MAILED = Date.parse("2025-01-10T12:00+09:00");

const METHODS = Object.keys(RULE_WORDS.ja.method) as LoginMethod[];
const PASSWORDS = [
  ["abc", "abc"],
  ["abcdefgh", "ABCDEFGH"],
  ["Abcdefg1", "Abcdefg1 "],
  ["Abcdefg1", "Ａbcdefg1"],
  ["Pässword1", "Pa\u0308ssword1"],
  [" Abcdef1 ", " Abcdef1 "],
  ["Abcd1😀😀", "Abcd1😀😀"],
  ["abcdefgＡ1", "abcdefgＡ1"],
  ["", ""],
] as const;
const LINE = "CAF1234567890";
const LINES = ["", "xyz", "CAF12345", "CAF123456789é", "ｃａｆ 1234-567890", LINE];

/** Mistakes and situations that, together, make every rule give every answer it has. */
function verdicts(service: ServiceId): { readonly [R in RuleName]: readonly RuleVerdicts[R][] } {
  const situation = { byLine: false, accessPath: null, setting: null, lastAccess: null } as const;
  const people = (["holder", "other"] as const).flatMap((role) =>
    (["basic", "trial"] as const).flatMap((plan) =>
      [null, 3, 40].map((daysSinceTrial) => ({ role, plan, daysSinceTrial })),
    ),
  );
  const pairs = METHODS.flatMap((from) => METHODS.map((to) => ({ from, to })));
  return {
    password: PASSWORDS.map(([one, two]) => checkPassword(service, one, two)),
    "password-change": PASSWORDS.flatMap(([next, confirmation]) => [
      checkPasswordChange(service, { current: "", next, confirmation }, "password"),
      checkPasswordChange(service, { current: "x", next, confirmation }, "other"),
    ]),
    "line-number": LINES.map((one) => checkLineNumber(service, one)),
    "line-number-list": [
      "",
      LINES.join("\r\n"),
      `${LINE}\n${LINE}`,
      Array.from({ length: 101 }, (_, index) => `CAF${String(index).padStart(10, "0")}`).join("\r"),
    ].map((text) => checkLineNumberList(service, text)),
    "eligible-lines": [eligibleLines(service)],
    "mail-link": (["unblock", "reset", "mail-change", "method-change", "invite"] as const).flatMap((kind) =>
      [-1, 0, 6.9, 13.9, 40].map((days) => checkMailLink(service, kind, MAILED, MAILED + days * DAY)),
    ),
    trial: [0, 29.9, 35, 44.9, 99].map((days) => checkTrial(service, MAILED, MAILED + days * DAY)),
    "second-factor": [
      { ...situation, method: "password", byLine: true },
      { ...situation, method: "google" },
      { ...situation, method: "password", setting: "off" },
      { ...situation, method: "password", accessPath: "line-only" },
      { ...situation, method: "password" },
      { ...situation, method: "password", lastAccess: "never" },
      { ...situation, method: "password", lastAccess: MAILED },
      { ...situation, method: "password", lastAccess: MAILED + 39 * DAY },
    ].map((one) => explainSecondFactor(service, one as never, MAILED + 40 * DAY)),
    "second-factor-enrolment": [enrolment(service)],
    "second-factor-off": [turnOffSecondFactor(service)],
    "second-factor-reset": (
      ["login-method", "password-reset", "mail-change", "password-change"] as const
    ).flatMap((by) => [
      resetsSecondFactor(service, by, "password"),
      resetsSecondFactor(service, by, "other"),
    ]),
    "second-factor-ways": [
      waysToResetSecondFactor(service, "holder"),
      waysToResetSecondFactor(service, "other"),
    ],
    sms: [smsDoesNotArrive(service)],
    code: (["sms", "totp"] as const).flatMap((kind) =>
      ["12345", "abcdef", "１２３ 456", "123456"].map((typed) => checkCode(service, kind, typed)),
    ),
    "recovery-code": ["", "ABCD-1234", "ABCDEFGHIJKLMNOPQRSTUVWX", "あ"].map((typed) =>
      checkRecoveryCode(service, typed),
    ),
    "after-recovery-code": [afterRecoveryCode()],
    "tries-left": [0, 8, 10].map((failures) => triesLeft(failures)),
    unlock: ([null, "password", "other"] as const).flatMap((method) =>
      [null, MAILED, MAILED + 30 * DAY].map((mailedAt) =>
        explainUnlock(service, { method, mailedAt }, MAILED + 31 * DAY),
      ),
    ),
    permission: people.flatMap((person) => whatMayDo(service, person).map(({ verdict }) => verdict)),
    "change-order": [
      { method: { from: "password", to: "google" }, mail: true },
      { method: { from: "password", to: "google" }, mail: false },
      { method: null, mail: true },
    ].map((change) => checkChangeOrder(service, change as never)),
    "method-change": pairs.flatMap(({ from, to }) => [
      checkMethodChange(service, "holder", from, to),
      checkMethodChange(service, "other", from, to),
    ]),
    "credential-change": people.flatMap((person) =>
      pairs.flatMap((method) => [
        checkCredentialChange(service, person, { method, mail: true }),
        checkCredentialChange(service, person, { method, mail: false }),
        checkCredentialChange(service, person, { method: null, mail: true }),
      ]),
    ),
    "login-url": [true, false, null].flatMap((onLine) =>
      (["line-only", "line-and-internet", null] as const).flatMap((accessPath) =>
        (["password", "active-directory"] as const).map((method) =>
          whichLoginUrl(service, { onLine, accessPath, method }),
        ),
      ),
    ),
    "link-places": [linkPlaces(service)],
    "login-methods": [loginMethods(service)],
    "mail-subject": [mailSubject(service, "lock"), mailSubject(service, "active-directory")],
    "mail-of-subject": [mailOfSubject(service, "アカウントロック"), mailOfSubject(service, "?")],
    "access-path": [accessPathSetting(service, "line-only"), accessPathSetting(service, "line-and-internet")],
    connection: (["registered-line", "other-line", "internet"] as const).map((from) =>
      checkConnection(service, "line-only", from),
    ),
    "way-back-in": [wayBackIn(service)],
    "line-error": [lineErrorChecks(service)],
    "connection-id": ["", "abc", "adfs-", "ＡＤＦＳ－1"].map((typed) => checkConnectionId(service, typed)),
    "active-directory-account": ["", "taro", "taro＠example.co.jp"].map((typed) =>
      checkActiveDirectoryAccount(service, typed),
    ),
    "active-directory-screen": [activeDirectoryScreen(service, true), activeDirectoryScreen(service, false)],
    "consent-expected": [
      consentExpected("west", false),
      consentExpected("west", true),
      consentExpected("east", false),
      consentExpected(null, false),
    ],
    "consent-change": [whereToChangeConsent("flets"), whereToChangeConsent("collaboration")],
    office: [officePath(service)],
  };
}

const RULES = Object.keys(RULE_WORDS.ja.rules) as RuleName[];

function said<R extends RuleName>(rule: R, service: ServiceId, language: "ja" | "en"): VerdictText[] {
  return verdicts(service)[rule].map((verdict) => verdictText(rule, verdict, service, language));
}

const sentences = (text: VerdictText): string[] => [
  text.headline,
  text.certaintyNote,
  ...text.reasons,
  ...text.advice,
  ...[text.nextStep, ...text.otherSteps].flatMap((step) => (step === null ? [] : [step.what, step.who])),
];

/** AD's check of an account shares its codes with that of a 接続ID; these it never gives. */
const SHARED: Partial<Record<RuleName, readonly string[]>> = {
  "connection-id": ["not-user-at-domain"],
  "active-directory-account": ["prefix", "nothing-after-prefix"],
  "active-directory-screen": [
    "empty",
    "prefix",
    "nothing-after-prefix",
    "not-user-at-domain",
    "form-changed",
  ],
  // Permissions' codes come first in the one that asks for permission, and none of them here.
  "change-order": [
    ...["holder-only", "basic-plan-only", "trial-change-over", "within-days-after-trial", "not-stated"],
    ...["method-not-offered", "holder-not-with-active-directory", "facebook-to-facebook", "log-out-first"],
    "active-directory-must-be-set-up",
  ],
  "method-change": [
    ...["holder-only", "basic-plan-only", "trial-change-over", "within-days-after-trial", "not-stated"],
    ...["mail-first", "method-needs-mail"],
  ],
  // Only the plan's change is bound to days, every table speaks of these two operations, and nobody but the contract
  // holder, who may not choose Active Directory, gets as far as the method.
  "credential-change": [
    ...["trial-change-over", "within-days-after-trial", "not-stated", "active-directory-must-be-set-up"],
  ],
};

test.each(RULES)("%s: every code is said, once and as a sentence, in both languages", (rule) => {
  const all: readonly Verdict<unknown, Reason>[] = SERVICE_IDS.flatMap(
    (service): Verdict<unknown, Reason>[] => [...verdicts(service)[rule]],
  );
  const found = new Set(all.flatMap(findings).map(({ code }) => code));
  const written = Object.keys(RULE_WORDS.ja.rules[rule].why);
  expect([...found].sort()).toEqual(written.filter((code) => !SHARED[rule]?.includes(code)).sort());
  for (const service of SERVICE_IDS)
    for (const language of ["ja", "en"] as const)
      for (const text of said(rule, service, language)) {
        for (const one of sentences(text)) expect(one).not.toMatch(/undefined|null|NaN|\[object|^\s*$/u);
        expect(new Set([...text.reasons, ...text.advice]).size, text.headline).toBe(
          text.reasons.length + text.advice.length,
        );
      }
});

test.each(RULES)("%s: Japanese sentences are です・ます and blame nobody", (rule) => {
  for (const service of SERVICE_IDS)
    for (const text of said(rule, service, "ja")) {
      for (const one of [...text.reasons, ...text.advice, text.certaintyNote])
        expect(one).toMatch(/(?:ます|です|ません|ました|ください|でした|場合があります)。$/u);
      for (const one of sentences(text)) expect(one).not.toMatch(/間違|誤って|失敗|不正|違反/u);
    }
});

test.each(RULES)("%s: English keeps Japanese only for labels of the pages", (rule) => {
  const labels = /“[^”]*”|（[^）]*）|\((?:接続ID|回線情報通知|光コラボレーション)\)|Office連携/gu;
  const names = /おまかせクラウドストレージ|コワークストレージ|OTクラウド・ストレージ|コーデックストレージ/gu;
  for (const service of SERVICE_IDS)
    for (const text of said(rule, service, "en"))
      for (const one of sentences(text))
        expect(one.replace(labels, "").replace(names, "")).not.toMatch(
          /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u,
        );
});

test("a password is in none of the words", () => {
  for (const service of SERVICE_IDS)
    for (const language of ["ja", "en"] as const) {
      const secret = "qZ9-secret-あ";
      const text = verdictText("password", checkPassword(service, secret, "qZ8"), service, language);
      expect(JSON.stringify(text)).not.toContain("qZ");
    }
});

test("the next step names screen and menu as that service calls them", () => {
  const where = (service: ServiceId) =>
    verdictText("connection", checkConnection(service, "line-only", "internet"), service, "ja").nextStep;
  expect(where("omakase")).toEqual({
    what: "アクセス経路の設定を変更してください。",
    who: "契約者",
    where:
      "「ログイン」 → 「パスワード変更、その他認証・契約情報の変更はこちら」 → 「認証・契約情報変更メニュー」 → 「アクセス経路設定」",
    stated: true,
  });
  expect(where("codec")?.where).toBe(
    "「ログイン」 → 「パスワード変更、その他契約情報の変更はこちら」 → 「契約情報変更メニュー」 → 「プラン変更および通信経路設定」",
  );
});

test("labels that a service calls otherwise are its own (facts A14)", () => {
  const why = (service: ServiceId) =>
    verdictText("connection", checkConnection(service, "line-only", "internet"), service, "ja").reasons[0];
  expect(why("omakase")).toContain("「回線認証のみ」");
  expect(why("codec")).toContain("「回線認証」");
});

test("deadlines are told in Japan's time, the last minute that is in time", () => {
  const verdict = checkMailLink("cowork", "reset", MAILED, MAILED);
  const { details } = verdictText("mail-link", verdict, "cowork", "ja");
  expect(details.map(({ value }) => value)).toEqual([
    "メールから14日以内に、リンクを開く",
    "2025年1月23日 23:59（日本時間）まで",
    "2025年1月24日 11:59（日本時間）まで",
    "2025年1月24日 23:59（日本時間）まで",
    "少なくとも13日と12時間",
  ]);
});

test("what no manual states is said to be that", () => {
  const certain = (service: ServiceId) =>
    verdictText("password", checkPassword(service, "Abcdefg1"), service, "ja");
  expect(certain("omakase").certaintyNote).toBe("おまかせクラウドストレージの資料に記載されている内容です。");
  expect(certain("codec")).toMatchObject({
    headline: "使えるかどうかの条件は、資料に記載がありません",
    certaintyNote: "コーデックストレージの資料に記載がありません。サービスの判断をご確認ください。",
  });
});

import { expect, test } from "vitest";
import type { MailKind } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import { SERVICE_IDS } from "../service/profiles.ts";
import { CONSENT_PAGE, consentExpected, whereToChangeConsent } from "./consent.ts";
import { loginMethods } from "./login-methods.ts";
import { mailOfSubject, mailSubject } from "./mail-subject.ts";
import { officePath } from "./office-link.ts";
import { smsDoesNotArrive } from "./sms-arrival.ts";

const three = ["omakase", "cowork", "ot"] as const;

test("login methods and the word for federation (facts A6, A7)", () => {
  const base = ["password", "google", "facebook", "microsoft", "d-account", "active-directory"];
  const word = "認証連携しているサービスのアカウント";
  expect(loginMethods("omakase").value).toEqual({ methods: base, federationWord: word });
  expect(loginMethods("cowork").value).toEqual({
    methods: [...base, "ntt-east-business-id"],
    federationWord: word,
  });
  expect(loginMethods("ot").value).toEqual({ methods: base, federationWord: word });
  expect(loginMethods("codec").value).toEqual({
    methods: ["password", "google", "facebook"],
    federationWord: "SNSアカウント",
  });
});

test("what the locked page says, where it was captured (facts A35)", () => {
  expect(SERVICE_IDS.map((service) => MANUALS[service].lockText?.slice(0, 12) ?? null)).toEqual([
    null,
    "ログインを複数回連続して",
    null,
    "このアカウントは、短時間",
  ]);
});

test("Office goes over the Internet also with line authentication (facts A48)", () => {
  for (const service of three) expect(officePath(service).value).toEqual({ goesOver: "internet" });
  expect(officePath("codec")).toMatchObject({ value: { goesOver: "unknown" }, certainty: "unknown" });
});

test("when no SMS comes, what to lift on the phone (facts A49)", () => {
  for (const service of three)
    expect(smsDoesNotArrive(service)).toMatchObject({
      value: { lift: ["international", "foreign-operator", "allow-only-list"], afterwards: "log-in-again" },
      certainty: "stated",
    });
  expect(smsDoesNotArrive("codec")).toMatchObject({ value: { lift: [] }, certainty: "unknown" });
});

test.each([
  ["lock", "アカウントロック", "yes"],
  ["reset", "パスワードリセット", "yes"],
  ["mail-change", "メールアドレス変更登録", "yes"],
  ["method-change", "ログイン方法の設定変更", "no"],
  ["invite", "利用者登録のご案内", "yes"],
  ["active-directory", "Active Directoryアカウントのログイン用URL・接続ID通知", "no"],
] as const)("the mail %s is called %s (facts A51)", (kind: MailKind, subject, inCodec) => {
  expect(mailSubject("omakase", kind).value).toBe(`【おまかせクラウドストレージ】${subject}`);
  expect(mailSubject("cowork", kind).value).toBe(`【コワークストレージ】${subject}`);
  expect(mailSubject("ot", kind).value).toBe(`【OTクラウド・ストレージ】${subject}`);
  expect(mailSubject("codec", kind).value).toBe(
    inCodec === "yes" ? `【コーデックストレージ】${subject}` : null,
  );
  expect(mailOfSubject("ot", ` Re: 【ＯＴクラウド・ストレージ】 ${subject}`).value).toBe(kind);
});

test("a subject of another mail is no mail of the manual", () => {
  expect(mailOfSubject("ot", "請求書")).toMatchObject({ value: null, certainty: "unknown" });
});

test("the consent page: West lines, the first time (facts A46)", () => {
  expect(consentExpected("west", false)).toMatchObject({ value: { expected: "yes" }, certainty: "stated" });
  expect(consentExpected("west", true)).toMatchObject({ value: { expected: "no" } });
  expect(consentExpected("east", false)).toMatchObject({ value: { expected: "no" }, certainty: "inferred" });
  expect(consentExpected(null, false)).toMatchObject({
    value: { expected: "unknown" },
    certainty: "unknown",
  });
});

test("the consent page's words, and where the answer is changed later (facts A46)", () => {
  expect(CONSENT_PAGE).toEqual({
    names: ["回線情報通知", "回線情報通知画面", "回線情報通知設定画面"],
    accept: "通知する",
    submit: ["決定", "完了"],
    recipient: { provider: "NTT東日本株式会社", service: "コワークストレージ" },
  });
  expect(whereToChangeConsent("flets").value.at).toBe("サービス申込み受付ページ");
  expect(whereToChangeConsent("collaboration").value.at).toBe("provider");
});

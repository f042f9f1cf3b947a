import { expect, test } from "vitest";
import type { MailKind } from "../service/manual.ts";
import { SERVICE_IDS } from "../service/profiles.ts";
import { CONSENT_PAGE, consentExpected, whereToChangeConsent } from "./consent.ts";
import { loginMethods } from "./login-methods.ts";
import { mailOfSubject, mailSubject } from "./mail-subject.ts";
import { officePath } from "./office-link.ts";
import { smsDoesNotArrive } from "./sms-arrival.ts";
import { accepted, nextStep } from "./verdict.ts";

const three = ["omakase", "cowork", "ot"] as const;

test("login methods and the word for federation (facts A6, A7)", () => {
  const base = ["password", "google", "facebook", "microsoft", "d-account", "active-directory"];
  const word = "認証連携しているサービスのアカウント";
  const methods = {
    omakase: { methods: base, federationWord: word },
    cowork: { methods: [...base, "ntt-east-business-id"], federationWord: word },
    ot: { methods: base, federationWord: word },
    codec: { methods: ["password", "google", "facebook"], federationWord: "SNSアカウント" },
  };
  for (const service of SERVICE_IDS)
    expect(loginMethods(service)).toEqual(accepted(methods[service], ["A6", "A7"]));
});

test("Office goes over the Internet also with line authentication (facts A48)", () => {
  for (const service of three)
    expect(officePath(service)).toEqual(accepted({ goesOver: "internet" }, ["A48"]));
  expect(officePath("codec")).toEqual(
    accepted({ goesOver: "unknown" }, ["A48"], { advice: [{ code: "not-stated" }], certainty: "unknown" }),
  );
});

test("when no SMS comes, what to lift on the phone (facts A49)", () => {
  const lift = ["international", "foreign-operator", "allow-only-list"];
  for (const service of three)
    expect(smsDoesNotArrive(service)).toEqual(
      accepted({ lift, afterwards: "log-in-again" }, ["A49"], {
        next: nextStep(service, "lift-sms-refusal"),
      }),
    );
  expect(smsDoesNotArrive("codec")).toEqual(
    accepted({ lift: [], afterwards: "log-in-again" }, ["A49"], {
      advice: [{ code: "not-stated" }],
      certainty: "unknown",
      next: nextStep("codec", "lift-sms-refusal"),
    }),
  );
});

test.each([
  ["lock", "アカウントロック", "yes"],
  ["reset", "パスワードリセット", "yes"],
  ["mail-change", "メールアドレス変更登録", "yes"],
  ["method-change", "ログイン方法の設定変更", "no"],
  ["invite", "利用者登録のご案内", "yes"],
  ["active-directory", "Active Directoryアカウントのログイン用URL・接続ID通知", "no"],
] as const)("the mail %s is called %s (facts A51)", (kind: MailKind, subject, inCodec) => {
  expect(mailSubject("omakase", kind)).toEqual(accepted(`【おまかせクラウドストレージ】${subject}`, ["A51"]));
  expect(mailSubject("cowork", kind)).toEqual(accepted(`【コワークストレージ】${subject}`, ["A51"]));
  expect(mailSubject("ot", kind)).toEqual(accepted(`【OTクラウド・ストレージ】${subject}`, ["A51"]));
  expect(mailSubject("codec", kind)).toEqual(
    inCodec === "yes"
      ? accepted(`【コーデックストレージ】${subject}`, ["A51"])
      : accepted(null, ["A51"], { certainty: "unknown" }),
  );
  expect(mailOfSubject("ot", ` Re: 【ＯＴクラウド・ストレージ】 ${subject}`)).toEqual(
    accepted(kind, ["A51"]),
  );
  const blanks = [...subject].join(" ");
  expect(mailOfSubject("cowork", blanks).value).toBe(kind);
});

test("a subject of another mail is no mail of the manual", () => {
  expect(mailOfSubject("ot", "請求書")).toEqual(accepted(null, ["A51"], { certainty: "unknown" }));
});

test("the consent page: West lines, the first time (facts A46)", () => {
  const first = { advice: [{ code: "first-time-from-the-west" }] };
  expect(consentExpected("west", false)).toEqual(accepted({ expected: "yes" }, ["A46"], first));
  const before = { advice: [{ code: "answered-before" }] };
  expect(consentExpected("west", true)).toEqual(accepted({ expected: "no" }, ["A46"], before));
  const east = { advice: [{ code: "not-from-the-east" }], certainty: "inferred" } as const;
  const unknown = { advice: [{ code: "region-not-known" }], certainty: "unknown" } as const;
  for (const remembered of [true, false]) {
    expect(consentExpected("east", remembered)).toEqual(accepted({ expected: "no" }, ["A46"], east));
    expect(consentExpected(null, remembered)).toEqual(accepted({ expected: "unknown" }, ["A46"], unknown));
  }
});

test("the consent page's words, and where the answer is changed later (facts A46)", () => {
  expect(CONSENT_PAGE).toEqual({
    names: ["回線情報通知", "回線情報通知画面", "回線情報通知設定画面"],
    accept: "通知する",
    submit: ["決定", "完了"],
    recipient: { provider: "NTT東日本株式会社", service: "コワークストレージ" },
  });
  expect(whereToChangeConsent("flets")).toEqual(accepted({ at: "サービス申込み受付ページ" }, ["A46"]));
  expect(whereToChangeConsent("collaboration")).toEqual(accepted({ at: "provider" }, ["A46"]));
});

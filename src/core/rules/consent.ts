import { accepted, type Verdict } from "./verdict.ts";

/** The page's names and labels, verbatim (facts A46). Whom it names is another company, also for omakase. */
export const CONSENT_PAGE = {
  names: ["回線情報通知", "回線情報通知画面", "回線情報通知設定画面"],
  accept: "通知する",
  /** S0's text calls the button 完了, its picture 決定. */
  submit: ["決定", "完了"],
  recipient: { provider: "NTT東日本株式会社", service: "コワークストレージ" },
} as const;

export type ConsentReason =
  | { readonly code: "first-time-from-the-west" }
  | { readonly code: "answered-before" }
  | { readonly code: "not-from-the-east" }
  | { readonly code: "region-not-known" };

/** Is the consent page to be expected? West lines, first time only, and no fault (facts A46). */
export function consentExpected(
  region: "east" | "west" | null,
  remembered: boolean,
): Verdict<{ readonly expected: "yes" | "no" | "unknown" }, ConsentReason> {
  if (region === null)
    return accepted({ expected: "unknown" }, ["A46"], {
      advice: [{ code: "region-not-known" }],
      certainty: "unknown",
    });
  if (region === "east")
    return accepted({ expected: "no" }, ["A46"], {
      advice: [{ code: "not-from-the-east" }],
      certainty: "inferred",
    });
  return remembered
    ? accepted({ expected: "no" }, ["A46"], { advice: [{ code: "answered-before" }] })
    : accepted({ expected: "yes" }, ["A46"], {
        advice: [{ code: "first-time-from-the-west" }],
      });
}

/** Where the answer is changed later: the line's own counter (facts A46). */
export function whereToChangeConsent(
  line: "flets" | "collaboration",
): Verdict<{ readonly at: "サービス申込み受付ページ" | "provider" }, never> {
  return accepted({ at: line === "flets" ? "サービス申込み受付ページ" : "provider" }, ["A46"]);
}

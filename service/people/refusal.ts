import type { Reason, Refused } from "../../src/core/rules/verdict.ts";
import type { StepId } from "../../src/core/service/steps.ts";
import { plainPage } from "../pages/layout.ts";
import { show, type Visit } from "../visit/visit.ts";

/** What stands in the way and what to do, in words. */
export type Refusal = { readonly why: string; readonly next: string };

const WHY: Readonly<Record<string, string>> = {
  "holder-only": "この操作ができるのは契約者だけです。",
  "basic-plan-only": "この操作ができるのは基本プランの契約者だけです。無料トライアルではできません。",
  "trial-change-over": "無料トライアルからのプラン変更の期間が終わっています。",
  "plan-change-over": "無料トライアルからのプラン変更の期間が終わっています。",
  "mail-first": "ログイン方法とメールアドレスは同時に変更できません。",
  "method-needs-mail": "ログイン方法を変更するには、メールアドレスの変更が必要です。",
  "method-not-offered": "このログイン方法は、このサービスにはありません。",
  "holder-not-with-active-directory": "契約者はActive Directoryアカウントを選択できません。",
  "facebook-to-facebook": "Facebookアカウントから別のFacebookアカウントへは、直接切り替えられません。",
  "method-has-no-password": "メールアドレス・パスワード以外のログイン方法のため、パスワードはありません。",
  "no-such-link": "このサービスには、このリンクはありません。",
};

const NEXT: Readonly<Partial<Record<StepId, string>>> = {
  "ask-holder": "契約者または管理者権限を持つユーザにご依頼ください。",
  "ask-holder-for-link": "契約者または管理者権限を持つユーザに、変更用リンクの送信をご依頼ください。",
  "change-plan": "基本プランに変更すると行えます。",
  "change-mail": "新しいメールアドレスを入力してください。",
  "change-mail-first": "先にメールアドレスを変更してください。",
  "change-method": "契約者がログイン方法をメールアドレス・パスワードに変更すると行えます。",
  "use-another-method": "ほかのログイン方法を選択してください。",
  "set-active-directory": "契約者がActive Directory設定を済ませると選択できます。",
};

/** A refusal of the core in words: its first reason and the next step. */
export function inWords({ code, next }: Refused<unknown, Reason>): Refusal {
  return {
    why: WHY[code] ?? "この操作は行えません。",
    next: stepInWords(next.step),
  };
}

export function stepInWords(step: StepId): string {
  return NEXT[step] ?? "契約者にご確認ください。";
}

/** A page that may not be used, in words. */
export function showRefusal(
  visit: Visit,
  { why, next }: Refusal,
  back?: { readonly href: string; readonly label: string },
): void {
  show(visit, "refused", plainPage(visit.service, "この操作は行えません", [why, next], back), 403, { why });
}

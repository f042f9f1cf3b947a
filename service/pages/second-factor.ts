import { REMEMBER_BROWSER } from "../../src/core/rules/second-factor.ts";
import { smsDoesNotArrive } from "../../src/core/rules/sms-arrival.ts";
import type { SmsRefusal } from "../../src/core/service/manual.ts";
import { MANUALS } from "../../src/core/service/manuals.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { formBox, submitButton, textField, tickBox } from "./form.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

// The screens of the second factor that are answered at a login, B9 to B11 (enrolment: enrolment.ts).

export function secondFactorLayout(service: ServiceId, heading: string, body: Html): string {
  const box = html`<div class="card-box"><h1>${heading}</h1>
${body}</div>`;
  return layout({ service, title: heading === "2段階認証完了" ? heading : "2段階認証", body: box });
}

/** The field for six characters; an authenticator's are digits, an SMS's only so here (facts A28, A29). */
export function codeField(form: FormState, label: string): Html {
  return textField(form, { name: "code", label, numeric: true, autocomplete: "one-time-code" });
}

export function rememberBox(form: FormState): Html {
  return tickBox(form, { name: "remember", label: REMEMBER_BROWSER.label });
}

export type ChallengePage = {
  readonly kind: "sms" | "totp";
  /** Last digits of the phone that the code went to. */
  readonly phoneEnd: string | null;
  /** A code has just been sent again. */
  readonly sentAgain: boolean;
};

/**
 * B9. Its tick isn't on the captured screen, but without one a second browser could never be remembered (facts A22,
 * A30) [I]. What a wrong code shows is not captured; the words are our own.
 */
export function challengePage(service: ServiceId, form: FormState, page: ChallengePage): string {
  const sms = page.kind === "sms";
  const body = html`${page.sentAgain && html`<p class="done" role="status">新しいパスコードをお送りしました。</p>`}
<p>${sms ? `登録された電話番号（末尾 ${page.phoneEnd}）にSMSでお送りしたパスコードを入力してください。` : "認証アプリに表示されているパスコードを入力してください。"}</p>
${formBox(
  form,
  "/second-factor/code",
  html`${codeField(form, `パスコードの入力(${MANUALS[service].codes[page.kind]}桁)`)}
${rememberBox(form)}
${submitButton("→", "確認する")}`,
)}
${sms && resendPart(service, form, "/second-factor/resend")}
<ul class="links"><li><a href="/second-factor/recovery">デバイスを紛失した場合はこちら</a></li></ul>`;
  return secondFactorLayout(service, "2段階認証", body);
}

/** A code once more, and what to do when none comes (facts A49). */
export function resendPart(service: ServiceId, form: FormState, action: string): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="form" value="${form.token}">
<button class="secondary" type="submit">パスコードを再送する</button></form>
<details><summary>SMSが届かないときは</summary>
${smsHint(service)}
</details>`;
}

const REFUSALS: Readonly<Record<SmsRefusal, string>> = {
  international: "海外からのSMSの受信拒否",
  "foreign-operator": "海外の通信事業者からのSMSの受信拒否",
  "allow-only-list": "許可した相手だけから受信する設定",
};

function smsHint(service: ServiceId): Html {
  const { lift } = smsDoesNotArrive(service).value;
  // codec's manual has no such paragraph: nothing is told as if it had.
  if (lift.length === 0)
    return html`<p>しばらく待っても届かないときは、電話番号と電波の状態を確かめて、パスコードを再送してください。</p>`;
  return html`<p>携帯電話に次の設定があるときは解除して、もう一度ログインしてください。</p>
<ul>${lift.map((refusal) => html`<li>${REFUSALS[refusal]}</li>`)}</ul>
<p>設定の変え方は、ご契約の携帯電話会社にご確認ください。</p>`;
}

/** B10. It is compared as copied, blanks and hyphens included (facts A31). */
export function recoveryPage(service: ServiceId, form: FormState): string {
  const body = html`<p>2段階認証を設定したときに保存したリカバリコードを、控えたとおりに入力してください。空白や「-」も含みます。</p>
${formBox(
  form,
  "/second-factor/recovery",
  html`${textField(form, { name: "recovery", label: "リカバリコード" })}
${submitButton("＞", "次へ")}`,
)}
<p class="soft">使ったリカバリコードは無効になり、新しいリカバリコードが表示されます。</p>
<ul class="links"><li><a href="/second-factor/code">パスコードの入力に戻る</a></li></ul>`;
  return secondFactorLayout(service, "リカバリコードの入力", body);
}

/** B7, and B11 after a recovery code was used. */
export function recoveryCodePage(service: ServiceId, form: FormState, code: string, again: boolean): string {
  const body = html`${again && html`<p>入力されたリカバリコードは、これで無効になりました。次のリカバリコードに差し替えてください。</p>`}
<p>携帯電話などのデバイスをなくしたときに、このコードでログインできます。安全なところに保存してください。</p>
<p class="code" id="recovery-code">${code}</p>
${formBox(
  form,
  "/second-factor/recovery-code",
  html`${tickBox(form, { name: "saved", label: "リカバリコードを保存しました" })}
${submitButton("＞", "次へ")}`,
)}`;
  return secondFactorLayout(service, again ? "新しいリカバリコード" : "リカバリコード", body);
}

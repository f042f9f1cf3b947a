import { renderSVG } from "uqr";
import { enrolment } from "../../src/core/rules/second-factor.ts";
import { MANUALS } from "../../src/core/service/manuals.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { formBox, submitButton, textField } from "./form.ts";
import { Html, html } from "./html.ts";
import { codeField, rememberBox, resendPart, secondFactorLayout } from "./second-factor.ts";

// The screens that set the second factor up, B4 to B6 and B8. Which comes first is the service's (facts A27).

/** The first screen of enrolment has the link to the other way, by its name; the way back isn't captured. */
function otherWay(service: ServiceId, here: "sms" | "authenticator"): Html {
  const { first, otherLink } = enrolment(service).value;
  const href = here === "sms" ? "/second-factor/authenticator" : "/second-factor/phone";
  return html`<ul class="links"><li><a href="${href}">${first === here ? otherLink : "戻る"}</a></li></ul>`;
}

/** B4. */
export function phonePage(service: ServiceId, form: FormState): string {
  const body = html`<p>ログインのときにパスコードをSMSで受け取る、携帯電話の番号を入力してください。</p>
${formBox(
  form,
  "/second-factor/phone",
  html`${textField(form, { name: "phone", label: "電話番号", type: "tel", autocomplete: "tel", hint: "例: 090-1234-5678" })}
${submitButton("＞", "次へ")}`,
)}
${otherWay(service, "sms")}`;
  return secondFactorLayout(service, "2段階認証", body);
}

/** B5. @param phone shown as it was typed, so that a slip is seen */
export function phoneCodePage(service: ServiceId, form: FormState, phone: string): string {
  const body = html`<p>${phone} にSMSでお送りしたパスコードを入力してください。</p>
${formBox(
  form,
  "/second-factor/phone-code",
  html`${codeField(form, `パスコード(${MANUALS[service].codes.sms}文字)`)}
${rememberBox(form)}
${submitButton("＞", "次へ")}`,
)}
${resendPart(service, form, "/second-factor/phone-resend")}
<ul class="links"><li><a href="/second-factor/phone">電話番号を入力し直す</a></li></ul>`;
  return secondFactorLayout(service, "2段階認証", body);
}

/** B6. @param uri what the QR code says */
export function authenticatorPage(
  service: ServiceId,
  form: FormState,
  { uri, secret }: { readonly uri: string; readonly secret: string },
): string {
  // Black on white in both colour schemes, with the quiet zone of four modules that readers need.
  const code = new Html(renderSVG(uri, { ecc: "M", border: 4, pixelSize: 4 }));
  const body = html`<ol>
<li>スマートフォンの認証アプリ（Google Authenticator など）を開きます。</li>
<li>アプリで次のQRコードを読み取ります。</li>
<li>アプリに表示された6桁のパスコードを入力します。</li>
</ol>
<div class="qr" role="img" aria-label="認証アプリに登録するためのQRコード">${code}</div>
<details><summary>読み取れないときは</summary>
<p>次のキーをアプリに入力してください。</p><p class="code" id="key">${secret.replace(/(.{4})(?=.)/gu, "$1 ")}</p></details>
${formBox(
  form,
  "/second-factor/authenticator",
  html`${codeField(form, `パスコード(${MANUALS[service].codes.totp}桁)`)}
${submitButton("＞", "次へ")}`,
)}
${otherWay(service, "authenticator")}`;
  return secondFactorLayout(service, "2段階認証", body);
}

/** B8. */
export function enrolledPage(service: ServiceId, form: FormState): string {
  const body = html`<p>2段階認証の設定が完了しました。</p>
${formBox(form, "/second-factor/done", submitButton("ログインする"))}`;
  return secondFactorLayout(service, "2段階認証完了", body);
}

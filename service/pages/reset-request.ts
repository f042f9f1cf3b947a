import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { formBox, passwordField, submitButton, textField } from "./form.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** B30: asks for the address that the reset link goes to. */
export function resetRequestPage(service: ServiceId, form: FormState): string {
  const fields = html`<p>登録されているメールアドレスに、リセット用のリンクをお送りします。</p>
${textField(form, { name: "mail", label: "メールアドレス", type: "email", autocomplete: "username" })}
${submitButton("パスワードを忘れた方はこちら")}`;
  const body = html`<div class="card-box">
<h1>パスワードのリセット</h1>
${formBox(form, "/reset-request", fields)}
</div>`;
  return layout({ service, title: "パスワードのリセット", body });
}

/** B31: the new password, twice. */
export function resetPage(service: ServiceId, form: FormState, action: string): string {
  const fields = html`${passwordField(form, { name: "password", label: "新しいパスワード", autocomplete: "new-password" })}
${passwordField(form, { name: "confirmation", label: "新しいパスワード（確認用）", autocomplete: "new-password" })}
${submitButton("送信")}`;
  const body = html`<div class="card-box">
<h1>リセットパスワード</h1>
${formBox(form, action, fields)}
</div>`;
  return layout({ service, title: "リセットパスワード", body, scripts: ["eye"] });
}

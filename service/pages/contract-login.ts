import { loginMethods } from "../../src/core/rules/login-methods.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { cardPage } from "./card.ts";
import { CONTRACT_NAMES } from "./contract-names.ts";
import { formBox, passwordField, submitButton, textField } from "./form.ts";
import { html } from "./html.ts";
import { methodLabel } from "./login.ts";

/** B15: the login of the contract and credential menu. Its button is orange, to be told from B1's. */
export function contractLoginPage(
  service: ServiceId,
  form: FormState,
  urls: { readonly login: string; readonly reset: string },
): string {
  const outside = loginMethods(service).value.methods.filter((method) => method !== "password");
  const fields = html`${textField(form, { name: "mail", label: "メールアドレス", type: "email", autocomplete: "username" })}
${passwordField(form, { name: "password", label: "パスワード", autocomplete: "current-password" })}
<div class="orange">${submitButton("ログイン")}</div>`;
  const inside = html`<p class="soft"><a href="${urls.login}">ログインの方はこちらからログインしてください</a></p>
${formBox(form, "/", fields)}
<ul class="links"><li><a href="${urls.reset}">パスワードを忘れた方はこちら</a></li></ul>
<p class="or">---または---</p>
<ul class="methods">
${outside.map((method) => html`<li><a href="/with/${method}">${methodLabel(method)}</a></li>`)}
</ul>`;
  return cardPage(service, CONTRACT_NAMES[service].login, inside);
}

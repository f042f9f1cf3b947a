import { loginMethods } from "../../src/core/rules/login-methods.ts";
import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { type Html, html } from "./html.ts";

const NAMES: Readonly<Record<LoginMethod, string>> = {
  password: "メールアドレス・パスワード",
  google: "Googleアカウント",
  facebook: "Facebookアカウント",
  microsoft: "Microsoftアカウント",
  "d-account": "dアカウント",
  "active-directory": "Active Directoryアカウント",
  "ntt-east-business-id": "NTT東日本ビジネスID",
};

/** What a login method is called in ログイン方法の設定 (B17). */
export function methodName(method: LoginMethod): string {
  return NAMES[method];
}

/** A form of one button for each method (B17, B33). @param verb what follows the name, as で登録 */
export function methodButtons(
  form: FormState,
  action: string,
  methods: readonly LoginMethod[],
  verb = "",
): Html {
  return html`<form method="post" action="${action}" class="methods">
<input type="hidden" name="form" value="${form.token}">
${methods.map((method) => html`<button type="submit" name="method" value="${method}">${NAMES[method]}${verb}</button>`)}
</form>`;
}

/** A method that this service has (facts A6), by its name in an address or a form. */
export function methodOf(service: ServiceId, name: string): LoginMethod | null {
  return loginMethods(service).value.methods.find((method) => method === name) ?? null;
}

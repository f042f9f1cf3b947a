import { checkMethodChange } from "../../src/core/rules/credential-change.ts";
import { loginMethods } from "../../src/core/rules/login-methods.ts";
import { findings } from "../../src/core/rules/verdict.ts";
import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { cardPage, facts, formPage } from "./card.ts";
import { backLink, submitButton, textField } from "./form.ts";
import { type Html, html } from "./html.ts";
import { methodButtons, methodName } from "./methods.ts";
import { newPasswordInputs } from "./new-password.ts";

/** B17: another login method. */
export function methodChoicePage(
  service: ServiceId,
  form: FormState,
  choice: {
    readonly action: string;
    readonly present: LoginMethod;
    readonly offered: readonly LoginMethod[];
    readonly back: string | null;
  },
): string {
  const inside = html`${problem(form)}
${facts([["ご利用中のログイン方法", methodName(choice.present)]])}
<p>新しいログイン方法を選択してください。</p>
${logOutFirst(service, choice.offered)}
${methodButtons(form, choice.action, choice.offered)}
${choice.present === "facebook" && html`<p class="soft">別のFacebookアカウントに変更するときは、一度ほかのログイン方法に変更してください。</p>`}
${choice.back !== null && backLink(choice.back)}`;
  return cardPage(service, "ログイン方法の設定", inside);
}

export function problem(form: FormState): Html | null {
  const text = form.problems.form ?? form.problems.method;
  return text === undefined ? null : html`<p class="alert" role="alert">${text}</p>`;
}

/** Facts A41, where the service recommends it. */
export function logOutFirst(service: ServiceId, offered: readonly LoginMethod[]): Html | null {
  const recommended = offered.some((method) =>
    findings(checkMethodChange(service, "other", "password", method)).some(
      ({ code }) => code === "log-out-first",
    ),
  );
  const { federationWord } = loginMethods(service).value;
  return recommended
    ? html`<p class="soft">${federationWord}を登録するときは、先にそのサービスからログアウトしておくと、意図しないアカウントの登録を防げます。</p>`
    : null;
}

/** B18: mail and password as the login method. */
export function passwordMethodPage(
  service: ServiceId,
  form: FormState,
  page: { readonly action: string; readonly mail: string; readonly back: string },
): string {
  const fields = html`${facts([["メールアドレス", page.mail]])}
${newPasswordInputs(service, form, "パスワード(確認用)")}
${submitButton("登録")}
${backLink(page.back)}`;
  return formPage(service, "メールアドレス・パスワード認証の設定", { form, action: page.action, fields });
}

/** B35. */
export function connectionIdPage(
  service: ServiceId,
  form: FormState,
  page: { readonly action: string; readonly back: string },
): string {
  const fields = html`${textField(form, {
    name: "connectionId",
    label: "接続ID",
    hint: "契約者から知らされた「adfs-」で始まる番号です。ログインのときにも必要になることがあるので、控えておいてください。",
  })}
${submitButton("確認")}
${backLink(page.back)}`;
  return formPage(service, "接続ID確認画面", { form, action: page.action, fields });
}

import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { cardPage, facts, formPage } from "./card.ts";
import { BACK_TO_MENU } from "./contract-names.ts";
import { backLink, formBox, submitButton, textField } from "./form.ts";
import { html } from "./html.ts";
import { problem } from "./method-choice.ts";
import { methodButtons } from "./methods.ts";
import { newPasswordInputs } from "./new-password.ts";

/** B19; `together` = codec's B17′, whose link brings the choice of a method too. */
export function mailRequestPage(
  service: ServiceId,
  form: FormState,
  page: { readonly title: string; readonly together: boolean },
): string {
  const label = page.together ? "メールアドレス確認用" : "メールアドレス（確認用）";
  const fields = html`${textField(form, { name: "mail", label: "メールアドレス", type: "email", autocomplete: "email" })}
${textField(form, { name: "confirmation", label, type: "email", autocomplete: "email" })}
${submitButton("メール送信")}
${backLink(BACK_TO_MENU.href)}`;
  const lead = page.together
    ? html`<p>ログイン方法の変更には、メールアドレスの変更が必要です。新しいメールアドレスに、手続きのリンクをお送りします。</p>`
    : html`<p>新しいメールアドレスに、変更を完了するリンクをお送りします。</p>`;
  const action = page.together ? "/login-method" : "/mail";
  return formPage(service, page.title, { form, action, fields, lead });
}

type LinkPage = {
  readonly mail: string;
  readonly action: string;
  readonly methodAction: string;
  readonly offered: readonly LoginMethod[];
};

/** B21. */
export function mailPasswordPage(service: ServiceId, form: FormState, page: LinkPage): string {
  const fields = html`${facts([["新しいメールアドレス", page.mail]])}
<p>新しくログインに使用するパスワードを入力してください。登録すると、2段階認証の登録はリセットされます。</p>
${newPasswordInputs(service, form, "パスワード(確認用)")}
${submitButton("登録")}`;
  return formPage(service, "メールアドレス変更確認", { form, action: page.action, fields });
}

/** codec's page behind its mail (S4): a password or an outside account for the new address. */
export function mailAndMethodPage(service: ServiceId, form: FormState, page: LinkPage): string {
  const fields = html`${newPasswordInputs(service, form, "パスワード(確認用)")}
${submitButton("登録")}`;
  const inside = html`${facts([["新しいメールアドレス", page.mail]])}
<p>新しくログインに使用するパスワードを入力するか、登録するアカウントを選択してください。2段階認証の登録はリセットされます。</p>
${form.problems.method !== undefined && problem(form)}
${formBox(form, page.action, fields)}
<p class="or">---または---</p>
${methodButtons(form, page.methodAction, page.offered, "で登録")}`;
  return cardPage(service, "ログイン方法の設定", inside);
}

/** B20: done by opening the link. */
export function mailChangedPage(service: ServiceId, mail: string, login: string): string {
  const inside = html`<p>メールアドレス変更が完了しました。</p>
${facts([["新しいメールアドレス", mail]])}
${backLink(login, "閉じる")}`;
  return cardPage(service, "メールアドレス変更確認", inside);
}

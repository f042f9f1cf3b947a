import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { cardPage, facts, formPage } from "./card.ts";
import { backLink, formBox, submitButton } from "./form.ts";
import { html } from "./html.ts";
import { logOutFirst, problem } from "./method-choice.ts";
import { methodButtons, methodName } from "./methods.ts";
import { newPasswordInputs } from "./new-password.ts";

/** B33. */
export function invitePage(
  service: ServiceId,
  form: FormState,
  page: {
    readonly mail: string;
    readonly action: string;
    readonly methodAction: string;
    readonly offered: readonly LoginMethod[];
  },
): string {
  const fields = html`${newPasswordInputs(service, form, "パスワード（確認用）")}
${submitButton("登録")}`;
  const inside = html`${facts([["メールアドレス", page.mail]])}
${form.problems.method !== undefined && problem(form)}
${formBox(form, page.action, fields)}
<p class="or">---または---</p>
${methodButtons(form, page.methodAction, page.offered, "で登録")}
${logOutFirst(service, page.offered)}`;
  return cardPage(service, "利用者ログイン登録", inside);
}

/** B34. */
export function registrationPage(
  service: ServiceId,
  form: FormState,
  page: {
    readonly method: LoginMethod;
    readonly holder: string;
    readonly action: string;
    readonly back: string;
  },
): string {
  const fields = html`${facts([
    ["登録方法", `${methodName(page.method)}で登録`],
    ["管理者メールアドレス", page.holder],
    ...(page.method === "password" ? ([["パスワード", "(非表示)"]] as const) : []),
  ])}
${submitButton("確認")}
${backLink(page.back, "キャンセル")}`;
  const lead = html`<p>登録する内容をご確認ください。</p>`;
  return formPage(service, "申込確認", { form, action: page.action, fields, lead });
}

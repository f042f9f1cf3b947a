import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { facts, formPage } from "./card.ts";
import { BACK_TO_MENU } from "./contract-names.ts";
import { backLink, radioGroup, submitButton, tickBox } from "./form.ts";
import { html } from "./html.ts";

type Setting = "on" | "off";

const LABELS: Readonly<Record<Setting, string>> = {
  on: "2段階認証を有効にする",
  off: "2段階認証を無効にする",
};

/** B28. */
export function secondFactorSettingPage(service: ServiceId, form: FormState, now: Setting): string {
  const fields = html`${radioGroup(form, {
    name: "setting",
    label: "2段階認証",
    value: now,
    choices: [
      ["on", LABELS.on],
      ["off", LABELS.off],
    ],
  })}
<p class="soft">メールアドレスとパスワードでログインする、ご契約内のすべてのユーザに適用されます。無効にするときは、先に社内のセキュリティの責任者にご相談ください。</p>
${submitButton("設定")}
${backLink(BACK_TO_MENU.href)}`;
  return formPage(service, "2段階認証設定", { form, action: "/second-factor", fields });
}

/** B29. */
export function secondFactorConfirmPage(
  service: ServiceId,
  form: FormState,
  change: { readonly from: Setting; readonly to: Setting },
): string {
  const fields = html`${facts([
    ["変更前", LABELS[change.from]],
    ["変更後", LABELS[change.to]],
  ])}
<p>${
    change.to === "off"
      ? "無効にすると、パスワードを知られたときに、ほかの人がログインできてしまうおそれがあります。"
      : "有効にすると、次回のログインから2段階認証の登録または入力が必要になります。"
  }</p>
<input type="hidden" name="setting" value="${change.to}">
${tickBox(form, { name: "read", label: "上記の説明を確認しました。" })}
${submitButton("設定")}
${backLink("/second-factor", "キャンセル")}`;
  return formPage(service, "設定確認", { form, action: "/second-factor/confirm", fields });
}

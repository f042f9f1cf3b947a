import type { ServiceId } from "../../src/core/service/profile.ts";
import type { Contract } from "../state/organisation-schema.ts";
import type { FormState } from "../web/form.ts";
import { cardPage, facts, formPage } from "./card.ts";
import { BACK_TO_MENU } from "./contract-names.ts";
import { backLink, submitButton, textField } from "./form.ts";
import { html } from "./html.ts";

type Setting = NonNullable<Contract["activeDirectory"]>;

/** Active Directory設定 of the menu. */
export function activeDirectoryPage(service: ServiceId, form: FormState, present: Setting | null): string {
  const fields = html`${present !== null && facts([["接続ID", present.connectionId]])}
${textField(form, {
  name: "domain",
  label: "Active Directoryのドメイン名",
  hint: "利用者は「ユーザ名@ドメイン名」でサインインします。",
  value: present?.domain ?? "",
})}
${submitButton("設定")}
${backLink(BACK_TO_MENU.href)}`;
  const lead = html`<p>設定すると、利用者がログイン方法にActive Directoryアカウントを選択できるようになります。</p>`;
  return formPage(service, "Active Directory設定", { form, action: "/active-directory", fields, lead });
}

export function activeDirectoryDonePage(
  service: ServiceId,
  setting: Setting,
  back: { readonly href: string; readonly label: string },
): string {
  const inside = html`<p>設定しました。ログイン用URLと接続IDをメールでお送りしました。利用者に接続IDをお知らせください。</p>
${facts([
  ["接続ID", setting.connectionId],
  ["ドメイン名", setting.domain],
])}
${backLink(back.href, back.label)}`;
  return cardPage(service, "Active Directory設定", inside);
}

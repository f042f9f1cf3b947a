import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { facts, formPage } from "./card.ts";
import { BACK_TO_MENU } from "./contract-names.ts";
import { backLink, submitButton } from "./form.ts";
import { html } from "./html.ts";

/** プラン変更 of a trial. */
export function planPage(service: ServiceId, form: FormState): string {
  const fields = html`${facts([
    ["変更前", "無料トライアル"],
    ["変更後", "基本プラン"],
  ])}
${submitButton("変更")}
${backLink(BACK_TO_MENU.href)}`;
  return formPage(service, "プラン変更", { form, action: "/plan", fields });
}

import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { formBox, submitButton, textField } from "./form.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** 接続IDの入力 (screens B12), before the company's own Active Directory is asked. */
export function connectionPage(service: ServiceId, form: FormState, action: string): string {
  const body = html`<div class="card-box">
<h1>接続IDの入力</h1>
<p>Active Directoryアカウントでログインします。契約者からお知らせした接続IDを入力してください。</p>
${formBox(
  form,
  action,
  html`${textField(form, { name: "connection", label: "接続ID", hint: "「adfs-」で始まります。" })}
${submitButton("確認")}`,
)}
</div>`;
  return layout({ service, title: "接続IDの入力", body });
}

import { MANUALS } from "../../src/core/service/manuals.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { passwordField } from "./form.ts";
import { type Html, html } from "./html.ts";

/** What the second field is called: each screen of the manuals has its own brackets (B18 and B21; B33). */
type Confirmation = "パスワード(確認用)" | "パスワード（確認用）";

/** A new password twice, with the rule of facts A8 in words; advice where the manual states none (B18, B21, B33). */
export function newPasswordInputs(service: ServiceId, form: FormState, confirmation: Confirmation): Html {
  const { length, classes, certainty } = MANUALS[service].password;
  const end = certainty === "stated" ? "にしてください。" : "にすることをお勧めします。";
  return html`<p class="soft">英大文字・英小文字・数字・記号のうち${classes}種類以上を使い、${length}文字以上${end}</p>
${passwordField(form, { name: "password", label: "パスワード", autocomplete: "new-password" })}
${passwordField(form, { name: "confirmation", label: confirmation, autocomplete: "new-password" })}`;
}

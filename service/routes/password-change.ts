import { z } from "zod";
import { checkPasswordChange } from "../../src/core/rules/password.ts";
import { resetsSecondFactor } from "../../src/core/rules/second-factor-reset.ts";
import { formPage } from "../pages/card.ts";
import { BACK_TO_MENU, CONTRACT_NAMES } from "../pages/contract-names.ts";
import { backLink, passwordField, submitButton } from "../pages/form.ts";
import { html } from "../pages/html.ts";
import { plainPage } from "../pages/layout.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { show, type Visit } from "../visit/visit.ts";
import { passwordReasonProblems, secretField } from "../web/fields.ts";

const fields = z.object({
  current: secretField("現在のパスワード"),
  password: secretField("新しいパスワード"),
  confirmation: secretField("確認用のパスワード"),
});

/** B22 and B23. Wrong current passwords aren't counted: whoever is here has logged in. */
export async function passwordChangeRoute(visit: Visit, user: User): Promise<void> {
  const { state, service } = visit;
  await formRoute(visit, {
    once: true,
    fields,
    page: (form) => {
      const inside = html`${passwordField(form, { name: "current", label: "現在のパスワード", autocomplete: "current-password" })}
${passwordField(form, { name: "password", label: "新しいパスワード", autocomplete: "new-password" })}
${passwordField(form, { name: "confirmation", label: "新しいパスワード（確認用）", autocomplete: "new-password" })}
${submitButton("パスワード変更")}
${backLink(BACK_TO_MENU.href)}`;
      const page = formPage(service, "パスワード変更", { form, action: "/password", fields: inside });
      show(visit, "password-change", page);
    },
    accept({ current, password, confirmation }) {
      if (user.password !== current) return { current: "現在のパスワードが正しくありません。" };
      const method = user.method === "password" ? "password" : "other";
      const verdict = checkPasswordChange(service, { current, next: password, confirmation }, method);
      if (verdict.outcome === "refused") return passwordReasonProblems(verdict.reasons);
      user.password = password;
      if (resetsSecondFactor(service, "password-change", method).value.resets === "yes")
        state.resetSecondFactor(user);
      state.record({ service, type: "credential", outcome: "password-changed", sub: user.sub });
      const back = { href: BACK_TO_MENU.href, label: CONTRACT_NAMES[service].backToMenu };
      const text = "次回から新しいパスワードでログインしてください。";
      show(visit, "password-changed", plainPage(service, "パスワード変更完了", [text], back));
      return null;
    },
  });
}

import type { ServiceId } from "../../src/core/service/profile.ts";
import type { User } from "../state/organisation-schema.ts";
import type { FormState } from "../web/form.ts";
import { facts } from "./card.ts";
import { consolePage } from "./console.ts";
import { backLink, formBox, radioGroup, submitButton, textField } from "./form.ts";
import { type Html, html } from "./html.ts";
import { methodName } from "./methods.ts";

const ROLES: Readonly<Record<User["role"], string>> = {
  contractor: "契約者",
  administrator: "管理者",
  user: "利用者",
};

function status(user: User): string {
  if (user.invited) return "登録待ち";
  return user.locked ? "ロック中" : "利用中";
}

/** B37 and the form that adds somebody. */
export function usersPage(service: ServiceId, form: FormState, users: readonly User[]): string {
  const rows = users.map(
    (
      user,
    ) => html`<tr><th scope="row">${user.name}</th><td data-label="メールアドレス">${user.mail}</td><td data-label="権限">${ROLES[user.role]}</td><td data-label="状態">${status(user)}</td>
<td><a href="/console/users/${encodeURIComponent(user.sub)}" aria-label="${user.name}の詳細">詳細</a></td></tr>`,
  );
  const fields = html`${textField(form, { name: "name", label: "氏名", autocomplete: "off" })}
${textField(form, { name: "mail", label: "メールアドレス", type: "email" })}
${radioGroup(form, {
  name: "role",
  label: "権限",
  value: "user",
  choices: [
    ["user", "利用者"],
    ["administrator", "管理者"],
  ],
})}
${submitButton("登録してご案内メールを送信")}`;
  const inside = html`<table class="people">
<thead><tr><th scope="col">氏名</th><th scope="col">メールアドレス</th><th scope="col">権限</th><th scope="col">状態</th><th scope="col">操作</th></tr></thead>
<tbody>
${rows}
</tbody></table>
<h2>利用者の登録</h2>
${formBox(form, "/console/users", fields)}`;
  return consolePage(service, "ユーザー一覧", "users", inside);
}

/** B38. */
export function userPage(service: ServiceId, form: FormState, user: User, path: string): string {
  const inside = html`${facts([
    ["氏名", user.name],
    ["メールアドレス", user.mail],
    ["権限", ROLES[user.role]],
    ["ログイン方法", user.invited ? "未登録" : methodName(user.method)],
    ["状態", status(user)],
  ])}
${user.invited ? inviteAgain(form, path) : backLink(`${path}/mail`, "メールアドレス変更")}
${backLink("/console/users", "ユーザー一覧に戻る")}`;
  return consolePage(service, "ユーザ詳細", "users", inside);
}

function inviteAgain(form: FormState, path: string): Html {
  return formBox(form, `${path}/invite`, submitButton("ご案内メールを送り直す"));
}

/** B39. */
export function changeLinkPage(service: ServiceId, form: FormState, user: User, path: string): string {
  const fields = html`${textField(form, { name: "mail", label: "メールアドレス", type: "email", value: user.mail })}
${submitButton("送信")}
${backLink(path, "キャンセル")}`;
  const lead =
    service === "codec"
      ? "新しいメールアドレスを入力してください。届いたリンクから、利用者がメールアドレスとログイン方法を変更します。"
      : "メールアドレスを変えずに送信すると、ログイン方法の変更用リンクを送ります。新しいメールアドレスを入力すると、その宛先にメールアドレスの変更用リンクを送ります。同時には変更できません。";
  const inside = html`<p>${user.name}（${user.mail}）</p>
<p>${lead}</p>
${formBox(form, `${path}/mail`, fields)}`;
  return consolePage(service, "メールアドレス変更", "users", inside);
}

/** B40: the dialog, as a page of its own so that it works without script. */
export function confirmSendPage(
  service: ServiceId,
  form: FormState,
  page: { readonly mail: string; readonly kind: "mail-change" | "method-change"; readonly path: string },
): string {
  const what = page.kind === "mail-change" ? "メールアドレス" : "ログイン方法";
  const fields = html`<input type="hidden" name="mail" value="${page.mail}">
${submitButton("OK")}
${backLink(`${page.path}/mail`, "Cancel")}`;
  const inside = html`<dialog open aria-labelledby="question">
<p id="question">${page.mail} に、${what}の変更用リンクを送信しますか？</p>
${formBox(form, `${page.path}/mail/send`, fields)}
</dialog>`;
  return consolePage(service, "メールアドレス変更", "users", inside);
}

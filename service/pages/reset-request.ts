import type { ServiceId } from "../../src/core/service/profile.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** B30: asks for the address that the reset link goes to. */
export function resetRequestPage(service: ServiceId, formToken: string, empty: boolean): string {
  const body = html`<div class="card-box">
<h1>パスワードのリセット</h1>
${empty && html`<p class="alert" role="alert">メールアドレスを入力してください。</p>`}
<p>登録されているメールアドレスに、リセット用のリンクをお送りします。</p>
<form method="post" action="/reset-request">
<input type="hidden" name="form" value="${formToken}">
<label for="mail">メールアドレス</label>
<input id="mail" name="mail" type="email" autocomplete="username" required maxlength="254">
<button class="primary" type="submit">パスワードを忘れた方はこちら</button>
</form>
</div>`;
  return layout({ service, title: "パスワードのリセット", body });
}

/** B31: the new password, twice. */
export function resetPage(page: {
  readonly service: ServiceId;
  readonly action: string;
  readonly formToken: string;
  readonly problems: readonly string[];
}): string {
  const body = html`<div class="card-box">
<h1>リセットパスワード</h1>
${page.problems.map((problem) => html`<p class="alert" role="alert">${problem}</p>`)}
<form method="post" action="${page.action}">
<input type="hidden" name="form" value="${page.formToken}">
<label for="password">新しいパスワード</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="200">
<label for="confirmation">新しいパスワード（確認用）</label>
<input id="confirmation" name="confirmation" type="password" autocomplete="new-password" required maxlength="200">
<button class="primary" type="submit">送信</button>
</form>
</div>`;
  return layout({ service: page.service, title: "リセットパスワード", body });
}

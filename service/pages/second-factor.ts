import type { ServiceId } from "../../src/core/service/profile.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** B9. What a wrong code shows is not captured; the message is our own. */
export function secondFactorPage(page: {
  readonly service: ServiceId;
  readonly action: string;
  readonly formToken: string;
  readonly wrong: boolean;
}): string {
  const body = html`<div class="card-box">
<h1>2段階認証</h1>
${page.wrong && html`<p class="alert" role="alert">パスコードが正しくありません。</p>`}
<p>お客さまの端末に表示された、またはSMSで届いたパスコードを入力してください。</p>
<form method="post" action="${page.action}">
<input type="hidden" name="form" value="${page.formToken}">
<label for="code">パスコードの入力(6桁)</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required>
<button class="primary" type="submit" title="確認する">→</button>
</form>
<ul class="links"><li><a href="/lost-device">デバイスを紛失した場合はこちら</a></li></ul>
</div>`;
  return layout({ service: page.service, title: "2段階認証", body });
}

import type { ServiceId } from "../../src/core/service/profile.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** B13 with the checks of facts A47. It says the same whatever the reason: nobody has captured it. */
export function lineErrorPage(service: ServiceId, back: string | null): string {
  const body = html`<div class="card-box">
<h1>回線認証エラー</h1>
<p class="alert" role="alert">回線認証ができませんでした。</p>
<p>次の点をご確認ください。</p>
<ul>
<li>回線認証設定が行われているか</li>
<li>正しい回線番号が登録されているか</li>
</ul>
<p>ご不明なときは、契約者または管理者にお問い合わせください。</p>
${back !== null && html`<p><a href="${back}">ログイン画面に戻る</a></p>`}
</div>`;
  return layout({ service, title: "回線認証エラー", body });
}

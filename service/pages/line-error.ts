import type { ServiceId } from "../../src/core/service/profile.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** Why a line login was refused; the page itself says the same for all, as nobody has captured it (B13). */
export type LineRefusal = "not-a-line" | "not-registered" | "not-notified" | "line-only";

/** B13 with the checks of facts A47. */
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

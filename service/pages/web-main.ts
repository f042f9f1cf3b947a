import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

export type WebMainPage = {
  readonly service: ServiceId;
  readonly mail: string;
  /** Offers 管理コンソール. */
  readonly console: boolean;
  /** Duplicate drive dialogs to open after a broken return (facts B ③). */
  readonly duplicates: { readonly url: string; readonly count: number; readonly delayMs: number } | null;
};

/** B45, 図1: the browser version after a login. Nobody has captured it; the files are made up. */
export function webMainPage({ service, mail, console, duplicates }: WebMainPage): string {
  const name = PROFILES[service].name;
  const body = html`<div class="bar"><h1>マイボックス</h1><p class="soft">${mail}　${console && html`<a href="/console">管理コンソール</a>　`}<a href="/logout">ログアウト</a></p></div>
<div class="card-box">
<table>
<thead><tr><th scope="col">名前</th><th scope="col">更新日</th></tr></thead>
<tbody>
<tr><td>はじめにお読みください.pdf</td><td>2025/04/01</td></tr>
<tr><td>見積書</td><td>2025/06/12</td></tr>
<tr><td>写真</td><td>2025/07/30</td></tr>
</tbody>
</table>
<p class="soft">ブラウザ版の画面を模したものです。ファイルは実在しません。</p>
</div>
${duplicates !== null && html`<span id="duplicates" hidden data-url="${duplicates.url}" data-count="${duplicates.count}" data-delay="${duplicates.delayMs}"></span>`}`;
  return layout({
    service,
    title: `${name} ブラウザ版`,
    body,
    look: "wide",
    scripts: duplicates === null ? [] : ["duplicates"],
  });
}

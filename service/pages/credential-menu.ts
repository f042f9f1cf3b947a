import type { Operation } from "../../src/core/service/permissions.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { cardPage } from "./card.ts";
import { menuName } from "./contract-names.ts";
import { type Html, html } from "./html.ts";

export type MenuRow = { readonly operation: Operation; readonly label: string; readonly href: string };

// The groups of B16; codec's B16′ has none.
const GROUPS: readonly (readonly [title: string, text: string, operations: readonly Operation[]])[] = [
  ["認証情報の変更", "ご自身の認証情報を変更します。", ["login-method", "mail", "password"]],
  [
    "認証情報の設定",
    "ご契約内のすべてのユーザに適用されます。",
    ["access-path", "second-factor", "active-directory"],
  ],
  ["契約情報の変更", "ご契約の内容を変更します。", ["contract", "plan", "cancel"]],
];

/** B16, B16′. */
export function credentialMenuPage(
  service: ServiceId,
  menu: {
    readonly rows: readonly MenuRow[];
    readonly who: string;
    readonly trial: string | null;
    readonly top: string;
  },
): string {
  const inside = html`<p class="soft">${menu.who}　<a href="/logout">ログアウト</a></p>
${menu.trial !== null && html`<p class="notice">${menu.trial}</p>`}
<p>ご利用になれる項目だけを表示しています。</p>
<nav aria-label="${menuName(service)}">
${service === "codec" ? list(menu.rows) : GROUPS.map((group) => section(group, menu.rows))}
</nav>
<a class="secondary" href="${menu.top}">トップ画面へ</a>`;
  return cardPage(service, menuName(service), inside);
}

function section([title, text, operations]: (typeof GROUPS)[number], rows: readonly MenuRow[]): Html | null {
  const mine = rows.filter(({ operation }) => operations.includes(operation));
  if (mine.length === 0) return null;
  return html`<h2>${title}</h2>
<p class="soft">${text}</p>
${list(mine)}`;
}

function list(rows: readonly MenuRow[]): Html {
  return html`<ul class="methods">${rows.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}</ul>`;
}

import type { ServiceId } from "../../src/core/service/profile.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

const AREAS = [
  ["/console/users", "ユーザ"],
  ["/console/lines", "回線認証"],
] as const;

/** A page of 管理コンソール: its parts above, a heading, one box. */
export function consolePage(
  service: ServiceId,
  title: string,
  area: "users" | "lines",
  inside: Html,
): string {
  const body = html`<div class="bar"><p class="console-name">管理コンソール</p>
<nav aria-label="管理コンソール"><ul class="areas">
${AREAS.map(([href, label]) => html`<li><a href="${href}"${href.endsWith(area) && html` aria-current="page"`}>${label}</a></li>`)}
<li><a href="/">ブラウザ版に戻る</a></li>
</ul></nav></div>
<div class="card-box">
<h1>${title}</h1>
${inside}
</div>`;
  return layout({ service, title: `${title} - 管理コンソール`, body, look: "wide" });
}

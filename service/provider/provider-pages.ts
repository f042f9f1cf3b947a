import type { ErrorOut, KoaContextWithOIDC } from "oidc-provider";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { Html, html } from "../pages/html.ts";
import { layout, plainPage } from "../pages/layout.ts";
import { guard } from "../web/http.ts";

/** The provider's error page: the code (RFC 6749 4.1.2.1) and no inner text. */
export function providerErrorPage(ctx: KoaContextWithOIDC, out: ErrorOut, service: ServiceId | null): void {
  guard(ctx.res);
  ctx.type = "html";
  ctx.body = plainPage(service, "ログインを続けられません", [
    "この画面は古いか、途中で中断されています。アプリまたはログインページからもう一度お試しください。",
    `コード: ${out.error}`,
  ]);
}

/**
 * RP-initiated logout: asks, or submits itself where nothing needs to be asked.
 * @param form the provider's own form; null = it is done
 */
export function logoutPage(
  ctx: KoaContextWithOIDC,
  form: string | null,
  service: ServiceId | null,
  unambiguous: boolean,
): void {
  guard(ctx.res);
  ctx.type = "html";
  if (form === null) {
    ctx.body = plainPage(service, "ログアウトしました", ["この画面は閉じてかまいません。"]);
    return;
  }
  const body = html`<div class="card-box"><h1>ログアウト</h1>
<p>${unambiguous ? "ログアウトしています…" : "ログアウトしますか。"}</p>
${new Html(form)}
<button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes"${new Html(unambiguous ? " data-auto-submit" : "")}>ログアウト</button>
</div>`;
  ctx.body = layout({ service, title: "ログアウト", body, scripts: unambiguous ? ["submit"] : [] });
}

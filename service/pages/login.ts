import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { EYE_ICON } from "./form.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

const METHOD_LABELS: Readonly<Record<LoginMethod, string>> = {
  password: "メールアドレスでログイン",
  google: "Googleアカウントでログイン",
  facebook: "Facebookアカウントでログイン",
  microsoft: "Microsoftアカウントでログイン",
  "d-account": "dアカウントでログイン",
  "active-directory": "Active Directoryアカウントでログイン",
  "ntt-east-business-id": "NTT東日本ビジネスIDでログイン",
};

export function methodLabel(method: LoginMethod): string {
  return METHOD_LABELS[method];
}

/** What a login page has to say beside its form. */
export type LoginMessage = null | "empty" | "wrong" | "locked" | "expired";

export type LoginPage = {
  readonly service: ServiceId;
  /** Where the form goes. */
  readonly action: string;
  readonly formToken: string;
  readonly mail?: string;
  readonly message: LoginMessage;
  /** B42, the drive's own dialog of 図2, which differs by its title only. */
  readonly driveDialog?: boolean;
  readonly contractUrl: string;
};

/** B1, B2, B3 and B42: the login form. */
export function loginPage(page: LoginPage): string {
  const title = page.driveDialog === true ? "ストレージサービスドライブ ログイン" : "ログイン";
  const body = html`<div class="card-box">
<h1>ログイン</h1>
${alertFor(page.service, page.message)}
<form method="post" action="${page.action}">
<input type="hidden" name="form" value="${page.formToken}">
<label for="mail">メールアドレス</label>
<input id="mail" name="mail" type="email" autocomplete="username" required maxlength="254" value="${page.mail ?? ""}">
<label for="password">パスワード</label>
<div class="secret"><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<button class="eye" type="button" hidden aria-controls="password" aria-pressed="false" aria-label="パスワードを表示">${EYE_ICON}</button></div>
<button class="primary" type="submit">ログイン</button>
</form>
<ul class="links">
<li><a href="${page.contractUrl}">${credentialsLabel(page.service)}</a></li>
<li><a href="/reset-request">パスワードを忘れた方はこちら</a></li>
</ul>
<p class="or">---または---</p>
<ul class="methods">
${federated(page.service).map((method) => html`<li><a href="/federated/${method}">${methodLabel(method)}</a></li>`)}
</ul>
${page.service === "cowork" && html`<ul class="links"><li><a href="/terms">利用規約</a></li></ul>`}
</div>`;
  return layout({ service: page.service, title, body, scripts: ["eye"] });
}

function federated(service: ServiceId): readonly LoginMethod[] {
  return PROFILES[service].methods.filter((method) => method !== "password");
}

function credentialsLabel(service: ServiceId): string {
  return service === "codec"
    ? "パスワード変更、その他契約情報の変更はこちら"
    : "パスワード変更、その他認証・契約情報の変更はこちら";
}

// facts A35: captured for cowork and codec; the others' texts are our own words.
const LOCK_TEXT: Readonly<Record<ServiceId, string>> = {
  omakase:
    "パスワードの誤りが続いたため、アカウントがロックされています。お送りしたメールのリンクから解除できます。",
  cowork:
    "ログインを複数回連続して試行したため、アカウントがブロックされました。お送りしたメールのリンクから解除できます。",
  ot: "パスワードの誤りが続いたため、アカウントがロックされています。お送りしたメールのリンクから解除できます。",
  codec:
    "このアカウントは、短時間での複数回ログイン試行によりブロックされました。お送りしたメールのリンクから解除できます。",
};

function alertFor(service: ServiceId, message: LoginMessage): Html | null {
  if (message === null) return null;
  const texts: Readonly<Record<Exclude<LoginMessage, null>, string>> = {
    empty: "メールアドレスとパスワードを入力してください。",
    wrong: "メールアドレスまたはパスワードが正しくありません。",
    locked: LOCK_TEXT[service],
    expired: "画面の有効期限が切れました。もう一度ログインしてください。",
  };
  return html`<p class="alert" role="alert">${texts[message]}</p>`;
}

import { MANUALS } from "../../src/core/service/manuals.ts";
import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import type { FormState } from "../web/form.ts";
import { menuLink } from "./contract-names.ts";
import { formBox, passwordField, submitButton, textField } from "./form.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import { methodName } from "./methods.ts";

/** What a federated method is called on a login page (B1, B15). */
export function methodLabel(method: LoginMethod): string {
  return `${methodName(method)}でログイン`;
}

export type LoginPage = {
  readonly service: ServiceId;
  readonly form: FormState;
  /** The authorization request that is to be answered; null = none, B42. */
  readonly uid: string | null;
  readonly contractUrl: string;
};

/** B1, B2, B3, and B42: the drive's own dialog of 図2, which differs by its title only and belongs to no request. */
export function loginPage({ service, form, uid, contractUrl }: LoginPage): string {
  const title = uid === null ? "ストレージサービスドライブ ログイン" : "ログイン";
  const fields = html`${textField(form, { name: "mail", label: "メールアドレス", type: "email", autocomplete: "username" })}
${passwordField(form, { name: "password", label: "パスワード", autocomplete: "current-password" })}
${submitButton("ログイン")}`;
  const request = uid === null ? "" : `?${new URLSearchParams({ login: uid })}`;
  const others = PROFILES[service].methods.filter((method) => method !== "password");
  const body = html`<div class="card-box">
<h1>ログイン</h1>
${formBox(form, uid === null ? "/drive-login" : `/login/${uid}`, fields)}
<ul class="links">
<li><a href="${contractUrl}">${menuLink(service)}</a></li>
<li><a href="/reset-request">パスワードを忘れた方はこちら</a></li>
</ul>
<p class="or">---または---</p>
<ul class="methods">
${others.map((method) => html`<li><a href="/federated/${method}${request}">${methodLabel(method)}</a></li>`)}
</ul>
${service === "cowork" && html`<ul class="links"><li><a href="/terms">利用規約</a></li></ul>`}
</div>`;
  return layout({ service, title, body, scripts: ["eye"] });
}

/** The manual's words where it shows them (facts A35), else our own; and the way out (facts A36). */
function lockText(service: ServiceId): string {
  const captured = MANUALS[service].lockText;
  return `${captured ?? "パスワードの誤りが続いたため、アカウントがロックされています。"}お送りしたメールのリンクから解除できます。`;
}

/** What a login page has to say beside its form. */
export type LoginMessage = "wrong" | "locked" | "denied" | "unlinked" | "not-reached";

/** In words that don't tell whether there is such an account. */
export function loginMessage(service: ServiceId, message: LoginMessage): string {
  const { federationWord } = PROFILES[service];
  const texts: Readonly<Record<LoginMessage, string>> = {
    wrong: "メールアドレスまたはパスワードが正しくありません。",
    locked: lockText(service),
    denied: `${federationWord}でのログインが取り消されました。もう一度お試しになるか、ほかの方法でログインしてください。`,
    unlinked: `この${federationWord}ではログインできません。ご登録のログイン方法をご確認ください。ご不明なときは契約者または管理者にお問い合わせください。`,
    "not-reached": `${federationWord}を確認できませんでした。もう一度お試しください。`,
  };
  return texts[message];
}

/** cowork's 利用規約: the simulation's own, in its own words. */
export function termsPage(service: ServiceId): string {
  const body = html`<div class="card-box">
<h1>利用規約</h1>
<p>この模擬サービスの使い方についての決まりです。実在のサービスの利用規約ではありません。</p>
<h2>目的</h2>
<p>ログインの練習、説明、動作の確認のために使います。</p>
<h2>入力するもの</h2>
<p>画面に入力できるのは、この模擬サービスのために用意された架空のアカウントだけです。本物のメールアドレスやパスワードは入力しないでください。</p>
<h2>記録</h2>
<p>入力された内容と操作の記録は、このパソコンの中だけに置かれます。</p>
</div>`;
  return layout({ service, title: "利用規約", body });
}

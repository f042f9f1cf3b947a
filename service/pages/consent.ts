import { CONSENT_PAGE } from "../../src/core/rules/consent.ts";
import type { ConsentVariant } from "../state/fault-schema.ts";
import type { FormState } from "../web/form.ts";
import { formBox, submitButton } from "./form.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

export type ConsentPage = {
  readonly notice: string;
  readonly formToken: string;
  readonly number: string;
  readonly variant: ConsentVariant | null;
  /** Milliseconds, for the variants that change the page later. */
  readonly delayMs: number;
  /** First or second page of the same kind. */
  readonly step: 1 | 2;
};

/**
 * B14, the line operator's page. The recipient is the same company and service whatever the brand (facts A46),
 * so the brand isn't even asked for.
 */
export function consentPage(page: ConsentPage): string {
  const words = wordsOf(page.variant);
  const form = noticeForm(page, words);
  const shown = page.variant === "two-forms" ? html`${form}${form}` : form;
  const late = page.variant === "late";
  const body = html`<div class="card-box">
<h1>${words.title}</h1>
<div id="notice" data-variant="${page.variant ?? ""}" data-delay="${page.delayMs}">${late ? html`<p aria-live="polite">読み込んでいます…</p>` : shown}</div>
${late && html`<template id="late">${shown}</template>`}
<p><a href="/kaisen/about">${words.about}</a></p>
</div>`;
  const scripted = page.variant === "late" || page.variant === "double-render" || page.variant === "vanish";
  return layout({
    service: null,
    title: words.title,
    body,
    look: "operator",
    lang: words.lang,
    scripts: scripted ? ["consent"] : [],
  });
}

type Words = {
  readonly lang: "ja" | "en";
  readonly title: string;
  readonly about: string;
  readonly question: string;
  readonly recipient: readonly [heading: string, provider: string, service: string, id: string];
  readonly legend: string;
  readonly yes: string;
  readonly no: string;
  readonly always: string;
  readonly button: string;
};

const [DECIDE, DONE] = CONSENT_PAGE.submit;
const RECIPIENT = CONSENT_PAGE.recipient;

const JAPANESE: Words = {
  lang: "ja",
  title: CONSENT_PAGE.names[0],
  about: "回線情報通知とは？",
  question: "下記の接続先に、お客さまIDを通知しますか。",
  recipient: ["通知先情報", "サービス提供者名", "サービス名", "お客さまID"],
  legend: "お客さまIDの通知",
  yes: CONSENT_PAGE.accept,
  no: "通知しない",
  always: "今後、上記接続先へは常に選択した内容で通知し、この画面を表示しない",
  button: DECIDE,
};

// Nobody has captured one in another language; the words are our own.
const ENGLISH: Words = {
  lang: "en",
  title: "Line information notice",
  about: "What is the line information notice?",
  question: "Do you want to tell your customer ID to the following service?",
  recipient: ["Recipient", "Provider", "Service", "Customer ID"],
  legend: "Telling the customer ID",
  yes: "Tell it",
  no: "Don’t tell it",
  always: "From now on always do so for this service, without showing this page",
  button: "OK",
};

function wordsOf(variant: ConsentVariant | null): Words {
  if (variant === "english") return ENGLISH;
  if (variant === "changed-label")
    return { ...JAPANESE, yes: "知らせる", no: "知らせない", button: "同意して進む" };
  return variant === "button-done" ? { ...JAPANESE, button: DONE } : JAPANESE;
}

function noticeForm(page: ConsentPage, words: Words): Html {
  const [heading, provider, service, id] = words.recipient;
  return html`<form method="post" action="/kaisen/notice" target="${page.variant === "iframe" ? "_top" : "_self"}">
<input type="hidden" name="form" value="${page.formToken}">
<input type="hidden" name="notice" value="${page.notice}">
<input type="hidden" name="step" value="${page.step}">
<p>${words.question}</p>
<h2>${heading}</h2>
<table>
<tr><th scope="row">${provider}</th><td>${RECIPIENT.provider}</td></tr>
<tr><th scope="row">${service}</th><td>${RECIPIENT.service}</td></tr>
<tr><th scope="row">${id}</th><td>${page.number}</td></tr>
</table>
<fieldset><legend>${words.legend}</legend>
<label class="choice"><input type="radio" name="notify" value="yes" required>${words.yes}</label>
<label class="choice"><input type="radio" name="notify" value="no">${words.no}</label>
</fieldset>
<label class="choice"><input type="checkbox" name="always" value="yes">${words.always}</label>
<button class="primary" type="submit">${words.button}</button>
</form>`;
}

/** The operator's explanation, with the terms that 通知する accepts (facts A46). */
export function consentAboutPage(): string {
  const body = html`<div class="card-box">
<h1>回線情報通知とは</h1>
<p>ご利用の回線を識別する番号(お客さまID)を、接続先のサービス提供者へお知らせする機能です。接続先はこの番号で、契約された回線からの利用かどうかを確かめます。</p>
<h2 id="terms">免責事項</h2>
<p>「通知する」を選ぶと、お客さまIDを通知先へお知らせすることに同意したものとして扱います。通知したあとの取り扱いは、通知先の定めによります。</p>
<h2>あとで変更するには</h2>
<p>フレッツ光をご利用の方はサービス申込み受付ページから、光コラボレーションをご利用の方はご契約の事業者の窓口で変更できます。</p>
<p class="soft">この説明は模擬サービスのために書いたもので、回線事業者の文面ではありません。</p>
<p><a href="/kaisen/settings">通知の設定を確認する</a></p>
</div>`;
  return layout({ service: null, title: "回線情報通知とは", body, look: "operator" });
}

/** What is remembered for this line, and the way to take it back. @param number null = nothing */
export function consentSettingsPage(form: FormState, number: string | null): string {
  const kept = html`<p>お客さまID ${number} からは、この画面を表示せずに、いつも通知する設定になっています。</p>
${formBox(form, "/kaisen/settings", submitButton("取り消す"))}
<p class="soft">取り消すと、次に回線認証でログインするときに、もう一度おたずねします。</p>`;
  const body = html`<div class="card-box">
<h1>通知の設定</h1>
${number === null ? html`<p>いつも通知する設定になっている接続先はありません。</p>` : kept}
</div>`;
  return layout({ service: null, title: "通知の設定", body, look: "operator" });
}

/** The page around a framed notice, on the line host (fault variant `iframe`). */
export function framedConsentPage(url: string): string {
  const body = html`<h1>回線の確認</h1><iframe src="${url}" title="回線情報通知"></iframe>`;
  return layout({ service: null, title: "回線の確認", body, look: "operator" });
}

/** The page that opens the notice in a window of its own (fault variant `popup`). */
export function popupConsentPage(url: string): string {
  const body = html`<div class="card-box"><h1>回線の確認</h1>
<p>別の画面で回線情報通知の手続きを続けてください。</p>
<p><a id="popup" href="${url}" target="_blank">画面が開かないときはこちら</a></p></div>`;
  return layout({ service: null, title: "回線の確認", body, look: "operator", scripts: ["popup"] });
}

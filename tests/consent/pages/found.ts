import type { Charset } from "../encoded.ts";
import { DOT, LONG_REMEMBER } from "../page-sketch.ts";

/** A page that somebody thought of, and what is right to do with it: of some, both. */
export type FoundPage = {
  readonly name: string;
  readonly want: "sent" | "left" | "either";
  readonly html: string;
  /** Where it stands. */
  readonly path: string;
  readonly charset: Charset;
  /** What is sent, byte by byte. */
  readonly body: string;
  /** It stands still once it is drawn: what isn't asked about at once won't be. */
  readonly still: boolean;
};

type Parts = {
  readonly lang?: string;
  readonly title?: string;
  readonly top?: string;
  readonly heading?: string;
  readonly stated?: string;
  readonly form?: string;
  readonly answers?: string;
  readonly box?: string;
  readonly more?: string;
  readonly button?: string;
  readonly after?: string;
  readonly whole?: string;
  readonly path?: string;
  readonly charset?: Charset;
  readonly body?: string;
  readonly head?: string;
  readonly still?: true;
};

const REMEMBER = "今後、上記接続先へは常に選択した内容で通知し、この画面を表示しない";
export const radio = (value: string, rest = "") =>
  `<input type="radio" name="notify" value="${value}"${rest}>`;
const label = (value: string, text: string) => `<label>${radio(value)}${text}</label>`;
const YES = label("yes", "通知する");
export const NO = label("no", "通知しない");
const check = (rest: string) => `<input type="checkbox" name="third" value="1" ${rest}>`;
const boxSaying = (text: string) =>
  `<p><label><input type="checkbox" name="remember" value="1">${text}</label></p>`;
export const STATED = "<p>サービス提供者名 : NTT東日本株式会社※</p><p>サービス名 : コワークストレージ</p>";
const BUTTON = '<p><input type="submit" value="決定"></p>';
const FORM = '<form method="post" action="{at}/answer">';
const chosen = (code: string) =>
  `<script>document.querySelector("[value=yes]").addEventListener("change", () => { ${code} })</script>`;
const sent = (code: string) =>
  `<script>document.forms[0].addEventListener("submit", (event) => { ${code} })</script>`;

export function page(name: string, want: FoundPage["want"], parts: Parts = {}): FoundPage {
  const { title = "回線情報通知", charset = "utf-8" } = parts;
  const whole = `${parts.top ?? ""}${parts.heading ?? `<h1>${title}</h1>`}<p>接続先サービスへお客さまIDを通知しますか？</p>
<h2>通知先情報</h2>${parts.stated ?? STATED}${parts.form ?? FORM}${parts.answers ?? `<p>${YES} ${NO}</p>`}${parts.box ?? boxSaying(REMEMBER)}
${parts.more ?? ""}${parts.button ?? BUTTON}</form><p><a href="{at}/own/about">回線情報通知とは？</a></p>${parts.after ?? ""}`;
  return {
    name,
    want,
    html: `<!doctype html><html lang="${parts.lang ?? "ja"}"><head><meta charset="${charset}"><title>${title}</title>${parts.head ?? ""}</head><body>${parts.whole ?? whole}</body></html>`,
    path: parts.path ?? "/kaisen/notice",
    charset,
    body: parts.body ?? "notify=yes&remember=1",
    still: parts.still === true,
  };
}

/** Plausible pages of an honest operator. */
const HONEST: readonly FoundPage[] = [
  page("labels around the buttons", "sent"),
  page("no remembered box", "sent", { box: "", body: "notify=yes" }),
  page("決定 with a full-width space", "sent", { button: '<input type="submit" value="決　定">' }),
  page("決定 as a button element", "sent", { button: "<button>決定</button>" }),
  page("more links", "sent", {
    after: '<p><a href="/a">よくあるご質問</a> <a href="/b">お問い合わせ</a></p>',
  }),
  page("a button with a name", "sent", {
    button: '<button name="act" value="go">決定</button>',
    body: "notify=yes&remember=1&act=go",
  }),
  page("cells, without labels", "sent", {
    answers: `<table border="1"><tr><td>${radio("yes")}</td><td>通知する</td></tr><tr><td>${radio("no")}</td><td>通知しない</td></tr></table>`,
  }),
  page("text beside, without labels", "sent", {
    answers: `${radio("yes")}通知する<br>${radio("no")}通知しない`,
  }),
  page("labels after the buttons", "sent", {
    answers: `<div>${radio("yes", ' id="y"')} <label for="y">通知する</label></div><div>${radio("no", ' id="n"')} <label for="n">通知しない</label></div>`,
  }),
  page("buttons drawn by their labels", "sent", {
    top: "<style>.o{position:absolute;opacity:0}.o+label{border:1px solid;padding:8px}.o:checked+label{background:#cdf}</style>",
    answers: `<p>${radio("yes", ' id="y" class="o"')}<label for="y">通知する</label> ${radio("no", ' id="n" class="o"')}<label for="n">通知しない</label></p>`,
  }),
  page("決定 as a picture", "sent", {
    button: `<input type="image" src="${DOT}" width="90" height="30" alt="決定">`,
    body: "notify=yes&remember=1&x=0&y=0",
  }),
  page("決定 as a picture in a button", "sent", {
    button: `<button><img src="${DOT}" width="90" height="30" alt="決定"></button>`,
  }),
  page("決定 as a link with a script", "sent", {
    button: '<a role="button" href="#" onclick="document.forms[0].submit();return false">決定</a>',
  }),
  page("決定 as a named button with a script", "sent", {
    button: '<input type="button" name="b" value="決定" onclick="this.form.submit()">',
  }),
  page("a twin for narrow windows", "sent", {
    top: "<style>.sp{display:none}</style>",
    more: '<div class="sp"><label><input type="radio" name="sp" value="yes">通知する</label><label><input type="radio" name="sp" value="no">通知しない</label></div>',
  }),
  page("a twin form for narrow windows", "either", {
    after: `<div style="display:none">${FORM}${YES}${NO}${BUTTON}</form></div>`,
  }),
  page("a choice of language", "sent", {
    top: '<form action="{at}/own/lang"><select name="lang" aria-label="Language"><option>日本語<option>English</select></form>',
  }),
  page("a logout", "sent", {
    top: '<form method="post" action="{at}/logout"><button>ログアウト</button></form>',
  }),
  page("a search", "sent", {
    top: '<form action="{at}/own/search"><input name="q" placeholder="サイト内検索"><button>検索</button></form>',
  }),
  page("a notice about cookies", "sent", {
    after:
      '<form method="post" action="{at}/cookies"><label><input type="checkbox" name="ads" checked>広告</label><button>同意する</button></form>',
  }),
  page("回線情報通知設定画面", "sent", { title: "回線情報通知設定画面" }),
  page("回線情報通知画面, 完了", "sent", {
    title: "回線情報通知画面",
    button: '<input type="submit" value="完了">',
  }),
  page("heading as a picture", "sent", {
    title: "フレッツ光",
    heading: `<h1><img alt="回線情報通知" src="${DOT}" width="200" height="30"></h1>`,
  }),
  page("EUC-JP", "sent", {
    charset: "euc-jp",
    more: '<input type="hidden" name="k" value="光">',
    body: "notify=yes&remember=1&k=%B8%F7",
  }),
  page("Shift_JIS", "sent", {
    charset: "shift_jis",
    more: '<input type="hidden" name="k" value="光">',
    body: "notify=yes&remember=1&k=%8C%F5",
  }),
  page("決定 comes alive with a choice", "sent", {
    button: '<input id="s" type="submit" value="決定" disabled>',
    after:
      '<script>for (const r of document.querySelectorAll("[name=notify]")) r.onchange = () => { document.getElementById("s").disabled = false }</script>',
  }),
  page("the box comes alive with 通知する", "sent", {
    box: `<p><label><input type="checkbox" id="r" name="remember" value="1" disabled>${REMEMBER}</label></p>`,
    after: chosen('document.getElementById("r").disabled = false'),
  }),
  page("決定 and 戻る", "sent", {
    button: '<p><input type="submit" value="決定"> <input type="button" value="戻る"></p>',
  }),
  page("決定 and a sending キャンセル", "sent", {
    button: '<p><button name="cancel" value="1">キャンセル</button> <button>決定</button></p>',
  }),
  page("通知する（推奨）", "either", { answers: `<p>${label("yes", "通知する（推奨）")} ${NO}</p>` }),
  page("zero-width and no-break spaces", "sent", {
    answers: `<p>${label("yes", "\u00A0通知\u200Bする")} ${label("no", "通知\u200Bしない\u00A0")}</p>`,
  }),
  page("決定する", "either", { button: "<button>決定する</button>" }),
  page("a path with a session", "sent", { path: "/kaisen/notice;jsessionid=0A1B2C3D" }),
  page("a path with a slash at its end", "sent", { path: "/kaisen/notice/" }),
  page("a session's clock", "sent", {
    top: '<p id="t">セッション残り 09:59</p><script>{let n = 599; setInterval(() => { n -= 1; document.getElementById("t").textContent = "セッション残り 0" + Math.floor(n / 60) + ":" + String(n % 60).padStart(2, "0") }, 100)}</script>',
  }),
  page("news that change", "sent", {
    top: '<p id="n">お知らせ</p><script>{let n = 0; setInterval(() => { n += 1; document.getElementById("n").textContent = n % 2 ? "障害情報" : "お知らせ" }, 100)}</script>',
  }),
  page("次回以降、この画面を表示しない", "either", { box: boxSaying("次回以降、この画面を表示しない") }),
  page("the box between the answers, with its long sentence", "sent", {
    answers: `<p>${YES}</p><ul><li><label><input type="checkbox" name="remember" value="1">${LONG_REMEMBER}</label></li></ul><p>${NO}</p>`,
    box: "",
  }),
  page("recipient in a table", "sent", {
    stated:
      "<table><tr><th>サービス提供者名</th><td>NTT東日本株式会社※</td></tr><tr><th>サービス名</th><td>コワークストレージ</td></tr></table>",
  }),
  page("recipient in a list", "sent", {
    stated:
      "<dl><dt>サービス提供者名</dt><dd>NTT東日本株式会社※</dd><dt>サービス名</dt><dd>コワークストレージ</dd></dl>",
  }),
  page("hidden fields and a skip link", "sent", {
    top: '<a href="#m" style="position:absolute;left:-9999px">本文へ</a>',
    more: '<input type="hidden" name="csrf" value="x">',
    body: "notify=yes&remember=1&csrf=x",
  }),
];

/** Pages that ask for more than they seem to, or that aren't clear. */
const TO_BE_LEFT: readonly FoundPage[] = [
  page("another box", "left", { more: `<p><label>${check("checked")}第三者提供に同意する</label></p>` }),
  page("another box, not ticked", "left", { more: `<p><label>${check("")}第三者提供に同意する</label></p>` }),
  page("a paid option instead of the remembered box", "left", {
    box: `<p><label>${check("checked")}有料オプション(月額550円)に申し込む</label></p>`,
  }),
  page("a ticked box that nobody sees", "left", { more: `<p style="display:none">${check("checked")}</p>` }),
  page("an ARIA box", "left", {
    more: '<p><span role="checkbox" tabindex="0" aria-checked="true">☑</span> 第三者提供に同意する</p><input type="hidden" name="third" value="1">',
  }),
  page("a choice of plans", "left", {
    more: '<p><select name="plan"><option>プレミアム<option>なし</select></p>',
  }),
  page("通知する also signs up", "left", {
    answers: `<p>${label("yes", "通知する（あわせて月額550円のオプションに申し込む）")} ${NO}</p>`,
  }),
  page("a choice that reveals a ticked box", "left", {
    more: `<p id="m" style="display:none"><label>${check("")}有料オプション</label></p>`,
    after: chosen(
      'document.getElementById("m").style.display = "block"; document.querySelector("[name=third]").checked = true',
    ),
  }),
  page("another form has the only 決定 element", "left", {
    button: `<input type="image" src="${DOT}" width="90" height="30" alt="決定">`,
    after:
      '<form method="post" action="{at}/option"><p>光テレビに申し込む</p><input type="hidden" name="option" value="tv"><button>決定</button></form>',
  }),
  page("the only 決定 is another form's", "left", {
    button: "",
    after: '<form method="post" action="{at}/option"><p>光テレビに申し込む</p><button>決定</button></form>',
  }),
  page("in a frame", "left", {
    whole: '<h1>回線情報通知</h1><iframe src="{at}/own/inner" width="800" height="600"></iframe>',
  }),
  page("aria-labels that change places", "left", {
    answers: `<p><label>${radio("yes", ' aria-label="通知しない"')}通知する</label> <label>${radio("no", ' aria-label="通知する"')}通知しない</label></p>`,
  }),
  page("決定 without a size, and another button", "left", {
    button:
      '<button style="width:0;height:0;padding:0;border:0;overflow:hidden;position:absolute" name="z" value="zero">決定</button><button name="z" value="seen">この内容で送る</button>',
  }),
  page("決定 off-screen", "left", {
    button:
      '<button style="position:absolute;left:-9999px">決定</button><button name="z" value="seen">申し込む</button>',
  }),
  page("a notice over the page", "left", {
    after:
      '<div style="position:fixed;inset:0;background:#fffe" role="dialog"><h2>重要なお知らせ</h2><p>新しい通知先: 株式会社別会社</p><button type="button">閉じる</button></div>',
  }),
  page("a dialog at the press", "left", {
    after: sent('if (confirm("有料オプションにも申し込みますか")) document.forms[0].action = "{at}/option"'),
  }),
  page("a choice that changes the target", "left", {
    after: chosen(
      'document.forms[0].action = "{at}/option"; document.querySelector("[type=submit]").value = "申し込む"',
    ),
  }),
  page("a press that changes the target", "left", {
    after: sent('document.forms[0].action = "{at}/option"'),
  }),
  page("in English", "left", {
    lang: "en",
    title: "Line information notice",
    answers: `<p>${label("yes", "Notify")} ${label("no", "Do not notify")}</p>`,
    button: "<button>OK</button>",
  }),
  page("no recipient", "left", { stated: "<p>サービス名 : コワークストレージ</p>" }),
  page("two recipients, the first off-screen", "left", {
    stated:
      '<p style="position:absolute;left:-9999px">サービス提供者名 : NTT東日本株式会社</p><p>サービス提供者名 : 株式会社あやしい</p><p>サービス名 : コワークストレージ</p>',
  }),
  page("two recipients", "left", { after: "<p>サービス提供者名 : 株式会社別会社</p>" }),
  page("the same question twice, once in closed details", "either", {
    after: `<details><summary>他の通知先</summary><form method="post" action="{at}/option"><p>${YES}${NO}</p><button>決定</button></form></details>`,
  }),
  page("the same question twice", "left", {
    after: `<form method="post" action="{at}/option"><p>${YES}${NO}</p><button>決定</button></form>`,
  }),
  page("answers that can't be given", "left", {
    answers: `<fieldset disabled><p>${YES} ${NO}</p></fieldset>`,
  }),
  page("goes to somebody else", "left", { form: '<form method="post" action="{elsewhere}{at}/answer">' }),
  page("a box in a frame", "left", {
    more: '<iframe srcdoc="<label><input type=checkbox checked>第三者提供に同意する</label>" width="400" height="60"></iframe>',
  }),
  page("a box in a closed shadow tree", "left", {
    more: '<div id="h"></div>',
    after:
      '<script>document.getElementById("h").attachShadow({ mode: "closed" }).innerHTML = "<label><input type=checkbox checked>第三者提供</label>"</script>',
  }),
  page("a ticked box drawn by its label", "left", {
    more: `<p>${check('id="c" checked style="display:none"')}<label for="c">☑ 第三者提供に同意する</label></p>`,
  }),
  page("values that change places with the choice", "left", {
    after: chosen(
      'document.querySelector("[value=no]").value = "was-no"; document.querySelector("[value=yes]").value = "no"',
    ),
  }),
  page("a switch", "left", {
    more: '<p>第三者提供に同意する <button type="button" role="switch" aria-checked="true">ON</button></p><input type="hidden" name="third" value="1">',
  }),
  page("a form that adds a field as it goes", "left", {
    after:
      '<script>document.forms[0].addEventListener("formdata", (event) => event.formData.append("third", "1"))</script>',
  }),
];

const laid = (rule: string) => `<style>#s{position:relative}${rule}</style>`;
export const IN_A_BOX = `<div id="s">${STATED}</div>`;
export const WORDS_DRAWN =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='220' height='20'%3E%3Ctext y='15'%3E月額550円%3C/text%3E%3C/svg%3E";
const drawing = (text: string, more = "") =>
  `<svg width="90" height="20"><text y="15">${text}</text>${more}</svg>`;
const members = ["getRootNode", "assignedSlot", "checkVisibility", "submit", "nodeName"];

/** The same honest page in another technical dress. */
const OTHERWISE_DRESSED: readonly FoundPage[] = [
  page("UTF-16", "sent", { charset: "utf-16le" }),
  page("zoomed", "sent", { head: "<style>body{zoom:1.5}</style>" }),
  page("answers drawn as words in a drawing", "sent", {
    answers: `<p><label>${radio("yes")}${drawing("通知する")}</label> <label>${radio("no")}${drawing("通知しない")}</label></p>`,
    button: `<button>${drawing("決定")}</button>`,
  }),
  page("a button that clicks go through until the choice", "sent", {
    button: '<button id="b" style="pointer-events:none;opacity:.5">決定</button>',
    after: chosen('document.getElementById("b").style = ""'),
  }),
  page("drawn anew at the choice", "sent", {
    whole: `<div id="app"></div><script>let yes = false; const draw = () => { app.innerHTML = document.querySelector("template").innerHTML; const one = app.querySelector("[value=yes]"); one.checked = yes; one.onchange = () => { yes = true; draw() } }; addEventListener("DOMContentLoaded", draw)</script>
<template><h1>回線情報通知</h1>${STATED}${FORM}<p>${YES} ${NO}</p>${boxSaying(REMEMBER)}${BUTTON}</form></template>`,
  }),
  page("labels without a box of their own", "sent", { head: "<style>label{display:contents}</style>" }),
  page("words in slots", "sent", {
    whole: `<x-card>${STATED}${FORM}<p>${YES} ${NO}</p>${boxSaying(REMEMBER)}${BUTTON}</form></x-card><script>customElements.define("x-card", class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: "open" }).innerHTML = "<h1>回線情報通知</h1><slot></slot>" } })</script>`,
  }),
  page("hidden fields named as what every element can do", "sent", {
    more: members.map((name) => `<input type="hidden" name="${name}" value="1">`).join(""),
    body: `notify=yes&remember=1&${members.map((name) => `${name}=1`).join("&")}`,
  }),
  page("answers and button that a style draws on", "sent", {
    head: `<style>.o{position:absolute;opacity:0}.o+label{position:relative;padding-left:28px}.o+label::before{content:"";position:absolute;left:0;top:2px;width:18px;height:18px;border:1px solid;border-radius:50%;background:#fff}
h1{position:relative}h1::after{content:"";position:absolute;left:0;bottom:-4px;width:100%;height:3px;background:#06c}
button{position:relative;padding:10px 30px}button::before{content:"";position:absolute;inset:0;background:#cdf}button span{position:relative}button::after{content:"";position:absolute;inset:0;background:#000;opacity:0}
body::before{content:"";position:fixed;inset:0;background:#f3f7ff;z-index:-1}</style>`,
    answers: `<p>${radio("yes", ' id="y" class="o"')}<label for="y">通知する</label> ${radio("no", ' id="n" class="o"')}<label for="n">通知しない</label></p>`,
    button: "<button><span>決定</span></button>",
  }),
  page("notes of what comes of it", "sent", {
    after:
      "<p>通知すると、接続先サービスにログインできます。</p><p>「決定」ボタンを押すと、接続先サービスの画面に戻ります。</p><p>お客さまの氏名、住所、電話番号は通知されません。</p><p>通知先以外の第三者に提供することはありません。</p>",
  }),
];

/** Something of what a person reads isn't what stands in the document's texts, or asks for more. */
const OTHERWISE_MEANT: readonly FoundPage[] = (
  [
    [
      "a style's box over the recipient",
      { head: laid('#s::after{content:"";position:absolute;inset:0;background:#fff}'), stated: IN_A_BOX },
    ],
    [
      "a style's box over the page, letting through",
      { head: laid('html::after{content:"";position:fixed;inset:0;background:#fff;pointer-events:none}') },
    ],
    [
      "a style's box of a later element over the recipient",
      {
        head: laid(
          '#v{position:relative}#v::before{content:"";position:absolute;left:0;top:-120px;width:100%;height:110px;background:#fff}',
        ),
        form: `<div id="v"></div>${FORM}`,
      },
    ],
    ["a style's picture in the form", { head: `<style>form::after{content:url("${WORDS_DRAWN}")}</style>` }],
    [
      "a picture in the background of nothing",
      { more: `<div style="width:300px;height:40px;background:url(&quot;${WORDS_DRAWN}&quot;)"></div>` },
    ],
    [
      "a border over the recipient",
      {
        head: laid("#v{position:relative;margin-top:-100px;border-top:100px solid #fff}"),
        form: `<div id="v"></div>${FORM}`,
      },
    ],
    [
      "a drawing with a shape over its words",
      {
        answers: `<p><label>${radio("yes")}${drawing("通知する", '<rect width="90" height="20" fill="#fff"/>')}</label> ${NO}</p>`,
      },
    ],
    [
      "texts beside from right to left",
      { answers: `<p dir="rtl">${radio("yes")} 通知する ${radio("no")} 通知しない</p>` },
    ],
    [
      "a price to who points at it",
      { answers: `<p><label title="月額550円のオプション">${radio("yes")}通知する</label> ${NO}</p>` },
    ],
    [
      "another question to a screen reader",
      { answers: `<div role="radiogroup" aria-label="オプションに申し込みますか">${YES}${NO}</div>` },
    ],
    [
      "terms in a text area",
      { after: "<textarea readonly>通知すると、月額550円のオプションに申し込んだものとします。</textarea>" },
    ],
    [
      "terms that the choice reveals beside the form",
      {
        head: "<style>.m{display:none}:root:has([value=yes]:checked) .m{display:block}</style>",
        after: '<p class="m">見守りサービスに登録されます</p>',
      },
    ],
    ["another purpose", { after: "<p>通知すると、見守りサービスに登録されます。</p>" }],
    ["another company in a sentence", { after: "<p>お客さまIDは株式会社別会社へも提供されます。</p>" }],
    ["another 通知先 in a table", { after: "<table><tr><th>通知先</th><td>別会社</td></tr></table>" }],
  ] as const
).map(([name, parts]) => page(name, "left", { ...parts, still: true }));

export const FOUND_PAGES: readonly FoundPage[] = [
  ...HONEST,
  ...TO_BE_LEFT,
  ...OTHERWISE_DRESSED,
  ...OTHERWISE_MEANT,
];

import { address, DOT, type Item, LONG_REMEMBER, NOTIFY, type Sketch } from "./page-sketch.ts";

/** Ways in which an honest operator may write the same page; the first of each is the plainest. */
export type Variation = {
  readonly name: string;
  readonly apply: (sketch: Sketch) => void;
  /** Left to the person is right as well: a page may be honest and too odd to be sure. */
  readonly odd?: true;
};

const plain: Variation = { name: "plain", apply: () => {} };

const DRAWN = `<style>.drawn{position:absolute;opacity:0}.drawn+label::before{content:"";display:inline-block;
width:16px;height:16px;border:1px solid #333;margin-right:6px}.drawn:checked+label::before{background:#06c}</style>`;
const FOR_SCREEN_READERS =
  "<style>.sr{position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);border:0}</style>";

const style = (name: string, item: (one: Item) => string, around?: Sketch["aroundAnswers"]): Variation => ({
  name,
  apply: (sketch) => {
    sketch.answerStyle = item;
    if (around !== undefined) {
      sketch.aroundAnswers = around;
      sketch.boxStyle = item;
    }
  },
});

/** Of an attribute that stands twice the first counts, and that is the one which was there. */
const withAttribute = (input: string, attribute: string) =>
  input.replace(/^<input [^>]*?(?=\s*\/?>)/u, (start) => `${start} ${attribute}`);

const answers: readonly Variation[] = [
  plain,
  style("in one row", ({ input, text }) => `<label>${input}${text}</label> `),
  style("label after", ({ id, input, text }) => `<div>${input} <label for="${id}">${text}</label></div>`),
  style("label before", ({ id, input, text }) => `<div><label for="${id}">${text}</label> ${input}</div>`),
  style(
    "cells",
    ({ input, text }) => `<tr><td>${input}</td><td>${text}</td></tr>`,
    (inside) => `<table border="1">${inside}</table>`,
  ),
  style(
    "cells with labels",
    ({ id, input, text }) => `<tr><td>${input}</td><td><label for="${id}">${text}</label></td></tr>`,
    (inside) => `<table>${inside}</table>`,
  ),
  style("text beside", ({ input, text }) => `${input}${text}<br>`),
  style("text beside in a paragraph", ({ input, text }) => `<p>${input} ${text}</p>`),
  style(
    "list",
    ({ input, text }) => `<li><label>${input} ${text}</label></li>`,
    (inside) => `<ul>${inside}</ul>`,
  ),
  style(
    "drawn by its label",
    ({ id, input, text }) =>
      `<div>${DRAWN}${withAttribute(input, 'class="drawn"')}<label for="${id}">${text}</label></div>`,
  ),
  style(
    "for screen readers alone, drawn by its label",
    ({ id, input, text }) =>
      `<div style="position:relative">${FOR_SCREEN_READERS}${DRAWN}${withAttribute(input, 'class="sr"')}<label for="${id}" style="padding:4px;border:1px solid">${text}</label></div>`,
  ),
  style(
    "none, drawn by its label",
    ({ id, input, text }) =>
      `<div>${withAttribute(input, 'style="display:none"')}<label for="${id}">${text}</label></div>`,
  ),
  style(
    "drawn anew",
    ({ input, text }) =>
      `<p><label>${withAttribute(input, 'style="appearance:none;width:18px;height:18px;border:2px solid"')}<span>${text}</span></label></p>`,
  ),
  style(
    "named for screen readers",
    ({ input, text }) => `<p><label>${withAttribute(input, `aria-label="${text}"`)}${text}</label></p>`,
  ),
  style(
    "labelled by",
    ({ id, input, text }) =>
      `<p>${withAttribute(input, `aria-labelledby="t-${id}"`)}<span id="t-${id}">${text}</span></p>`,
  ),
  style(
    "nested",
    ({ input, text }) =>
      `<div><label><span>${input}</span><span><strong>${text}</strong></span></label></div>`,
  ),
  style(
    "flex",
    ({ input, text }) => `<label style="display:flex;gap:8px">${input}<span>${text}</span></label>`,
  ),
  style(
    "grid",
    ({ id, input, text }) =>
      `<div style="display:grid;grid-template-columns:2em auto">${input}<label for="${id}">${text}</label></div>`,
  ),
  style(
    "big button",
    ({ input, text }) =>
      `<label style="display:block;padding:12px;border:1px solid;margin:6px">${input} ${text}</label>`,
  ),
  style(
    "field set",
    ({ input, text }) => `<label>${input}${text}</label>`,
    (inside) => `<fieldset><legend>通知の設定</legend>${inside}</fieldset>`,
  ),
  style(
    "radio group",
    ({ input, text }) => `<div><label>${input}${text}</label></div>`,
    (inside) => `<div role="radiogroup" aria-label="通知の設定">${inside}</div>`,
  ),
  style(
    "picture as label",
    ({ input, text }) =>
      `<p><label>${input}<img src="${DOT}" alt="${text}" width="120" height="20"></label></p>`,
  ),
  style(
    "cards",
    ({ input, text }) =>
      `<div style="display:inline-block;border:1px solid"><div>${input}</div><div>${text}</div></div>`,
  ),
  style(
    "within an element of its own",
    ({ input, text }) => `<p><label>${input}${text}</label></p>`,
    (inside) => `<app-answers>${inside}</app-answers>`,
  ),
  style("font element", ({ input, text }) => `<p>${input}<font size="2">${text}</font></p>`),
  style(
    "label in the cell before",
    ({ id, input, text }) => `<tr><th><label for="${id}">${text}</label></th><td>${input}</td></tr>`,
    (inside) => `<table>${inside}</table>`,
  ),
  style(
    "described by a note",
    ({ id, input, text }) =>
      `<div>${withAttribute(input, `aria-describedby="d-${id}"`)}<label for="${id}">${text}</label><p id="d-${id}">この設定はあとから変更できます。</p></div>`,
  ),
];

const reworded = (name: string, word: (text: string) => string): Variation => ({
  name,
  apply: (sketch) => {
    sketch.accept = { ...sketch.accept, text: word(sketch.accept.text) };
    sketch.refuse = { ...sketch.refuse, text: word(sketch.refuse.text) };
  },
});

const wording: readonly Variation[] = [
  plain,
  reworded("zero-width space", (text) => text.replace("通知", "通知\u200B")),
  reworded("no-break space", (text) => `\u00A0${text}\u00A0`),
  reworded("full-width space", (text) => `\u3000${text}`),
  reworded("broken line", (text) => text.replace("通知", "通知<wbr>")),
  reworded("soft hyphen", (text) => text.replace("通知", "通\u00AD知")),
  reworded("furigana", (text) =>
    text.replace("通知", "<ruby>通知<rp>(</rp><rt>つうち</rt><rp>)</rp></ruby>"),
  ),
  reworded("quotes and a full stop", (text) => `「${text}」。`),
  reworded("of line information", (text) => `回線情報を${text}`),
  reworded("politely", (text) => text.replace("する", "します").replace("ない", "ません")),
  {
    name: "yes and no",
    apply: (sketch) => {
      sketch.accept = { ...sketch.accept, text: `はい（${sketch.accept.text}）` };
      sketch.refuse = { ...sketch.refuse, text: `いいえ（${sketch.refuse.text}）` };
    },
  },
  {
    name: "numbered",
    apply: (sketch) => {
      sketch.accept = { ...sketch.accept, text: `① ${sketch.accept.text}` };
      sketch.refuse = { ...sketch.refuse, text: `② ${sketch.refuse.text}` };
    },
  },
  reworded("byte order mark", (text) => `\uFEFF${text}`),
  {
    name: "recommended",
    apply: (sketch) => {
      sketch.accept = { ...sketch.accept, text: "通知する（推奨）" };
    },
  },
  reworded("whole sentence", (text) => `お客さまIDを${text}`),
];

const S0_NOTES = `<ul><li>「通知する」を選択することにより、通知先にお客さまIDが通知されます。<br>
(NTT西日本より光アクセスサービスの提供を受けた事業者(光コラボレーション事業者)さまが提供する光アクセスサービス(コラボ光)をご利用のお客様については、光コラボレーション事業者に代わって、当社より通知します)</li>
<li>通知されるお客さまIDは、文字列CAFから始まる「フレッツ光クロス」「フレッツ光ネクスト」(いずれもFTTHアクセスサービス)、または一部のコラボ光ご契約者毎固有の13桁の文字列です。</li>
<li>通知先への「通知する」「通知しない」の設定変更をする場合、「フレッツ光ネクスト」(いずれもFTTHアクセスサービス)ご契約者さまは、「サービス申込み受付ページ」からお客さまご自身で設定変更することができます。<br>詳細については、「<a href="{at}/own/about">回線情報通知とは？</a>」をご覧ください。<br>
コラボ光ご契約のお客さまは、光コラボレーション事業者へご連絡をいただくことで変更することができます。</li>
<li>お客さまIDを通知することに起因して発生する可能性のある損害について、NTT西日本がお客さまおよび他のものに対して責任を負わないことに同意していただきます。</li></ul>
<p>※回線情報通知機能ご契約者さまと当社間の契約に基づき、「サービス提供者名」「サービス名」は、回線情報通知機能ご契約者さまからの申告に基づき表示しております。</p>`;

const asInS0 =
  (box: (item: Item) => string): Variation["apply"] =>
  (sketch) => {
    if (sketch.remember !== null) sketch.remember = { ...sketch.remember, text: LONG_REMEMBER };
    sketch.boxStyle = box;
    sketch.arrange = (accept, refuse, remember) => accept + remember + refuse;
    const around = sketch.aroundAnswers;
    sketch.aroundAnswers = (inside) => `<div>${around(inside)}${S0_NOTES}</div>`;
  };

const remembering: readonly Variation[] = [
  plain,
  {
    name: "no box",
    apply: (sketch) => {
      sketch.remember = null;
    },
  },
  {
    name: "as in S0",
    apply: asInS0(({ input, text }) => `<ul><li><label>${input}${text}</label></li></ul>`),
  },
  { name: "as in S0, text beside", apply: asInS0(({ input, text }) => `<p>${input}${text}</p>`) },
  {
    name: "as in S0, label after",
    apply: asInS0(
      ({ id, input, text }) =>
        `<div style="margin-left:2em">${input}<label for="${id}">${text}</label></div>`,
    ),
  },
  {
    name: "short",
    apply: (sketch) => {
      if (sketch.remember !== null)
        sketch.remember = { ...sketch.remember, text: "次回以降、この画面を表示しない" };
    },
  },
  {
    name: "first",
    apply: (sketch) => {
      // In the order of the document, which is the order in which it is sent.
      sketch.arrange = (accept, refuse, remember) => accept + refuse + remember;
      sketch.boxStyle = ({ id, input, text }) => `<div>${input}<label for="${id}">${text}</label></div>`;
    },
  },
  {
    name: "drawn by its label",
    apply: (sketch) => {
      sketch.boxStyle = ({ id, input, text }) =>
        `<div>${DRAWN}${withAttribute(input, 'class="drawn"')}<label for="${id}">${text}</label></div>`;
    },
  },
  {
    name: "alive with 通知する",
    apply: (sketch) => {
      if (sketch.remember === null) return;
      sketch.remember = { ...sketch.remember, input: withAttribute(sketch.remember.input, "disabled") };
      sketch.scripts.push(
        `for (const r of document.querySelectorAll("[name=${NOTIFY}]")) r.addEventListener("change", () => { document.getElementById("rem").disabled = !document.getElementById("yes").checked })`,
      );
    },
  },
  {
    name: "ticked already",
    apply: (sketch) => {
      if (sketch.remember !== null)
        sketch.remember = { ...sketch.remember, input: withAttribute(sketch.remember.input, "checked") };
    },
  },
];

const button = (name: string, html: string, sends: Sketch["buttonSends"] = []): Variation => ({
  name,
  apply: (sketch) => {
    sketch.button = html;
    sketch.buttonSends = sends;
  },
});
const SEND = "document.getElementById('ask').submit();return false";

const buttons: readonly Variation[] = [
  plain,
  button("button element", '<p><button id="go">決定</button></p>'),
  button("with a name", '<p><input type="submit" name="go" value="決定" id="go"></p>', [["go", "決定"]]),
  button("with a value", '<p><button id="go" name="act" value="decide">決定</button></p>', [
    ["act", "decide"],
  ]),
  button("spaced", '<p><input type="submit" value="決　定" id="go"></p>'),
  button("spaced twice", '<p><input type="submit" value=" 決&nbsp;定 " id="go"></p>'),
  button("完了", '<p><button type="submit" id="go">完了</button></p>'),
  button("決定する", '<p><button type="submit" id="go">決定する</button></p>'),
  button(
    "picture",
    `<p><input type="image" src="${DOT}" width="90" height="30" alt="決定" id="go"></p>`,
    "place",
  ),
  button(
    "picture in a button",
    `<p><button id="go"><img src="${DOT}" width="80" height="24" alt="決定"></button></p>`,
  ),
  button(
    "icon in a button",
    '<p><button id="go"><svg width="12" height="12" aria-hidden="true"><circle r="5" cx="6" cy="6"/></svg><span>決定</span></button></p>',
  ),
  button("arrow after it", '<p><button id="go">決定 &gt;</button></p>'),
  button("arrow before it", '<p><button id="go">▶ 決定</button></p>'),
  button("furigana", '<p><button id="go"><ruby>決定<rt>けってい</rt></ruby></button></p>'),
  button(
    "drawing with words",
    '<p><button id="go" aria-label="決定"><svg width="80" height="24" role="img" aria-label="決定"><text y="15">決定</text></svg></button></p>',
  ),
  button(
    "drawing with a title",
    '<p><button id="go"><svg width="80" height="24" role="img"><title>決定</title><path d="M0 0h80v24H0z"/></svg></button></p>',
  ),
  button("設定する", '<p><button id="go">設定する</button></p>'),
  button("確定", '<p><input type="submit" value="確定" id="go"></p>'),
  button("link with a script", `<p><a role="button" href="#" id="go" onclick="${SEND}">決定</a></p>`),
  button("button with a script", `<p><input type="button" value="決定" id="go" onclick="${SEND}"></p>`),
  button(
    "button with a script and a name",
    `<p><input type="button" name="btn" value="決定" id="go" onclick="${SEND}"></p>`,
  ),
  button(
    "button that requests it",
    `<p><button type="button" id="go" onclick="document.getElementById('ask').requestSubmit()">決定</button></p>`,
  ),
  button(
    "beside 戻る",
    '<p><input type="submit" value="決定" id="go"> <input type="button" value="戻る" onclick="history.back()"></p>',
  ),
  button(
    "beside a sending 戻る",
    '<p><button name="back" value="1">戻る</button> <button id="go">決定</button></p>',
  ),
  button(
    "beside リセット",
    '<p><input type="submit" value="決定" id="go"> <input type="reset" value="リセット"></p>',
  ),
  button(
    "its own address",
    '<p><button id="go" formaction="{at}/answer" formmethod="post">決定</button></p>',
  ),
  button(
    "alive with a choice",
    '<p><input type="submit" value="決定" id="go" disabled></p><script>for (const r of document.querySelectorAll("[type=radio]")) r.addEventListener("click", () => { document.getElementById("go").disabled = false })</script>',
  ),
  button(
    "through which clicks go until the choice",
    '<p><button id="go" style="pointer-events:none;opacity:.6">決定</button></p><script>document.addEventListener("change", () => { document.getElementById("go").style = "" })</script>',
  ),
  button(
    "drawing of words alone",
    '<p><button id="go"><svg width="60" height="20"><text y="15">決定</text></svg></button></p>',
  ),
  button(
    "drawn round",
    '<p><button id="go" style="border-radius:20px;background:#06c;color:#fff;padding:10px 40px;box-shadow:0 2px 4px #999;transform:translateY(1px)">決定</button></p>',
  ),
  button(
    "in a bar at the foot",
    '<div style="position:sticky;bottom:0;background:#fff"><button id="go">決定</button></div>',
  ),
  button(
    "pressed once",
    `<p><input type="submit" value="決定" id="go"></p><script>document.getElementById("ask").addEventListener("submit", () => setTimeout(() => { document.getElementById("go").disabled = true }))</script>`,
  ),
  button(
    "pressed once, at once",
    `<p><input type="submit" value="決定" id="go"></p><script>document.getElementById("ask").addEventListener("submit", () => { document.getElementById("go").disabled = true })</script>`,
  ),
  button(
    "checked first",
    `<p><input type="submit" value="決定" id="go"></p><script>document.getElementById("ask").onsubmit = () => document.querySelector("[name=${NOTIFY}]:checked") !== null</script>`,
  ),
];

const table = (rows: string) => `<table>${rows}</table>`;
const stating = (name: string, state: Sketch["state"]): Variation => ({
  name,
  apply: (sketch) => {
    sketch.state = state;
  },
});

const statements: readonly Variation[] = [
  plain,
  stating("table", (recipient, service) =>
    table(
      `<tr><th>サービス提供者名</th><td>${recipient}</td></tr><tr><th>サービス名</th><td>${service}</td></tr>`,
    ),
  ),
  stating("table with a colon", (recipient, service) =>
    table(
      `<tr><td>サービス提供者名</td><td>:</td><td>${recipient}</td></tr><tr><td>サービス名</td><td>:</td><td>${service}</td></tr>`,
    ),
  ),
  stating("table across", (recipient, service) =>
    table(
      `<tr><th>サービス提供者名</th><th>サービス名</th></tr><tr><td>${recipient}</td><td>${service}</td></tr>`,
    ),
  ),
  stating(
    "definition list",
    (recipient, service) =>
      `<dl><dt>サービス提供者名</dt><dd>${recipient}</dd><dt>サービス名</dt><dd>${service}</dd></dl>`,
  ),
  stating(
    "flex",
    (recipient, service) =>
      `<div style="display:flex"><div>サービス提供者名</div><div>${recipient}</div></div><div style="display:flex"><div>サービス名</div><div>${service}</div></div>`,
  ),
  stating(
    "grid",
    (recipient, service) =>
      `<div style="display:grid;grid-template-columns:10em auto"><span>サービス提供者名</span><span>${recipient}</span><span>サービス名</span><span>${service}</span></div>`,
  ),
  stating(
    "full-width colon",
    (recipient, service) => `<p>サービス提供者名：${recipient}<br>サービス名：${service}</p>`,
  ),
  stating(
    "spans",
    (recipient, service) =>
      `<p><span>サービス提供者名</span><span> : </span><strong>${recipient}</strong></p><p><span>サービス名</span><span> : </span><strong>${service}</strong></p>`,
  ),
  stating(
    "list",
    (recipient, service) =>
      `<ul><li>サービス提供者名 : ${recipient}</li><li>サービス名 : ${service}</li></ul>`,
  ),
  stating(
    "said twice alike",
    (recipient, service) =>
      `<p>サービス提供者名 : ${recipient}</p><p>サービス名 : ${service}</p><p>サービス提供者名 : ${recipient}</p>`,
  ),
  stating(
    "footnote",
    (recipient, service) =>
      `<p>サービス提供者名 : ${recipient.replace("※", "")}<sup>※</sup></p><p>サービス名 : ${service}</p>`,
  ),
  stating(
    "brackets",
    (recipient, service) => `<p>【サービス提供者名】${recipient}</p><p>【サービス名】<br>${service}</p>`,
  ),
  stating(
    "dots",
    (recipient, service) => `<p>・サービス提供者名：${recipient}</p><p>■サービス名</p><p>${service}</p>`,
  ),
  stating(
    "numbers",
    (recipient, service) => `<p>(1) サービス提供者名：${recipient}</p><p>(2) サービス名：${service}</p>`,
  ),
  stating(
    "quotes",
    (recipient, service) => `<p>サービス提供者名「${recipient}」</p><p>サービス名「${service}」</p>`,
  ),
  stating(
    "in one line",
    (recipient, service) => `<p>サービス提供者名：${recipient}　サービス名：${service}</p>`,
  ),
  stating(
    "notes",
    (recipient, service) =>
      `<p>サービス提供者名（通知先）：${recipient}</p><p>サービス名 (Service)：${service}</p>`,
  ),
  stating(
    "soft hyphens",
    (recipient, service) => `<p>サービス&shy;提供者名：${recipient}</p><p>サービス&shy;名：${service}</p>`,
  ),
  stating("half-width", (recipient, service) => `<p>ｻｰﾋﾞｽ提供者名：${recipient}</p><p>ｻｰﾋﾞｽ名：${service}</p>`),
  stating(
    "inline blocks",
    (recipient, service) =>
      `<div><span style="display:inline-block;width:10em">サービス提供者名</span>\n<span style="display:inline-block">${recipient}</span></div><div><span style="display:inline-block;width:10em">サービス名</span>\n<span style="display:inline-block">${service}</span></div>`,
  ),
  stating(
    "floats",
    (recipient, service) =>
      `<dl><dt style="float:left;clear:left;width:10em">サービス提供者名</dt><dd>${recipient}</dd><dt style="float:left;clear:left;width:10em">サービス名</dt><dd>${service}</dd></dl>`,
  ),
];

const headings: readonly Variation[] = [
  plain,
  {
    name: "picture",
    apply: (sketch) => {
      sketch.heading = `<h1><img alt="回線情報通知" src="${DOT}" width="200" height="30"></h1>`;
      sketch.title = "フレッツ光";
    },
  },
  {
    name: "another form",
    apply: (sketch) => {
      sketch.heading = "<h1>回線情報通知設定画面</h1>";
      sketch.title = "回線情報通知設定画面";
    },
  },
  {
    name: "no heading",
    apply: (sketch) => {
      sketch.heading = '<div class="title">回線情報通知</div>';
    },
  },
  {
    name: "no title",
    apply: (sketch) => {
      sketch.title = "";
      sketch.heading = "<h2>回線情報通知画面</h2>";
    },
  },
];

const hidden: readonly Variation[] = [
  plain,
  {
    name: "token",
    apply: (sketch) => {
      sketch.hiddenLast = [["csrf", "b1c2+/=d3"]];
    },
  },
  {
    name: "before and after",
    apply: (sketch) => {
      sketch.hiddenFirst = [["sid", "4711"]];
      sketch.hiddenLast = [["step", "2"]];
    },
  },
  {
    name: "Japanese",
    apply: (sketch) => {
      sketch.hiddenFirst = [["回線", "光ネクスト"]];
    },
  },
  {
    name: "quotes and lines",
    apply: (sketch) => {
      sketch.hiddenFirst = [["q", `a"b'c<d>&e`]];
      sketch.hiddenLast = [["lines", "a\nb"]];
    },
  },
  {
    name: "empty and twice",
    apply: (sketch) => {
      sketch.hiddenFirst = [
        ["e", ""],
        ["t", "1"],
        ["t", "2"],
      ];
    },
  },
  {
    name: "names of the form's own properties",
    apply: (sketch) => {
      sketch.hiddenFirst = [
        ["action", "notify"],
        ["method", "x"],
        ["elements", "y"],
        ["target", "z"],
        ["id", "i"],
      ];
    },
  },
  {
    name: "names of what every node has",
    apply: (sketch) => {
      sketch.hiddenFirst = [
        ["children", "1"],
        ["childNodes", "1"],
        ["parentElement", "1"],
        ["shadowRoot", "1"],
        ["localName", "1"],
        ["getAttribute", "1"],
        ["matches", "1"],
        ["contains", "1"],
        ["getBoundingClientRect", "1"],
        ["ownerDocument", "1"],
        ["nodeType", "1"],
      ];
    },
  },
  {
    name: "without a name, and disabled",
    apply: (sketch) => {
      sketch.formTop +=
        '<input type="hidden" value="nobody"><input type="hidden" name="off" value="1" disabled>';
    },
  },
];

const charsets: readonly Variation[] = [
  plain,
  ...(["euc-jp", "shift_jis", "iso-2022-jp"] as const).map(
    (charset): Variation => ({
      name: charset,
      apply: (sketch) => {
        sketch.charset = charset;
      },
    }),
  ),
];

const attributed = (name: string, attributes: Sketch["attributes"]): Variation => ({
  name,
  apply: (sketch) => address(sketch, attributes),
});

const forms: readonly Variation[] = [
  plain,
  attributed("multipart", { enctype: "multipart/form-data" }),
  attributed("method in capitals", { method: "POST" }),
  attributed("relative address", { action: "../answer" }),
  attributed("whole address", { action: "{here}{at}/answer" }),
  attributed("session in the address", { action: "{at}/answer;jsessionid=0A1B2C" }),
  attributed("query", { action: "{at}/answer?step=2&lang=ja" }),
  attributed("fragment", { action: "{at}/answer#form" }),
  attributed("to itself", { action: null }),
  attributed("to itself, empty", { action: "" }),
  attributed("target _self", { target: "_self" }),
  attributed("target _top", { target: "_top" }),
  attributed("not validated", { novalidate: "", autocomplete: "off" }),
  attributed("named", { name: "form1" }),
  attributed("UTF-8", { "accept-charset": "UTF-8" }),
  {
    name: "base",
    apply: (sketch) => {
      sketch.head += '<base href="{here}{at}/sub/">';
      sketch.attributes.action = "../answer";
    },
  },
  {
    name: "begun in a table",
    apply: (sketch) => {
      sketch.form = (attributes, inside) =>
        `<table><form ${attributes}><tr><td>${inside}</td></tr></form></table>`;
    },
  },
  {
    name: "controls outside",
    apply: (sketch) => {
      sketch.form = (attributes, inside) =>
        `<form ${attributes}></form><div>${inside.replace(/<(input|button)\b(?![^>]* form=)/gu, '<$1 form="ask"')}</div>`;
    },
  },
  ...["100vh", "160px"].map(
    (height): Variation => ({
      name: `in a box of ${height} that scrolls`,
      apply: (sketch) => {
        sketch.form = (attributes, inside) =>
          `<div style="overflow:hidden"><div style="height:${height};overflow:auto"><div style="height:900px">説明</div><form ${attributes}>${inside}</form></div></div>`;
      },
    }),
  ),
  {
    name: "deep in the page",
    apply: (sketch) => {
      sketch.form = (attributes, inside) =>
        `${"<div>".repeat(150)}<form ${attributes}>${inside}</form>${"</div>".repeat(150)}`;
    },
  },
  {
    name: "within a frame of divs",
    apply: (sketch) => {
      sketch.form = (attributes, inside) =>
        `<main style="max-width:40em;margin:auto;overflow:hidden"><section style="position:relative"><form ${attributes}>${inside}</form></section></main>`;
    },
  },
];

const paths: readonly Variation[] = [
  plain,
  ...["/kaisen/notice/", "/kaisen/notice;jsessionid=0123ABCD", "/kaisen/notice?lang=ja"].map(
    (path): Variation => ({
      name: path,
      apply: (sketch) => {
        sketch.path = path.replace(/\?.*$/su, "");
      },
    }),
  ),
];

const add = (
  name: string,
  part: "top" | "beforeForm" | "afterForm" | "head" | "formTop" | "formEnd",
  html: string,
): Variation => ({
  name,
  apply: (sketch) => {
    sketch[part] += html;
  },
});

/** What else stands on an honest page. */
export const SURROUNDINGS: readonly Variation[] = [
  add(
    "search",
    "top",
    '<form action="{at}/own/search"><input name="q" placeholder="サイト内検索"><button>検索</button></form>',
  ),
  add(
    "language",
    "top",
    '<form action="{at}/own/lang"><select name="lang" aria-label="Language"><option>日本語<option>English</select></form>',
  ),
  add("logout", "top", '<form method="post" action="{at}/logout"><button>ログアウト</button></form>'),
  add(
    "cookies",
    "afterForm",
    '<form method="post" action="{at}/cookies"><p>クッキーを使用しています。</p><label><input type="checkbox" name="ads" checked>広告</label><button>同意する</button></form>',
  ),
  add(
    "font size",
    "top",
    '<p>文字サイズ <button type="button">大</button> <button type="button">中</button></p>',
  ),
  add(
    "links",
    "afterForm",
    '<p><a href="{at}/a">よくあるご質問</a> <a href="{at}/b">お問い合わせ</a> <a href="{at}/c">プライバシーポリシー</a></p>',
  ),
  add("skip link", "top", '<a href="#ask" style="position:absolute;left:-9999px">本文へ</a>'),
  add(
    "skip link, cut",
    "top",
    '<a href="#ask" style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">本文へ</a>',
  ),
  add(
    "frame nobody sees",
    "afterForm",
    '<noscript><iframe src="{at}/own/ns"></iframe></noscript><iframe src="{at}/own/tag" width="0" height="0" style="display:none;visibility:hidden"></iframe>',
  ),
  add("counting picture", "afterForm", '<img src="{at}/own/count" width="1" height="1" alt="">'),
  add(
    "clock",
    "top",
    '<p id="t">セッション残り 09:59</p><script>{let n = 599; setInterval(() => { n -= 1; document.getElementById("t").textContent = "セッション残り 0" + Math.floor(n / 60) + ":" + String(n % 60).padStart(2, "0") }, 90)}</script>',
  ),
  add(
    "clock in the form",
    "formTop",
    '<p>残り <span id="u">599</span>秒</p><script>{let n = 599; setInterval(() => { n -= 1; document.getElementById("u").textContent = n }, 90)}</script>',
  ),
  add(
    "news",
    "top",
    '<p id="news">お知らせ</p><script>{let n = 0; setInterval(() => { n += 1; document.getElementById("news").textContent = ["メンテナンスのお知らせ", "新着情報", "障害情報"][n % 3] }, 70)}</script>',
  ),
  add(
    "details",
    "afterForm",
    "<details><summary>くわしい説明</summary><p>お客さまIDは契約ごとの文字列です。</p></details>",
  ),
  add(
    "paid service advertised",
    "afterForm",
    '<aside><h2>おすすめ</h2><p>光テレビ 月額825円</p><a href="{at}/tv">くわしく見る</a></aside>',
  ),
  add("print", "top", '<button type="button" onclick="print()">印刷</button>'),
  add(
    "style sheet",
    "head",
    "<style>body{font-family:sans-serif;margin:0 2em}p{line-height:1.6}label{cursor:pointer}input:focus{outline:2px solid}</style>",
  ),
  add("dark", "head", "<style>body{background:#222;color:#eee}a{color:#8cf}</style>"),
  add(
    "narrow twin",
    "formTop",
    `<div style="display:none"><label><input type="radio" name="${NOTIFY}_sp" value="yes">通知する</label><label><input type="radio" name="${NOTIFY}_sp" value="no">通知しない</label></div>`,
  ),
  add("notes in the form", "formEnd", "<p>※設定はあとから変更できます。</p>"),
  add(
    "long text",
    "beforeForm",
    `<div style="height:120px;overflow:auto;border:1px solid">${"<p>回線情報通知機能の説明です。お客さまIDは、接続先のサービスが回線を見分けるために使われます。</p>".repeat(8)}</div>`,
  ),
  add("far down", "beforeForm", '<div style="height:1600px"></div>'),
  add(
    "watermark",
    "afterForm",
    '<div style="position:fixed;right:0;bottom:0;width:40px;height:20px;pointer-events:none;opacity:.4">β</div>',
  ),
  add(
    "header that stays",
    "top",
    '<div style="position:sticky;top:0;background:#fff;z-index:5;padding:6px">フレッツ光</div>',
  ),
  add(
    "open shadow tree",
    "afterForm",
    '<div id="chip"></div><script>document.getElementById("chip").attachShadow({mode:"open"}).innerHTML = "<p>サポート</p><button type=button>チャット</button>"</script>',
  ),
  add(
    "script that only draws",
    "afterForm",
    `<script>for (const r of document.querySelectorAll("[name=${NOTIFY}]")) r.addEventListener("change", () => { for (const l of document.querySelectorAll("label")) l.style.fontWeight = "normal"; r.parentElement.style.fontWeight = "bold"; r.parentElement.classList.add("on") })</script>`,
  ),
  add(
    "focus ring",
    "afterForm",
    `<script>for (const i of document.querySelectorAll("input")) i.addEventListener("focus", () => { i.style.outline = "2px solid #06c" })</script>`,
  ),
  add("no costs", "formEnd", "<p>通知に料金はかかりません。この設定は無料です。</p>"),
  add(
    "what comes of it",
    "formEnd",
    "<p>通知すると、接続先サービスにログインできます。</p><p>「決定」ボタンを押すと、接続先サービスの画面に戻ります。</p>",
  ),
  add(
    "what isn't told",
    "afterForm",
    "<p>お客さまの氏名、住所、電話番号は通知されません。通知先以外の第三者に提供することはありません。</p>",
  ),
  add(
    "boxes of a style behind the words",
    "head",
    '<style>body::before{content:"";position:fixed;inset:0;background:#f3f7ff;z-index:-1}h1{position:relative}h1::after{content:"";position:absolute;left:0;bottom:-3px;width:100%;height:2px;background:#06c}form::after{content:"";display:table;clear:both}</style>',
  ),
  add("larger type by zoom", "head", "<style>body{zoom:1.25}</style>"),
  add("navigation", "top", '<nav><a href="{at}/own/1">料金</a> <a href="{at}/own/2">お申し込み</a></nav>'),
  add(
    "recipient again in other words",
    "afterForm",
    "<p>通知先：NTT東日本株式会社（コワークストレージ）</p>",
  ),
  add("company at the foot", "afterForm", "<footer>© NTT西日本株式会社</footer>"),
  add("prints by itself", "afterForm", "<script>setTimeout(() => print(), 60)</script>"),
  add(
    "prints by a command",
    "afterForm",
    '<script>setTimeout(() => document.execCommand("print"), 60)</script>',
  ),
  add("keep alive", "afterForm", '<script>setInterval(() => fetch("{at}/own/alive"), 1500)</script>'),
  add("noscript", "top", "<noscript><p>JavaScriptを有効にしてください。</p></noscript>"),
  add(
    "live region",
    "afterForm",
    '<p aria-live="polite" style="position:absolute;width:1px;height:1px;overflow:hidden">読み込みました</p>',
  ),
  add(
    "names that hide the document's own",
    "afterForm",
    `<img name="body" src="${DOT}" alt=""><img name="forms" src="${DOT}" alt=""><img name="title" src="${DOT}" alt=""><a id="documentElement"></a>`,
  ),
];

/** Of each, one is drawn. */
export const VARIATIONS = {
  answers,
  wording,
  remembering,
  buttons,
  statements,
  headings,
  hidden,
  charsets,
  forms,
  paths,
} as const;

export type Slot = keyof typeof VARIATIONS;

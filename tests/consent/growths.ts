import { address, DOT, honestSketch, NOTIFY, type Sketch } from "./page-sketch.ts";

/**
 * What a page asks beyond the question, or does beside it. `left`: nothing may be sent. `exact`: leaving it is right, and
 * so is pressing, as long as exactly the honest form goes out and nothing else.
 */
export type Growth = {
  readonly name: string;
  readonly want: "left" | "exact";
  readonly apply: (sketch: Sketch) => void;
};

const left = (name: string, apply: Growth["apply"]): Growth => ({ name, want: "left", apply });
const exact = (name: string, apply: Growth["apply"]): Growth => ({ name, want: "exact", apply });

const script = (sketch: Sketch, code: string) => sketch.scripts.push(code);
const $ = (id: string) => `document.getElementById("${id}")`;
const FORM = $("ask");

// --- controls that aren't part of the question ---

const PAID = "有料オプション(月額550円)に申し込む";
const box = (attributes: string) => `<input type="checkbox" name="third" value="1" id="third" ${attributes}>`;

const CONTROLS: readonly (readonly [string, string])[] = [
  ["box", `<p><label>${box("")}第三者提供に同意する</label></p>`],
  ["ticked box", `<p><label>${box("checked")}第三者提供に同意する</label></p>`],
  ["ticked box without words", `<p>${box("checked")}</p>`],
  ["box after its words", `<p>お知らせを受け取る ${box("checked")}</p>`],
  [
    "ARIA box",
    '<p><span role="checkbox" tabindex="0" aria-checked="true">☑</span> 第三者提供に同意する</p><input type="hidden" name="third" value="1">',
  ],
  ["switch", '<p>情報提供に同意する <button type="button" role="switch" aria-checked="true">ON</button></p>'],
  ["pressed button", '<p><button type="button" aria-pressed="true">提供する</button></p>'],
  [
    "list",
    '<p>プラン <select name="plan"><option value="paid" selected>プレミアム<option value="">なし</select></p>',
  ],
  [
    "list of one line more",
    '<select name="plan" multiple size="3"><option selected>プレミアム<option>なし</select>',
  ],
  ["text", '<p>紹介コード <input name="code" value="A1"></p>'],
  ["text area", "<p>ご意見 <textarea name=voice>良い</textarea></p>"],
  ["number", '<p>口数 <input type="number" name="n" value="1"></p>'],
  ["range", '<p>口数 <input type="range" name="n" value="1"></p>'],
  ["date", '<p>開始日 <input type="date" name="d" value="2026-12-01"></p>'],
  ["colour", '<input type="color" name="c">'],
  ["file", '<p>書類 <input type="file" name="f"></p>'],
  ["editable text", '<div contenteditable="true">ここに入力</div>'],
  ["custom element", "<x-box checked>第三者提供に同意する</x-box>"],
  [
    "third answer",
    `<p><label><input type="radio" name="${NOTIFY}" value="all">すべてのサービスに通知する</label></p>`,
  ],
  [
    "second group",
    '<p><label><input type="radio" name="plan" value="p" checked>プレミアム</label><label><input type="radio" name="plan" value="f">なし</label></p>',
  ],
  ["ARIA answer", '<div role="radio" aria-checked="true" tabindex="0">すべてに通知する</div>'],
  [
    "box drawn by its label",
    `<p>${box('checked style="display:none"')}<label for="third">☑ 第三者提供に同意する</label></p>`,
  ],
  [
    "box drawn by its label, transparent",
    `<p>${box('checked style="opacity:0;position:absolute"')}<label for="third">☑ 第三者提供に同意する</label></p>`,
  ],
  [
    "box drawn without a border",
    `<p><label>${box('checked style="appearance:none;width:14px;height:14px;background:#06c"')}提供する</label></p>`,
  ],
  ["second remembered box", `<p><label>${box("checked")}今後、この画面を表示しない</label></p>`],
  [
    "frame with a box",
    '<iframe srcdoc="<label><input type=checkbox checked>第三者提供に同意する</label>" width="400" height="60"></iframe>',
  ],
  ["object", '<object data="{at}/own/box" type="text/html" width="300" height="60"></object>'],
  [
    "box of the form in a shadow tree",
    '<div id="host"></div><script>document.getElementById("host").attachShadow({mode:"open"}).innerHTML = "<label><input type=checkbox checked>第三者提供に同意する</label>"</script>',
  ],
  [
    "box of the form in a closed shadow tree",
    '<div id="host"></div><script>document.getElementById("host").attachShadow({mode:"closed"}).innerHTML = "<label><input type=checkbox checked>第三者提供に同意する</label>"</script>',
  ],
  [
    "element that sends by itself",
    // Named: a form that only the parser gives its controls to gets none that a script makes one.
    '<x-sends form="ask"></x-sends><script>customElements.define("x-sends", class extends HTMLElement { static formAssociated = true; constructor() { super(); this.attachInternals().setFormValue("1") } connectedCallback() { this.setAttribute("name", "third"); this.textContent = "提供" } })</script>',
  ],
  ["button that sends otherwise", '<p><button name="plan" value="paid">有料プランで決定</button></p>'],
  ["二つ目の決定", '<p><button name="second" value="1">決定</button></p>'],
  ["meter that is a slider", '<div role="slider" aria-valuenow="3" tabindex="0">■■■</div>'],
];

const wrapping: readonly Growth[] = [
  left("answers in an element that sends by itself", (sketch) => {
    const around = sketch.aroundAnswers;
    sketch.aroundAnswers = (inside) => `<x-face name="third">${around(inside)}</x-face>`;
    script(
      sketch,
      'customElements.define("x-face", class extends HTMLElement { static formAssociated = true; constructor() { super(); this.attachInternals().setFormValue("1") } })',
    );
  }),
];

// Whatever comes second has a first one beside it.
const controls: readonly Growth[] = CONTROLS.flatMap(([name, html]) => [
  left(`${name} in the form`, (sketch) => {
    sketch.remember ??= honestSketch().remember;
    sketch.formEnd += html;
  }),
  left(`${name} before the answers`, (sketch) => {
    sketch.remember ??= honestSketch().remember;
    sketch.formTop += html;
  }),
]);

/** Belongs to the form without being in it. */
const afar: readonly Growth[] = [
  left("box of the form, elsewhere", (sketch) => {
    sketch.afterForm += `<p><label>${box('checked form="ask"')}第三者提供に同意する</label></p>`;
  }),
  left("box of the form, elsewhere and unseen", (sketch) => {
    sketch.afterForm += `<p style="display:none">${box('checked form="ask"')}</p>`;
  }),
  left("box without a form", (sketch) => {
    sketch.afterForm += `<p><label>${box("checked")}第三者提供に同意する</label></p>`;
  }),
];

const UNSEEN: readonly (readonly [string, string])[] = [
  ["display", "display:none"],
  ["visibility", "visibility:hidden"],
  ["opacity", "opacity:0"],
  ["almost no opacity", "opacity:.02"],
  ["off-screen", "position:absolute;left:-9999px"],
  ["off-screen by indent", "position:absolute;top:-500px"],
  ["size", "position:absolute;width:0;height:0;overflow:hidden"],
  ["one pixel", "position:absolute;width:1px;height:1px;overflow:hidden"],
  ["clip", "position:absolute;clip:rect(0,0,0,0)"],
  ["clip-path", "clip-path:inset(50%)"],
  ["scale", "transform:scale(.01)"],
  ["moved", "transform:translateX(-3000px)"],
  ["turned", "transform:rotateY(90deg)"],
  ["filter", "filter:opacity(0)"],
  ["mask", "-webkit-mask-image:linear-gradient(transparent,transparent)"],
  ["content", "content-visibility:hidden"],
  ["contained", "height:0;contain:strict"],
  ["collapsed", "height:0;overflow:hidden"],
];

const unseen: readonly Growth[] = UNSEEN.flatMap(([name, css]) => [
  left(`ticked box nobody sees: ${name}`, (sketch) => {
    sketch.formEnd += `<div style="${css}"><label>${box("checked")}お知らせを受け取る</label></div>`;
  }),
  left(`text nobody sees: ${name}`, (sketch) => {
    sketch.formEnd += `<div style="${css}"><input name="third" value="1"></div>`;
  }),
  exact(`unticked box nobody sees: ${name}`, (sketch) => {
    sketch.formEnd += `<div style="${css}">${box("")}</div>`;
  }),
  left(`recipient nobody sees: ${name}`, (sketch) => {
    const { state } = sketch;
    sketch.state = (recipient, service) => `<div style="${css}">${state(recipient, service)}</div>`;
  }),
  left(`another recipient that nobody sees: ${name}`, (sketch) => {
    sketch.afterForm += `<div style="${css}"><p>サービス提供者名 : 株式会社別会社</p></div>`;
  }),
  left(`answers nobody sees: ${name}`, (sketch) => {
    const around = sketch.aroundAnswers;
    sketch.aroundAnswers = (inside) => `<div style="${css}">${around(inside)}</div>`;
  }),
  left(`button nobody sees: ${name}`, (sketch) => {
    sketch.button = `<div style="${css}">${sketch.button}</div>`;
  }),
]);

// --- words that say something else ---

const relabel = (html: (text: string) => string) => (sketch: Sketch) => {
  sketch.accept = { ...sketch.accept, text: html("通知する") };
};

const labels: readonly Growth[] = [
  left(
    "通知する says more",
    relabel((text) => `${text}（あわせて月額550円のオプションに申し込む）`),
  ),
  left(
    "通知する says more in small",
    relabel((text) => `${text}<small>とともに情報提供に同意</small>`),
  ),
  left("通知する says more in a style", (sketch) => {
    sketch.head += '<style>.more::after{content:"（オプションに申し込む）"}</style>';
    relabel((text) => `<span class="more">${text}</span>`)(sketch);
  }),
  left("通知する says more in an attribute", (sketch) => {
    sketch.head += "<style>.more::after{content:attr(data-more)}</style>";
    relabel((text) => `<span class="more" data-more="（オプションに申し込む）">${text}</span>`)(sketch);
  }),
  left("通知する says more in quotes", (sketch) => {
    sketch.head +=
      '<style>.more{quotes:"" "（オプションに申し込む）"}.more::after{content:close-quote}</style>';
    relabel((text) => `<span class="more">${text}</span>`)(sketch);
  }),
  left("通知する says more in a counter", (sketch) => {
    sketch.head +=
      '<style>@counter-style more{system:cyclic;symbols:"（オプションに申し込む）";suffix:""}.more::after{counter-increment:m;content:counter(m,more)}</style>';
    relabel((text) => `<span class="more">${text}</span>`)(sketch);
  }),
  left("通知する says more as a marker", (sketch) => {
    sketch.head += '<style>.more{display:list-item;list-style:inside "オプションに申し込んで"}</style>';
    relabel((text) => `<span class="more">${text}</span>`)(sketch);
  }),
  left(
    "通知する says more in a picture",
    relabel((text) => `${text}<img src="${DOT}" alt="有料" width="40" height="20">`),
  ),
  left(
    "通知する says more in a drawing",
    relabel((text) => `${text}<svg width="200" height="20"><text y="15">有料オプション込み</text></svg>`),
  ),
  left(
    "通知する says more in a picture without words",
    relabel((text) => `${text}<img src="${DOT}" alt="" width="160" height="20">`),
  ),
  left(
    "通知する says more in a drawing without words",
    relabel((text) => `${text}<svg width="160" height="20"><path d="M0 0H160V20H0Z"/></svg>`),
  ),
  left(
    "通知する says more on a canvas without words",
    relabel((text) => `${text}<canvas width="160" height="20"></canvas>`),
  ),
  left(
    "通知する is written in dots without words",
    relabel((text) => `<span style="-webkit-text-security:disc">${text}</span>`),
  ),
  left(
    "通知する is written backwards",
    relabel(() => "\u202Eるす知通\u202C"),
  ),
  left(
    "通知する in another word",
    relabel(() => "同意する"),
  ),
  left(
    "通知する for all",
    relabel(() => "すべてのサービスに通知する"),
  ),
  left("通知する is only heard", (sketch) => {
    sketch.accept = {
      ...sketch.accept,
      input: sketch.accept.input.replace("<input ", '<input aria-label="通知する" '),
      text: "了承する",
    };
  }),
  left("通知する is heard otherwise", (sketch) => {
    sketch.accept = {
      ...sketch.accept,
      input: sketch.accept.input.replace("<input ", '<input aria-label="通知しない" '),
    };
    sketch.refuse = {
      ...sketch.refuse,
      input: sketch.refuse.input.replace("<input ", '<input aria-label="通知する" '),
    };
  }),
  left("通知する is heard from elsewhere", (sketch) => {
    sketch.accept = {
      ...sketch.accept,
      input: sketch.accept.input.replace("<input ", '<input aria-labelledby="heard" '),
    };
    sketch.afterForm += '<span id="heard" style="position:absolute;left:-999px">申し込む</span>';
  }),
  left("通知しない says something else", (sketch) => {
    sketch.refuse = { ...sketch.refuse, text: "あとで" };
  }),
  left(
    "通知する is transparent",
    relabel((text) => `<span style="color:transparent">${text}</span>`),
  ),
  left(
    "通知する is filled with nothing",
    relabel((text) => `<span style="-webkit-text-fill-color:transparent">${text}</span>`),
  ),
  left(
    "通知する has no colour of its own",
    relabel((text) => `<span style="color:#fff;background:#fff">${text}</span>`),
  ),
  left(
    "通知する is transparent in another space",
    relabel((text) => `<span style="color:color(srgb 0 0 0 / 0)">${text}</span>`),
  ),
  left(
    "通知する has no size",
    relabel((text) => `<span style="font-size:0">${text}</span>`),
  ),
  left("通知する is written by a style that nobody sees", (sketch) => {
    sketch.head += '<style>.more::before{content:"通知する";font-size:0}</style>';
    relabel(
      () => `<span class="more" style="display:inline-block;width:80px;height:20px;background:#ccc"></span>`,
    )(sketch);
  }),
  left("labels stand crosswise", (sketch) => {
    sketch.aroundAnswers = (inside) => inside;
    sketch.arrange = (accept, refuse, remember) => accept + refuse + remember;
    sketch.answerStyle = ({ id, input, text }) =>
      `<div style="position:relative;height:30px">${input}<label for="${id}" style="position:absolute;left:40px;top:${id === "yes" ? 30 : -30}px">${text}</label></div>`;
  }),
  left("words beside stand crosswise", (sketch) => {
    sketch.aroundAnswers = (inside) => inside;
    sketch.arrange = (accept, refuse, remember) => accept + refuse + remember;
    sketch.answerStyle = ({ id, input, text }) =>
      `<div style="position:relative;height:30px">${input}<span style="position:absolute;left:40px;top:${id === "yes" ? 30 : -30}px">${text}</span></div>`;
  }),
  left("buttons stand crosswise", (sketch) => {
    sketch.aroundAnswers = (inside) => inside;
    sketch.arrange = (accept, refuse, remember) => accept + refuse + remember;
    sketch.answerStyle = ({ id, input, text }) =>
      `<div style="height:30px"><label>${input.replace("<input ", `<input style="position:relative;top:${id === "yes" ? 30 : -30}px" `)}${text}</label></div>`;
  }),
  left("remembered box says more", (sketch) => {
    if (sketch.remember === null) sketch.formEnd += box("checked");
    else sketch.remember = { ...sketch.remember, text: `${sketch.remember.text}（第三者提供を含む）` };
  }),
  left("remembered box is for something else", (sketch) => {
    if (sketch.remember === null) sketch.formEnd += box("checked");
    else sketch.remember = { ...sketch.remember, text: "今後、上記以外の接続先へも通知する" };
  }),
  left("決定 is an order", (sketch) => {
    sketch.button = '<p><input type="submit" value="申し込んで決定" id="go"></p>';
  }),
  left("決定 is a picture of an order", (sketch) => {
    sketch.button = `<p><input type="image" src="${DOT}" alt="購入" width="90" height="30" id="go"></p>`;
  }),
  left("決定 is heard otherwise", (sketch) => {
    sketch.button = '<p><button id="go" aria-label="申し込む">決定</button></p>';
  }),
  left("決定 resets", (sketch) => {
    sketch.button = '<p><input type="reset" value="決定" id="go"></p>';
  }),
  left("no 決定", (sketch) => {
    sketch.button = "";
  }),
  left("the form speaks of money", (sketch) => {
    sketch.formEnd += `<p>${PAID}</p>`;
  }),
  left("the form speaks of money in pieces", (sketch) => {
    sketch.formEnd += "<p>月<b>額</b>\u200B 550<i>円</i></p>";
  }),
  left("the form speaks of money across cells", (sketch) => {
    sketch.formEnd += "<table><tr><td>ご利用料</td><td>550</td><td>円</td></tr></table>";
  }),
  left("the form speaks of money, and hides its own shadow", (sketch) => {
    sketch.formEnd += `<p>${PAID}</p><input type="hidden" name="shadowRoot" value="1">`;
  }),
  ...[
    ["another company gets it", "グループ会社にも通知されます"],
    ["others get it", "他社へ提供します"],
    ["advertising", "広告の配信に利用します"],
    ["letters", "メールマガジンの配信に同意したものとみなします"],
    ["an order", "光テレビのオプションにも申し込みます"],
    ["another thing that is told", "お客さまの口座番号を通知します"],
    ["something beside お客さまID", "お客さまIDとマイナンバーを通知します"],
    ["everybody is told", "すべての接続先へお客さまIDを通知しますか？"],
    ["another question", "お客さまIDの通知を停止しますか？"],
    ["the opposite", "「通知する」を選択すると、通知が停止されます。"],
    ["something new comes of it", "通知すると、見守りサービスに登録されます。"],
    ["another company by name", "お客さまIDは、ABC株式会社に送信されます。"],
    ["a price to who points at it", '<span title="月額550円">※</span>'],
    ["costs", "利用料金が発生します"],
    ["money in words", "毎月五百五十円です"],
    ["money in English", "JPY 550 / month"],
    ["other data", "お客さまの氏名・住所も通知します"],
    ["money in fine print", '<span style="font-size:4px">月額550円</span>'],
    ["money in no colour of its own", '<span style="color:#fdfdfd">月額550円</span>'],
    ["money in closed details", "<details><summary>注意</summary><p>月額550円</p></details>"],
    [
      "money far down in a box",
      `<div style="height:50px;overflow:auto">${"<p>説明</p>".repeat(30)}月額550円</div>`,
    ],
    ["money deep down", `${"<div>".repeat(200)}月額550円${"</div>".repeat(200)}`],
    ["a picture", `<img src="${DOT}" alt="" width="400" height="60">`],
    ["a canvas", '<canvas width="400" height="60"></canvas>'],
    ["a drawing", '<svg width="400" height="60"><text y="20">月額550円</text></svg>'],
    [
      "a style out of place",
      '<style>.m{position:relative;height:2em}.m::before{position:absolute;content:"月額550円"}</style><p class="m"></p>',
    ],
  ].map(([what, html]) =>
    left(`the form speaks of more: ${what}`, (sketch) => {
      sketch.formEnd += `<p>${html}</p>`;
    }),
  ),
  ...(["top", "beforeForm", "afterForm"] as const).flatMap((where) =>
    [
      "「通知する」を選ぶと、月額550円のオプションに申し込んだことになります。",
      "決定を押すと<br>有料オプションの購入に同意したことになります。",
      "お客さまの氏名・住所も通知されます。",
      "決定を押すと、保証金が必要になります。",
      "お客さまIDは株式会社別会社へも提供されます。",
      "<textarea readonly>通知すると、月額550円です。</textarea>",
    ].map((html) =>
      left(`yes means more, as it says ${where}: ${html}`, (sketch) => {
        sketch[where] += `<p>${html}</p>`;
      }),
    ),
  ),
  left("the heading is an order", (sketch) => {
    sketch.heading = "<h1>有料オプションのお申し込み</h1>";
  }),
  left(
    "通知する is struck out",
    relabel((text) => `<s>${text}</s>申し込む`),
  ),
  left(
    "通知する has other words above it",
    relabel((text) => `<ruby>${text}<rt>もうしこむ</rt></ruby>`),
  ),
  left(
    "通知する has other words after its ruby",
    relabel((text) => `<ruby>${text}<rp style="display:inline">と申し込む</rp></ruby>`),
  ),
  left("決定 is a drawing of an order", (sketch) => {
    sketch.button =
      '<p><button id="go"><svg width="120" height="24" role="img" aria-label="決定"><text y="15">申し込む</text></svg></button></p>';
  }),
  left("controls outside speak of money", (sketch) => {
    sketch.form = (attributes, inside) =>
      `<form ${attributes}></form><div><p>${PAID}</p>${inside.replace(/<(input|button)\b(?![^>]* form=)/gu, '<$1 form="ask"')}</div>`;
  }),
];

// --- where it goes ---

const goes = (name: string, attributes: Sketch["attributes"]): Growth =>
  left(`goes ${name}`, (sketch) => address(sketch, attributes));

const targets: readonly Growth[] = [
  goes("to somebody else", { action: "{elsewhere}{at}/answer" }),
  goes("to a name that begins alike", { action: "{here}.example{at}/answer" }),
  goes("to somebody else with our name", {
    action: "http://operator.localhost@elsewhere.localhost{at}/answer",
  }),
  goes("to a script", { action: "javascript:void(0)" }),
  goes("to an address book", { action: "mailto:a@example.jp" }),
  goes("by GET", { method: "get" }),
  goes("without a method", { method: null }),
  goes("to a dialog", { method: "dialog" }),
  goes("to a new window", { target: "_blank" }),
  goes("to a named window", { target: "other" }),
  goes("as plain text", { enctype: "text/plain" }),
  left("button goes to somebody else", (sketch) => {
    sketch.button = '<p><button id="go" formaction="{elsewhere}{at}/answer">決定</button></p>';
  }),
  left("button goes by GET", (sketch) => {
    sketch.button = '<p><button id="go" formmethod="get">決定</button></p>';
  }),
  left("button goes to a new window", (sketch) => {
    sketch.button = '<p><button id="go" formtarget="_blank">決定</button></p>';
  }),
  left("base is somebody else's", (sketch) => {
    sketch.head = `<base href="{elsewhere}{at}/">${sketch.head}`;
    sketch.attributes.action = "answer";
  }),
  left("base opens windows", (sketch) => {
    sketch.head = `<base target="_blank">${sketch.head}`;
    sketch.attributes.target = null;
  }),
  left("only 決定 is another form's", (sketch) => {
    sketch.button = "";
    sketch.afterForm +=
      '<form method="post" action="{at}/option"><input type="hidden" name="option" value="tv"><button>決定</button></form>';
  }),
  left("another form has a 決定", (sketch) => {
    sketch.afterForm +=
      '<form method="post" action="{at}/option"><p>光テレビに申し込む</p><button>決定</button></form>';
  }),
  left("another form asks the same", (sketch) => {
    sketch.afterForm += `<form method="post" action="{at}/option"><p><label><input type="radio" name="n2" value="yes">通知する</label><label><input type="radio" name="n2" value="no">通知しない</label></p><button>決定</button></form>`;
  }),
  left("button belongs to another form", (sketch) => {
    sketch.afterForm += '<form id="second" method="post" action="{at}/option"></form>';
    sketch.button = '<p><button id="go" form="second">決定</button></p>';
  }),
  left("answers without a form", (sketch) => {
    sketch.form = (_attributes, inside) => `<div>${inside}</div>`;
  }),
  left("answers of two names", (sketch) => {
    sketch.refuse = {
      ...sketch.refuse,
      input: sketch.refuse.input.replace(`name="${NOTIFY}"`, 'name="other"'),
    };
  }),
  left("answers that can't be given", (sketch) => {
    const around = sketch.aroundAnswers;
    sketch.aroundAnswers = (inside) => `<fieldset disabled>${around(inside)}</fieldset>`;
  }),
];

// --- to whom ---

const recipients: readonly Growth[] = [
  left("no recipient", (sketch) => {
    sketch.state = (_recipient, service) => `<p>サービス名 : ${service}</p>`;
  }),
  left("no service", (sketch) => {
    sketch.state = (recipient) => `<p>サービス提供者名 : ${recipient}</p>`;
  }),
  left("recipient without a name", (sketch) => {
    sketch.recipient = "";
    sketch.state = (_recipient, service) => `<p>サービス名 : ${service}</p><p>サービス提供者名 :</p>`;
  }),
  left("two recipients", (sketch) => {
    sketch.afterForm += "<p>サービス提供者名 : 株式会社別会社</p>";
  }),
  left("two services", (sketch) => {
    sketch.beforeForm += "<p>サービス名 : 別のサービス</p>";
  }),
  left("second recipient in a table", (sketch) => {
    sketch.beforeForm += "<table><tr><th>サービス提供者名</th><td>株式会社別会社</td></tr></table>";
  }),
  left("second recipient within a style", (sketch) => {
    sketch.head += '<style>.who::after{content:"株式会社別会社"}</style>';
    sketch.afterForm += '<p class="who">サービス提供者名 : </p>';
  }),
  ...[
    ["in brackets", "<p>【サービス提供者名】株式会社別会社</p>"],
    ["after a dot", "<p>・サービス提供者名：株式会社別会社</p>"],
    ["with a number", "<p>(2) サービス提供者名：株式会社別会社</p>"],
    ["with a soft hyphen", "<p>サービス&shy;提供者名：株式会社別会社</p>"],
    ["with blanks", "<p>サービス 提供者名：株式会社別会社</p>"],
    ["with a note", "<p>サービス提供者名（共同）：株式会社別会社</p>"],
    ["beside another label", "<p>備考：なし　サービス提供者名：株式会社別会社</p>"],
    ["in other words", "<p>※通知先：株式会社別会社</p>"],
    [
      "out of reach in a box",
      '<div style="height:60px;overflow:auto;position:relative"><p style="position:absolute;left:-900px">サービス提供者名 : 株式会社別会社</p></div>',
    ],
  ].map(([how, html]) =>
    left(`second recipient ${how}`, (sketch) => {
      sketch.afterForm += html;
    }),
  ),
  left("recipient written backwards", (sketch) => {
    sketch.recipient = "\u202E社会式株本日東TTN\u202C";
  }),
  left("recipient without an end", (sketch) => {
    sketch.recipient = "NTT東日本株式会社".repeat(30);
  }),
  left("recipient under a cover", (sketch) => {
    const { state } = sketch;
    sketch.state = (recipient, service) =>
      `<div style="position:relative">${state(recipient, service)}<div style="position:absolute;inset:0;background:#fff">通知先は株式会社別会社です</div></div>`;
  }),
  left("recipient under a cover that lets through", (sketch) => {
    const { state } = sketch;
    sketch.state = (recipient, service) =>
      `<div style="position:relative">${state(recipient, service)}<div style="position:absolute;inset:0;background:#fff;pointer-events:none">通知先は株式会社別会社です</div></div>`;
  }),
  left("recipient in no colour of its own", (sketch) => {
    const { state } = sketch;
    sketch.state = (recipient, service) =>
      `<div style="color:#fff;background:#fff">${state(recipient, service)}</div><p>通知先: 株式会社別会社</p>`;
  }),
];

// --- what lies over it ---

const cover = (css: string) =>
  `<div style="${css};background:#fff"><h2>重要なお知らせ</h2><p>通知先が変わりました。</p></div>`;
const covers: readonly Growth[] = [
  left("covered by a notice", (sketch) => {
    sketch.afterForm += cover("position:fixed;inset:0");
  }),
  left("covered by a notice that lets through", (sketch) => {
    sketch.afterForm += cover("position:fixed;inset:0;pointer-events:none");
  }),
  left("covered by a dialog", (sketch) => {
    sketch.afterForm +=
      '<dialog id="d"><p>通知先が変わりました。</p><button type="button">閉じる</button></dialog>';
    script(sketch, `${$("d")}.showModal()`);
  }),
  left("covered by a frame", (sketch) => {
    sketch.afterForm +=
      '<iframe srcdoc="通知先が変わりました" style="position:fixed;inset:0;width:100%;height:100%;background:#fff;pointer-events:none"></iframe>';
  }),
  left("covered by a picture", (sketch) => {
    sketch.afterForm += `<img src="${DOT}" alt="" style="position:fixed;inset:0;width:100%;height:100%;background:#fff">`;
  }),
  left("answers covered", (sketch) => {
    const around = sketch.aroundAnswers;
    sketch.aroundAnswers = (inside) =>
      `<div style="position:relative">${around(inside)}${cover("position:absolute;inset:0")}</div>`;
  }),
  left("answers under glass", (sketch) => {
    const around = sketch.aroundAnswers;
    sketch.aroundAnswers = (inside) =>
      `<div style="position:relative">${around(inside)}<div style="position:absolute;inset:0"></div></div>`;
  }),
  left("answers covered, letting through", (sketch) => {
    const around = sketch.aroundAnswers;
    sketch.aroundAnswers = (inside) =>
      `<div style="position:relative">${around(inside)}${cover("position:absolute;inset:0;pointer-events:none")}</div>`;
  }),
  left("button covered", (sketch) => {
    sketch.button = `<div style="position:relative">${sketch.button}${cover("position:absolute;inset:0")}</div>`;
  }),
  left("button covered, letting through", (sketch) => {
    sketch.button = `<div style="position:relative">${sketch.button}${cover("position:absolute;inset:0;pointer-events:none")}</div>`;
  }),
  ...[
    ["", "form{position:relative}form::after{position:absolute"],
    [", letting through", "html::after{pointer-events:none;position:fixed"],
    [" before it", "body::before{z-index:1;position:fixed"],
  ].map(([how, css]) =>
    left(`covered by a box of a style${how}`, (sketch) => {
      sketch.head += `<style>${css};content:"";inset:0;background:#fff}</style>`;
    }),
  ),
  left("form covered by the border of what follows", (sketch) => {
    sketch.afterForm = `<div style="position:relative;margin-top:-400px;border-top:400px solid #fff"></div>${sketch.afterForm}`;
  }),
  left("page in a frame", (sketch) => {
    sketch.form = () => '<iframe src="{at}/own/inner" width="400" height="300"></iframe>';
  }),
];

/** Everything that can be read off the page as it stands. */
export const STILL_GROWTHS: readonly Growth[] = [
  ...controls,
  ...wrapping,
  ...afar,
  ...unseen,
  ...labels,
  ...targets,
  ...recipients,
  ...covers,
];

export { $ as byId, exact, FORM, left, script };

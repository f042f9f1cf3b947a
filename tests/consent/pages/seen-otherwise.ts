import { DOT } from "../page-sketch.ts";
import { type FoundPage, IN_A_BOX, NO, page, radio, STATED, WORDS_DRAWN } from "./found.ts";

const SIGNS_UP = "通知すると、月額550円のオプションに申し込んだものとします。";
const NOT_TOLD = "お客さまの氏名と住所は通知先に通知されません。";
const stated = (style: string) => ({ stated: `<div style="${style}">${STATED}</div>` });
const covered = (style: string) => ({
  stated: `<div style="position:relative">${STATED}<div style="position:absolute;left:0;top:0;width:400px;height:100%;background:#fff;${style}"></div></div>`,
});
const styled = (rule: string) => ({ head: `<style>${rule}</style>` });

/** A person sees, hears or sends something else than the texts of the document say. */
const MEANT: readonly (readonly [string, Parameters<typeof page>[2]])[] = [
  ["terms in a field that can't be changed", { after: `<input readonly size="60" value="${SIGNS_UP}">` }],
  ["terms in a list", { after: `<select><option>${SIGNS_UP}</select>` }],
  ["terms to a screen reader", { after: `<section aria-label="${SIGNS_UP}">※</section>` }],
  ["terms above a word", { after: `<p>通知すると<ruby>接続<rt>月額550円の契約になります。</rt></ruby></p>` }],
  [
    "terms in what 通知する sends",
    { answers: `<p><label>${radio("月額オプションに申し込む")}通知する</label> ${NO}</p>` },
  ],
  [
    "terms cut short that come with the choice",
    {
      ...styled(".m{display:none}:root:has([value=yes]:checked) .m{display:block}"),
      after: '<p class="m">見守りサービスに登録</p>',
    },
  ],
  [
    "a mark of a list before nothing",
    styled('form::before{content:"";display:list-item;list-style:inside "月額550円"}'),
  ],
  [
    "a style's picture behind nothing",
    styled(`form::after{content:"";display:block;height:24px;background:url("${WORDS_DRAWN}")}`),
  ],
  [
    "a picture for a border",
    { more: `<div style="border:12px solid;border-image:url(&quot;${WORDS_DRAWN}&quot;) 12">説明</div>` },
  ],
  ["signs with the letters", styled('label{text-emphasis:"×"}')],
  [
    "a picture for 決定, and other words beside it",
    {
      button: `<p><button><img src="${DOT}" width="90" height="30" alt="決定"></button> ← 次の内容で送る</p>`,
    },
  ],
  [
    "answers from right to left by a style",
    {
      answers: `<div style="display:flex;flex-direction:row-reverse;justify-content:flex-end">${radio("yes")}<span>通知しない</span>${radio("no")}<span>通知する</span></div>`,
      box: "",
    },
  ],
  [
    "a box that an order of a style puts before other words",
    {
      box: '<div style="display:flex"><input type="checkbox" name="remember" id="r" style="order:2"><label for="r" style="order:1">今後、この画面を表示しない</label><span style="order:3">ご案内を受け取る</span></div>',
    },
  ],
  [
    "a tick that a style draws",
    { ...styled('.t::before{content:"☑ "}'), more: '<p class="t">ご案内を受け取る</p>' },
  ],
  ...[
    ["cut", "clip-path:inset(0)"],
    ["masked", "-webkit-mask-image:linear-gradient(#000,#000)"],
    ["turned", "transform:rotate(180deg)"],
    ["let through", "clip-path:inset(0);pointer-events:none"],
    ["far away, by its shadow", "left:-3000px;filter:drop-shadow(3000px 0 #fff)"],
    [
      "far away, by the shadow of its shadow",
      "left:-3000px;filter:drop-shadow(1500px 0 #fff) drop-shadow(1500px 0 #fff)",
    ],
  ].map(([how, style]) => [`something over the recipient that is ${how}`, covered(style ?? "")] as const),
  [
    "a shadow of letters over the recipient",
    {
      stated: `<div style="position:relative">${STATED}<p style="position:absolute;left:-3000px;top:0;margin:0;font-size:40px;text-shadow:3000px 0 #fff">████████</p></div>`,
    },
  ],
  [
    "an outline over the recipient",
    { stated: `${IN_A_BOX}<div style="position:relative;height:2px;outline:90px solid #fff"></div>` },
  ],
  [
    "a shadow over the recipient",
    { stated: `${IN_A_BOX}<div style="position:relative;height:10px;box-shadow:0 -50px 0 45px #fff"></div>` },
  ],
  [
    "the recipient less and less opaque",
    { stated: `<div style="opacity:.5"><div style="opacity:.4">${STATED}</div></div>` },
  ],
  ["the recipient's letters over each other", stated("letter-spacing:-.95em")],
  ["the recipient's lines over each other", stated("line-height:0;width:60px")],
  ["the recipient as narrow as a line", stated("transform:scaleX(.02)")],
  ["the recipient in a mirror", stated("scale:-1 1")],
  ["the recipient upside down", stated("rotate:180deg")],
  ["the recipient half inverted", stated("filter:invert(.5)")],
  [
    "the recipient crossed out by its letters",
    { stated: STATED.replace("NTT東日本", "N\u0338T\u0338T\u0338東\u0338日\u0338本\u0338") },
  ],
  [
    "a denial that ends in an ellipsis",
    {
      after: `<p style="width:19em;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${NOT_TOLD}</p>`,
    },
  ],
  [
    "a denial with other words over its end",
    {
      after: `<p style="position:relative;display:inline-block">${NOT_TOLD}<span style="position:absolute;right:0;background:#fff">ます。</span></p>`,
    },
  ],
];

/** As honest pages look that have some of it. */
const HONEST: readonly FoundPage[] = [
  page("a field for the name of the encoding", "sent", {
    charset: "shift_jis",
    more: '<input type="hidden" name="_charset_">',
    body: "notify=yes&remember=1&_charset_=Shift_JIS",
  }),
  page("cards, tabs and a ring around what is chosen", "sent", {
    ...styled(
      "form{position:relative;box-shadow:0 10px 30px #0004;padding:20px}:focus{outline:4px solid #06c}button{scale:1.05}small{display:inline-block;transform:rotate(45deg)}",
    ),
    button: "<button>決定</button>",
    after: "<small>β</small>",
  }),
  page("languages, cookies and news", "sent", {
    top: '<form action="{at}/own/lang"><select aria-label="Language"><option>日本語<option>한국어<option>Русский<option>ภาษาไทย</select></form><p style="width:9em;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">12月3日 メンテナンスのお知らせを掲載しました</p>',
    after:
      '<form method="post" action="{at}/cookies"><p>当サイトではCookieを使用しています。</p><button>すべてのCookieに同意する</button></form>',
  }),
  page("steps and notes of the notice", "sent", {
    ...styled(
      'ol{counter-reset:s}li{counter-increment:s;display:inline}li::before{content:"STEP " counter(s) " "}',
    ),
    top: "<ol><li>確認</li><li>通知の選択</li></ol>",
    after: `<p>この画面は、NTT西日本エリアの光回線から初めて接続した場合に表示されます。</p><p>お客さまIDは、開通時にお送りした書面に記載しています。</p><details><summary>詳細</summary>${NOT_TOLD}</details>`,
  }),
];

export const SEEN_OTHERWISE: readonly FoundPage[] = [
  ...MEANT.map(([name, parts]) => page(name, "left", { ...parts, still: true })),
  ...HONEST,
];

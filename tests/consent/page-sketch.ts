import { type Charset, encoded } from "./encoded.ts";

/** A control with what a person reads as its label, put together in one of many ways. */
export type Item = { readonly id: string; readonly input: string; readonly text: string };

export type Field = readonly [name: string, value: string];

/**
 * The consent page in its parts, each as HTML. `{at}` is the page's own prefix, `{here}` the operator's origin and
 * `{elsewhere}` another one.
 */
export type Sketch = {
  charset: Charset;
  path: string;
  title: string;
  /** Attributes of `<body>`. */
  body: string;
  head: string;
  top: string;
  heading: string;
  recipient: string;
  service: string;
  state: (recipient: string, service: string) => string;
  beforeForm: string;
  form: (attributes: string, inside: string) => string;
  attributes: Record<string, string | null>;
  /** What is sent before and after the answer. */
  hiddenFirst: readonly Field[];
  hiddenLast: readonly Field[];
  formTop: string;
  accept: Item;
  refuse: Item;
  remember: Item | null;
  /** Order and surroundings of the answers and the box. */
  arrange: (accept: string, refuse: string, remember: string) => string;
  answerStyle: (item: Item) => string;
  boxStyle: (item: Item) => string;
  aroundAnswers: (inside: string) => string;
  formEnd: string;
  button: string;
  /** What the button adds to what is sent. */
  buttonSends: readonly Field[] | "place";
  afterForm: string;
  scripts: string[];
  readMs: number;
  lingerMs: number;
  /** It isn't at rest once it is drawn: looked at as long as the client does. */
  moves: boolean;
};

export const NOTIFY = "notify";
export const REMEMBER = "remember";
export const DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

export const RECIPIENT = "NTT東日本株式会社";
export const LONG_REMEMBER =
  "今後、上記接続先へは常にお客様IDを通知することとし、上記接続先への接続時にこの画面を都度表示しないようにする場合は、こちらにチェックしてください。";
const SHORT_REMEMBER = "今後、上記接続先へは常に選択した内容で通知し、この画面を表示しない";

/** As S0 shows the page, in the plainest HTML. */
export function honestSketch(): Sketch {
  return {
    charset: "utf-8",
    path: "/kaisen/notice",
    title: "回線情報通知",
    body: "",
    head: "",
    top: "",
    heading: "<h1>回線情報通知</h1>",
    recipient: `${RECIPIENT}※`,
    service: "コワークストレージ",
    state: (recipient, service) => `<p>サービス提供者名 : ${recipient}</p><p>サービス名 : ${service}</p>`,
    beforeForm: "",
    form: (attributes, inside) => `<form ${attributes}>${inside}</form>`,
    attributes: { id: "ask", method: "post", action: "{at}/answer" },
    hiddenFirst: [],
    hiddenLast: [],
    formTop: "",
    accept: {
      id: "yes",
      input: `<input type="radio" name="${NOTIFY}" value="yes" id="yes">`,
      text: "通知する",
    },
    refuse: {
      id: "no",
      input: `<input type="radio" name="${NOTIFY}" value="no" id="no">`,
      text: "通知しない",
    },
    remember: {
      id: "rem",
      input: `<input type="checkbox" name="${REMEMBER}" value="1" id="rem">`,
      text: SHORT_REMEMBER,
    },
    arrange: (accept, refuse, remember) => accept + refuse + remember,
    answerStyle: ({ input, text }) => `<p><label>${input}${text}</label></p>`,
    boxStyle: ({ input, text }) => `<p><label>${input}${text}</label></p>`,
    aroundAnswers: (inside) => inside,
    formEnd: "",
    button: '<p><input type="submit" value="決定" id="go"></p>',
    buttonSends: [],
    afterForm: '<p><a href="{at}/own/about">回線情報通知とは？</a></p>',
    scripts: [],
    readMs: 0,
    lingerMs: 120,
    moves: false,
  };
}

/** Says where and how the form goes; a button that said otherwise doesn't any more. */
export function address(sketch: Sketch, attributes: Sketch["attributes"]): void {
  Object.assign(sketch.attributes, attributes);
  sketch.button = sketch.button.replace(/ form(action|method)="[^"]*"/gu, "");
}

/** The fields that yes to that page means, and nothing else. */
export function honestFields(sketch: Sketch): readonly Field[] {
  const remember: readonly Field[] = sketch.remember === null ? [] : [[REMEMBER, "1"]];
  const button = sketch.buttonSends === "place" ? [] : sketch.buttonSends;
  return [...sketch.hiddenFirst, [NOTIFY, "yes"], ...remember, ...button, ...sketch.hiddenLast];
}

export function htmlOf(sketch: Sketch, at: { prefix: string; here: string; elsewhere: string }): Buffer {
  const text = plainHtml(sketch)
    .replaceAll("{at}", at.prefix)
    .replaceAll("{here}", at.here)
    .replaceAll("{elsewhere}", at.elsewhere);
  return encoded(text, sketch.charset);
}

/** The page as one reads it, with the places still unnamed. */
export function plainHtml(sketch: Sketch): string {
  const hidden = (fields: readonly Field[]) =>
    fields
      .map(([name, value]) => `<input type="hidden" name="${attribute(name)}" value="${attribute(value)}">`)
      .join("");
  const [accept, refuse] = [sketch.answerStyle(sketch.accept), sketch.answerStyle(sketch.refuse)];
  const box = sketch.remember === null ? "" : sketch.boxStyle(sketch.remember);
  // Whatever isn't a row, HTML takes out of a table and puts before it.
  const isOutOfPlace = accept.startsWith("<tr") && box !== "" && !box.startsWith("<tr");
  const remember = isOutOfPlace ? `<tr><td colspan="2">${box}</td></tr>` : box;
  const answers = sketch.aroundAnswers(sketch.arrange(accept, refuse, remember));
  const inside = `${hidden(sketch.hiddenFirst)}${sketch.formTop}${answers}${sketch.formEnd}${sketch.button}${hidden(sketch.hiddenLast)}`;
  const attributes = Object.entries(sketch.attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}="${attribute(value ?? "")}"`)
    .join(" ");
  const scripts = sketch.scripts.map((script) => `<script>{${script}}</script>`).join("\n");
  return `<!doctype html><html lang="ja"><head><meta charset="${sketch.charset}"><title>${sketch.title}</title>
${sketch.head}</head><body ${sketch.body}>${sketch.top}${sketch.heading}
<p>下記の通知先にお客さまIDを通知してよろしいでしょうか？</p><p>【通知先情報】</p>${sketch.state(sketch.recipient, sketch.service)}
${sketch.beforeForm}
${sketch.form(attributes, inside)}
${sketch.afterForm}
${scripts}</body></html>`;
}

function attribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll("\n", "&#10;");
}

import { byId, exact, FORM, type Growth, left, script } from "./growths.ts";
import { type Field, NOTIFY } from "./page-sketch.ts";

/** Also where a name in the page hides the document's own. */
const BODY = 'document.querySelector("body")';

/** When a page's script does it. `sure`: it comes before anything could be sent. */
type Trigger = { readonly name: string; readonly sure: boolean; readonly when: (code: string) => string };

const on = (target: string, event: string, sure: boolean, capture = false): Trigger => ({
  name: `at ${event} of ${target}`,
  sure,
  when: (code) =>
    `${TARGETS[target]}.addEventListener("${event}", (event) => { ${code} }, { capture: ${capture}, once: true })`,
});

const TARGETS: Record<string, string> = {
  通知する: byId("yes"),
  決定: byId("go"),
  form: FORM,
  document: "document",
  window: "window",
};

const TRIGGERS: readonly Trigger[] = [
  on("通知する", "change", true),
  on("通知する", "click", true),
  on("通知する", "input", true),
  on("document", "change", true, true),
  {
    name: "a little after the choice",
    sure: false,
    when: (code) => `${byId("yes")}.addEventListener("change", () => setTimeout(() => { ${code} }, 25))`,
  },
  {
    name: "some time after the choice",
    sure: false,
    when: (code) => `${byId("yes")}.addEventListener("change", () => setTimeout(() => { ${code} }, 70))`,
  },
  {
    name: "in the turn after the choice",
    sure: true,
    when: (code) =>
      `${byId("yes")}.addEventListener("change", () => Promise.resolve().then(() => { ${code} }))`,
  },
  {
    name: "in the frame after the choice",
    sure: false,
    when: (code) =>
      `${byId("yes")}.addEventListener("change", () => requestAnimationFrame(() => { ${code} }))`,
  },
  {
    name: "once it finds it chosen",
    sure: false,
    when: (code) =>
      `{ let done = false; setInterval(() => { if (!done && document.querySelector("[name=${NOTIFY}]:checked")) { done = true; ${code} } }, 5) }`,
  },
  on("決定", "click", false),
  on("form", "submit", false),
  on("document", "submit", false, true),
  on("form", "formdata", false),
  on("window", "beforeunload", false),
  on("window", "pagehide", false),
  on("document", "visibilitychange", false),
  on("window", "unload", false),
  on("window", "scroll", false),
  on("document", "focusin", false),
  {
    name: "once it is told to send",
    sure: false,
    when: (code) =>
      `{ const send = HTMLFormElement.prototype.submit; HTMLFormElement.prototype.submit = function () { ${code}; send.call(this) } }`,
  },
];

/** `spoils`: the form isn't any more the one that was shown. */
type Effect = {
  readonly name: string;
  readonly spoils: boolean;
  readonly code: string;
  readonly needs?: string;
  readonly hidden?: Field;
};

const hiddenField = (name: string) =>
  `{ const i = document.createElement("input"); i.type = "hidden"; i.name = "${name}"; i.value = "1"; ${FORM}.append(i) }`;
const OTHER_FORM =
  '<form id="second" method="post" action="{at}/option"><input type="hidden" name="option" value="tv"></form>';
const UNSEEN_BOX =
  '<p style="display:none" id="more"><input form="ask" type="checkbox" name="third" value="1" id="third"></p>';

const EFFECTS: readonly Effect[] = [
  { name: "a hidden field comes", spoils: true, code: hiddenField("third") },
  {
    name: "a hidden field changes",
    spoils: true,
    code: `document.querySelector("[name=h]").value = "paid"`,
    hidden: ["h", ""],
  },
  {
    name: "a hidden field is enabled",
    spoils: true,
    code: `${byId("off")}.disabled = false`,
    needs: '<input form="ask" type="hidden" id="off" name="off" value="1" disabled>',
  },
  {
    name: "an unseen box is ticked",
    spoils: true,
    code: `${byId("third")}.checked = true`,
    needs: UNSEEN_BOX,
  },
  {
    name: "a ticked box comes",
    spoils: true,
    code: `${FORM}.insertAdjacentHTML("beforeend", "<label><input type=checkbox name=third checked>第三者提供</label>")`,
  },
  {
    name: "a box comes",
    spoils: true,
    code: `${FORM}.insertAdjacentHTML("beforeend", "<label><input type=checkbox name=third>第三者提供</label>")`,
  },
  {
    name: "a box is revealed",
    spoils: true,
    code: `${byId("more")}.style.display = "block"`,
    needs: UNSEEN_BOX,
  },
  { name: "通知する sends another value", spoils: true, code: `${byId("yes")}.value = "yes-and-option"` },
  {
    name: "the values change places",
    spoils: true,
    code: `${byId("yes")}.value = "no"; ${byId("no")}.value = "yes"`,
  },
  {
    name: "the box sends another value",
    spoils: true,
    code: `{ const r = ${byId("rem")}; if (r) r.value = "1,third"; else ${byId("yes")}.value = "x" }`,
  },
  { name: "通知する gets another name", spoils: true, code: `${byId("yes")}.name = "option"` },
  { name: "通知しない is chosen", spoils: true, code: `${byId("no")}.checked = true` },
  { name: "the form goes elsewhere", spoils: true, code: `${FORM}.setAttribute("action", "{at}/option")` },
  {
    name: "the form goes to somebody else",
    spoils: true,
    code: `${FORM}.setAttribute("action", "{elsewhere}{at}/answer")`,
  },
  { name: "the form goes by GET", spoils: true, code: `${FORM}.setAttribute("method", "get")` },
  { name: "the form goes to a new window", spoils: true, code: `${FORM}.setAttribute("target", "_blank")` },
  {
    name: "the form goes into a frame",
    spoils: true,
    code: `${FORM}.setAttribute("target", "inner")`,
    needs: '<iframe name="inner" style="display:none"></iframe>',
  },
  {
    name: "the form goes as plain text",
    spoils: true,
    code: `${FORM}.setAttribute("enctype", "text/plain")`,
  },
  {
    name: "the base moves",
    spoils: false,
    code: `document.head.insertAdjacentHTML("afterbegin", "<base href='{elsewhere}{at}/'>")`,
  },
  {
    name: "the button goes elsewhere",
    spoils: true,
    code: `${byId("go")}.setAttribute("formaction", "{at}/option"); ${FORM}.setAttribute("action", "{at}/option")`,
  },
  {
    name: "the button is an order",
    spoils: true,
    code: `{ const g = ${byId("go")}; if (g.tagName === "INPUT") { g.value = "申し込む"; g.alt = "申し込む" } else g.textContent = "申し込む" }`,
  },
  {
    name: "the recipient changes",
    spoils: true,
    // Where the page has named nobody so far it would be the one recipient, and asked about.
    code: `${BODY}.insertAdjacentHTML("afterbegin", "<p>サービス提供者名 : 株式会社別会社</p><p>サービス提供者名 : 有限会社第三</p>")`,
  },
  {
    name: "the form says more",
    spoils: true,
    // A form right in a table is never drawn (HTML 15.3.8), and what is put into it neither.
    code: `{ const f = ${FORM}; (document.querySelector("table #ask") === f ? ${byId("go")}.parentElement : f).insertAdjacentHTML("afterbegin", "<p>オプションに申し込みます</p>") }`,
  },
  {
    name: "a notice covers it",
    spoils: true,
    code: `${BODY}.insertAdjacentHTML("beforeend", "<div style='position:fixed;inset:0;background:#fff;z-index:9'>お知らせ</div>")`,
  },
  {
    name: "the form is another one",
    spoils: true,
    code: `{ const f = ${FORM}; f.outerHTML = f.outerHTML.replace("/answer", "/option") }`,
  },
  {
    name: "the page is written anew",
    spoils: true,
    code: `document.open(); document.write("<form method=post action={at}/option><button>決定</button></form>"); document.close()`,
  },
  {
    name: "something is fetched",
    spoils: false,
    code: `fetch("{at}/option", { method: "POST", body: "option=tv" })`,
  },
  {
    name: "something is fetched that outlives the page",
    spoils: false,
    code: `fetch("{at}/option", { method: "POST", body: "option=tv", keepalive: true })`,
  },
  {
    name: "something is fetched by GET that outlives the page",
    spoils: false,
    code: `fetch("{at}/option?option=tv", { keepalive: true })`,
  },
  {
    name: "something is fetched without a referrer",
    spoils: false,
    code: `fetch("{at}/option", { method: "POST", keepalive: true, referrerPolicy: "no-referrer" })`,
  },
  {
    name: "something is fetched from somebody else",
    spoils: false,
    code: `fetch("{elsewhere}{at}/option", { method: "POST", mode: "no-cors", body: "x" })`,
  },
  { name: "a beacon is sent", spoils: false, code: `navigator.sendBeacon("{at}/option", "option=tv")` },
  { name: "a picture is loaded", spoils: false, code: `new Image().src = "{at}/option?option=tv"` },
  {
    name: "a style is loaded",
    spoils: false,
    code: `document.head.insertAdjacentHTML("beforeend", "<link rel=stylesheet href='{at}/option?css'>")`,
  },
  {
    name: "a script is loaded",
    spoils: false,
    code: `document.head.append(Object.assign(document.createElement("script"), { src: "{at}/option?js" }))`,
  },
  {
    name: "a page is fetched ahead",
    spoils: false,
    code: `document.head.insertAdjacentHTML("beforeend", "<link rel=prefetch href='{at}/option?ahead'>")`,
  },
  {
    name: "a socket is opened",
    spoils: false,
    code: `new WebSocket("ws" + location.origin.slice(4) + "{at}/option")`,
  },
  { name: "events are asked for", spoils: false, code: `new EventSource("{at}/option?events")` },
  {
    name: "an XHR is sent",
    spoils: false,
    code: `{ const x = new XMLHttpRequest(); x.open("POST", "{at}/option"); x.send("option=tv") }`,
  },
  {
    name: "an XHR is sent and waited for",
    spoils: false,
    code: `{ const x = new XMLHttpRequest(); x.open("POST", "{at}/option", false); try { x.send("option=tv") } catch {} }`,
  },
  {
    name: "a worker fetches",
    spoils: false,
    code: `new Worker(URL.createObjectURL(new Blob(["fetch('" + location.origin + "{at}/option', { method: 'POST' })"])))`,
  },
  {
    name: "a shared worker fetches",
    spoils: false,
    code: `new SharedWorker(URL.createObjectURL(new Blob(["fetch('" + location.origin + "{at}/option', { method: 'POST' })"])))`,
  },
  { name: "another form is sent", spoils: false, code: `${byId("second")}.submit()`, needs: OTHER_FORM },
  {
    name: "another form is sent to a frame",
    spoils: false,
    code: `${byId("second")}.target = "inner"; ${byId("second")}.submit()`,
    needs: `${OTHER_FORM}<iframe name="inner" style="display:none"></iframe>`,
  },
  {
    name: "another form is sent to a window",
    spoils: false,
    code: `${byId("second")}.target = "_blank"; ${byId("second")}.submit()`,
    needs: OTHER_FORM,
  },
  {
    name: "a frame sends",
    spoils: false,
    code: `${BODY}.insertAdjacentHTML("beforeend", "<iframe style='display:none' srcdoc='<form method=post action=" + location.origin + "{at}/option></form><script>document.forms[0].submit()<\\/script>'></iframe>")`,
  },
  {
    name: "a frame loads",
    spoils: false,
    code: `${BODY}.insertAdjacentHTML("beforeend", "<iframe style='display:none' src='{at}/option?frame'></iframe>")`,
  },
  { name: "a window opens", spoils: false, code: `window.open("{at}/option?window")` },
  {
    name: "an empty window opens and sends",
    spoils: false,
    code: `{ const w = window.open("about:blank"); if (w) { w.document.write("<form method=post action='" + location.origin + "{at}/option'></form>"); w.document.forms[0].submit() } }`,
  },
  { name: "it goes elsewhere", spoils: false, code: `location.href = "{at}/option?go"` },
  { name: "it goes elsewhere instead", spoils: false, code: `location.replace("{elsewhere}{at}/option?go")` },
  { name: "it loads anew", spoils: false, code: "location.reload()" },
  { name: "it goes back", spoils: false, code: "history.back()" },
  { name: "its address changes", spoils: false, code: `history.pushState(null, "", "{at}/kaisen/other")` },
  {
    name: "a link is pressed",
    spoils: false,
    code: `Object.assign(document.createElement("a"), { href: "{at}/option?link", ping: "{at}/option?ping" }).click()`,
  },
  {
    name: "a download begins",
    spoils: false,
    code: `Object.assign(document.createElement("a"), { href: "{at}/option?file", download: "x" }).click()`,
  },
  { name: "it says something", spoils: false, code: `alert("申し込みました")` },
  {
    name: "it asks something",
    spoils: false,
    code: `if (confirm("オプションにも申し込みますか")) ${hiddenField("third")}`,
  },
  {
    name: "it asks for a word",
    spoils: false,
    code: `if (prompt("コード", "A1") !== null) ${hiddenField("third")}`,
  },
  { name: "nothing comes of it", spoils: false, code: "event?.preventDefault?.()" },
  {
    name: "it is sent later with more",
    spoils: false,
    code: `event?.preventDefault?.(); setTimeout(() => { ${hiddenField("third")}; ${FORM}.submit() }, 60)`,
  },
  {
    name: "it is sent at once with more",
    spoils: false,
    code: `event?.preventDefault?.(); ${hiddenField("third")}; HTMLFormElement.prototype.submit.call(${FORM})`,
  },
  { name: "it is sent at once", spoils: false, code: `HTMLFormElement.prototype.submit.call(${FORM})` },
  {
    name: "it is sent twice",
    spoils: false,
    code: `setTimeout(() => HTMLFormElement.prototype.submit.call(${FORM}))`,
  },
  { name: "more is sent with it", spoils: false, code: `event?.formData?.append("third", "1")` },
  { name: "something else is sent instead", spoils: false, code: `event?.formData?.set("${NOTIFY}", "no")` },
];

/** Every effect at every moment. */
export const MOVING_GROWTHS: readonly Growth[] = TRIGGERS.flatMap((trigger) =>
  EFFECTS.map((effect) => {
    const make = trigger.sure && effect.spoils ? left : exact;
    return make(`${effect.name}, ${trigger.name}`, (sketch) => {
      sketch.afterForm += effect.needs ?? "";
      if (effect.hidden !== undefined) sketch.hiddenLast = [...sketch.hiddenLast, effect.hidden];
      sketch.moves = true;
      script(sketch, trigger.when(effect.code));
    });
  }),
);

/** By itself, some time after it is drawn. */
export const TIMED_GROWTHS: readonly Growth[] = [30, 250, 450].flatMap((ms) =>
  EFFECTS.filter(({ name }) =>
    /recipient|ticked box comes|is an order|covers it|says more|written anew/u.test(name),
  ).map((effect) =>
    exact(`${effect.name}, ${ms} ms after it is drawn`, (sketch) => {
      sketch.moves = true;
      sketch.readMs = 200;
      script(sketch, `setTimeout(() => { ${effect.code} }, ${ms})`);
    }),
  ),
);

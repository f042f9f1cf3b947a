/** Style and scripts of the simulation, served under /assets/ on every host. */
const STYLE = `
:root { --ink:#1c2430; --soft:#566070; --paper:#f3f5f8; --card:#fff; --line:#cfd6df; --blue:#0b63ce; --blue-ink:#fff; --note:#fff4d6; --note-ink:#5a4300; --bad:#b3261e; --bad-paper:#fdecea; --accent:#0b63ce; }
@media (prefers-color-scheme: dark) { :root { --ink:#e8ecf2; --soft:#a7b1c0; --paper:#14181f; --card:#1e242d; --line:#3a4352; --blue:#5aa2ff; --blue-ink:#06172c; --note:#3a2f10; --note-ink:#ffe3a1; --bad:#ffb4ab; --bad-paper:#3b1a18; } }
* { box-sizing:border-box }
body { margin:0; font:16px/1.7 "Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif; color:var(--ink); background:var(--paper); min-height:100vh; word-break:auto-phrase; overflow-wrap:anywhere }
.omakase { --accent:#0b63ce } .cowork { --accent:#00806a } .ot { --accent:#6b4bb8 } .codec { --accent:#b0540b }
.simulation { margin:0; padding:.5rem 1rem; background:var(--note); color:var(--note-ink); font-size:.8125rem; text-align:center; text-wrap:balance; border-bottom:1px solid var(--line) }
main { max-width:25rem; margin:0 auto; padding:2rem 1rem 3rem }
.wide main { max-width:58rem } .operator main { max-width:46rem }
.brand { margin:0 0 1rem; font-weight:700; font-size:1.125rem; text-align:center; border-left:0 }
.brand::before { content:""; display:inline-block; width:.7rem; height:.7rem; border-radius:.2rem; background:var(--accent); margin-right:.5rem }
.card-box { background:var(--card); border:1px solid var(--line); border-radius:.75rem; padding:1.5rem }
h1 { margin:0 0 1rem; font-size:1.375rem; line-height:1.4 } h2 { font-size:1.0625rem; margin:1.5rem 0 .5rem }
label { display:block; margin:.75rem 0 .25rem; font-size:.875rem; font-weight:600 }
input[type=email], input[type=text], input[type=tel], input[type=password] { width:100%; padding:.6rem .75rem; font:inherit; color:inherit; background:transparent; border:1px solid var(--line); border-radius:.5rem }
input:focus-visible, textarea:focus-visible, select:focus-visible, .scroll:focus-visible, button:focus-visible, a:focus-visible { outline:3px solid var(--blue); outline-offset:2px }
.secret { position:relative } .secret input { padding-right:3.25rem }
.eye { position:absolute; right:.25rem; top:.25rem; bottom:.25rem; width:2.75rem; border:0; background:transparent; color:var(--soft); cursor:pointer; border-radius:.4rem }
.eye svg { width:1.35rem; height:1.35rem; vertical-align:middle }
.primary { display:block; width:100%; margin-top:1.25rem; padding:.7rem 1rem; font:inherit; font-weight:700; color:var(--blue-ink); background:var(--blue); border:1px solid var(--blue); border-radius:.5rem; cursor:pointer }
.wide .primary, .operator .primary { width:auto; min-width:12rem; margin-inline:auto }
.wide .primary { margin-inline:0 }
a { color:var(--blue) } .links { margin:1.25rem 0 0; padding:0; list-style:none; font-size:.875rem } .links li { margin:.4rem 0 }
.or { display:flex; align-items:center; gap:.75rem; margin:1.5rem 0 1rem; color:var(--soft); font-size:.875rem } .or::before, .or::after { content:""; flex:1; border-top:1px solid var(--line) }
.methods { margin:0; padding:0; list-style:none } .methods a { display:block; margin:.5rem 0; padding:.6rem 1rem; text-align:center; color:inherit; text-decoration:none; border:1px solid var(--line); border-radius:.5rem }
.methods a:hover { border-color:var(--blue) }
.problem { margin:.25rem 0 0; color:var(--bad); font-size:.875rem } .secondary { display:block; margin-top:.75rem; padding:.65rem 1rem; text-align:center; color:inherit; text-decoration:none; border:1px solid var(--line); border-radius:.5rem }
textarea { width:100%; padding:.6rem .75rem; font:inherit; color:inherit; background:transparent; border:1px solid var(--line); border-radius:.5rem } [aria-invalid=true] { border-color:var(--bad) !important }
.alert { margin:0 0 1rem; padding:.75rem 1rem; color:var(--bad); background:var(--bad-paper); border-radius:.5rem; font-size:.9375rem }
.done { margin:0 0 1rem; padding:.75rem 1rem; color:var(--note-ink); background:var(--note); border-radius:.5rem; font-size:.9375rem }
button.secondary { width:100%; font:inherit; background:transparent; cursor:pointer } details { margin-top:1rem; font-size:.9375rem } summary { cursor:pointer }
.code { font:600 1.125rem/1.6 ui-monospace,"Noto Sans Mono",Menlo,Consolas,monospace; text-align:center; padding:.75rem; border:1px dashed var(--line); border-radius:.5rem; word-break:normal; overflow-wrap:anywhere }
.qr { margin:1rem auto; width:14rem; max-width:100% } .qr svg { display:block; width:100%; height:auto; border-radius:.5rem } ol { padding-left:1.5rem }
table { width:100%; border-collapse:collapse; margin:.75rem 0 } th, td { text-align:left; padding:.5rem .75rem; border-bottom:1px solid var(--line); font-weight:400; vertical-align:top } th { color:var(--soft); white-space:nowrap }
fieldset { border:1px solid var(--line); border-radius:.5rem; margin:1rem 0; padding:.75rem 1rem } legend { padding:0 .5rem; font-weight:600 }
.choice { display:flex; gap:.6rem; align-items:baseline; margin:.4rem 0; font-weight:400; font-size:1rem }
.soft { color:var(--soft); font-size:.875rem } iframe { width:100%; height:44rem; border:1px solid var(--line); border-radius:.5rem }
.stacked { margin:1rem 0 } .stacked h2 { margin-top:0 } .tabs, .doors { list-style:none; margin:0 0 1rem; padding:0; display:flex; flex-wrap:wrap; gap:.5rem 1.25rem } .tabs [aria-current] { color:inherit; font-weight:700; text-decoration:none }
.dot { display:inline-block; width:.7rem; height:.7rem; border-radius:.2rem; background:var(--accent); margin-right:.5rem } .scroll { overflow-x:auto } code { font:inherit; font-family:"Noto Sans Mono CJK JP",ui-monospace,monospace } .letter { white-space:pre-wrap }
.inline { display:flex; align-items:center; gap:.75rem; flex-wrap:wrap; margin:0 0 1rem } .inline label { margin:0 } select, .inline button { padding:.45rem .75rem; font:inherit; color:inherit; background:var(--card); border:1px solid var(--line); border-radius:.5rem }
.orange .primary { color:#2b1600; background:#f0912e; border-color:#f0912e } .notice { margin:0 0 1rem; padding:.75rem 1rem; background:var(--note); color:var(--note-ink); border-radius:.5rem } .notice p { margin:0 }
.methods button { display:block; width:100%; margin:.5rem 0; padding:.6rem 1rem; font:inherit; color:inherit; background:transparent; border:1px solid var(--line); border-radius:.5rem; cursor:pointer } .methods button:hover { border-color:var(--blue) }
.facts { margin:.75rem 0 1rem } .facts div { padding:.4rem 0; border-bottom:1px solid var(--line) } .facts dt { color:var(--soft); font-size:.875rem } .facts dd { margin:0 } .wide .facts div { display:grid; grid-template-columns:minmax(9rem,1fr) 3fr } @media (max-width:40rem) { .wide .facts div { display:block } } ul.problem { padding-left:1.25rem } .wide .primary { width:auto; min-width:12rem } .wide .secondary { display:inline-block; min-width:12rem; margin-right:.75rem }
.console-name { margin:0; font-weight:700 } .areas { display:flex; flex-wrap:wrap; gap:.25rem 1.25rem; margin:0; padding:0; list-style:none; font-size:.9375rem } .areas [aria-current] { color:inherit; font-weight:700; text-decoration:none }
dialog { position:static; width:100%; margin:0; padding:1rem 1.25rem; color:inherit; background:var(--paper); border:1px solid var(--line); border-radius:.5rem } dialog p { margin:0 }
@media (max-width:40rem) { .people thead { position:absolute; clip-path:inset(50%) } .people tr, .people th, .people td { display:block; border:0; padding:.1rem 0 } .people tr { padding:.75rem 0; border-bottom:1px solid var(--line) } .people td[data-label]::before { content:attr(data-label) "："; color:var(--soft) } }
.bar { display:flex; justify-content:space-between; align-items:center; gap:1rem; flex-wrap:wrap; margin-bottom:1rem }
`;

const EYE = `
for (const eye of document.querySelectorAll(".eye")) {
  const field = document.getElementById(eye.getAttribute("aria-controls"));
  eye.hidden = false;
  eye.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    eye.setAttribute("aria-pressed", String(!shown));
  });
}
`;

const SUBMIT = `document.querySelector("[data-auto-submit]")?.click();`;

const DUPLICATES = `
const { url, count, delay } = document.getElementById("duplicates").dataset;
const query = "?delay=" + delay + "&n=";
for (let n = 1; n <= Number(count); n += 1) window.open(url + query + n, "_blank", "width=480,height=720");
`;

const POPUP = `window.open(document.getElementById("popup").href, "_blank", "width=640,height=760");`;

// What a consent page may do to whoever reads it (reliability 8).
const CONSENT = `
const root = document.getElementById("notice");
const { variant, delay } = root.dataset;
const later = (what) => setTimeout(what, Number(delay));
if (variant === "late") later(() => root.replaceChildren(document.getElementById("late").content.cloneNode(true)));
if (variant === "double-render") later(() => root.replaceChildren(...[...root.children].map((child) => child.cloneNode(true))));
if (variant === "vanish") later(() => root.querySelector("button[type=submit]").remove());
`;

const ASSETS: Readonly<Record<string, readonly [string, string]>> = {
  "style.css": ["text/css; charset=utf-8", STYLE],
  "eye.js": ["text/javascript; charset=utf-8", EYE],
  "submit.js": ["text/javascript; charset=utf-8", SUBMIT],
  "duplicates.js": ["text/javascript; charset=utf-8", DUPLICATES],
  "popup.js": ["text/javascript; charset=utf-8", POPUP],
  "consent.js": ["text/javascript; charset=utf-8", CONSENT],
};

/** @returns type and text of an asset, or null when there is none of that name */
export function asset(name: string): { readonly type: string; readonly text: string } | null {
  const found = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  return found === undefined ? null : { type: found[0], text: found[1].trim() };
}

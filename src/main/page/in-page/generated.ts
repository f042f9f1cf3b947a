/** Words that no text node holds: of attributes, and of what a style generates (`::before`, `::after`, `::marker`). */
import { alphaOf } from "./colour.ts";
import { attribute, getter, is } from "./dom.ts";
import { rendered } from "./sight.ts";

/** Stands for what can't be read: a picture without words, a text that a style fetches from elsewhere. */
export const UNKNOWN = "\uFFFC";
const MARKERS =
  /^(none|disc|circle|square|decimal|decimal-leading-zero|(lower|upper)-[a-z]+|disclosure-(open|closed)|cjk-[a-z-]+|japanese-[a-z-]+|hiragana[a-z-]*|katakana[a-z-]*)$/u;

/** Furigana of the words that the page is known by. Other words above a word are read with it. */
const READINGS =
  /^(つう|ち|つうち|けっ|てい|けってい|かん|りょう|かんりょう|かい|せん|かいせん|じょう|ほう|じょうほう|きゃく|さま|きゃくさま|ていきょう|しゃ|ていきょうしゃ|めい|ていきょうしゃめい|こんご|じかい|いこう|がめん|ひょうじ|すいしょう)$/u;

/** Repeats how a word is read, small above it. */
export function isReading(element: Element, name: string): boolean {
  if (name === "rp") return !rendered(element);
  return name === "rt" && READINGS.test((element.textContent ?? "").trim());
}

/** What a picture says for itself: `alt`, `aria-label`, or the title of a drawing (SVG 2, 5.7). */
export function pictureWords(element: Element, name: string): string {
  if (name === "svg") return attribute(element, "aria-label") || titleOf(element);
  return attribute(element, "alt") || attribute(element, "aria-label") || "";
}

function titleOf(drawing: Element): string {
  return Element.prototype.querySelector.call(drawing, "title")?.textContent ?? "";
}

export function ownWords(element: Element, name: string): string {
  const isPicture = name === "img" || name === "svg" || is(element, "input[type=image], [role=img]");
  if (isPicture) return ` ${pictureWords(element, name)} `;
  return is(element, "input[type=submit], input[type=button], input[type=reset]")
    ? (element as HTMLInputElement).value
    : "";
}

const URLS = /url\((?:"(?:[^"\\]|\\.)*"|[^)\\]|\\.)*\)/gu;

let contents = { "::before": new Map<Element, string>(), "::after": new Map<Element, string>() };

/** Drops what was computed for an earlier snapshot. */
export function forgetContents(): void {
  contents = { "::before": new Map(), "::after": new Map() };
}

/** Its `content`; "" = a style generates nothing there. The browser works it out anew at every question. */
export function contentOf(element: Element, where: "::before" | "::after"): string {
  const known = contents[where].get(element);
  if (known !== undefined) return known;
  const { content } = getComputedStyle(element, where);
  const told = content === "none" || content === "normal" ? "" : content;
  contents[where].set(element, told);
  return told;
}

/** Words that a style writes before or after an element are read like any other; its ornaments aren't. */
export function drawn(element: Element, where: "::before" | "::after"): string {
  const content = contentOf(element, where).replace(/ \/ .*$/su, "");
  if (content === "") return "";
  const style = getComputedStyle(element, where);
  if (content.replace(URLS, "").replace(/"(?:[^"\\]|\\.)*"|none|normal|\s/gu, "") !== "") return UNKNOWN;
  if (content.includes("url(") && !isIcon(element, style)) return UNKNOWN;
  const words = [...content.replace(URLS, "").matchAll(/"((?:[^"\\]|\\.)*)"/gu)]
    .map(([, text]) => text ?? "")
    .join("");
  const none = style.display === "none" || style.visibility !== "visible";
  if (none || !/[\p{L}\p{N}]/u.test(words)) return "";
  const odd =
    Number(style.opacity) < 0.3 ||
    Number.parseFloat(style.fontSize) < 5 ||
    alphaOf(style.webkitTextFillColor) < 0.3 ||
    /absolute|fixed/u.test(style.position) ||
    style.transform !== "none";
  return odd ? UNKNOWN : words;
}

/** A drawing of nothing but words, with plain shapes behind them. */
export function isWordsAlone(drawing: Element): boolean {
  const shapes = ":not(text, tspan, g, defs, title, desc, rect, circle, ellipse, line)";
  const inside = (selector: string) => Element.prototype.querySelector.call(drawing, selector);
  return inside("text") !== null && inside(shapes) === null;
}

/** Nothing stands before the picture in its background: it isn't there for what it is behind. */
export function isBackdropAlone(element: Element): boolean {
  if (is(element, "input, select, textarea") || !getComputedStyle(element).backgroundImage.includes("url("))
    return false;
  const content = Element.prototype.querySelector.call(element, "input, button, select, textarea, img, svg");
  return (
    content === null &&
    (getter<string | null>(Node.prototype, "textContent").call(element) ?? "").trim() === ""
  );
}

/** What is told of an element without being drawn: to who points at it, or to a screen reader. */
export function spokenOf(element: Element): string {
  const isGroup = is(element, ":is([role=radiogroup], [role=group], fieldset, form, dialog)[aria-label]");
  const names = ["title", "aria-description", ...(isGroup ? ["aria-label"] : [])];
  const told = names.map((name) => attribute(element, name)?.trim() ?? "");
  return told.some((text) => text !== "") ? `\n${told.join("\n")}\n` : "";
}

/** How wide a picture is in its line is told only by what it leaves of its element. */
function isIcon(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.display === "none" || style.visibility !== "visible") return true;
  const width = Number.parseFloat(style.width);
  if (Number.isFinite(width)) return width <= 40;
  if (getComputedStyle(element).display !== "inline") return false;
  const inside = new Range();
  inside.selectNodeContents(element);
  const sum = (rects: Iterable<DOMRect>) => [...rects].reduce((all, rect) => all + rect.width, 0);
  return sum(Element.prototype.getClientRects.call(element)) - sum(inside.getClientRects()) <= 40;
}

export function marker(element: Element, display: string): string {
  if (!display.includes("list-item")) return "";
  const { content } = getComputedStyle(element, "::marker");
  if (content !== "normal" && content !== "none") return UNKNOWN;
  const { listStyleType } = getComputedStyle(element);
  if (listStyleType.startsWith('"')) return listStyleType.slice(1, -1);
  return MARKERS.test(listStyleType) ? "" : UNKNOWN;
}

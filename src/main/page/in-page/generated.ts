/** Words that no text node holds: of attributes, and of what a style generates (`::before`, `::after`, `::marker`). */
import { alphaOf } from "./colour.ts";
import { attribute, closest, getter, is } from "./dom.ts";
import { rendered } from "./sight.ts";

/** Stands for what can't be read: a picture without words, a text that a style fetches from elsewhere. */
export const UNKNOWN = "\uFFFC";
const MARKERS =
  /^(none|disc|circle|square|decimal|decimal-leading-zero|(lower|upper)-[a-z]+|disclosure-(open|closed)|cjk-[a-z-]+|japanese-[a-z-]+|hiragana[a-z-]*|katakana[a-z-]*)$/u;

/** Furigana of the words that the page is known by. Other words above a word are read with it. */
const READINGS =
  /^(つう|ち|つうち|けっ|てい|けってい|かん|りょう|かんりょう|かい|せん|かいせん|じょう|ほう|じょうほう|きゃく|さま|きゃくさま|ていきょう|しゃ|ていきょうしゃ|めい|ていきょうしゃめい|こんご|じかい|いこう|がめん|ひょうじ|すいしょう|かき|じょうき|つうちさき|さき|せつぞく|せつぞくさき|せんたく|せってい|かくにん|にんしょう|ばんごう|けいやく|りよう)$/u;

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
  if (marksOtherwise(style) || (isPicture(style.backgroundImage) && isBig(style))) return UNKNOWN;
  const words = [...content.replace(URLS, "").matchAll(/"((?:[^"\\]|\\.)*)"/gu)]
    .map(([, text]) => text ?? "")
    .join("");
  const none = style.display === "none" || style.visibility !== "visible";
  // A tick that isn't the box of a control.
  if (!none && TICK.test(words) && closest(element, "label, button") === null) return words;
  if (none || !/[\p{L}\p{N}]/u.test(words)) return "";
  const odd =
    Number(style.opacity) < 0.3 ||
    Number.parseFloat(style.fontSize) < 5 ||
    alphaOf(style.webkitTextFillColor) < 0.3 ||
    /absolute|fixed/u.test(style.position) ||
    style.animationName !== "none" ||
    style.transform !== "none";
  return odd ? UNKNOWN : words;
}

const TICK = /[☐☑☒✓✔✅◉⦿]/u;

/** A drawing of nothing but words, with plain shapes behind them. */
export function isWordsAlone(drawing: Element): boolean {
  const shapes = ":not(text, tspan, g, defs, title, desc, rect, circle, ellipse, line)";
  const inside = (selector: string) => Element.prototype.querySelector.call(drawing, selector);
  return inside("text") !== null && inside(shapes) === null;
}

const isPicture = (image: string | undefined) => /url\(|image-set\(|paint\(/u.test(image ?? "");

/** Nothing stands before the picture in its background, or the picture has room of its own: it isn't there for what it is behind. */
export function isBackdropAlone(element: Element): boolean {
  const style = getComputedStyle(element) as CSSStyleDeclaration & {
    readonly webkitMaskBoxImageSource?: string;
  };
  const isWide = (name: "border" | "padding", least: number) =>
    ["Top", "Right", "Bottom", "Left"].some((side) => {
      const all = style as unknown as Readonly<Record<string, string>>;
      return Number.parseFloat(all[`${name}${side}${name === "border" ? "Width" : ""}`] ?? "") >= least;
    });
  if (isPicture(style.borderImageSource) && isWide("border", 12)) return true;
  const masks = [style.maskImage ?? style.webkitMaskImage, style.webkitMaskBoxImageSource];
  if (![style.backgroundImage, ...masks].some(isPicture)) return false;
  if (is(element, "button, label, input") && isWide("padding", 60)) return true;
  if (is(element, "input, select, textarea")) return false;
  const content = Element.prototype.querySelector.call(element, "input, button, select, textarea, img, svg");
  return (
    content === null &&
    (getter<string | null>(Node.prototype, "textContent").call(element) ?? "").trim() === ""
  );
}

const SPOKEN = [
  "title",
  "label",
  "placeholder",
  ...["label", "description", "roledescription", "valuetext", "placeholder"].map((name) => `aria-${name}`),
];
const OF_THE_PAGE =
  ":is(input, textarea):is([readonly], [disabled]):not([type=password], [type=hidden]), input[type=radio], input[type=checkbox], button, option";

/**
 * What is told of an element without being drawn: to who points at it, to a screen reader, in a list that is closed, or with
 * the answer. Of what can be typed into a field, nothing.
 */
export function spokenOf(element: Element, name: string): readonly string[] {
  if (name === "select") {
    const options = [...(element as HTMLSelectElement).options].slice(0, 30);
    return options.flatMap((option) => [groupOf(option), option.label]).filter((text) => text !== "");
  }
  const told = SPOKEN.map((one) => attribute(element, one)?.trim() ?? "");
  if (is(element, OF_THE_PAGE)) told.push((element as HTMLInputElement).value);
  const said = getter<string | null>(Node.prototype, "textContent").call(element)?.trim();
  return told.filter((text) => text !== said && (/[^ -~]/u.test(text) || text.includes(" ")));
}

function groupOf({ parentElement }: HTMLOptionElement): string {
  return parentElement instanceof HTMLOptGroupElement ? parentElement.label : "";
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
  const style = getComputedStyle(element);
  if (style.listStyleType.startsWith('"')) return style.listStyleType.slice(1, -1);
  return marksOtherwise(style) ? UNKNOWN : "";
}

/** As an item of a list, with a mark that isn't one of the browser's own. */
function marksOtherwise({ display, listStyleType }: CSSStyleDeclaration): boolean {
  return display.includes("list-item") && !MARKERS.test(listStyleType);
}

/** Bigger than an icon. */
function isBig({ display, visibility, width, height }: CSSStyleDeclaration): boolean {
  const isDrawn = display !== "none" && visibility === "visible";
  return isDrawn && Number.parseFloat(width) > 40 && Number.parseFloat(height) >= 12;
}

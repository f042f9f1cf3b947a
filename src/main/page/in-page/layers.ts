/** Boxes that a style lays over the page (`::before`, `::after`): no element, so that no point of the screen tells them. */
import { alphaOf } from "./colour.ts";
import { box, childNodesOf, ofDocument, parent, within } from "./dom.ts";
import { contentOf } from "./generated.ts";
import { rendered } from "./sight.ts";

export type Layer = {
  readonly host: Element;
  readonly level: number;
  readonly isFirst: boolean;
  /** A click would hit it, as its host. */
  readonly isHit: boolean;
  readonly place: DOMRect;
  /** It is drawn around its host only. */
  readonly isAround: boolean;
};

export function layersOf(elements: Iterable<Element>): readonly Layer[] {
  const found: Layer[] = [];
  for (const host of elements) {
    found.push(...around(host));
    for (const where of ["::before", "::after"] as const) {
      if (contentOf(host, where) === "") continue;
      const style = getComputedStyle(host, where);
      if (!paintsOver(style)) continue;
      if (style.display === "none" || !rendered(host)) continue;
      const level = Number(style.zIndex) || 0;
      if (level < 0 || passes(style)) continue;
      const isHit = style.pointerEvents !== "none";
      const isFirst = where === "::before";
      found.push({ host, level, isFirst, isHit, place: placeOf(host, style), isAround: false });
    }
  }
  return found;
}

const SHADOW = /(\w+\([^)]*\)) (-?[\d.]+)px (-?[\d.]+)px [\d.]+px(?: (-?[\d.]+)px)?(?! inset)/gu;
/** An outline or a shadow of less is an ornament. */
const WIDE = 8;

type Shift = { readonly x: number; readonly y: number; readonly spread: number };

function shadowsIn(value: string): readonly Shift[] {
  return [...value.matchAll(SHADOW)]
    .filter(([, colour = ""]) => alphaOf(colour) >= 0.3)
    .map(([, , x, y, spread = 0]) => ({ x: Number(x), y: Number(y), spread: Number(spread) }));
}

/** What the outline and the shadows of an element cover beside it. */
function around(host: Element): readonly Layer[] {
  const style = getComputedStyle(host);
  const places = [
    // Those of a box in the flow lie under the texts.
    ...(style.position === "static" && style.transform === "none" ? [] : aroundBox(host, style)),
    ...(style.filter.includes("drop-shadow") ? dropped(host, style.filter) : []),
    ...(style.textShadow !== "none" && hasText(host) ? shifted([host], shadowsIn(style.textShadow)) : []),
  ];
  const level = Number(style.zIndex) || 0;
  return places.map((place) => ({ host, level, isFirst: false, isHit: false, place, isAround: true }));
}

function aroundBox(host: Element, style: CSSStyleDeclaration): readonly DOMRect[] {
  const outline = style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth);
  return shifted([host], [{ x: 0, y: 0, spread: outline }, ...shadowsIn(style.boxShadow)]);
}

/** A filter draws the shadow of all that is in it, and of the shadows that it has drawn before. */
function dropped(host: Element, filter: string): readonly DOMRect[] {
  const shadows = [...filter.matchAll(/drop-shadow\(((?:[^()]|\([^)]*\))*)\)/gu)].slice(0, 4);
  let sums: readonly Shift[] = [{ x: 0, y: 0, spread: 0 }];
  for (const { x, y } of shadows.flatMap(([, shadow = ""]) => shadowsIn(shadow)))
    sums = [...sums, ...sums.map((sum) => ({ x: sum.x + x, y: sum.y + y, spread: 0 }))];
  const inside = [...Element.prototype.querySelectorAll.call(host, "*")].slice(0, 50);
  return shifted([host, ...inside], sums);
}

function shifted(elements: readonly Element[], shifts: readonly Shift[]): readonly DOMRect[] {
  const wide = shifts.filter(({ x, y, spread }) => Math.max(Math.abs(x), Math.abs(y)) + spread >= WIDE);
  if (wide.length === 0) return [];
  return elements
    .map(box)
    .flatMap(({ left, top, width, height }) =>
      wide.map(
        ({ x, y, spread }) =>
          new DOMRect(left + x - spread, top + y - spread, width + 2 * spread, height + 2 * spread),
      ),
    );
}

const hasText = (host: Element) =>
  [...childNodesOf(host)].some((node) => node instanceof Text && node.data.trim() !== "");

/** It lies there over what the element draws. @param hits the elements there, the uppermost first */
export function liesOver(
  { host, level, isFirst, isHit, place, isAround }: Layer,
  element: Element,
  hits: readonly Element[],
  x: number,
  y: number,
): boolean {
  if (!holds(place, x, y)) return false;
  const isOwn = within(element, host);
  if (isAround && (isOwn || holds(box(host), x, y))) return false;
  if (isHit && !isOwn) {
    const own = hits.findIndex((hit) => within(element, hit));
    return hits.slice(0, own < 0 ? hits.length : own).includes(host);
  }
  // What is placed above it, or in the same place later than it, lies over it.
  for (let at: Element | null = element; at !== null && !within(host, at); at = parent(at)) {
    const { position, zIndex } = getComputedStyle(at);
    const own = Number(zIndex) || 0;
    if (position !== "static" && (own > level || (own === level && isOwn && isFirst))) return false;
  }
  return true;
}

const holds = ({ left, top, right, bottom }: DOMRect, x: number, y: number) =>
  x >= left && x <= right && y >= top && y <= bottom;

/** A bar that stays where the page scrolls: what it covers now can be scrolled out from under it. */
function passes({ position, height }: CSSStyleDeclaration): boolean {
  const { scrollHeight } = ofDocument<HTMLElement>("documentElement");
  return position === "fixed" && scrollHeight > innerHeight && Number.parseFloat(height) < innerHeight / 2;
}

/** Opaque, and out of the flow: what stands in the flow covers nothing. */
function paintsOver(style: CSSStyleDeclaration): boolean {
  if (!/absolute|fixed/u.test(style.position) || style.visibility !== "visible") return false;
  if (Number(style.opacity) < 0.3) return false;
  return (
    alphaOf(style.backgroundColor) >= 0.3 ||
    style.backgroundImage !== "none" ||
    (style.backdropFilter ?? "none") !== "none" ||
    /url\(|[\p{L}\p{N}]{2}/u.test(style.content)
  );
}

/** From its used values: `top`, `left`, `width` and `height` of a placed box are told in pixels (CSSOM 9). */
function placeOf(host: Element, style: CSSStyleDeclaration): DOMRect {
  const from = holderOf(host, style.position === "fixed");
  const px = (name: "left" | "top" | "width" | "height" | "marginLeft" | "marginTop") =>
    Number.parseFloat(style[name]) || 0;
  const isWhole = style.boxSizing === "border-box";
  const width = px("width") + (isWhole ? 0 : edges(style, "Left", "Right"));
  const height = px("height") + (isWhole ? 0 : edges(style, "Top", "Bottom"));
  // As far as a transform moves and scales it about its middle.
  const { a, d, e, f } = new DOMMatrix(style.transform === "none" ? "" : style.transform);
  const [shownWidth, shownHeight] = [width * Math.abs(a), height * Math.abs(d)];
  return new DOMRect(
    from.left + px("left") + px("marginLeft") + e + (width - shownWidth) / 2,
    from.top + px("top") + px("marginTop") + f + (height - shownHeight) / 2,
    shownWidth,
    shownHeight,
  );
}

function edges(style: CSSStyleDeclaration, one: "Left" | "Top", other: "Right" | "Bottom"): number {
  const all = style as unknown as Readonly<Record<string, string>>;
  return [`padding${one}`, `padding${other}`, `border${one}Width`, `border${other}Width`].reduce(
    (sum, name) => sum + (Number.parseFloat(all[name] ?? "") || 0),
    0,
  );
}

/** The padding box that it is placed in. */
function holderOf(host: Element, isFixed: boolean): DOMRect {
  for (let at: Element | null = host; at !== null; at = parent(at)) {
    const { position, transform, contain, borderLeftWidth, borderTopWidth } = getComputedStyle(at);
    const holdsAll = transform !== "none" || /paint|layout|strict|content/u.test(contain);
    if (!holdsAll && (isFixed || position === "static")) continue;
    const { left, top, width, height } = box(at);
    return new DOMRect(
      left + Number.parseFloat(borderLeftWidth),
      top + Number.parseFloat(borderTopWidth),
      width,
      height,
    );
  }
  const { clientWidth, clientHeight } = ofDocument<HTMLElement>("documentElement");
  return isFixed
    ? new DOMRect(0, 0, innerWidth, innerHeight)
    : new DOMRect(-scrollX, -scrollY, clientWidth, clientHeight);
}

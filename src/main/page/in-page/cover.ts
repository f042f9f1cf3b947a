/** Whether something lies over an element or a text, and whether a text can be read (reliability 8). */

import { alphaOf, hasContrast } from "./colour.ts";
import {
  box,
  boxes,
  childNodesOf,
  contains,
  everything,
  forgetZooms,
  hitsAt,
  ofDocument,
  onScreen,
  parent,
  shadowOf,
  tag,
  within,
} from "./dom.ts";
import { forgetContents } from "./generated.ts";
import { type Layer, layersOf, liesOver } from "./layers.ts";
import type { Look } from "./sight.ts";
import { forgetLooks, inReach, lookOf, meet, rendered, visible } from "./sight.ts";

let veiling: readonly Element[] | null = null;
let laid: readonly Layer[] | null = null;
let places = new Map<Text, readonly DOMRect[]>();
/** Texts that are looked at, and how long: a look has to end before it is given up. */
const MOST_TEXTS = 1_000;
const MOST_MS = 1_200;
let until = 0;

/** Drops what was computed for an earlier snapshot. */
export function forgetAll(): void {
  forgetZooms();
  veiling = null;
  forgetContents();
  forgetPlaces();
}

/** The page has scrolled, and nothing else: only where things are is different. */
export function forgetPlaces(): void {
  forgetLooks();
  laid = null;
  places = new Map();
  until = performance.now() + MOST_MS;
}

/** A place in a box, by its share of the width; null where nothing can be hit until it is scrolled to. */
function placeIn(rect: DOMRect, { clip, port }: Look, share = 0.5): readonly [number, number] | null {
  const { left, top, width, height } = meet(rect, clip);
  const [x, y] = [left + width * share, top + height / 2];
  const shown = meet(new DOMRect(0, 0, innerWidth, innerHeight), port);
  return x < shown.left || y < shown.top || x >= shown.right || y >= shown.bottom ? null : [x, y];
}

/** A click at the middle of one of its boxes hits it, a part of it, or an element that stands for it (its label). */
export function onTop(element: Element, standIns: readonly Element[]): boolean {
  const own = [element, ...standIns];
  const apart = (veil: Element) => !own.some((one) => contains(one, veil) || within(one, veil));
  return boxes(element)
    .slice(0, 4)
    .some((rect) => {
      const at = placeIn(rect, lookOf(element));
      if (at === null) return true;
      if (veils().some((veil) => apart(veil) && veilsPoint(veil, ...at))) return false;
      const hits = hitsAt(element, ...at);
      if (layers().some((layer) => apart(layer.host) && liesOver(layer, element, hits, ...at))) return false;
      const [hit] = hits;
      if (hit === undefined) return false;
      if (getComputedStyle(element).pointerEvents === "none" && within(element, hit)) return true;
      return own.some((one) => contains(one, hit));
    });
}

function layers(): readonly Layer[] {
  laid ??= layersOf(everything()).filter(({ host }) => !scrollsAway(host));
  return laid;
}

/** Elements that cover others although clicks go through them (`pointer-events: none`). */
function veils(): readonly Element[] {
  veiling ??= [...everything()].filter((element) => {
    const { pointerEvents, zIndex } = getComputedStyle(element);
    return pointerEvents === "none" && !(Number(zIndex) < 0) && paints(element);
  });
  return veiling;
}

function veilsPoint(veil: Element, x: number, y: number): boolean {
  const { left, top, right, bottom } = box(veil);
  return x >= left && x <= right && y >= top && y <= bottom && !scrollsAway(veil);
}

/** Draws something of its own, not only what is in it. */
function paints(element: Element): boolean {
  if (!visible(element)) return false;
  const style = getComputedStyle(element);
  return (
    alphaOf(style.backgroundColor) >= 0.3 ||
    style.backgroundImage !== "none" ||
    (style.backdropFilter ?? "none") !== "none" ||
    /^(img|svg|canvas|video|iframe|object|embed|input|select|textarea)$/u.test(tag(element)) ||
    (element instanceof SVGElement && style.fill !== "none" && !/^(g|text|tspan)$/u.test(tag(element))) ||
    [style.borderTopWidth, style.borderRightWidth, style.borderBottomWidth, style.borderLeftWidth].some(
      (width) => Number.parseFloat(width) >= 8,
    ) ||
    shadowOf(element) !== null ||
    [...childNodesOf(element)].some((node) => node instanceof Text && node.data.trim() !== "")
  );
}

/** A sticky or fixed bar: what it covers now can be scrolled out from under it. */
function scrollsAway(element: Element): boolean {
  if (ofDocument<HTMLElement>("documentElement").scrollHeight <= innerHeight) return false;
  for (let at: Element | null = element; at !== null; at = parent(at))
    if (/fixed|sticky/u.test(getComputedStyle(at).position)) return box(at).height < innerHeight / 2;
  return false;
}

/** The page has more texts than are looked at. */
export const tooManyTexts = () => places.size >= MOST_TEXTS || performance.now() > until;

/** Where a text is drawn and can be read. */
export function readablePlaces(node: Text): readonly DOMRect[] {
  const known = places.get(node);
  if (known !== undefined) return known;
  const found = tooManyTexts() ? [] : placesOf(node);
  places.set(node, found);
  return found;
}

function placesOf(node: Text): readonly DOMRect[] {
  const element = parent(node);
  if (element === null || node.data.trim() === "" || !rendered(element)) return [];
  const look = lookOf(element);
  const style = getComputedStyle(element) as CSSStyleDeclaration & { readonly webkitTextSecurity?: string };
  const dots = (style.webkitTextSecurity ?? "none") !== "none";
  if (look.faint || dots || Number.parseFloat(style.fontSize) < 5) return [];
  if (style.unicodeBidi.includes("override") || !hasContrast(element)) return [];
  const range = new Range();
  range.selectNodeContents(node);
  const drawn = [...range.getClientRects()]
    .map((rect) => onScreen(rect, element))
    .filter((rect) => inReach(rect, look));
  return drawn.slice(0, 4).some((rect) => covered(element, rect, look)) ? [] : drawn;
}

/** Something drawn lies over a text: at its middle, or towards its ends. */
function covered(element: Element, rect: DOMRect, look: Look): boolean {
  const shares = rect.width < 20 ? [0.5] : [0.12, 0.5, 0.88];
  return shares.some((share) => {
    const at = placeIn(rect, look, share);
    if (at === null) return false;
    if (veils().some((veil) => !within(element, veil) && veilsPoint(veil, ...at))) return true;
    const hits = hitsAt(element, ...at);
    if (layers().some((layer) => liesOver(layer, element, hits, ...at))) return true;
    for (const hit of hits) {
      if (within(element, hit)) return false;
      if (paints(hit) && !scrollsAway(hit)) return true;
    }
    return false;
  });
}

/** Whether something lies over an element or a text (reliability 8). */

import { alphaOf } from "./colour.ts";
import {
  box,
  boxes,
  childNodesOf,
  contains,
  everything,
  forgetZooms,
  hitsAt,
  ofDocument,
  parent,
  shadowOf,
  tag,
  within,
} from "./dom.ts";
import { forgetContents } from "./generated.ts";
import { type Layer, layersOf, liesOver } from "./layers.ts";
import type { Look } from "./sight.ts";
import { forgetLooks, lookOf, meet, opaque } from "./sight.ts";

let veiling: readonly Element[] | null = null;
let laid: readonly Layer[] | null = null;

/** Drops what was computed for an earlier snapshot. */
export function forgetCovers(): void {
  forgetZooms();
  veiling = null;
  forgetContents();
}

/** The page has scrolled, and nothing else: only where things are is different. */
export function forgetLayers(): void {
  forgetLooks();
  laid = null;
}

/** A place in a box, by its share of the width; null where nothing can be hit until it is scrolled to. */
export function placeIn(rect: DOMRect, { clip, port }: Look, share = 0.5): readonly [number, number] | null {
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
  const style = getComputedStyle(element);
  if (!opaque(element)) return false;
  return (
    alphaOf(style.backgroundColor) >= 0.3 ||
    style.backgroundImage !== "none" ||
    (style.backdropFilter ?? "none") !== "none" ||
    /^(img|svg|canvas|video|iframe|object|embed|input|select|textarea|progress|meter)$/u.test(tag(element)) ||
    (element instanceof SVGElement && style.fill !== "none" && !/^(g|text|tspan)$/u.test(tag(element))) ||
    [
      style.borderTopWidth,
      style.borderRightWidth,
      style.borderBottomWidth,
      style.borderLeftWidth,
      style.columnRuleWidth,
      /([\d.]+)px inset/u.exec(style.boxShadow)?.[1] ?? "",
    ].some((width) => Number.parseFloat(width) >= 8) ||
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

/** Something drawn lies there over a text of the element. */
export function coveredAt(element: Element, x: number, y: number): boolean {
  if (veils().some((veil) => !within(element, veil) && veilsPoint(veil, x, y))) return true;
  const hits = hitsAt(element, x, y);
  if (layers().some((layer) => liesOver(layer, element, hits, x, y))) return true;
  for (const hit of hits) {
    if (within(element, hit)) return false;
    if (paints(hit) && !scrollsAway(hit)) return true;
  }
  return false;
}

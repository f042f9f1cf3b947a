/** What a person sees of an element by its own style and its containers': size, place, opacity, clip (reliability 8). */
import { box, boxes, getter, ofDocument, parent, tag } from "./dom.ts";

export type Look = {
  /** How opaque it is, its containers included. */
  readonly opacity: number;
  /** Too transparent, blurred, cut or turned to be made out, or struck through. */
  readonly faint: boolean;
  /** What the containers let through, by scrolling too. */
  readonly clip: DOMRect | null;
  /** What the innermost container that scrolls can be scrolled to; null = the page's own scrolling. */
  readonly area: DOMRect | null;
  /** What those that scroll show just now. */
  readonly port: DOMRect | null;
};

let looks = new Map<Element, Look>();

/** Drops what was computed for an earlier snapshot. */
export function forgetLooks(): void {
  looks = new Map();
}

export function lookOf(element: Element): Look {
  const known = looks.get(element);
  if (known !== undefined) return known;
  const up = parent(element);
  const above: Look =
    up === null ? { opacity: 1, faint: false, clip: null, area: null, port: null } : lookOf(up);
  const style = getComputedStyle(element);
  const overflow = `${style.overflowX} ${style.overflowY}`;
  const cuts = overflow !== "visible visible" || /paint|strict|content/u.test(style.contain);
  const holds = cuts && tag(element) !== "html" && tag(element) !== "body";
  const own = holds ? box(element) : null;
  // A container that is too small to scroll in shows nothing of what it holds.
  const scrolls = own !== null && /auto|scroll/u.test(overflow) && own.width >= 20 && own.height >= 20;
  const area = own !== null && scrolls ? scrolledTo(element, own, above) : null;
  const opacity = above.opacity * Number(style.opacity);
  const look = {
    opacity,
    faint: above.faint || opacity < 0.3 || isFaint(style) || isTurned(style),
    clip: own === null ? above.clip : scrolls ? area : meet(own, above.clip),
    area: area ?? above.area,
    port: own !== null && scrolls ? meet(own, above.port) : above.port,
  };
  looks.set(element, look);
  return look;
}

/** Nothing, where the container itself is out of reach. */
function scrolledTo(element: Element, { left, top }: DOMRect, above: Look): DOMRect {
  if (!inReach(box(element), above)) return new DOMRect(left, top, 0, 0);
  const of = (name: string) => getter<number>(Element.prototype, name).call(element);
  return new DOMRect(left - of("scrollLeft"), top - of("scrollTop"), of("scrollWidth"), of("scrollHeight"));
}

function isFaint(style: CSSStyleDeclaration): boolean {
  const placed = style.position === "absolute" || style.position === "fixed";
  return (
    /opacity|blur|brightness|contrast|url|invert\((?!1\))/u.test(style.filter) ||
    style.mixBlendMode !== "normal" ||
    style.textDecorationLine.includes("line-through") ||
    (style.textDecorationLine !== "none" && Number.parseFloat(style.textDecorationThickness) >= 8) ||
    Number.parseFloat(style.webkitTextStrokeWidth) >= 3 ||
    style.clipPath !== "none" ||
    (style.maskImage ?? style.webkitMaskImage) !== "none" ||
    (placed && style.clip !== "auto")
  );
}

/** Mirrored, upside down, slanted, or seen from its edge. */
function isTurned({ transform, rotate, scale }: CSSStyleDeclaration): boolean {
  const steps = [
    // About another axis than the screen's it isn't read any more either.
    rotate === "none" ? "" : /^\S+$/u.test(rotate) ? `rotate(${rotate})` : "scale(0)",
    scale === "none" ? "" : `scale(${scale.split(" ").slice(0, 2).join(",")})`,
    transform === "none" ? "" : transform,
  ].join("");
  if (steps === "") return false;
  const { a, b, c, d } = new DOMMatrix(steps);
  return a < 0.3 || d < 0.3 || Math.abs(b) > 1 || Math.abs(c) > 1;
}

export function meet(one: DOMRect, other: DOMRect | null): DOMRect {
  if (other === null) return one;
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const width = Math.max(0, Math.min(one.right, other.right) - left);
  return new DOMRect(left, top, width, Math.max(0, Math.min(one.bottom, other.bottom) - top));
}

/** Big enough, within its containers and within what can be scrolled to. */
export function inReach(rect: DOMRect, { clip, area }: Pick<Look, "clip" | "area">): boolean {
  const shown = meet(rect, clip);
  if (area !== null) return shown.width >= 4 && shown.height >= 4;
  const page = ofDocument<HTMLElement>("documentElement");
  const right = Math.max(page.scrollWidth, innerWidth);
  const bottom = Math.max(page.scrollHeight, innerHeight);
  const reached = meet(shown, new DOMRect(-scrollX, -scrollY, right, bottom));
  return reached.width >= 4 && reached.height >= 4;
}

/** The browser draws it, wherever it stands. */
export function rendered(element: Element): boolean {
  const { display, visibility } = getComputedStyle(element);
  if (visibility !== "visible") return false;
  // It has no box of its own, as a slot: its content is drawn where its parent's is.
  const up = display === "contents" ? parent(element) : null;
  return up === null ? Element.prototype.checkVisibility.call(element) : rendered(up);
}

/** It hides what is behind it: what is cut, masked, turned or filtered can't be read, and covers all the same. */
export function opaque(element: Element): boolean {
  const look = lookOf(element);
  return rendered(element) && look.opacity >= 0.3 && boxes(element).some((rect) => inReach(rect, look));
}

export const visible = (element: Element) => opaque(element) && !lookOf(element).faint;

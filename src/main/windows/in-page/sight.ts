import type { Dom } from "./dom.ts";

/** What a person sees of an element: size, place, opacity, clip, and what lies over it (reliability 8). */
export function inPageSight(dom: Dom) {
  const { parent, box, boxes, tag, contains, hitAt, ofDocument, is } = dom;

  type Look = {
    readonly faint: boolean;
    readonly clip: DOMRect | null;
    readonly port: DOMRect | null;
  };
  let looks = new Map<Element, Look>();
  let glass: readonly Element[] | null = null;

  /** The page may have changed since. */
  function forget(): void {
    looks = new Map();
    glass = null;
  }

  /**
   * Faint: too transparent, blurred or cut to be made out. Clip: what its containers let through. Port: what of those
   * that scroll shows just now.
   */
  function lookOf(element: Element): Look {
    const known = looks.get(element);
    if (known !== undefined) return known;
    const up = parent(element);
    const above: Look = up === null ? { faint: false, clip: null, port: null } : lookOf(up);
    const style = getComputedStyle(element);
    const placed = style.position === "absolute" || style.position === "fixed";
    const faint =
      above.faint ||
      Number(style.opacity) < 0.3 ||
      /opacity|blur/u.test(style.filter) ||
      style.clipPath !== "none" ||
      (placed && style.clip !== "auto");
    const overflow = `${style.overflowX} ${style.overflowY}`;
    const holds = overflow !== "visible visible" && tag(element) !== "html" && tag(element) !== "body";
    const own = holds ? box(element) : null;
    // A container that is too small to scroll in shows nothing of what it holds.
    const scrolls = own !== null && /auto|scroll/u.test(overflow) && own.width >= 20 && own.height >= 20;
    const look = {
      faint,
      clip: own === null || scrolls ? above.clip : meet(own, above.clip),
      port: own !== null && scrolls ? meet(own, above.port) : above.port,
    };
    looks.set(element, look);
    return look;
  }

  function meet(one: DOMRect, other: DOMRect | null): DOMRect {
    if (other === null) return one;
    const left = Math.max(one.left, other.left);
    const top = Math.max(one.top, other.top);
    const width = Math.max(0, Math.min(one.right, other.right) - left);
    return new DOMRect(left, top, width, Math.max(0, Math.min(one.bottom, other.bottom) - top));
  }

  /** Big enough, within its containers and within what can be scrolled to. */
  function inReach(rect: DOMRect, clip: DOMRect | null): boolean {
    const shown = meet(rect, clip);
    const page = ofDocument<HTMLElement>("documentElement");
    const right = Math.max(page.scrollWidth, innerWidth);
    const bottom = Math.max(page.scrollHeight, innerHeight);
    const reached = meet(shown, new DOMRect(-scrollX, -scrollY, right, bottom));
    return reached.width >= 4 && reached.height >= 4;
  }

  /** The browser draws it, wherever it stands. */
  function rendered(element: Element): boolean {
    return element.checkVisibility() && getComputedStyle(element).visibility === "visible";
  }

  function visible(element: Element): boolean {
    const { faint, clip } = lookOf(element);
    return rendered(element) && !faint && boxes(element).some((rect) => inReach(rect, clip));
  }

  /** Where a hand would go; null where nothing can be hit until it is scrolled to. */
  function middleOf(rect: DOMRect, { clip, port }: Look): readonly [number, number] | null {
    const { left, top, width, height } = meet(rect, clip);
    const [x, y] = [left + width / 2, top + height / 2];
    const shown = meet(new DOMRect(0, 0, innerWidth, innerHeight), port);
    return x < shown.left || y < shown.top || x >= shown.right || y >= shown.bottom ? null : [x, y];
  }

  /** What is at the middle of one of its boxes is it, a part of it, or one of the elements that stand for it. */
  function onTop(element: Element, standIns: readonly Element[]): boolean {
    const own = [element, ...standIns];
    const look = lookOf(element);
    return boxes(element)
      .slice(0, 4)
      .some((rect) => {
        const at = middleOf(rect, look);
        if (at === null) return true;
        const hit = hitAt(element, ...at);
        return hit !== null && own.some((one) => contains(one, hit)) && !underGlass(own, ...at);
      });
  }

  /** Something is drawn over this place that no hand meets (`pointer-events: none`). */
  function underGlass(own: readonly Element[], x: number, y: number): boolean {
    glass ??= [...dom.everything()].filter(
      (element) => getComputedStyle(element).pointerEvents === "none" && visible(element) && paints(element),
    );
    return glass.some((pane) => {
      if (own.some((one) => contains(one, pane) || contains(pane, one))) return false;
      return boxes(pane).some((r) => r.left <= x && x < r.right && r.top <= y && y < r.bottom);
    });
  }

  /** It hides what lies under it. */
  function paints(element: Element): boolean {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    if (alphaOf(backgroundColor) > 0.1 || backgroundImage !== "none") return true;
    if (is(element, "img, svg, canvas, video, object, embed, iframe, input, button, select, textarea"))
      return true;
    return [...dom.childNodesOf(element)].some((node) => node instanceof Text && node.data.trim() !== "");
  }

  function alphaOf(color: string): number {
    return rgbOf(color)?.[3] ?? 1;
  }

  function rgbOf(color: string): readonly [number, number, number, number] | null {
    const found = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/u.exec(color);
    if (found === null) return null;
    const [, red, green, blue, alpha] = found;
    return [Number(red), Number(green), Number(blue), Number(alpha ?? 1)];
  }

  /** Letters in the colour of what lies behind them. */
  function sameColour(element: Element): boolean {
    const ink = rgbOf(getComputedStyle(element).color);
    if (ink === null) return false;
    for (let at: Element | null = element; at !== null; at = parent(at)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== "none") return false;
      if (alphaOf(backgroundColor) < 0.5) continue;
      return near(ink, rgbOf(backgroundColor) ?? ink);
    }
    return near(ink, [255, 255, 255, 1]);
  }

  function near(one: readonly number[], other: readonly number[]): boolean {
    return [0, 1, 2].every((index) => Math.abs((one[index] ?? 0) - (other[index] ?? 0)) < 24);
  }

  function readable(node: Text): boolean {
    const element = parent(node);
    if (element === null || !rendered(element)) return false;
    const look = lookOf(element);
    const style = getComputedStyle(element);
    if (look.faint || Number.parseFloat(style.fontSize) < 5 || alphaOf(style.color) < 0.3) return false;
    if (style.unicodeBidi.includes("override") || sameColour(element)) return false;
    const range = new Range();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some(
      (rect) => inReach(rect, look.clip) && !written(element, rect, look),
    );
  }

  /** Something else is written or drawn over a text. */
  function written(element: Element, rect: DOMRect, look: Look): boolean {
    const at = middleOf(rect, look);
    if (at === null) return false;
    const hit = hitAt(element, ...at);
    const label = dom.closest(element, "label");
    const own = [element, ...(label === null ? [] : [label])];
    if (underGlass(own, ...at)) return true;
    if (hit === null || own.some((one) => contains(one, hit)) || contains(hit, element)) return false;
    return !lookOf(hit).faint && paints(hit);
  }

  return { forget, lookOf, rendered, visible, onTop, readable };
}

export type Sight = ReturnType<typeof inPageSight>;

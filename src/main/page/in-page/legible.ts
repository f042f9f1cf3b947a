/** Which texts can be read, where, and what of them (reliability 8). */
import { hasContrast } from "./colour.ts";
import { coveredAt, forgetCovers, forgetLayers, placeIn } from "./cover.ts";
import { onScreen, parent } from "./dom.ts";
import { inReach, type Look, lookOf, meet, rendered } from "./sight.ts";

let places = new Map<Text, readonly DOMRect[]>();
/** Something lies over a part of them. */
let patchy = new Set<Text>();
/** Texts that are looked at, and how long: a look has to end before it is given up. */
const MOST_TEXTS = 1_000;
const MOST_MS = 1_200;
let until = 0;

/** Drops what was computed for an earlier snapshot. */
export function forgetAll(): void {
  forgetCovers();
  forgetPlaces();
}

/** The page has scrolled, and nothing else: only where things are is different. */
export function forgetPlaces(): void {
  forgetLayers();
  places = new Map();
  patchy = new Set();
  until = performance.now() + MOST_MS;
}

/** The page has more texts than are looked at. */
export const tooManyTexts = () => places.size >= MOST_TEXTS || performance.now() > until;

/** Where a text is drawn and, for the most part, can be read. */
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
  const style = getComputedStyle(element);
  if (look.faint || drawsOtherwise(style) || Number.parseFloat(style.fontSize) < 5) return [];
  if (style.unicodeBidi.includes("override") || !hasContrast(element)) return [];
  const all = rectsOf(node, element);
  if (isCrowded(all, node.data, style)) return [];
  const drawn = all.filter((rect) => inReach(rect, look));
  const points = drawn.slice(0, 12).flatMap((rect) => pointsOf(rect, look));
  const open = points.filter((at) => !coveredAt(element, ...at));
  if (points.length > 0 && open.length === 0) return [];
  if (open.length < points.length || isCut(node, element, drawn, look)) patchy.add(node);
  return drawn;
}

function rectsOf(node: Text, element: Element, from = 0, to = node.data.length): readonly DOMRect[] {
  const range = new Range();
  range.setStart(node, from);
  range.setEnd(node, to);
  return [...range.getClientRects()].map((rect) => onScreen(rect, element));
}

/** At its first letter, at its last, and between; none that has to be scrolled to. */
function pointsOf(rect: DOMRect, look: Look): readonly (readonly [number, number])[] {
  const letter = Math.min(0.5, (rect.height * 0.4) / rect.width);
  const shares = rect.width < 20 ? [0.5] : [letter, 0.3, 0.5, 0.7, 1 - letter];
  return shares.map((share) => placeIn(rect, look, share)).filter((at) => at !== null);
}

/** Dots for its letters, or other signs with them. */
function drawsOtherwise(style: CSSStyleDeclaration & { readonly webkitTextSecurity?: string }): boolean {
  return (
    (style.webkitTextSecurity ?? "none") !== "none" ||
    [style.hyphenateCharacter, style.textEmphasisStyle].some((sign) => sign?.startsWith('"'))
  );
}

/** Its letters, or its lines, stand over each other, or are drawn too small. */
function isCrowded(lines: readonly DOMRect[], text: string, style: CSSStyleDeclaration): boolean {
  const letters = text.replace(/[\s\u00AD\u200B-\u200D\u2060\uFEFF]/gu, "").length;
  const room = lines.reduce((sum, { width, height }) => sum + width * height, 0);
  const isAcross = style.writingMode.startsWith("horizontal");
  const em = Math.max(...lines.map(({ width, height }) => (isAcross ? height : width)));
  const isLow = Number.parseFloat(style.lineHeight) < Number.parseFloat(style.fontSize) * 0.6;
  return em < SMALLEST || room < letters * em * em * 0.12 || (isLow && lines.length > 1);
}

/** A container shows a part of it only, by its edge, an ellipsis, or a number of lines. */
function isCut(node: Text, element: Element, drawn: readonly DOMRect[], look: Look): boolean {
  // What scrolls shows all of it in time.
  if (look.clip === null || look.area !== null) return false;
  const end = node.data.trimEnd().length;
  const [last] = rectsOf(node, element, Math.max(0, end - 1), end);
  return last === undefined || !isShown(last, look) || drawn.some((rect) => share(rect, look) < 0.9);
}

const isShown = (rect: DOMRect, look: Look) => rect.width > 0 && share(rect, look) > 0.5;

/** How much of it the containers let through. */
function share(place: DOMRect, { clip }: Look): number {
  const { width, height } = meet(place, clip);
  return (width * height) / (place.width * place.height || 1);
}

/** What of it is cut off or covered stands beside it only, for who can't see it. */
export const isPatchy = (node: Text) => patchy.has(node);

/** Pixels that a line takes on the screen, whatever enlarges or shrinks it. */
const SMALLEST = 7.5;
/** Stands for letters that can't be read. */
const GAP = "\uFFFD";

/** What can be read of a text. */
export function readablePart(node: Text): string {
  const element = parent(node);
  if (element === null || !isPatchy(node)) return node.data;
  const look = lookOf(element);
  let at = 0;
  const read = [...node.data].slice(0, 1_000).map((letter) => {
    const from = at;
    at += letter.length;
    if (letter.trim() === "") return letter;
    const [rect] = rectsOf(node, element, from, at);
    if (rect === undefined || !isShown(rect, look)) return GAP;
    const place = placeIn(rect, look);
    return place !== null && coveredAt(element, ...place) ? GAP : letter;
  });
  return read.join("").replace(/\uFFFD+/gu, GAP);
}

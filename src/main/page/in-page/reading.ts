/** What a person reads of a page, and what a screen reader is told. */
import { readablePlaces } from "./cover.ts";
import { attribute, box, childNodesOf, closest, fold, shadowOf, tag } from "./dom.ts";
import { drawn, marker, ownWords, UNKNOWN } from "./generated.ts";
import { rendered, visible } from "./sight.ts";

/** `read`: what is seen. `unread`: what isn't. `named`: what an accessible name is made of. */
type Mode = "read" | "unread" | "named";
const SKIP = /^(script|style|noscript|template|select|textarea|iframe|object|canvas|audio|video)$/u;
const DEEPEST = 60;
/** Walks a subtree and passes its texts on, with "\n" and "\t" where a line or a cell ends. */
function tell(node: Node, mode: Mode, say: (text: string) => void, depth = 0): void {
  if (node instanceof Text) {
    // A space is too narrow to be seen, and keeps words apart.
    const told = node.data.trim() === "" || mode === "named";
    if (told || (mode === "read") === readablePlaces(node).length > 0) say(node.data);
    return;
  }
  if (!(node instanceof Element)) {
    for (const child of childNodesOf(node)) tell(child, mode, say, depth + 1);
    return;
  }
  const name = tag(node);
  if (mode === "read" && inLabel(node) && isMutePicture(node)) say(UNKNOWN);
  if (SKIP.test(name) || depth > DEEPEST) return;
  if (mode === "named" && (!rendered(node) || attribute(node, "aria-hidden") === "true")) return;
  const { display } = getComputedStyle(node);
  const block = !/^(inline|contents|none|ruby|table-cell)/u.test(display);
  if (block || name === "br") say("\n");
  if (mode === "named" || visible(node) === (mode === "read")) say(ownWords(node, name));
  if (mode === "read" && rendered(node)) say(marker(node, display) + drawn(node, "::before"));
  if (node instanceof HTMLSlotElement)
    for (const given of node.assignedNodes()) tell(given, mode, say, depth + 1);
  for (const child of childNodesOf(shadowOf(node) ?? node)) tell(child, mode, say, depth + 1);
  if (mode === "read" && rendered(node)) say(drawn(node, "::after"));
  if (display === "table-cell") say("\t");
  if (block) say("\n");
}

const inLabel = (element: Element) => closest(element, "label, button, a, [role=button]") !== null;

/** A picture bigger than an icon may say anything; one without words can't be read. */
function isMutePicture(element: Element): boolean {
  if (!/^(img|svg|canvas|video)$/u.test(tag(element)) || box(element).width <= 40) return false;
  return !(attribute(element, "alt") || attribute(element, "aria-label")) && visible(element);
}

/** The same for a text that is a label only by its position. */
export function readBeside(node: Node): string {
  const mute =
    node instanceof Element &&
    [node, ...Element.prototype.querySelectorAll.call(node, "img, svg, canvas, video")].some(isMutePicture);
  return mute ? UNKNOWN : readText(node);
}

export function linesOf(node: Node, mode: "read" | "unread"): string[] {
  const parts: string[] = [];
  tell(node, mode, (text) => {
    parts.push(text === "\n" || text === "\t" ? text : text.replace(/[\n\t\r]+/gu, " "));
  });
  return parts
    .join("")
    .split("\n")
    .map((line) =>
      line
        .split("\t")
        .map((cell) => fold(cell, 1_000))
        .filter((cell, index, all) => cell !== "" || index < all.length - 1)
        .join("\t"),
    )
    .filter((line) => line.trim() !== "");
}

export function readText(node: Node): string {
  return fold(linesOf(node, "read").join(" ").replace(/\t/gu, " "));
}

export function namedText(element: Element): string {
  const parts: string[] = [];
  tell(element, "named", (text) => parts.push(text));
  return fold(parts.join(""));
}

/** What a person reads of a page, and what a screen reader is told. */

import { attribute, box, childNodesOf, closest, fold, shadowOf, tag } from "./dom.ts";
import {
  drawn,
  isBackdropAlone,
  isReading,
  isWordsAlone,
  marker,
  ownWords,
  pictureWords,
  spokenOf,
  UNKNOWN,
} from "./generated.ts";
import { isPatchy, readablePart, readablePlaces, tooManyTexts } from "./legible.ts";
import { rendered, visible } from "./sight.ts";

/** `read`: what is seen. `unread`: what isn't. `named`: what an accessible name is made of. */
type Mode = "read" | "unread" | "named";
const SKIP = /^(script|style|noscript|template|select|iframe|object|canvas|audio|video)$/u;
/** Parts of one line, which older Chromium calls blocks. */
const RUBY = /^(ruby|rb|rt|rp|rtc)$/u;
/** Deeper than a parser nests (HTML 13.2.6, Chromium: 512), and far from where a script's own stack ends. */
const DEEPEST = 600;
/** Walks a subtree and passes its texts on, with "\n" and "\t" where a line or a cell ends. */
function tell(node: Node, mode: Mode, say: (text: string) => void, depth = 0): void {
  if (tooManyTexts()) return;
  if (node instanceof Text) {
    // A space is too narrow to be seen, and keeps words apart.
    say(wordsIn(node, mode));
    return;
  }
  if (!(node instanceof Element)) {
    for (const child of childNodesOf(node)) tell(child, mode, say, depth + 1);
    return;
  }
  const name = tag(node);
  if (mode === "read" && isMutePicture(node) && isForWords(node)) say(UNKNOWN);
  if (isReading(node, name)) return;
  if (mode === "unread")
    for (const text of spokenOf(node, name)) for (const one of ["\n", text, "\n"]) say(one);
  if (SKIP.test(name) || depth > DEEPEST) return;
  if (mode === "named" && (!rendered(node) || attribute(node, "aria-hidden") === "true")) return;
  const { display } = getComputedStyle(node);
  const block = !/^(inline|contents|none|ruby|table-cell)/u.test(display) && !RUBY.test(name);
  if (block || name === "br") say("\n");
  const own = mode === "named" || visible(node) === (mode === "read") ? ownWords(node, name) : "";
  say(own);
  if (own.trim() !== "" && name === "svg" && saysItself(node, own, mode)) return;
  if (mode === "read" && rendered(node)) say(marker(node, display) + drawn(node, "::before"));
  if (node instanceof HTMLSlotElement)
    for (const given of node.assignedNodes()) tell(given, mode, say, depth + 1);
  for (const child of childNodesOf(shadowOf(node) ?? node)) tell(child, mode, say, depth + 1);
  if (mode === "read" && rendered(node)) say(drawn(node, "::after"));
  if (display === "table-cell") say("\t");
  if (block) say("\n");
}

function wordsIn(node: Text, mode: Mode): string {
  if (node.data.trim() === "" || mode === "named") return node.data;
  const isRead = readablePlaces(node).length > 0;
  if (mode === "read") return isRead ? readablePart(node) : "";
  return isRead && !isPatchy(node) ? "" : node.data;
}

/** A label's picture may be its words; one in a form, where it is as high as a line, may be a part of its text. */
function isForWords(picture: Element): boolean {
  if (closest(picture, "label, button, a, [role=button]") !== null) return true;
  return closest(picture, "form") !== null && box(picture).height >= 12;
}

/** A picture bigger than an icon may say anything; one without words can't be read. */
function isMutePicture(element: Element): boolean {
  const name = tag(element);
  const isPicture = /^(img|svg|canvas|video)$/u.test(name);
  if (!isPicture && !isBackdropAlone(element)) return false;
  if (box(element).width <= 40) return false;
  // What masks an element makes it faint.
  if (!isPicture) return rendered(element);
  if (!visible(element)) return false;
  return pictureWords(element, name).trim() === "" && !(name === "svg" && isWordsAlone(element));
}

/** The words drawn in it are those that it is named by. */
function saysItself(drawing: Element, own: string, mode: Mode): boolean {
  const parts: string[] = [];
  for (const child of childNodesOf(drawing)) tell(child, mode, (text) => parts.push(text));
  const inside = fold(parts.join(""));
  return mode === "named" || inside === "" || inside === fold(own);
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

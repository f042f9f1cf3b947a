/** What a control is called: for who sees the page, and for a screen reader. */
import { beside, captionOf } from "./beside.ts";
import { attribute, box, childNodesOf, closest, fold, getter, is, labelsOf, ofDocument } from "./dom.ts";
import { readablePlaces } from "./legible.ts";
import { namedText, readBeside, readText } from "./reading.ts";
import { visible } from "./sight.ts";

const PRESSED = "button, a, summary, [role=button]";
const NAMED_BY_VALUE = "input[type=submit], input[type=button], input[type=reset]";

export function labelOf(control: Element): string {
  if (is(control, PRESSED)) return captioned(control, readText(control));
  if (is(control, NAMED_BY_VALUE)) return fold((control as HTMLInputElement).value);
  if (is(control, "input[type=image]")) return captioned(control, attribute(control, "alt") ?? "");
  return fold(labelsOf(control).map(readText).join(" ")) || fold(beside(control).map(readBeside).join(" "));
}

/** Its words, and where a picture stands for them those beside it. */
function captioned(control: Element, words: string): string {
  const text = getter<string | null>(Node.prototype, "textContent").call(control) ?? "";
  const hasPicture = is(control, "input") || Element.prototype.querySelector.call(control, "img") !== null;
  const caption = hasPicture && text.trim() === "" ? captionOf(control) : [];
  return fold([words, ...caption.map(readText)].join(" "));
}

/** After Accessible Name and Description Computation 1.2, as far as labels of controls need it. */
export function accessibleNameOf(control: Element): string {
  const ids = (attribute(control, "aria-labelledby") ?? "").split(/\s+/u).filter((id) => id !== "");
  const root = Node.prototype.getRootNode.call(control);
  const byId = (id: string) =>
    root instanceof ShadowRoot
      ? root.getElementById(id)
      : Document.prototype.getElementById.call(document, id);
  const candidates = [
    ids
      .map(byId)
      .map((one) => (one === null ? "" : namedText(one)))
      .join(" "),
    attribute(control, "aria-label"),
    labelsOf(control).map(namedText).join(" "),
    is(control, PRESSED) ? namedText(control) : "",
    is(control, NAMED_BY_VALUE) ? (control as HTMLInputElement).value : "",
    attribute(control, "alt"),
    attribute(control, "title"),
    attribute(control, "placeholder"),
  ];
  return candidates.map((text) => fold(text)).find((text) => text !== "") ?? "";
}

/** Whether other words are nearer to this control than its own: then nobody can say which are meant. */
export function crossed(control: Element, group: readonly Element[]): boolean {
  if (!visible(control)) return false;
  const { left, top, width, height } = box(control);
  const [x, y] = [left + width / 2, top + height / 2];
  const far = (at: DOMRect) =>
    Math.hypot(Math.max(at.left - x, 0, x - at.right), Math.max(at.top - y, 0, y - at.bottom));
  const nearest = (element: Element) => {
    const words = wordsOf(element);
    return {
      level: words.some((at) => at.top <= y && y <= at.bottom),
      far: Math.min(...words.map(far)),
    };
  };
  const own = nearest(control);
  const isCrossed = group.some((other) => {
    if (other === control) return false;
    const theirs = nearest(other);
    return theirs.level === own.level ? theirs.far + 4 < own.far : theirs.level;
  });
  if (isCrossed) return true;
  // To the right is where its words are looked for, whatever the order in which a style draws them.
  const known = labelling(control);
  const isStrange = (at: DOMRect) =>
    at.top <= y &&
    y <= at.bottom &&
    at.left >= x &&
    at.left - left - width < BESIDE &&
    far(at) <= own.far + 4;
  const strangers = (node: Node): boolean =>
    !known.includes(node) &&
    (node instanceof Text ? readablePlaces(node).some(isStrange) : [...childNodesOf(node)].some(strangers));
  return strangers(closest(control, "form") ?? ofDocument<HTMLElement>("body"));
}

/** Pixels between a control and what seems to be its label. */
const BESIDE = 30;

/** What a control's label is made of. */
function labelling(control: Element): readonly Node[] {
  const labels = labelsOf(control).filter((label) => readText(label) !== "");
  return labels.length > 0 ? labels : beside(control);
}

/** Where the words of a control's label are drawn. */
function wordsOf(control: Element): readonly DOMRect[] {
  const places: DOMRect[] = [];
  const gather = (node: Node) => {
    if (node instanceof Text) places.push(...readablePlaces(node));
    if (node instanceof Element && is(node, "img")) places.push(box(node));
    for (const child of childNodesOf(node)) gather(child);
  };
  for (const node of labelling(control)) gather(node);
  return places;
}

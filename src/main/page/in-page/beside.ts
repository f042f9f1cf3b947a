/** The texts beside a control, which are its label where it has no other. */
import { childNodesOf, getter, is, parent } from "./dom.ts";
import { readBeside } from "./reading.ts";

const CONTROL =
  "input:not([type=hidden]), select, textarea, button, [role=button], [role=checkbox], [role=switch], [role=radio]";

/** What stands beside a control: after it in its line, in its cell or the next one; else before it. */
export function beside(control: Element): readonly Node[] {
  // From right to left the words of one stand where a reader looks for those of the other.
  if (getComputedStyle(control).direction === "rtl") return [];
  const before = towards(control, "previousSibling");
  const after = towards(control, "nextSibling");
  // Between two texts, neither is certain to be the label.
  if (before.length > 0 && after.length > 0) return [];
  return before.length + after.length > 0 ? [...after, ...before] : aloneWith(control);
}

/** Words in the line of a picture that is pressed, which may say otherwise than its `alt`. Links are for themselves. */
export function captionOf(picture: Element): readonly Node[] {
  return [...towards(picture, "previousSibling"), ...towards(picture, "nextSibling")].filter((node) => {
    if (!/[\p{L}\p{N}]/u.test(readBeside(node))) return false;
    if (!(node instanceof Element) || is(node, "figcaption")) return true;
    return goesOn(node) && !is(node, "a") && Element.prototype.querySelector.call(node, "a") === null;
  });
}

/** What stands in the box that the control has for itself, above or below it. */
function aloneWith(control: Element): readonly Node[] {
  for (let at = parent(control); at !== null; at = parent(at)) {
    const parts = [...childNodesOf(at)];
    const holders = parts.filter((part) => part === control || holdsControl(part));
    if (holders.length !== 1) return [];
    const own = parts.filter((part) => !holders.includes(part) && readBeside(part) !== "");
    if (own.length > 0) return isBlock(at) ? own : [];
  }
  return [];
}

const isBlock = (element: Element) => !/^(inline|contents)$/u.test(getComputedStyle(element).display);

function towards(control: Element, way: "previousSibling" | "nextSibling"): readonly Node[] {
  const next = getter<Node | null>(Node.prototype, way);
  const found: Node[] = [];
  const told = () => (way === "nextSibling" ? found : [...found].reverse());
  for (let at: Element | null = control; at !== null; at = parent(at)) {
    for (let node = next.call(at); node !== null; node = next.call(node)) {
      // What stands between two controls belongs to the first of them.
      if (holdsControl(node)) return way === "nextSibling" ? told() : [];
      const ends = node instanceof Element && (is(node, "br") || !goesOn(node));
      if (ends && found.length > 0) return told();
      if (readBeside(node) !== "") found.push(node);
      if (ends) return told();
    }
    const up = parent(at);
    if (found.length > 0 || up === null || !goesOn(up)) return told();
  }
  return [];
}

function goesOn(element: Element): boolean {
  const inLine = /^(inline|contents|table-cell)/u.test(getComputedStyle(element).display);
  return inLine || /flex|grid/u.test(getComputedStyle(parent(element) ?? element).display);
}

function holdsControl(node: Node): boolean {
  if (!(node instanceof Element)) return false;
  return is(node, CONTROL) || Element.prototype.querySelector.call(node, CONTROL) !== null;
}

import type { PageControl } from "../../../core/login/page.ts";
import type { Dom } from "./dom.ts";
import type { Reading } from "./reading.ts";
import type { Sight } from "./sight.ts";

/** What a page has that can be set or pressed, and what it is called. */
export function inPageControls(dom: Dom, sight: Sight, reading: Reading) {
  const { attribute, is, tag, fold, parent, labelsOf, box } = dom;
  const { readText, readBeside, namedText } = reading;
  const CONTROL =
    "input:not([type=hidden]), select, textarea, button, [role=button], [role=checkbox], [role=switch], [role=radio]";
  const PRESSED = "button, a, summary, [role=button]";
  const NAMED_BY_VALUE = "input[type=submit], input[type=button], input[type=reset]";
  const SETTABLE_ROLE =
    /^(checkbox|switch|radio|option|menuitemcheckbox|menuitemradio|combobox|listbox|slider|spinbutton|textbox|searchbox)$/u;
  const SETTABLE = "[aria-checked], [aria-pressed], [contenteditable]:not([contenteditable=false])";
  const SCRIPTED_LINK = 'a[href^="javascript:" i], a[href="#"], a[onclick]';

  function kindOf(element: Element): PageControl["kind"] | null {
    const name = tag(element);
    if (name === "select") return "list";
    if (name === "textarea") return "text";
    if (name === "input") return inputKind(element as HTMLInputElement);
    const role = attribute(element, "role")?.trim().toLowerCase() ?? "";
    if (SETTABLE_ROLE.test(role) || is(element, SETTABLE)) return "other";
    if (name === "button") {
      const { type, form } = element as HTMLButtonElement;
      return type === "submit" && form !== null ? "submit" : "button";
    }
    if (role === "button") return "button";
    const inForm = dom.closest(element, "form") !== null;
    if (inForm && is(element, SCRIPTED_LINK)) return "link";
    // A custom element in a form may be anything.
    return (inForm && name.includes("-")) || name === "object" || name === "embed" ? "other" : null;
  }

  function inputKind({ type, form }: HTMLInputElement): PageControl["kind"] {
    if (type === "submit" || type === "image") return form === null ? "button" : "submit";
    if (type === "button" || type === "reset") return "button";
    if (type === "password" || type === "radio" || type === "checkbox" || type === "hidden") return type;
    return ["text", "email", "tel", "number", "search", "url"].includes(type) ? "text" : "other";
  }

  /** A person sees it, or the label that draws it. */
  function seen(control: Element): boolean {
    const labels = labelsOf(control);
    if (sight.visible(control) && sight.onTop(control, labels)) return true;
    return labels.some(
      (label) => sight.visible(label) && sight.onTop(label, [control]) && readText(label) !== "",
    );
  }

  function labelOf(control: Element): string {
    if (is(control, PRESSED)) return readText(control);
    if (is(control, NAMED_BY_VALUE)) return fold((control as HTMLInputElement).value);
    if (is(control, "input[type=image]")) return fold(attribute(control, "alt"));
    return fold(labelsOf(control).map(readText).join(" ")) || fold(beside(control).map(readBeside).join(" "));
  }

  /** After Accessible Name and Description Computation 1.2, as far as labels of controls need it. */
  function accessibleNameOf(control: Element): string {
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

  /** What stands beside a control: after it in its line, in its cell or the next one; else before it. */
  function beside(control: Element): readonly Node[] {
    const before = towards(control, "previousSibling");
    const after = towards(control, "nextSibling");
    // Between two texts of its own nobody can say which one is meant.
    return before.length > 0 && after.length > 0 ? [] : [...after, ...before];
  }

  function towards(control: Element, way: "previousSibling" | "nextSibling"): readonly Node[] {
    const next = dom.getter<Node | null>(Node.prototype, way);
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

  /** Words that stand at each other's button say of each what the other one does. */
  function crossed(control: Element, group: readonly Element[]): boolean {
    if (!sight.visible(control)) return false;
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
    return group.some((other) => {
      if (other === control) return false;
      const theirs = nearest(other);
      return theirs.level === own.level ? theirs.far + 4 < own.far : theirs.level;
    });
  }

  /** Where the words of a control's label are drawn. */
  function wordsOf(control: Element): readonly DOMRect[] {
    const labels = labelsOf(control).filter((label) => readText(label) !== "");
    const places: DOMRect[] = [];
    const gather = (node: Node) => {
      if (node instanceof Text) places.push(...sight.readablePlaces(node));
      if (node instanceof Element && is(node, "img")) places.push(box(node));
      for (const child of dom.childNodesOf(node)) gather(child);
    };
    for (const node of labels.length > 0 ? labels : beside(control)) gather(node);
    return places;
  }

  return { kindOf, seen, labelOf, accessibleNameOf, crossed };
}

export type Controls = ReturnType<typeof inPageControls>;

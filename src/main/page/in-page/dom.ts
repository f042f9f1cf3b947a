/**
 * The document as the scripts in a page's isolated world reach it. A page can name its elements so that they hide what
 * a form or the document itself has (`<input name=action>`, `<img name=body>`; HTML 4.10.3, 3.1.5), hence the prototypes'
 * accessors, which the page can't change in an isolated world.
 */

export const getter = <T>(of: object, name: string) =>
  Object.getOwnPropertyDescriptor(of, name)?.get as unknown as (this: unknown) => T;
const childNodes = getter<NodeListOf<ChildNode>>(Node.prototype, "childNodes");
const parentOf = getter<Element | null>(Node.prototype, "parentElement");
const shadowRoot = getter<ShadowRoot | null>(Element.prototype, "shadowRoot");
const assignedTo = {
  element: getter<HTMLSlotElement | null>(Element.prototype, "assignedSlot"),
  text: getter<HTMLSlotElement | null>(Text.prototype, "assignedSlot"),
};
const localNameOf = getter<string>(Element.prototype, "localName");
const formElements = getter<HTMLFormControlsCollection>(HTMLFormElement.prototype, "elements");
const SUBMITS = "button, input[type=submit], input[type=image]";

export const childNodesOf = (node: Node) => childNodes.call(node);
export const shadowOf = (element: Element) => shadowRoot.call(element);
export const elementsOf = (form: HTMLFormElement) => [...formElements.call(form)];
export const ofDocument = <T>(name: string) => getter<T>(Document.prototype, name).call(document);
const formProperty = (form: HTMLFormElement, name: string) =>
  getter<string>(HTMLFormElement.prototype, name).call(form);
export const attribute = (element: Element, name: string) =>
  Element.prototype.getAttribute.call(element, name);
export const is = (element: Element, selector: string) => Element.prototype.matches.call(element, selector);
export const closest = (element: Element, selector: string) =>
  Element.prototype.closest.call(element, selector) as Element | null;
export const tag = (element: Element) => localNameOf.call(element);
export const box = (element: Element) =>
  onScreen(Element.prototype.getBoundingClientRect.call(element), element);
export const boxes = (element: Element) =>
  [...Element.prototype.getClientRects.call(element)].map((rect) => onScreen(rect, element));
export const contains = (element: Element, other: Node) => Node.prototype.contains.call(element, other);
export const labelsOf = (control: Element): Element[] =>
  "labels" in control ? [...((control as HTMLInputElement).labels ?? [])] : [];
export const fold = (text: string | null | undefined, most = 300) =>
  (text ?? "").replace(/\s+/gu, " ").trim().slice(0, most);
export const plainUrl = (url: string) => url.replace(/#.*$/su, "").slice(0, 4_000);

/** As it is drawn: a slotted node stands in its slot, a shadow tree in its host. */
export function parent(node: Element | Text): Element | null {
  const slot = node instanceof Text ? assignedTo.text : assignedTo.element;
  const up = slot.call(node) ?? parentOf.call(node);
  if (up !== null) return up;
  const root = Node.prototype.getRootNode.call(node);
  return root instanceof ShadowRoot ? root.host : null;
}

/** Until Chromium 128 a box within `zoom` is told in its own measure, while the screen is asked in its own. */
export function onScreen(rect: DOMRect, element: Element): DOMRect {
  if ("currentCSSZoom" in Element.prototype) return rect;
  const zoom = zoomOf(element);
  if (zoom === 1) return rect;
  return new DOMRect(rect.left * zoom, rect.top * zoom, rect.width * zoom, rect.height * zoom);
}

let zooms = new Map<Element, number>();

/** Drops what was computed for an earlier snapshot. */
export function forgetZooms(): void {
  zooms = new Map();
}

/** How much larger it is drawn than it says, its containers included. */
function zoomOf(element: Element): number {
  const known = zooms.get(element);
  if (known !== undefined) return known;
  const up = parent(element);
  const { zoom } = getComputedStyle(element) as CSSStyleDeclaration & { readonly zoom?: string };
  const found = (Number(zoom) || 1) * (up === null ? 1 : zoomOf(up));
  zooms.set(element, found);
  return found;
}

/** Every element of the page, open shadow trees included. */
export function* everything(root: Document | ShadowRoot = document): Generator<Element> {
  const below =
    root instanceof Document
      ? Document.prototype.querySelectorAll.call(root, "*")
      : root.querySelectorAll("*");
  for (const element of below) {
    yield element;
    const shadow = shadowOf(element);
    if (shadow !== null) yield* everything(shadow);
  }
}

/** The elements at a point, the uppermost first, in the tree that the element is in. */
export function hitsAt(element: Element, x: number, y: number): readonly Element[] {
  const root = Node.prototype.getRootNode.call(element);
  if (root instanceof ShadowRoot) return root.elementsFromPoint(x, y);
  return Document.prototype.elementsFromPoint.call(document, x, y);
}

/** That element or one that it is drawn in. */
export function within(element: Element, holder: Element): boolean {
  for (let at: Element | null = element; at !== null; at = parent(at)) if (at === holder) return true;
  return false;
}

export function formOf(element: Element): HTMLFormElement | null {
  if ("form" in element && !(element instanceof HTMLFormElement) && !tag(element).includes("-"))
    return (element as HTMLInputElement).form;
  return closest(element, "form") as HTMLFormElement | null;
}

/** Where and how a form is sent, with what its button overrides (HTML 4.10.19.6). */
export function sendingOf(form: HTMLFormElement, button: Element | null) {
  const overrides = button !== null && is(button, SUBMITS);
  const said = (name: string) => {
    const own = overrides ? attribute(button, `form${name}`) : null;
    if (own === null || (own === "" && name === "action")) return formProperty(form, name);
    const property = `form${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return String((button as unknown as Record<string, unknown>)[property]);
  };
  // Without a target of its own a form has the page's (HTML 4.10.21.3, step 18).
  const base = Document.prototype.querySelector.call(document, "base[target]");
  const target = said("target") || (base === null ? "" : (attribute(base, "target") ?? ""));
  return {
    action: plainUrl(said("action")),
    method: said("method") as "get" | "post" | "dialog",
    target,
    enctype: said("enctype"),
  };
}

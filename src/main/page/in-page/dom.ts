/**
 * The document as the scripts in a page's isolated world reach it. A page can name its elements so that they hide what
 * a form or the document itself has (`<input name=action>`, `<img name=body>`; HTML 4.10.3, 3.1.5), hence the accessors
 * of the prototypes, which this world has for itself.
 *
 * Sent to the page as text, like every function in this folder: no import but of types, no outer name. That is why each
 * is longer than a screen; the functions within are its parts.
 */
export function inPageDom() {
  const getter = <T>(of: object, name: string) =>
    Object.getOwnPropertyDescriptor(of, name)?.get as unknown as (this: unknown) => T;
  const childNodesOf = getter<NodeListOf<ChildNode>>(Node.prototype, "childNodes");
  const parentOf = getter<Element | null>(Node.prototype, "parentElement");
  const shadowOf = getter<ShadowRoot | null>(Element.prototype, "shadowRoot");
  const localNameOf = getter<string>(Element.prototype, "localName");
  const elementsOf = getter<HTMLFormControlsCollection>(HTMLFormElement.prototype, "elements");
  const SUBMITS = "button, input[type=submit], input[type=image]";

  const ofDocument = <T>(name: string) => getter<T>(Document.prototype, name).call(document);
  const formProperty = (form: HTMLFormElement, name: string) =>
    getter<string>(HTMLFormElement.prototype, name).call(form);
  const attribute = (element: Element, name: string) => Element.prototype.getAttribute.call(element, name);
  const is = (element: Element, selector: string) => Element.prototype.matches.call(element, selector);
  const closest = (element: Element, selector: string) =>
    Element.prototype.closest.call(element, selector) as Element | null;
  const tag = (element: Element) => localNameOf.call(element);
  const box = (element: Element) => Element.prototype.getBoundingClientRect.call(element);
  const boxes = (element: Element) => [...Element.prototype.getClientRects.call(element)];
  const contains = (element: Element, other: Node) => Node.prototype.contains.call(element, other);
  const labelsOf = (control: Element): Element[] =>
    "labels" in control ? [...((control as HTMLInputElement).labels ?? [])] : [];
  const fold = (text: string | null | undefined, most = 300) =>
    (text ?? "").replace(/\s+/gu, " ").trim().slice(0, most);
  const plainUrl = (url: string) => url.replace(/#.*$/su, "").slice(0, 4_000);

  /** As it is drawn: a slotted node stands in its slot, a shadow tree in its host. */
  function parent(node: Element | Text): Element | null {
    const up = node.assignedSlot ?? parentOf.call(node);
    if (up !== null) return up;
    const root = Node.prototype.getRootNode.call(node);
    return root instanceof ShadowRoot ? root.host : null;
  }

  /** Every element of the page, open shadow trees included. */
  function* everything(root: Document | ShadowRoot = document): Generator<Element> {
    const below =
      root instanceof Document
        ? Document.prototype.querySelectorAll.call(root, "*")
        : root.querySelectorAll("*");
    for (const element of below) {
      yield element;
      const shadow = shadowOf.call(element);
      if (shadow !== null) yield* everything(shadow);
    }
  }

  /** What a hand meets there, the uppermost first, in the tree that the element is in. */
  function hitsAt(element: Element, x: number, y: number): readonly Element[] {
    const root = Node.prototype.getRootNode.call(element);
    if (root instanceof ShadowRoot) return root.elementsFromPoint(x, y);
    return Document.prototype.elementsFromPoint.call(document, x, y);
  }

  /** That element or one that it is drawn in. */
  function within(element: Element, holder: Element): boolean {
    for (let at: Element | null = element; at !== null; at = parent(at)) if (at === holder) return true;
    return false;
  }

  function formOf(element: Element): HTMLFormElement | null {
    if ("form" in element && !(element instanceof HTMLFormElement) && !tag(element).includes("-"))
      return (element as HTMLInputElement).form;
    return closest(element, "form") as HTMLFormElement | null;
  }

  /** Where and how a form goes, with what its button says instead (HTML 4.10.19.6). */
  function sendingOf(form: HTMLFormElement, button: Element | null) {
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

  return {
    getter,
    childNodesOf: (node: Node) => childNodesOf.call(node),
    elementsOf: (form: HTMLFormElement) => [...elementsOf.call(form)],
    ofDocument,
    attribute,
    is,
    closest,
    tag,
    box,
    boxes,
    contains,
    labelsOf,
    fold,
    plainUrl,
    parent,
    everything,
    hitsAt,
    within,
    shadowOf: (element: Element) => shadowOf.call(element),
    formOf,
    sendingOf,
  };
}

export type Dom = ReturnType<typeof inPageDom>;

/**
 * What the client sees of a page: structure and labels, never a value that somebody typed.
 * Taken in the page's top frame, in a world of its own (reliability 8).
 */
export type PageControl = {
  /**
   * `submit` sends its form (`<button>`, `<input type=submit>` and `=image`); `button` doesn't by itself; `link`
   * is one that a script makes do something; `list` is a `<select>`; `other` is everything else that can be set: a file, an ARIA switch, an editable text, a custom element.
   */
  readonly kind:
    | "text"
    | "password"
    | "radio"
    | "checkbox"
    | "list"
    | "submit"
    | "button"
    | "link"
    | "hidden"
    | "other";
  /** Index into the page's forms; null = it belongs to none. */
  readonly form: number | null;
  /** The `name` under which it is sent; radio buttons of one name in one form are a group. */
  readonly name: string;
  /** What a person reads as its label, white space folded: label element, neighbouring text, a picture's `alt`. */
  readonly label: string;
  /** What a screen reader says for it; "" = nothing. */
  readonly accessibleName: string;
  /** The browser draws it or its label, whatever may lie over it. */
  readonly rendered: boolean;
  /** A person sees it, or the label that draws it: size, place, opacity, clip, and nothing lies over it. */
  readonly seen: boolean;
  readonly checked: boolean;
  readonly enabled: boolean;
  /** Of a `submit`: where and how it sends its form. */
  readonly sends: PageSending | null;
};

export type PageSending = {
  /** Absolute, without its fragment. */
  readonly action: string;
  readonly method: "get" | "post" | "dialog";
  /** Browsing context that the answer goes to; "" = this one. */
  readonly target: string;
  readonly enctype: string;
};

export type PageForm = PageSending & {
  /** What a person reads in it, line by line. */
  readonly lines: readonly string[];
  /** What is written in it and nobody sees. */
  readonly unseenLines: readonly string[];
  /** Changes when a hidden field or the value of an answer changes; reveals none of them. */
  readonly hidden: string;
};

export type PageSnapshot = {
  readonly origin: string;
  readonly path: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly forms: readonly PageForm[];
  readonly controls: readonly PageControl[];
  readonly links: readonly string[];
  /** Text of `role=alert` and `aria-live` regions. */
  readonly alerts: readonly string[];
  /** Visible text, one entry a block, cells of a table's row apart by a tab. */
  readonly lines: readonly string[];
  /** Text that is in the page and that nobody sees, likewise. */
  readonly unseenLines: readonly string[];
  /** How many frames and closed shadow trees a person sees. Their content isn't part of the snapshot. */
  readonly opaque: number;
  /** The page is larger than a snapshot may be. */
  readonly truncated: boolean;
};

/** The same page gives the same string; what somebody ticked does not count, what is enabled does. */
export function fingerprint(page: PageSnapshot): string {
  const { origin, path, title, headings, forms, controls, alerts, lines, opaque } = page;
  const still = controls.map((control) => ({ ...control, checked: false }));
  return JSON.stringify([origin, path, title, headings, forms, still, alerts, lines, opaque]);
}

/**
 * What a person would call the same label: white space (also full-width and no-break), zero-width characters, case and
 * compatibility forms folded. Marks that turn the direction of writing stay: they change what is read.
 */
export function foldLabel(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\s|[\u00AD\u180E\u200B\u200C\u2060\uFEFF]|\u200D|\p{Variation_Selector}/gu, "")
    .toLowerCase();
}

/** A label as it is compared: without the signs that stand around its words, as 「」, ▶, ＞ or a number before them. */
export function plainLabel(text: string): string {
  return foldLabel(text)
    .replace(/^\(?\d{1,2}[).:、]?(?=[「『【[]?\p{L})/u, "")
    .replace(/^[\p{Co}・•■□●○◆◇▶▷►▸▼>›»→➡⇒「『【[]+|[\p{Co}。>›»→➡⇒▶▷►▸」』】\]]+$/gu, "");
}

/**
 * Tells of a folded text whether it fits the pattern, the whole of it. `*` in the pattern stands for any text, also
 * none. One pass over the text, whatever stands in either.
 */
export function fitting(pattern: string): (folded: string) => boolean {
  const [first = "", ...rest] = foldLabel(pattern).split("*");
  const last = rest.pop();
  if (last === undefined) return (folded) => folded === first;
  return (folded) => {
    if (!folded.startsWith(first)) return false;
    let from = first.length;
    for (const piece of rest) {
      const at = folded.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return folded.length - last.length >= from && folded.endsWith(last);
  };
}

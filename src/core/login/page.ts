/**
 * What the client sees of a page: structure and labels, never a value that somebody typed.
 * Taken in the page's top frame, in a world of its own (reliability 8).
 */
export type PageField = {
  readonly kind: "text" | "password" | "radio" | "checkbox" | "other";
  /** The accessible label, white space folded. */
  readonly label: string;
  readonly checked: boolean;
  readonly enabled: boolean;
};

export type PageButton = { readonly label: string; readonly enabled: boolean };

export type PageSnapshot = {
  readonly origin: string;
  readonly path: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly fields: readonly PageField[];
  readonly buttons: readonly PageButton[];
  readonly links: readonly string[];
  /** Text of `role=alert` and `aria-live` regions. */
  readonly alerts: readonly string[];
  /** Visible text, one entry a block, at most 80 entries of 300 characters. */
  readonly lines: readonly string[];
  /** How many frames the page embeds. */
  readonly frames: number;
};

/** The same structure gives the same string; what somebody ticked does not count, what is enabled does. */
export function fingerprint(page: PageSnapshot): string {
  return JSON.stringify([
    page.origin,
    page.path,
    page.title,
    page.headings,
    page.fields.map((field) => [field.kind, field.label, field.enabled]),
    page.buttons.map((button) => [button.label, button.enabled]),
    page.alerts,
    page.lines,
    page.frames,
  ]);
}

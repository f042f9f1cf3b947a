/** A text as XML holds it, also within an attribute (XML 1.0 2.4). */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Whole lines, each moved in. */
export function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gmu, by);
}

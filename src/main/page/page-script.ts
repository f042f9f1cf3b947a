import { script } from "./in-page/index.ts?page-script";

/**
 * What runs in a world of its own in a page's top frame (reliability 8), bundled from in-page/ to one text (ADR 0007). It
 * stays there as long as the document; the page sees nothing of it.
 */
function call(expression: string): string {
  // A symbol: an element with such an id would be found by a name.
  return `(globalThis[Symbol.for("storage-drive")] ??= (() => { ${script}; return pageScript; })()).${expression}`;
}

/** Evaluates to a `PageSnapshot`, or null while the document has no body. */
export const SNAPSHOT_SCRIPT = call("take()");

export function chooseScript(accept: number, remember: number | null): string {
  return call(`choose(${accept}, ${remember})`);
}

export function outgoingScript(chosen: readonly (number | null)[], submit: number): string {
  return call(`outgoing(${JSON.stringify(chosen)}, ${submit})`);
}

export function pressScript(submit: number): string {
  return call(`press(${submit})`);
}

/** Evaluates to whether the field was filled in. */
export function fillScript(field: number, text: string): string {
  return call(`fill(${field}, ${JSON.stringify(text)})`);
}

export function leadsScript(url: string): string {
  return call(`leads(${JSON.stringify(url)})`);
}

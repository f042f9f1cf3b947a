import { inPageAnswer } from "./in-page/answer.ts";
import { inPageBeside } from "./in-page/beside.ts";
import { inPageColour } from "./in-page/colour.ts";
import { inPageControls } from "./in-page/controls.ts";
import { inPageCover } from "./in-page/cover.ts";
import { inPageDom } from "./in-page/dom.ts";
import { inPageFill } from "./in-page/fill.ts";
import { inPageForms } from "./in-page/forms.ts";
import { inPageGenerated } from "./in-page/generated.ts";
import { inPageLabels } from "./in-page/labels.ts";
import { inPageReading } from "./in-page/reading.ts";
import { inPageSight } from "./in-page/sight.ts";
import { inPageSnapshot } from "./in-page/snapshot.ts";

/**
 * What runs in a world of its own in a page's top frame (reliability 8), put together from the functions of in-page/.
 * It stays there as long as the document; the page sees nothing of it. Each of them goes as text, so that one that needs
 * a name of its file would fail in the page alone: hence one function a file, with all it needs within (ADR 0007).
 */
const PAGE_SCRIPT = `(() => {
  const dom = (${inPageDom})();
  const colour = (${inPageColour})(dom);
  const sight = (${inPageSight})(dom);
  const cover = (${inPageCover})(dom, colour, sight);
  const generated = (${inPageGenerated})(dom, colour);
  const reading = (${inPageReading})(dom, sight, cover, generated);
  const beside = (${inPageBeside})(dom, reading);
  const labels = (${inPageLabels})(dom, sight, cover, reading, beside);
  const controls = (${inPageControls})(dom, sight, cover, reading);
  const pageForms = (${inPageForms})(dom, sight, reading);
  const snapshot = (${inPageSnapshot})({ dom, sight, cover, reading, controls, labels, pageForms });
  const answer = (${inPageAnswer})(dom, sight, cover, controls, snapshot);
  return { ...snapshot, ...answer, ...(${inPageFill})(snapshot) };
})()`;

function call(expression: string): string {
  return `(globalThis.storageDrive ??= ${PAGE_SCRIPT}).${expression}`;
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

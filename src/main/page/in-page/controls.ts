/** What a page has that can be set or pressed. */
import type { PageControl } from "../../../core/login/page.ts";
import { onTop } from "./cover.ts";
import { attribute, closest, elementsOf, is, labelsOf, shadowOf, tag } from "./dom.ts";
import { readText } from "./reading.ts";
import { visible } from "./sight.ts";

const SETTABLE_ROLE =
  /^(checkbox|switch|radio|option|menuitemcheckbox|menuitemradio|combobox|listbox|slider|spinbutton|textbox|searchbox)$/u;
const SETTABLE = "[aria-checked], [aria-pressed], [contenteditable]:not([contenteditable=false])";
const SCRIPTED_LINK = 'a[href^="javascript:" i], a[href="#"], a[onclick]';

export function kindOf(element: Element): PageControl["kind"] | null {
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
  const inForm = closest(element, "form") !== null;
  if (inForm && is(element, SCRIPTED_LINK)) return "link";
  return (inForm && isOfItsOwn(element, name)) || name === "object" || name === "embed" ? "other" : null;
}

/** A custom element in a form may be anything, unless it does no more than hold the form's own controls. */
function isOfItsOwn(element: Element, name: string): boolean {
  if (!name.includes("-")) return false;
  const form = closest(element, "form") as HTMLFormElement;
  // It sends something itself (HTML 4.13.5), or draws something itself.
  if (elementsOf(form).includes(element) || shadowOf(element) !== null) return true;
  return Element.prototype.querySelector.call(element, "input[type=radio]") === null;
}

function inputKind({ type, form }: HTMLInputElement): PageControl["kind"] {
  if (type === "submit" || type === "image") return form === null ? "button" : "submit";
  if (type === "button" || type === "reset") return "button";
  if (type === "password" || type === "radio" || type === "checkbox" || type === "hidden") return type;
  return ["text", "email", "tel", "number", "search", "url"].includes(type) ? "text" : "other";
}

/** It is visible and not covered, or a label of it with text is. */
export function seen(control: Element): boolean {
  const labels = labelsOf(control);
  if (visible(control) && onTop(control, labels)) return true;
  return labels.some((label) => visible(label) && onTop(label, [control]) && readText(label) !== "");
}

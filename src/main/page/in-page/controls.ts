import type { PageControl } from "../../../core/login/page.ts";
import type { Cover } from "./cover.ts";
import type { Dom } from "./dom.ts";
import type { Reading } from "./reading.ts";
import type { Sight } from "./sight.ts";

/** What a page has that can be set or pressed. */
export function inPageControls(dom: Dom, sight: Sight, cover: Cover, reading: Reading) {
  const { attribute, is, tag, labelsOf } = dom;
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
    if (sight.visible(control) && cover.onTop(control, labels)) return true;
    return labels.some(
      (label) => sight.visible(label) && cover.onTop(label, [control]) && reading.readText(label) !== "",
    );
  }

  return { kindOf, seen };
}

export type Controls = ReturnType<typeof inPageControls>;

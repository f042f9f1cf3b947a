/** What a form says and sends, never what somebody typed into it. */
import type { PageForm } from "../../../core/login/page.ts";
import { attribute, contains, elementsOf, is, parent, sendingOf } from "./dom.ts";
import { linesOf } from "./reading.ts";
import { rendered } from "./sight.ts";

/** Fields that are sent but that nobody types into or reads. */
const UNREAD = "input[type=hidden], input[type=radio], input[type=checkbox], button, input[type=image]";

export function tellForm(form: HTMLFormElement, mostLines: number): PageForm {
  const own = elementsOf(form);
  const holder = around(form, own);
  const unread = own
    .filter((element) => is(element, UNREAD))
    .map((field) => [attribute(field, "name"), (field as HTMLInputElement).value]);
  return {
    ...sendingOf(form, null),
    lines: linesOf(holder, "read").slice(0, mostLines),
    unseenLines: linesOf(holder, "unread").slice(0, mostLines),
    hidden: digest(JSON.stringify(unread)),
  };
}

/** What holds the form and all of it that a person sees: its controls may stand outside (HTML 4.10.18.3). */
export function around(form: HTMLFormElement, own: readonly Element[]): Element {
  let holder: Element = form;
  for (const element of own) {
    if (is(element, "input[type=hidden]") || !rendered(element)) continue;
    while (!contains(holder, element)) {
      const up = parent(holder);
      if (up === null) break;
      holder = up;
    }
  }
  return holder;
}

// A hash (cyrb53), so that values of hidden fields are compared but never leave the page.
function digest(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 2_654_435_761);
    two = Math.imul(two ^ unit, 1_597_334_677);
  }
  return `${(one >>> 0).toString(36)}${(two >>> 0).toString(36)}`;
}

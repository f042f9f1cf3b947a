import type { PageForm } from "../../../core/login/page.ts";
import type { Dom } from "./dom.ts";
import type { Reading } from "./reading.ts";
import type { Sight } from "./sight.ts";

/** What a form says and sends, never what somebody typed into it. */
export function inPageForms(dom: Dom, sight: Sight, reading: Reading) {
  const { attribute, is, sendingOf } = dom;
  /** Goes out without being read; what is typed is none of it. */
  const UNREAD = "input[type=hidden], input[type=radio], input[type=checkbox], button, input[type=image]";

  function tellForm(form: HTMLFormElement, mostLines: number): PageForm {
    const own = dom.elementsOf(form);
    const unread = own
      .filter((element) => is(element, UNREAD))
      .map((field) => [attribute(field, "name"), (field as HTMLInputElement).value]);
    return {
      ...sendingOf(form, null),
      lines: reading.linesOf(around(form, own), "read").slice(0, mostLines),
      hidden: digest(JSON.stringify(unread)),
    };
  }

  /** What holds the form and all of it that a person sees: its controls may stand outside (HTML 4.10.18.3). */
  function around(form: HTMLFormElement, own: readonly Element[]): Element {
    let holder: Element = form;
    for (const element of own) {
      if (is(element, "input[type=hidden]") || !sight.rendered(element)) continue;
      while (!dom.contains(holder, element)) {
        const up = dom.parent(holder);
        if (up === null) break;
        holder = up;
      }
    }
    return holder;
  }

  // A string that changes with what it is made of (cyrb53): what is in hidden fields stays in the page.
  function digest(text: string): string {
    let [one, two] = [0xdeadbeef, 0x41c6ce57];
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      one = Math.imul(one ^ unit, 2_654_435_761);
      two = Math.imul(two ^ unit, 1_597_334_677);
    }
    return `${(one >>> 0).toString(36)}${(two >>> 0).toString(36)}`;
  }

  return { tellForm, around };
}

export type Forms = ReturnType<typeof inPageForms>;

import type { ConsentForm } from "../sent-form.ts";
import type { Controls } from "./controls.ts";
import type { Cover } from "./cover.ts";
import type { Dom } from "./dom.ts";
import type { Sight } from "./sight.ts";
import type { Snapshot } from "./snapshot.ts";

/** Answers the consent page, in steps that are called one after the other (consent-press.ts, reliability 8). */
export function inPageAnswer(dom: Dom, sight: Sight, cover: Cover, controls: Controls, snapshot: Snapshot) {
  const { attribute, is, formOf, sendingOf, plainUrl } = dom;

  type Step = "done" | "changed" | "covered";
  /** They add what they are called to what they send; a picture adds where it was pressed. */
  const SENDS = "button[type=submit], button:not([type]), input[type=submit]";

  /** Brought into the window, it is what a person would hit. */
  function reachable(control: Element): boolean {
    control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    cover.forget();
    return controls.seen(control);
  }

  /** Touches nothing where the page isn't any more the one that was looked at last. */
  function choose(accept: number, remember: number | null): Step {
    if (!snapshot.still()) return "changed";
    const yes = snapshot.control(accept);
    const always = remember === null ? null : snapshot.control(remember);
    if (!(yes instanceof HTMLInputElement)) return "changed";
    if (!reachable(yes)) return "covered";
    if (!yes.checked) yes.click();
    // The box may come to life with the choice.
    if (!(always instanceof HTMLInputElement) || always.disabled || always.checked) return "done";
    if (!reachable(always)) return "covered";
    always.click();
    return "done";
  }

  /** What pressing sends if nothing else joins it; null where the page isn't the one that was looked at last. */
  function outgoing(chosen: readonly (number | null)[], submit: number): ConsentForm | null {
    const button = snapshot.control(submit);
    const form = button === undefined ? null : formOf(button);
    if (!snapshot.still() || button === undefined || form === null) return null;
    const parts = chosen.map((index) => (index === null ? undefined : snapshot.control(index)));
    const fields = dom.elementsOf(form) as HTMLInputElement[];
    const entries = fields.flatMap((field): (readonly [string, string])[] => {
      if (is(field, ":disabled") || !field.name) return [];
      if (field === button) return is(field, SENDS) ? [[field.name, field.value]] : [];
      const sent = is(field, "input[type=hidden]") || (parts.includes(field) && field.checked);
      return sent ? [[field.name, field.value]] : [];
    });
    const charset = (attribute(form, "accept-charset") ?? "").trim().split(/[\s,]+/u)[0];
    return {
      ...sendingOf(form, button),
      charset: charset || dom.ofDocument<string>("characterSet"),
      entries,
      picture: is(button, "input[type=image]") ? (attribute(button, "name") ?? "") : null,
    };
  }

  /** The one press. Presses nothing where the page isn't any more the one that was looked at last. */
  function press(submit: number): Step {
    const button = snapshot.control(submit);
    if (!snapshot.still() || !(button instanceof HTMLElement) || is(button, ":disabled")) return "changed";
    if (!reachable(button)) return "covered";
    button.click();
    return "done";
  }

  /** What of this page leads to an address: the form with the password, another form, a link, or none that is told. */
  function leads(url: string): "login-form" | "form" | "link" | "script" {
    const all = [...dom.everything()];
    const leadsThere = (element: Element) => {
      const form = formOf(element);
      return form !== null && sendingOf(form, element).action === plainUrl(url);
    };
    const some = (selector: string, fits: (element: Element) => boolean) =>
      all.some((element) => is(element, selector) && fits(element));
    if (some("button[formaction], input[formaction]", leadsThere)) return "form";
    if (some("input[type=password]", leadsThere)) return "login-form";
    if (some("a[href]", (link) => plainUrl((link as HTMLAnchorElement).href) === plainUrl(url)))
      return "link";
    if (some("button, input", leadsThere)) return "form";
    // A page with a password that goes on by a script of its own has mostly taken that.
    return some("input[type=password]", sight.rendered) ? "script" : "link";
  }

  return { choose, outgoing, press, leads };
}

/** Answers the consent page, in steps that are called one after the other (consent-press.ts, reliability 8). */
import type { ConsentForm } from "../sent-form.ts";
import { seen } from "./controls.ts";
import {
  attribute,
  elementsOf,
  everything,
  formOf,
  getter,
  is,
  ofDocument,
  plainUrl,
  sendingOf,
} from "./dom.ts";
import { forgetPlaces } from "./legible.ts";
import { rendered } from "./sight.ts";
import { control, still } from "./snapshot.ts";

type Step = "done" | "changed" | "covered";
/** Submit buttons with a name are sent as a field; an image button sends its coordinates instead. */
const SENDS = "button[type=submit], button:not([type]), input[type=submit]";

/** Scrolled into view, a click would hit it. */
function reachable(control: Element): boolean {
  control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  forgetPlaces();
  return seen(control);
}

/** Touches nothing if the page has changed since the last snapshot. */
export function choose(accept: number, remember: number | null): Step {
  if (!still()) return "changed";
  const yes = control(accept);
  const always = remember === null ? null : control(remember);
  if (!(yes instanceof HTMLInputElement)) return "changed";
  if (!reachable(yes)) return "covered";
  if (!yes.checked) yes.click();
  // The choice may enable the box.
  if (!(always instanceof HTMLInputElement) || always.disabled || always.checked) return "done";
  // Or the page draws itself anew with it: the next look finds the box again.
  if (!getter<boolean>(Node.prototype, "isConnected").call(always)) return "done";
  if (!reachable(always)) return "covered";
  always.click();
  return "done";
}

/** What the form would send now; null if the page has changed since the last snapshot. */
export function outgoing(chosen: readonly (number | null)[], submit: number): ConsentForm | null {
  const button = control(submit);
  const form = button === undefined ? null : formOf(button);
  if (!still() || button === undefined || form === null) return null;
  const parts = chosen.map((index) => (index === null ? undefined : control(index)));
  const fields = elementsOf(form) as HTMLInputElement[];
  const said = (attribute(form, "accept-charset") ?? "").trim().split(/[\s,]+/u)[0];
  const charset = outputOf(said || ofDocument<string>("characterSet"));
  const entries = fields.flatMap((field): (readonly [string, string])[] => {
    if (is(field, ":disabled") || !field.name) return [];
    if (field === button) return is(field, SENDS) ? [[field.name, field.value]] : [];
    const isHidden = is(field, "input[type=hidden]");
    // Such a field is sent with the name of the encoding (HTML 4.10.21.4, step 5.9).
    if (isHidden && field.name.toLowerCase() === "_charset_") return [[field.name, charset]];
    const sent = isHidden || (parts.includes(field) && field.checked);
    return sent ? [[field.name, field.value]] : [];
  });
  return {
    ...sendingOf(form, button),
    charset,
    entries,
    picture: is(button, "input[type=image]") ? (attribute(button, "name") ?? "") : null,
  };
}

/** What a form is sent in (Encoding Standard 4.3): nothing is in UTF-16. */
const outputOf = (charset: string) => (/^utf-16/iu.test(charset) ? "utf-8" : charset);

/** The one press. Presses nothing if the page has changed since the last snapshot. */
export function press(submit: number): Step {
  const button = control(submit);
  if (!still() || !(button instanceof HTMLElement) || is(button, ":disabled")) return "changed";
  if (!reachable(button)) return "covered";
  button.click();
  return "done";
}

/** What of this page leads to an address: the form with the password, another form, a link, or a script. */
export function leads(url: string): "login-form" | "form" | "link" | "script" {
  const all = [...everything()];
  const leadsThere = (element: Element) => {
    const form = formOf(element);
    return form !== null && sendingOf(form, element).action === plainUrl(url);
  };
  const some = (selector: string, fits: (element: Element) => boolean) =>
    all.some((element) => is(element, selector) && fits(element));
  if (some("button[formaction], input[formaction]", leadsThere)) return "form";
  if (some("input[type=password]", leadsThere)) return "login-form";
  if (some("a[href]", (link) => plainUrl((link as HTMLAnchorElement).href) === plainUrl(url))) return "link";
  if (some("button, input", leadsThere)) return "form";
  // Nothing declares the address: on a page with a password field, mostly the page's own script goes there after a login.
  return some("input[type=password]", rendered) ? "script" : "link";
}

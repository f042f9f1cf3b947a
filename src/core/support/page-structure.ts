import type { PageControl, PageForm, PageSending, PageSnapshot } from "../login/page.ts";
import { originOf, plainPath } from "../login/screen.ts";
import type { Sweep } from "./sweep.ts";

/** What is longer is a text, and no label. */
const LONGEST_LABEL = 80;
/** 山田 太郎様; a お客さま is everybody. */
const ADDRESSED = /[^\s、。「」（）()]{1,20}(?:[ \u3000][^\s、。「」（）()]{1,20})?(?:様|さま|さん|殿)/gu;
const EVERYBODY = /客|皆|みな/u;

/**
 * A page for others to look at: labels, roles and addresses. No value, no text that isn't a title, a heading, a field's
 * label or a button's, and nothing that names somebody. A `PageSnapshot` again, so that `profile try` reads it.
 */
export function structureOf(page: PageSnapshot, sweep: Sweep): PageSnapshot {
  const label = (text: string) => (text.length > LONGEST_LABEL ? "" : unaddressed(sweep(text)));
  const labels = (texts: readonly string[]) => texts.map(label).filter((text) => text !== "");
  return {
    origin: originOf(page.origin) ?? "",
    path: sweep(plainPath(page.path)),
    title: label(page.title),
    headings: labels(page.headings),
    forms: page.forms.map(
      (form): PageForm => ({ ...sendingOf(form, sweep), lines: [], unseenLines: [], hidden: "" }),
    ),
    controls: page.controls.map(
      (control): PageControl => ({
        ...control,
        name: sweep(control.name),
        label: control.kind === "link" ? "" : label(control.label),
        accessibleName: control.kind === "link" ? "" : label(control.accessibleName),
        checked: false,
        sends: control.sends === null ? null : sendingOf(control.sends, sweep),
      }),
    ),
    // Of a page with people's files they would be the files' names.
    links: [],
    alerts: [],
    lines: [],
    unseenLines: [],
    opaque: page.opaque,
    truncated: page.truncated,
  };
}

/** Its address without query; what isn't one of the web is left out. */
function sendingOf({ action, method, target, enctype }: PageSending, sweep: Sweep): PageSending {
  const origin = originOf(action);
  const path = origin === null ? "" : (/^[^?#]*/u.exec(action.slice(origin.length))?.[0] ?? "");
  return {
    action: origin === null ? "" : origin + sweep(plainPath(path)),
    method,
    target: sweep(target),
    enctype: sweep(enctype),
  };
}

function unaddressed(text: string): string {
  return text.replace(ADDRESSED, (all) => (EVERYBODY.test(all) ? all : "[name]"));
}

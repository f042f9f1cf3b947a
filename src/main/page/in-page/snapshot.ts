/** Labels and structure of the page as it is now, never what somebody typed. */
import type { PageControl, PageSnapshot } from "../../../core/login/page.ts";
import { kindOf, seen } from "./controls.ts";
import {
  attribute,
  contains,
  elementsOf,
  everything,
  fold,
  formOf,
  is,
  labelsOf,
  ofDocument,
  sendingOf,
} from "./dom.ts";
import { around, tellForm } from "./forms.ts";
import { accessibleNameOf, crossed, labelOf } from "./labels.ts";
import { forgetAll, tooManyTexts } from "./legible.ts";
import { linesOf, readText } from "./reading.ts";
import { rendered, visible } from "./sight.ts";

const MOST = { controls: 80, forms: 20, lines: 200 };
const CLOCK = /\d{1,2}:\d{2}(:\d{2})?|\d+(?=\s*[秒分])/gu;
type Found = {
  readonly element: Element;
  readonly kind: PageControl["kind"];
  readonly form: HTMLFormElement | null;
};

let elements: readonly Element[] = [];
let told = "";

/** Null while the document has no body. */
export function take(): PageSnapshot | null {
  const body = ofDocument<HTMLElement | null>("body");
  if (body === null || ofDocument("readyState") === "loading") return null;
  forgetAll();
  const all = [...everything()];
  const forms = all.filter((element): element is HTMLFormElement => element instanceof HTMLFormElement);
  const found = controlsAmong(all, forms);
  const few = found.slice(0, MOST.controls);
  elements = few.map(({ element }) => element);
  const texts = (selector: string, most: number) =>
    all
      .filter((element) => is(element, selector) && rendered(element))
      .slice(0, most)
      .map((element) => fold(readText(element), 200));
  // What a page is known by comes first: so many texts are looked at, and no more.
  const controls = few.map((one) => tellControl(one, found, forms));
  const headings = texts("h1, h2, h3, [role=heading]", 20);
  const alerts = texts("[role=alert], [aria-live=assertive]", 10).filter((text) => text !== "");
  const links = texts("a[href]", 60);
  const lines = linesOf(body, "read");
  const unseenLines = linesOf(body, "unread");
  const page: PageSnapshot = {
    origin: location.origin,
    path: location.pathname.slice(0, 2_000),
    title: fold(ofDocument<string>("title"), 200),
    headings,
    forms: forms.slice(0, MOST.forms).map((form) => tellForm(form, MOST.lines)),
    controls,
    links,
    alerts,
    lines: lines.slice(0, MOST.lines),
    unseenLines: unseenLines.slice(0, MOST.lines),
    opaque: all.filter((element) => is(element, "iframe, frame, fencedframe") && visible(element)).length,
    truncated:
      tooManyTexts() ||
      found.length > MOST.controls ||
      forms.length > MOST.forms ||
      [lines, unseenLines].some(
        (some) => some.length > MOST.lines || some.some((line) => line.length >= 1_000),
      ),
  };
  told = structureOf(page);
  return page;
}

/** Every control with the form that it belongs to. */
function controlsAmong(all: readonly Element[], forms: readonly HTMLFormElement[]): readonly Found[] {
  const holders = forms.map((form) => ({ form, holder: around(form, elementsOf(form)) }));
  return all.flatMap((element): Found[] => {
    const kind = kindOf(element);
    // A control among those of a form belongs to it for whoever looks at the page.
    const among = holders.find(({ form, holder }) => form !== holder && contains(holder, element))?.form;
    return kind === null ? [] : [{ element, kind, form: formOf(element) ?? among ?? null }];
  });
}

// A clock that ticks in the form is no change.
function structureOf({ forms, controls: some, opaque }: PageSnapshot): string {
  const timeless = forms.map((form) => ({
    ...form,
    lines: form.lines.map((line) => line.replace(CLOCK, "#")),
    unseenLines: [],
  }));
  return JSON.stringify([timeless, some, opaque]);
}

/** Whether forms and controls are unchanged since the last snapshot; texts outside of forms may differ. */
export function still(): boolean {
  const before = told;
  return take() !== null && told === before;
}

function tellControl(
  { element, kind, form }: Found,
  all: readonly Found[],
  forms: readonly HTMLFormElement[],
): PageControl {
  const name = attribute(element, "name");
  const group = all.filter(
    (other) =>
      kind === "radio" &&
      other.kind === kind &&
      other.form === form &&
      attribute(other.element, "name") === name,
  );
  const hidden = kind === "hidden";
  const apart =
    (kind === "radio" || kind === "checkbox") &&
    crossed(
      element,
      group.map((other) => other.element),
    );
  const settable = kind === "radio" || kind === "checkbox";
  // A click goes through a button that is alive only after the choice; a radio button may have its label clicked.
  const letsThrough = !settable && !hidden && getComputedStyle(element).pointerEvents === "none";
  return {
    kind,
    form: form === null ? null : forms.indexOf(form),
    name: fold(name),
    label: hidden || apart ? "" : labelOf(element),
    accessibleName: hidden ? "" : accessibleNameOf(element),
    rendered: !hidden && (rendered(element) || labelsOf(element).some(rendered)),
    seen: !hidden && seen(element),
    checked: settable && (element as HTMLInputElement).checked,
    enabled: !is(element, ":disabled") && attribute(element, "aria-disabled") !== "true" && !letsThrough,
    sends: kind === "submit" && form !== null ? sendingOf(form, element) : null,
  };
}

/** By its index among the controls of the last snapshot. */
export const control = (index: number): Element | undefined => elements[index];

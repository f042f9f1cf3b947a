import type { PageControl, PageSnapshot } from "../../../core/login/page.ts";
import type { Controls } from "./controls.ts";
import type { Cover } from "./cover.ts";
import type { Dom } from "./dom.ts";
import type { Forms } from "./forms.ts";
import type { Labels } from "./labels.ts";
import type { Reading } from "./reading.ts";
import type { Sight } from "./sight.ts";

type Parts = {
  readonly dom: Dom;
  readonly sight: Sight;
  readonly cover: Cover;
  readonly reading: Reading;
  readonly controls: Controls;
  readonly labels: Labels;
  readonly pageForms: Forms;
};

/** Labels and structure of the page as it is now, never what somebody typed. */
export function inPageSnapshot(parts: Parts) {
  const { dom, sight, cover, reading, controls, labels, pageForms } = parts;
  const { attribute, is, fold, formOf, sendingOf, labelsOf, ofDocument } = dom;
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
  function take(): PageSnapshot | null {
    const body = ofDocument<HTMLElement | null>("body");
    if (body === null || ofDocument("readyState") === "loading") return null;
    cover.forget();
    const all = [...dom.everything()];
    const forms = all.filter((element): element is HTMLFormElement => element instanceof HTMLFormElement);
    const holders = forms.map((form) => ({ form, holder: pageForms.around(form, dom.elementsOf(form)) }));
    const found = all.flatMap((element): Found[] => {
      const kind = controls.kindOf(element);
      // What stands among a form's own belongs to it for whoever looks at it.
      const among = holders.find(
        ({ form, holder }) => form !== holder && dom.contains(holder, element),
      )?.form;
      return kind === null ? [] : [{ element, kind, form: formOf(element) ?? among ?? null }];
    });
    const few = found.slice(0, MOST.controls);
    elements = few.map(({ element }) => element);
    const lines = reading.linesOf(body, "read");
    const unseenLines = reading.linesOf(body, "unread");
    const texts = (selector: string, most: number) =>
      all
        .filter((element) => is(element, selector) && sight.rendered(element))
        .slice(0, most)
        .map((element) => fold(reading.readText(element), 200));
    const page: PageSnapshot = {
      origin: location.origin,
      path: location.pathname.slice(0, 2_000),
      title: fold(ofDocument<string>("title"), 200),
      headings: texts("h1, h2, h3, [role=heading]", 20),
      forms: forms.slice(0, MOST.forms).map((form) => pageForms.tellForm(form, MOST.lines)),
      controls: few.map((one) => tellControl(one, found, forms)),
      links: texts("a[href]", 60),
      alerts: texts("[role=alert], [aria-live=assertive]", 10).filter((text) => text !== ""),
      lines: lines.slice(0, MOST.lines),
      unseenLines: unseenLines.slice(0, MOST.lines),
      opaque: all.filter((element) => is(element, "iframe, frame, fencedframe") && sight.visible(element))
        .length,
      truncated:
        found.length > MOST.controls ||
        forms.length > MOST.forms ||
        [lines, unseenLines].some(
          (some) => some.length > MOST.lines || some.some((line) => line.length >= 1_000),
        ),
    };
    told = structureOf(page);
    return page;
  }

  // A clock in the form doesn't make it another one.
  function structureOf({ forms, controls: some, opaque }: PageSnapshot): string {
    const timeless = forms.map((form) => ({
      ...form,
      lines: form.lines.map((line) => line.replace(CLOCK, "#")),
    }));
    return JSON.stringify([timeless, some, opaque]);
  }

  /** Whether the page is the one that was looked at last, but for what is written beside its forms. */
  function still(): boolean {
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
      (other) => other.kind === "radio" && other.form === form && attribute(other.element, "name") === name,
    );
    const hidden = kind === "hidden";
    const apart =
      kind === "radio" &&
      labels.crossed(
        element,
        group.map((other) => other.element),
      );
    const settable = kind === "radio" || kind === "checkbox";
    return {
      kind,
      form: form === null ? null : forms.indexOf(form),
      name: fold(name),
      label: hidden || apart ? "" : labels.labelOf(element),
      accessibleName: hidden ? "" : labels.accessibleNameOf(element),
      rendered: !hidden && (sight.rendered(element) || labelsOf(element).some(sight.rendered)),
      seen: !hidden && controls.seen(element),
      checked: settable && (element as HTMLInputElement).checked,
      enabled: !is(element, ":disabled") && attribute(element, "aria-disabled") !== "true",
      sends: kind === "submit" && form !== null ? sendingOf(form, element) : null,
    };
  }

  /** By its place among the controls of the page that was looked at last. */
  const control = (index: number): Element | undefined => elements[index];

  return { take, still, control };
}

export type Snapshot = ReturnType<typeof inPageSnapshot>;

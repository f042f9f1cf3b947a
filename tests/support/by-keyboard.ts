import type { Page } from "playwright-core";

/** Where the focus is: which of the page's stops (-1 = none), what it is called, and what is wrong with how it shows. */
type Stop = {
  readonly at: number;
  readonly name: string;
  readonly fault: string | null;
  /** Tab may stay within it. */
  readonly parts: boolean;
};

// Runs in the page: gives what Tab has to reach a number, in the order of the document, and says how each is called.
function numberStops(): readonly string[] {
  const modal = document.querySelector("dialog:modal");
  for (const before of document.querySelectorAll<HTMLElement>("[data-stop]")) delete before.dataset.stop;
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex]";
  const stops = [...(modal ?? document).querySelectorAll<HTMLElement>(wanted)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(":disabled") &&
      element.checkVisibility({ checkVisibilityCSS: true } as object) &&
      // Of one group of radio buttons Tab reaches the one that is chosen.
      !(
        element.matches("input[type=radio]:not(:checked)") &&
        element.closest("form")?.querySelector(":checked")
      ),
  );
  const names = stops.map((element) => {
    const label = "labels" in element ? (element as HTMLInputElement).labels?.[0] : undefined;
    return (label ?? element).textContent?.trim() ?? "";
  });
  for (const [at, element] of stops.entries())
    Object.assign(element.dataset, { stop: String(at), stopName: names[at] });
  return names;
}

// Runs in the page.
function focusedStop(): Stop {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element.dataset.stop === undefined)
    return { at: -1, name: "", fault: null, parts: false };
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const fault =
    outlineStyle !== "solid" || Number.parseFloat(outlineWidth) < 2
      ? "no outline that can be seen"
      : right <= left || bottom <= top
        ? "out of sight"
        : middle === null || !(element.contains(middle) || middle.contains(element))
          ? `covered by ${middle?.tagName}.${middle?.className}`
          : null;
  const { stop, stopName = "" } = element.dataset;
  return { at: Number(stop), name: stopName, fault, parts: element.matches("[type=datetime-local]") };
}

/**
 * What is wrong for somebody who has a keyboard alone: Tab goes from the first control to every other and in order,
 * Shift+Tab back, each shows that it has the focus, and none keeps it but a modal dialog, as it should.
 */
export async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const names = await page.evaluate(numberStops);
  const faults: string[] = [];
  const walk = async (key: "Tab" | "Shift+Tab", expected: readonly number[]) => {
    for (const wanted of expected) {
      const { at, name, fault } = await nextStop(page, wanted);
      if (fault !== null) faults.push(`${key}: "${name}" ${fault}`);
      if (at === wanted) continue;
      faults.push(`${key}: not "${names[wanted]}" but "${at === -1 ? "nothing" : name}"`);
      return;
    }
  };
  const focus = (at: number) =>
    page.evaluate((stop) => document.querySelector<HTMLElement>(`[data-stop="${stop}"]`)?.focus(), at);
  const order = names.map((_, at) => at);
  await focus(0);
  await walk("Tab", order.slice(1));
  const past = await nextStop(page, -1);
  if (past.at > 0) faults.push(`Tab: "${past.name}" after the last one`);
  await focus(names.length - 1);
  await page.keyboard.down("Shift");
  await walk("Shift+Tab", order.slice(0, -1).toReversed());
  await page.keyboard.up("Shift");
  await page.keyboard.up("Tab");
  return faults;
}

/** At most so many has one that is typed. */
const PARTS = 8;

/** The focus after another Tab; the key is held. A time has many parts, which are one stop: the one before is left behind. */
async function nextStop(page: Page, wanted: number): Promise<Stop> {
  for (let presses = 0; ; presses += 1) {
    await page.keyboard.down("Tab");
    const stop = await page.evaluate(focusedStop);
    if (!stop.parts || stop.at === wanted || presses > PARTS) return stop;
  }
}

/** Goes to the control of that name by Tab alone. */
export async function focusByKeyboard(page: Page, name: string): Promise<void> {
  const names = await page.evaluate(numberStops);
  // Once around, and through the parts of a time.
  for (let presses = 0; presses <= names.length + PARTS; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(focusedStop)).name === name) return;
  }
  throw new Error(`Tab doesn't reach "${name}" among ${names.join(", ")}`);
}

/** Goes there and presses the key on it. */
export async function pressByKeyboard(
  page: Page,
  name: string,
  key: "Enter" | "Space" = "Enter",
): Promise<void> {
  await focusByKeyboard(page, name);
  // What is pressed may close the window before the press is told to have been made.
  await page.keyboard.press(key).catch((thrown: unknown) => {
    if (!page.isClosed()) throw thrown;
  });
}

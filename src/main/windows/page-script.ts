import type { ConsentPlan } from "../../core/login/consent.ts";
import { fingerprint, type PageSnapshot } from "../../core/login/page.ts";

/**
 * What runs in the isolated world of a login page's top frame (reliability 8). `collect` is sent as text, so it must
 * stand alone: no import, no outer name. It reads labels and structure, never what somebody typed.
 */
function collect() {
  const fold = (text: string | null | undefined, most: number) =>
    (text ?? "").replace(/\s+/gu, " ").trim().slice(0, most);
  const visible = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(visible);
  const byIds = (ids: string | null) =>
    (ids ?? "")
      .split(/\s+/u)
      .map((id) => (id === "" ? "" : (document.getElementById(id)?.textContent ?? "")))
      .join(" ");
  const labelOf = (element: HTMLElement) => {
    const labels = "labels" in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
    const candidates = [
      element.getAttribute("aria-label"),
      byIds(element.getAttribute("aria-labelledby")),
      labels.map((label) => label.textContent ?? "").join(" "),
      element.getAttribute("placeholder"),
      element.getAttribute("title"),
    ];
    return candidates.map((text) => fold(text, 300)).find((text) => text !== "") ?? "";
  };
  const kindOf = (element: HTMLElement): PageSnapshot["fields"][number]["kind"] => {
    const type = element instanceof HTMLInputElement ? element.type : "text";
    if (type === "password" || type === "radio" || type === "checkbox") return type;
    return ["text", "email", "tel", "number", "search", "url"].includes(type) ? "text" : "other";
  };
  const enabled = (element: HTMLElement) =>
    !element.matches(":disabled") && element.getAttribute("aria-disabled") !== "true";
  const fieldElements = all(
    "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]), textarea, select",
  );
  const buttonElements = all("button, input[type=submit], input[type=button], [role=button]");
  const page: PageSnapshot = {
    origin: location.origin,
    path: location.pathname,
    title: fold(document.title, 200),
    headings: all("h1, h2, h3, [role=heading]")
      .slice(0, 20)
      .map((element) => fold(element.textContent, 200)),
    fields: fieldElements.slice(0, 60).map((element) => ({
      kind: kindOf(element),
      label: labelOf(element),
      checked: element instanceof HTMLInputElement && element.checked,
      enabled: enabled(element),
    })),
    buttons: buttonElements.slice(0, 60).map((element) => ({
      label:
        fold(element instanceof HTMLInputElement ? element.value : element.textContent, 200) ||
        labelOf(element),
      enabled: enabled(element),
    })),
    links: all("a[href]")
      .slice(0, 60)
      .map((element) => fold(element.textContent, 200)),
    alerts: all("[role=alert], [aria-live=assertive]")
      .slice(0, 10)
      .map((element) => fold(element.textContent, 300))
      .filter((text) => text !== ""),
    // biome-ignore lint/performance/useDomNodeTextContent: only what a person sees, line by line
    lines: (document.body?.innerText ?? "")
      .split("\n")
      .map((line) => fold(line, 300))
      .filter((line) => line !== "")
      .slice(0, 80),
    frames: document.querySelectorAll("iframe, frame").length,
  };
  return { page, fieldElements, buttonElements };
}

/** Evaluates to a `PageSnapshot`, or null while the document has no body. */
export const SNAPSHOT_SCRIPT = `(() => { if (document.body === null || document.readyState === "loading") return null; return (${collect.toString()})().page; })()`;

/**
 * Presses what the person said yes to, all or nothing: the page must still be, letter by letter, the one the plan was
 * made from. Evaluates to true once the press is under way; the click itself comes a moment later, so that the
 * navigation that it starts can't swallow this answer.
 */
export function pressScript(plan: ConsentPlan): string {
  return `(() => {
    const fingerprint = ${fingerprint.toString()};
    const { page, fieldElements, buttonElements } = (${collect.toString()})();
    const plan = ${JSON.stringify(plan)};
    if (fingerprint(page) !== plan.fingerprint) return false;
    const accept = fieldElements[plan.accept];
    const remember = plan.remember === null ? null : fieldElements[plan.remember];
    const submit = buttonElements[plan.submit];
    if (!accept || !submit || remember === undefined) return false;
    if (!accept.checked) accept.click();
    if (remember !== null && !remember.checked) remember.click();
    if (!accept.checked || (remember !== null && !remember.checked)) return false;
    setTimeout(() => { if (submit.isConnected && accept.checked) submit.click(); }, 0);
    return true;
  })()`;
}

import type { PageField, PageSnapshot } from "./page.ts";
import { fingerprint } from "./page.ts";
import { foldLabel } from "./screen.ts";

/** What the consent page says will be told to whom (facts A46), in the page's own words. */
export type ConsentDetails = {
  /** サービス提供者名: another company than the brand's, also for omakase. */
  readonly recipient: string | null;
  /** サービス名 as the page states it. */
  readonly serviceName: string | null;
  /** The page asks whether to remember the answer. */
  readonly canRemember: boolean;
  /** Origin that the page came from. */
  readonly origin: string;
};

/** Which of the page's fields and buttons to press, by index into the snapshot that the person said yes to. */
export type ConsentPlan = {
  readonly fingerprint: string;
  readonly accept: number;
  readonly remember: number | null;
  readonly submit: number;
};

export function consentDetails(page: PageSnapshot): ConsentDetails {
  return {
    recipient: stated(page, "サービス提供者名"),
    serviceName: stated(page, "サービス名"),
    canRemember: rememberIndex(page) !== null,
    origin: page.origin,
  };
}

/**
 * The one way to answer the page with yes, or null when it isn't the page that the manuals show: exactly one
 * 通知する, one 通知しない, at most one box that says 今後…表示しない, no other field, exactly one 決定 or 完了,
 * everything enabled (reliability 8: stop on any doubt).
 */
export function consentPlan(page: PageSnapshot): ConsentPlan | null {
  const accept = only(
    page.fields,
    (field) => field.kind === "radio" && foldLabel(field.label).startsWith("通知する"),
  );
  const refuse = only(
    page.fields,
    (field) => field.kind === "radio" && foldLabel(field.label).startsWith("通知しない"),
  );
  const submit = only(page.buttons, (button) => /^(決定|完了)$/u.test(foldLabel(button.label)));
  const count = (kind: PageField["kind"]) => page.fields.filter((field) => field.kind === kind).length;
  const boxes = count("checkbox");
  const remember = rememberIndex(page);
  if (accept === null || refuse === null || submit === null) return null;
  if (boxes > 1 || (boxes === 1 && remember === null)) return null;
  // Anything else to fill in or to choose from is a page that nobody has described.
  if (count("radio") !== 2 || page.fields.length !== 2 + boxes) return null;
  const used = [
    page.fields[accept],
    page.fields[refuse],
    page.buttons[submit],
    ...(remember === null ? [] : [page.fields[remember]]),
  ];
  if (used.some((part) => part?.enabled !== true)) return null;
  return { fingerprint: fingerprint(page), accept, remember, submit };
}

function rememberIndex(page: PageSnapshot): number | null {
  return only(page.fields, (field) => {
    const label = foldLabel(field.label);
    return field.kind === "checkbox" && label.includes("今後") && label.includes("表示しない");
  });
}

function only<T>(items: readonly T[], matches: (item: T) => boolean): number | null {
  const found = items.flatMap((item, index) => (matches(item) ? [index] : []));
  return found.length === 1 ? (found[0] ?? null) : null;
}

const STATED = ["サービス提供者名", "サービス名"];

// "サービス提供者名 : NTT東日本株式会社※" on a line, or the label on one line and the value on the next.
function stated(page: PageSnapshot, label: string): string | null {
  for (const [index, line] of page.lines.entries()) {
    const folded = line.normalize("NFKC").trim();
    if (!folded.startsWith(label)) continue;
    const rest = folded.slice(label.length).replace(/^[\s::]+/u, "");
    const value = rest === "" ? (page.lines[index + 1]?.normalize("NFKC").trim() ?? "") : rest;
    if (STATED.some((other) => value.startsWith(other))) continue;
    const cleaned = value.replace(/[※*]\d*$/u, "").trim();
    if (cleaned !== "") return cleaned;
  }
  return null;
}

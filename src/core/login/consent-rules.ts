import type { ConsentWords } from "../rules/consent-words.ts";
import { listsMore, tellsAnother } from "./consent-sentences.ts";
import { isAboutSomethingElse, meansMore, speaksOfMore } from "./consent-terms.ts";
import { foldLabel, type PageControl, type PageForm, type PageSending, type PageSnapshot } from "./page.ts";

/**
 * Why the consent page is left to the person; each has a sentence in the locales. The last ones come up at the press.
 */
export type ConsentDoubt =
  | "too-large"
  | "hidden-part"
  | "answers"
  | "several-forms"
  | "covered"
  | "names-differ"
  | "disabled"
  | "other-control"
  | "unseen-choice"
  | "button"
  | "other-form"
  | "target"
  | "recipient"
  | "terms"
  | "changed"
  | "changing"
  | "held-back"
  | "dialog"
  | "new-window"
  | "no-reaction"
  | "second-page";

/** A page, looked at as the consent page: its one form, and what is beside it. */
export type ConsentCase = {
  readonly page: PageSnapshot;
  /** How many forms ask, controls without a form counted as one. */
  readonly asking: number;
  readonly form: PageForm | null;
  /** The button that would be pressed, and where and how it sends the form. */
  readonly button: PageControl | null;
  readonly sends: PageSending | null;
  readonly inForm: readonly PageControl[];
  readonly elsewhere: readonly PageControl[];
  /** Those of the form that a person sees, or all where nobody sees one. */
  readonly radios: readonly PageControl[];
  /** What may be pressed, likewise. */
  readonly deciding: readonly PageControl[];
  /** Boxes of the form that a person sees and that remember the answer. */
  readonly boxes: readonly PageControl[];
  readonly isLabelled: (control: PageControl, list: keyof ConsentWords) => boolean;
  readonly recipients: readonly string[];
  readonly services: readonly string[];
  readonly unseenRecipients: readonly string[];
  readonly unseenServices: readonly string[];
  /** Whom the page names in other words than the recipient's label. */
  readonly alsoTold: readonly string[];
  /** All that the page's parts may be called, folded. */
  readonly words: ReadonlySet<string>;
};

type ConsentRule = { readonly doubt: ConsentDoubt; readonly holds: (asked: ConsentCase) => boolean };

/** All must hold (reliability 8). In reading order: what is said to the person is the first that doesn't. */
export const CONSENT_RULES: readonly ConsentRule[] = [
  { doubt: "too-large", holds: ({ page }) => !page.truncated },
  { doubt: "several-forms", holds: ({ asking }) => asking <= 1 },
  { doubt: "covered", holds: partsAreSeen },
  { doubt: "answers", holds: twoAnswers },
  { doubt: "names-differ", holds: ({ inForm }) => inForm.filter(({ seen }) => seen).every(namedAsRead) },
  { doubt: "disabled", holds: ({ radios }) => radios.every(({ enabled }) => enabled) },
  { doubt: "other-control", holds: nothingElse },
  { doubt: "unseen-choice", holds: ({ inForm }) => !inForm.some(sentUnseen) },
  { doubt: "button", holds: oneButton },
  { doubt: "other-form", holds: nobodyElseDecides },
  { doubt: "target", holds: ({ page, sends }) => sends !== null && answersTo(page.origin, sends) },
  { doubt: "recipient", holds: oneRecipient },
  { doubt: "terms", holds: nothingMoreIsMeant },
  // A snapshot doesn't show what is in a frame, a closed shadow tree or a picture, so it could be anything.
  { doubt: "hidden-part", holds: ({ page, form }) => page.opaque === 0 && !holdsPicture(form) },
];

function partsAreSeen({ radios, deciding }: ConsentCase): boolean {
  return [...radios, ...deciding].every(({ seen }) => seen);
}

/** One group of two, one to say yes and one to say no. */
function twoAnswers({ form, radios, isLabelled }: ConsentCase): boolean {
  const [one, other] = radios;
  if (form === null || radios.length !== 2 || one === undefined || other === undefined) return false;
  if (one.name === "" || one.name !== other.name || one.label === "" || other.label === "") return false;
  return (
    (isLabelled(one, "accept") && isLabelled(other, "refuse")) ||
    (isLabelled(other, "accept") && isLabelled(one, "refuse"))
  );
}

function namedAsRead({ label, accessibleName }: PageControl): boolean {
  return accessibleName === "" || foldLabel(accessibleName) === foldLabel(label);
}

/** Two answers, at most the one box, buttons that are known, and nothing else that can be set. */
function nothingElse({ form, inForm, boxes, isLabelled }: ConsentCase): boolean {
  if (boxes.length > 1 || form?.lines.some((line) => DRAWN_BOX.test(line))) return false;
  return inForm.every((control) => {
    if (!control.seen) return true;
    switch (control.kind) {
      case "hidden":
      case "radio":
      case "link":
        return true;
      case "checkbox":
        return boxes.includes(control);
      case "submit":
      case "button":
        return isLabelled(control, "submit") || isLabelled(control, "beside");
      default:
        return false;
    }
  });
}

/** A box or a tick that is no control, but a sign: a script may keep what it stands for in a hidden field. */
const DRAWN_BOX = /(^|\s)[☐-☒✅-✔◉⦿]/u;

/** Would be sent with the answer although nobody sees it, and isn't a hidden field by its type. */
function sentUnseen({ kind, seen, checked, enabled }: PageControl): boolean {
  if (seen || !enabled) return false;
  if (kind === "radio" || kind === "checkbox") return checked;
  return kind === "text" || kind === "password" || kind === "list" || kind === "other";
}

/** The form's own button; one drawn with a script counts only where the form has no other. */
function oneButton({ inForm, deciding, isLabelled }: ConsentCase): boolean {
  const sending = inForm.filter(
    (control) => control.seen && control.kind === "submit" && !isLabelled(control, "beside"),
  );
  return deciding.length === 1 && sending.every((control) => control === deciding[0]);
}

/** Search, language, logout and cookies may be there; another 決定 or a choice without a form may not. */
function nobodyElseDecides({ elsewhere, isLabelled }: ConsentCase): boolean {
  return !elsewhere.some((control) => {
    if (!control.seen) return false;
    return (
      isLabelled(control, "submit") ||
      (control.form === null && ["radio", "checkbox", "other"].includes(control.kind))
    );
  });
}

function answersTo(origin: string, { action, method, target, enctype }: PageSending): boolean {
  return (
    method === "post" &&
    (action === origin || action.startsWith(`${origin}/`) || action.startsWith(`${origin}?`)) &&
    ["", "_self", "_top", "_parent"].includes(target.toLowerCase()) &&
    ["application/x-www-form-urlencoded", "multipart/form-data"].includes(enctype)
  );
}

function oneRecipient(asked: ConsentCase): boolean {
  const one = (seen: readonly string[], unseen: readonly string[]) =>
    seen.length === 1 && seen[0] !== "" && unseen.every((value) => value === seen[0]);
  if (!one(asked.recipients, asked.unseenRecipients) || !one(asked.services, asked.unseenServices))
    return false;
  const names = [...asked.recipients, ...asked.services];
  // 「…ほか12社」, 「…（月額550円）」
  if (speaksOfMore(names) || names.some((name) => SEVERAL.test(name))) return false;
  return !namesAnother(asked, names.map(foldLabel));
}

const SEVERAL = /ほか|など|他[\d数各]|等$|(会社.*|[、,/])会社|会社.*[、,/]|および|及び|(並|なら)びに/u;

/** 「通知先：…」, in the page's other words for it, with a name that isn't what the labels say. */
function namesAnother({ page, alsoTold }: ConsentCase, known: readonly string[]): boolean {
  const isAnother = (named: string) =>
    !/^(下記|上記|以下|次)|を/u.test(named) &&
    /[\p{L}\p{N}]/u.test(known.reduce((rest, name) => rest.replaceAll(name, ""), named));
  const said = page.lines.map((line) => NAMED.exec(foldLabel(line))?.[1] ?? "");
  return [...said, ...alsoTold.map(foldLabel)].some(isAnother) || tellsAnother(page.lines, known);
}

const NAMED = /(?:通知|提供|送信|開示)先\d?(?:\([^)]*\))?(?::|は)(.+?)(?:です|となります|になります)?。?$/u;

/** Neither the form, seen or not, nor what the page says of the yes, nor its heading is about costs, orders or others. */
function nothingMoreIsMeant(asked: ConsentCase): boolean {
  const { page, form, words } = asked;
  if (form === null || speaksOfMore(form.lines) || speaksOfMore(form.unseenLines)) return false;
  const [heading = ""] = page.headings;
  const own = page.headings.filter((text) => form.lines.includes(text));
  if (speaksOfMore([heading]) || [heading, page.title, ...own].some(isAboutSomethingElse)) return false;
  // The page's parts are called as its profile says.
  const isPart = (text: string) => words.has(foldLabel(text));
  // Also several in a line: 「決定 閉じる」.
  const said = (lines: readonly string[]) =>
    lines.filter((line) => !isPart(line) && !line.split(/\s/u).every(isPart));
  // Whom the page names, seen or not, is another rule's matter.
  const names = [asked.recipients, asked.services, asked.unseenRecipients, asked.unseenServices].flat();
  return (
    !meansMore(said(page.lines), names) &&
    !meansMore(said(page.unseenLines), names) &&
    !listsMore(page.lines, words)
  );
}

function holdsPicture(form: PageForm | null): boolean {
  return form?.lines.some((line) => line.includes("\uFFFC")) ?? false;
}

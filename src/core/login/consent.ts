import type { ConsentWords } from "../rules/consent-words.ts";
import { CONSENT_RULES, type ConsentCase, type ConsentDoubt } from "./consent-rules.ts";
import { speaksOfMore } from "./consent-terms.ts";
import { saysMoreThen } from "./consent-vocabulary.ts";
import { foldLabel, type PageControl, type PageSnapshot, plainLabel } from "./page.ts";
import { plainPath } from "./screen.ts";
import { stated } from "./stated.ts";

/** What the consent page says will be told to whom (facts A46), in the page's own words. */
export type ConsentDetails = {
  /** サービス提供者名: another company than the brand's, also for omakase. */
  readonly recipient: string;
  /** サービス名 as the page states it. */
  readonly serviceName: string;
  /** The page asks whether to remember the answer. */
  readonly canRemember: boolean;
  /** Origin that the page came from. */
  readonly origin: string;
};

/** What to choose and to press, by index into the controls of the snapshot that the person said yes to. */
export type ConsentPlan = {
  /** The form, its recipient and its texts; not what else is on the page. */
  readonly fingerprint: string;
  readonly accept: number;
  readonly refuse: number;
  readonly remember: number | null;
  readonly submit: number;
  /** Where the answer goes. */
  readonly action: string;
};

/** The one way to say yes and what it means, or why the page is left to the person. */
export type ConsentReading =
  | { readonly plan: ConsentPlan; readonly details: ConsentDetails }
  | { readonly doubt: ConsentDoubt };

/** What became of a press. */
export type PressOutcome =
  /** The form was sent: where to, and the names of its fields. */
  | { readonly kind: "sent"; readonly path: string; readonly fields: readonly string[] }
  /** Nothing was sent. `path`, `fields`: of the request that was stopped. */
  | {
      readonly kind: "kept";
      readonly doubt: ConsentDoubt;
      readonly path: string | null;
      readonly fields: readonly string[];
    };

export type ConsentPress =
  | PressOutcome
  /** The form had changed before anything was touched: the person is asked anew. */
  | { readonly kind: "another-form"; readonly reading: ConsentReading };

/**
 * Reads the consent page. There is a plan only where a form is the one of the manuals and nothing else, as a person
 * sees it (reliability 8); the first rule that doesn't hold says why there is none.
 * @param rules all of them, unless a test takes one out to see that it is missed
 */
export function readConsent(
  page: PageSnapshot,
  words: ConsentWords,
  rules: readonly (typeof CONSENT_RULES)[number][] = CONSENT_RULES,
): ConsentReading {
  const asked = caseOf(page, words);
  const broken = rules.find((rule) => !rule.holds(asked));
  if (broken !== undefined) return { doubt: broken.doubt };
  const plan = planOf(asked);
  if (plan === null) return { doubt: "answers" };
  return {
    plan,
    details: {
      recipient: asked.recipients[0] ?? "",
      serviceName: asked.services[0] ?? "",
      canRemember: plan.remember !== null,
      origin: page.origin,
    },
  };
}

/**
 * Did only the choice, and what it enables, change between the choice and the press? The page must have the same
 * controls, and the form the same labels, target, recipient and texts (reliability 8).
 */
export function onlyChosen(
  before: PageSnapshot,
  after: PageSnapshot,
  plan: ConsentPlan,
  words: ConsentWords,
): boolean {
  const again = readConsent(after, words);
  if (!("plan" in again) || again.plan.fingerprint !== plan.fingerprint) return false;
  const chosen = [plan.accept, ...(plan.remember === null ? [] : [plan.remember])];
  if (chosen.some((index) => after.controls[index]?.checked !== true)) return false;
  const free = new Set([plan.accept, plan.refuse, plan.submit, ...chosen]);
  const known = new Set(before.lines.map(timeless));
  const isNew = (line: string) => !known.has(timeless(line));
  // What the choice reveals is said of it.
  const revealed = after.lines.filter(isNew);
  if (speaksOfMore(revealed) || saysMoreThen(revealed, Object.values(again.details).map(String)))
    return false;
  const rest = ({ forms, controls, opaque }: PageSnapshot) =>
    JSON.stringify([
      forms.map((form) => ({ ...form, lines: [], unseenLines: [] })), // our form's lines are in the fingerprint
      controls.map((control, index) =>
        free.has(index) ? { ...control, checked: false, enabled: true } : control,
      ),
      opaque,
    ]);
  return rest(before) === rest(after);
}

function caseOf(page: PageSnapshot, words: ConsentWords): ConsentCase {
  const lists = foldedLists(words);
  const isLabelled = (control: PageControl, list: keyof ConsentWords) =>
    lists[list].has(wordOf(control.label !== "" ? control.label : control.accessibleName));
  const answers = (control: PageControl) => isLabelled(control, "accept") || isLabelled(control, "refuse");
  const asking = (seen: boolean) => [
    ...new Set(
      page.controls.flatMap((control) =>
        control.kind === "radio" && control.seen === seen && answers(control) ? [control.form] : [],
      ),
    ),
  ];
  const seen = asking(true);
  const forms = seen.length > 0 ? seen : asking(false);
  const [index = null] = forms;
  const own = (control: PageControl) => index !== null && control.form === index;
  const inForm = page.controls.filter(own);
  const form = index === null ? null : (page.forms[index] ?? null);
  const deciding = seenIfAny(inForm.filter((control) => isLabelled(control, "submit")));
  const button =
    deciding.find(({ kind }) => kind === "submit") ??
    deciding.find(({ kind }) => kind === "button" || kind === "link") ??
    null;
  // What is read below a label without a value: another label, or already the question.
  const others = [
    words.recipient,
    words.service,
    words.accept,
    words.refuse,
    words.remember,
    words.submit,
  ].flat();
  return {
    page,
    asking: forms.length,
    form,
    button,
    // A button that is drawn with a script sends the form as it stands.
    sends: button === null ? null : (button.sends ?? form),
    inForm,
    elsewhere: page.controls.filter((control) => !own(control)),
    deciding,
    radios: seenIfAny(inForm.filter(({ kind }) => kind === "radio")),
    boxes: inForm.filter(
      (control) => control.kind === "checkbox" && control.seen && isLabelled(control, "remember"),
    ),
    isLabelled,
    recipients: stated(page.lines, words.recipient, others),
    services: stated(page.lines, words.service, others),
    unseenRecipients: stated(page.unseenLines, words.recipient, others),
    unseenServices: stated(page.unseenLines, words.service, others),
    words: new Set(Object.values(words).flat().map(foldLabel)),
    alsoTold: stated(page.lines, ALSO_TOLD, others),
  };
}

const ALSO_TOLD = [
  "通知先",
  "提供先",
  "情報提供先",
  "送信先",
  "送付先",
  "開示先",
  "受領者",
  "受信者",
  "共同利用者",
];

/** Of two alike, the one that a person sees: a page may hold a second one for narrow windows. */
function seenIfAny(controls: readonly PageControl[]): readonly PageControl[] {
  const seen = controls.filter((control) => control.seen);
  return seen.length > 0 ? seen : controls;
}

function planOf(asked: ConsentCase): ConsentPlan | null {
  const { page, sends, button, isLabelled } = asked;
  const accept = asked.radios.find((radio) => isLabelled(radio, "accept"));
  const refuse = asked.radios.find((radio) => isLabelled(radio, "refuse"));
  if (sends === null || button === null || accept === undefined || refuse === undefined) return null;
  const [remember] = asked.boxes;
  const index = (control: PageControl) => page.controls.indexOf(control);
  return {
    fingerprint: agreedTo(asked),
    accept: index(accept),
    refuse: index(refuse),
    remember: remember === undefined ? null : index(remember),
    submit: index(button),
    action: sends.action,
  };
}

/** Without a clock that ticks in it. */
const timeless = (line: string) => line.replace(/\d{1,2}:\d{2}(:\d{2})?|\d+(?=\s*[秒分])/gu, "#");

/** What the person agrees to: the form, its recipient and its texts. A clock in the texts doesn't count. */
function agreedTo({ page, form, sends, inForm, recipients, services }: ConsentCase): string {
  const parts = inForm.map(({ kind, name, label, accessibleName, seen }) => [
    kind,
    name,
    label,
    accessibleName,
    seen,
  ]);
  const lines = form?.lines.map(timeless);
  return JSON.stringify([
    page.origin,
    plainPath(page.path),
    { ...form, ...sends, lines, unseenLines: [] },
    parts,
    recipients,
    services,
  ]);
}

/** Stops, commas and 様 for さま are written as one likes. */
const wordOf = (label: string) =>
  plainLabel(label)
    .replace(/[、。,]/gu, "")
    .replace("客様", "客さま");

function foldedLists(words: ConsentWords): Record<keyof ConsentWords, ReadonlySet<string>> {
  const folded = (list: readonly string[]) => new Set(list.map(wordOf));
  return {
    accept: folded(words.accept),
    refuse: folded(words.refuse),
    submit: folded(words.submit),
    remember: folded(words.remember),
    beside: folded(words.beside),
    recipient: folded(words.recipient),
    service: folded(words.service),
  };
}

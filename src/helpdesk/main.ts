import { ERRORS, type ErrorCode } from "../core/errors.ts";
import { mailSubject } from "../core/rules/mail-subject.ts";
import type { MailKind } from "../core/service/manual.ts";
import type { ServiceId } from "../core/service/profile.ts";
import { PROFILES } from "../core/service/profiles.ts";
import { decodeSupportCode, type SupportFacts, typedDigits } from "../core/support/support-code.ts";
import { phoneSentence, whomWords } from "../shared/error-words.ts";
import { SUPPORT_WORDS } from "../shared/locales/support-words.ts";
import { createWords } from "../shared/words.ts";
import { element } from "./element.ts";
import { phoneGuide } from "./guide.ts";
import { QUESTIONS } from "./questions.ts";

const words = createWords("ja");
const { t } = words;
const told = SUPPORT_WORDS.ja;
/** The mail that the service sends about an error (facts A51). */
const MAILS: Partial<Readonly<Record<ErrorCode, MailKind>>> = {
  AUTH_LOCKED: "lock",
  AUTH_PASSWORD_RESET: "reset",
};

const code = document.querySelector<HTMLInputElement>("#code");
const answer = document.querySelector<HTMLElement>("#answer");
const guide = document.querySelector<HTMLElement>("#guide");
code?.addEventListener("input", () => show(code.value));
code?.focus();

let shown = "";

function show(typed: string): void {
  const digits = typedDigits(typed);
  // The same caller is still led on: a blank more is no other code.
  if (digits === shown) return;
  shown = digits;
  // Nobody is told that it is too short while it is being typed.
  const whole = digits.length >= 16;
  const read = whole ? decodeSupportCode(typed) : null;
  code?.setAttribute("aria-invalid", String(read?.ok === false));
  guide?.replaceChildren();
  if (read === null) answer?.replaceChildren();
  else if (read.ok) {
    answer?.replaceChildren(...answerTo(read.facts));
    guide?.replaceChildren(phoneGuide(read.facts, told.ownProfile), ...otherQuestions(read.facts));
  } else {
    const where = read.group === null ? "" : told.group(read.group);
    answer?.replaceChildren(
      element("p", `${told.wrong[read.why]}${told.instead[read.why]}${where}`, "wrong"),
    );
  }
}

function answerTo(facts: SupportFacts): HTMLElement[] {
  const { service, version, doing, error, finding, os, age } = facts;
  const rows: readonly (readonly [string, string])[] = [
    [told.service, service === null ? told.ownProfile : PROFILES[service].name],
    [told.doing, t(`doing.${doing}`)],
    [told.since, told.age[age]],
    [told.error, error === null ? told.none : `${error} ${t(`error.${error}.title`)}`],
    ...(error === null ? [] : aboutError(error, service)),
    [told.finding, told.found(finding)],
    [told.version, `${version.major}.${version.minor}.${version.patch}、${told.os[os]}`],
  ];
  const list = document.createElement("dl");
  for (const [name, value] of rows) list.append(element("dt", name), element("dd", value));
  const said =
    error === null
      ? []
      : [
          element("h2", "お客様のお話の例"),
          element("p", phoneSentence(words, error)),
          element("h2", "お伝えすること"),
          element("p", `${t(`error.${error}.cause`)}${t(`error.${error}.next`)}`, "say"),
        ];
  return [list, ...said];
}

/** Where the guide doesn't lead on. */
function otherQuestions({ error }: SupportFacts): HTMLElement[] {
  const questions = document.createElement("ol");
  const next = error === null ? "none" : ERRORS[error].next;
  questions.append(...QUESTIONS[next].map((question) => element("li", question)));
  return [element("h2", "ほかにうかがうこと"), questions];
}

function aboutError(error: ErrorCode, service: ServiceId | null): readonly (readonly [string, string])[] {
  const kind = MAILS[error];
  const subject = kind === undefined || service === null ? null : mailSubject(service, kind).value;
  return [
    [t("common.askWhom"), whomWords(words, error)],
    ...(subject === null ? [] : [["メールの件名", subject] as const]),
  ];
}

import { ERRORS } from "../core/errors.ts";
import { PROFILES } from "../core/service/profiles.ts";
import { decodeSupportCode, type SupportFacts } from "../core/support/support-code.ts";
import { SUPPORT_WORDS } from "../shared/locales/support-words.ts";
import { createWords } from "../shared/words.ts";
import { QUESTIONS } from "./questions.ts";

const { t } = createWords("ja");
const words = SUPPORT_WORDS.ja;

const ALL_DIGITS = /(?:\p{Nd}\D*){16}/u;

const code = document.querySelector<HTMLInputElement>("#code");
const answer = document.querySelector<HTMLElement>("#answer");
code?.addEventListener("input", () => show(code.value));
code?.focus();

function show(typed: string): void {
  // Nobody is told that it is too short while it is being typed.
  const whole = ALL_DIGITS.test(typed);
  const read = whole ? decodeSupportCode(typed) : null;
  code?.setAttribute("aria-invalid", String(read?.ok === false));
  if (read === null) answer?.replaceChildren();
  else if (read.ok) answer?.replaceChildren(...told(read.facts));
  else {
    const where = read.group === null ? "" : words.group(read.group);
    answer?.replaceChildren(element("p", `${words.wrong[read.why]}${where}`, "wrong"));
  }
}

function told({ service, version, doing, error, finding, os, age }: SupportFacts): HTMLElement[] {
  const rows: readonly (readonly [string, string])[] = [
    [words.service, service === null ? words.ownProfile : PROFILES[service].name],
    [words.doing, t(`doing.${doing}`)],
    [words.since, words.age[age]],
    [words.error, error === null ? words.none : `${error} ${t(`error.${error}.title`)}`],
    [words.finding, words.found(finding)],
    [words.version, `${version.major}.${version.minor}.${version.patch}、${words.os[os]}`],
  ];
  const list = document.createElement("dl");
  for (const [name, value] of rows) list.append(element("dt", name), element("dd", value));
  const next = error === null ? "none" : ERRORS[error].next;
  const questions = document.createElement("ol");
  questions.append(...QUESTIONS[next].map((question) => element("li", question)));
  const said =
    error === null
      ? []
      : [
          element("h2", "お伝えすること"),
          element("p", `${t(`error.${error}.cause`)}${t(`error.${error}.next`)}`, "say"),
        ];
  return [list, ...said, element("h2", "次にうかがうこと"), questions];
}

function element(tag: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

import { ERRORS, type ErrorCode } from "../core/errors.ts";
import { mailSubject } from "../core/rules/mail-subject.ts";
import type { MailKind } from "../core/service/manual.ts";
import type { ServiceId } from "../core/service/profile.ts";
import { PROFILES } from "../core/service/profiles.ts";
import { type Age, decodeSupportCode, type SupportFacts } from "../core/support/support-code.ts";
import { phoneSentence, whomWords } from "../shared/error-words.ts";
import { createWords } from "../shared/words.ts";
import { QUESTIONS } from "./questions.ts";

const words = createWords("ja");
const { t } = words;

const AGE_WORDS: Readonly<Record<Age, string>> = {
  now: "10分以内",
  "10-minutes": "10分から1時間前",
  "1-hour": "1時間から4時間前",
  "4-hours": "4時間から1日前",
  "1-day": "1日から2日前",
  "2-days": "2日から1週間前",
  "1-week": "1週間から1か月前",
  "1-month": "1か月以上前",
};
const OS_WORDS: Readonly<Record<SupportFacts["os"], string>> = {
  windows: "Windows",
  macos: "macOS",
  linux: "Linux",
  other: "その他",
};
const WRONG = {
  length: "数字は16桁です。4桁ずつ、もう一度うかがってください。",
  mistyped: "聞きまちがいがあります。4桁ずつ、もう一度うかがってください。",
  newer: "この画面より新しいアプリのコードです。新しい画面を使ってください。",
} as const;
/** The mail that the service sends about an error (facts A51). */
const MAILS: Partial<Readonly<Record<ErrorCode, MailKind>>> = {
  AUTH_LOCKED: "lock",
  AUTH_PASSWORD_RESET: "reset",
};
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
    const where = read.group === null ? "" : `${read.group}番目の4桁を確かめてください。`;
    answer?.replaceChildren(element("p", `${WRONG[read.why]}${where}`, "wrong"));
  }
}

function told({ service, version, doing, error, finding, os, age }: SupportFacts): HTMLElement[] {
  const rows: readonly (readonly [string, string])[] = [
    ["サービス", service === null ? "独自のプロファイル" : PROFILES[service].name],
    ["状態", `${t(`doing.${doing}`)}(${AGE_WORDS[age]}から)`],
    ["エラーコード", error === null ? "なし" : `${error} ${t(`error.${error}.title`)}`],
    ...(error === null ? [] : aboutError(error, service)),
    ["診断", findingWords(finding)],
    ["アプリとOS", `${version.major}.${version.minor}.${version.patch}、${OS_WORDS[os]}`],
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
          element("h2", "お客様のお話の例"),
          element("p", phoneSentence(words, error)),
          element("h2", "お伝えすること"),
          element("p", `${t(`error.${error}.cause`)}${t(`error.${error}.next`)}`, "say"),
        ];
  return [list, ...said, element("h2", "次にうかがうこと"), questions];
}

function aboutError(error: ErrorCode, service: ServiceId | null): readonly (readonly [string, string])[] {
  const kind = MAILS[error];
  const subject = kind === undefined || service === null ? null : mailSubject(service, kind).value;
  return [
    [t("common.askWhom"), whomWords(words, error)],
    ...(subject === null ? [] : [["メールの件名", subject] as const]),
  ];
}

function findingWords(finding: SupportFacts["finding"]): string {
  if (finding === "not-looked") return "まだ行っていません";
  return finding === "all-well" ? "問題は見つかっていません" : `${finding}番で問題が見つかりました`;
}

function element(tag: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

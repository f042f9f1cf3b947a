import type { ErrorCode } from "../src/core/errors.ts";
import type { Said } from "../src/core/provider-words.ts";
import { table } from "../src/shared/columns.ts";
import type { Shown, StatusValue } from "../src/shared/command.ts";
import { eventTime, eventWords } from "../src/shared/event-text.ts";
import type { CliWords } from "../src/shared/locales/cli-words.ts";
import type { Texts } from "../src/shared/locales/texts.ts";
import { plain } from "../src/shared/plain.ts";
import { calledOf, type Language, type ViewState } from "../src/shared/view.ts";
import { createWords } from "../src/shared/words.ts";
import { textsIn } from "./texts.ts";

const COLOURS: Readonly<Record<ViewState, number>> = {
  "signed-out": 90,
  working: 36,
  attention: 33,
  online: 32,
  offline: 33,
};

/** What to do where no error says it. */
const NEXT_OF_STATE = {
  "signed-out": "log-in",
  working: "wait",
  attention: "answer-in-window",
  online: null,
  offline: "wait",
} as const satisfies Readonly<Record<ViewState, keyof Texts["next"] | null>>;

/** The status for a person: aligned, times in their own zone. */
export function statusText(
  status: StatusValue,
  words: CliWords,
  language: Language,
  colour: boolean,
  shown?: Shown,
): string {
  const label = words.status;
  const texts = textsIn(language);
  const state = texts.state[status.state];
  const rows = [
    [label.state, colour ? `\u001b[${COLOURS[status.state]}m${state}\u001b[0m` : state],
    ...(status.reason === null
      ? []
      : [[label.reason, titleOf(status.reason, language) + saidText(shown?.said ?? null)]]),
    [label.service, plain(shown?.service ?? status.service)],
    [label.account, status.account === null ? words.none : plain(shown?.account ?? calledOf(status.account))],
    [label.since, timeText(status.since, language)],
    ...(status.accessTokenExpiresAt === null
      ? []
      : [[label.accessTokenExpiresAt, timeText(status.accessTokenExpiresAt, language)]]),
    [label.lastError, status.lastError === null ? words.none : titleOf(status.lastError, language)],
    [label.tokenStore, storeText(status, words, texts)],
    [label.windows, windowsText(status, words)],
    [label.version, plain(status.version)],
  ];
  return table(rows) + whatNow(status, words, texts) + eventsText(shown?.events ?? [], language);
}

/** What happened last, under each other. */
function eventsText(events: Shown["events"], language: Language): string {
  if (events.length === 0) return "";
  const words = createWords(language);
  const rows = events.map((event) => [eventTime(event.at, Date.now(), language), eventWords(event, words)]);
  return `\n${words.t("status.events")}\n${table(rows)}`;
}

/** Why, in plain words, and the one next step. */
function whatNow({ reason, state }: StatusValue, words: CliWords, texts: Texts): string {
  if (reason !== null) return `\n${texts.error[reason].cause}\n${words.next}: ${texts.error[reason].next}\n`;
  const next = NEXT_OF_STATE[state];
  return next === null ? "" : `\n${words.next}: ${texts.next[next]}\n`;
}

function storeText({ tokenStore, reason }: StatusValue, words: CliWords, texts: Texts): string {
  if (tokenStore === "ok") return words.tokenStoreOk;
  if (tokenStore === "locked" && reason === "STORE_DIALOG_WAITING") return texts.status.tokenStoreAsks;
  return texts.status.tokenStore[tokenStore];
}

function titleOf(code: ErrorCode, language: Language): string {
  return `${textsIn(language).error[code].title} (${code})`;
}

/** What is behind a code: the provider's own word and the address, after a space; empty where nothing is. */
export function saidText(said: Said | null): string {
  const parts = [said?.word ?? null, said?.place ?? null].filter((part) => part !== null);
  return parts.length === 0 ? "" : ` [${plain(parts.join(" "))}]`;
}

function windowsText(status: StatusValue, words: CliWords): string {
  if (status.windows.length === 0) return words.none;
  return status.windows
    .map(({ kind, visible }) => words.window[kind] + (visible ? "" : ` (${words.hidden})`))
    .join(", ");
}

function timeText(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" }).format(
    new Date(iso),
  );
}

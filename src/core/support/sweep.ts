import { plainText, type Redacted, redactFields, redactText, redactWord, WORD_BEGIN } from "../redact.ts";

/** What is longer isn't looked at, so that a hostile text can't keep the sweep busy. */
const LONGEST = 4_000;

/** What isn't secret, but names somebody or tells where on this PC they are. */
export type Personal = {
  /** Of the person and their account, as far as they are known. */
  readonly names: readonly string[];
  /** Folders of theirs: below them everything may be named after somebody. */
  readonly folders: readonly string[];
};

/** A text for others to read, without secrets and without what names somebody. */
export type Sweep = (text: string) => string;

const ANY_HOME = String.raw`(?:/home|/users|/root|/var/users|/media|[a-z]:[\\/]+users|[a-z]:[\\/]+(?:documents and settings|docume~1)|(?<![\w~])~[\w.-]{0,32}(?=[\\/])|\\\\[\w.-]+\\[\w.$-]+(?=\\))(?![\p{L}\p{N}])`;
const ASCII = /^[\x20-\x7e]*$/u;
const SHORTEST_NAME = { ascii: 3, other: 2 };
const LINE_NUMBER = new RegExp(
  `${WORD_BEGIN}(?:caf|cop|ＣＡＦ|ＣＯＰ)(?:[\\s._:/‐-―ー−-]?[\\p{L}\\p{N}]){8,10}`,
  "giu",
);
/** Dates and what Windows calls its errors (0x80070005) stay; what else has six digits or more may be a code, a telephone or a customer's number. */
const DIGITS =
  /(?<!\d)(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)?)(?![\d-])|(?<![\p{L}\p{N}])(0x[\da-f]{8})(?![\p{L}\p{N}])|\p{Nd}(?:[\s‐-―ー−-]?\p{Nd}){5,}|[〇零一二三四五六七八九]{6,}|(?<![\d.])0\d{1,4}([./・(]) ?\d{1,4}[./・)] ?\d{3,4}(?![\d.])|(?<!\d)\(0\d{1,4}\) ?\d{1,4}-?\d{4}|(?<![\da-f:])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\da-f:])/giu;

/** For what leaves the PC: `redactText`, and beyond it folders, names, line numbers and long rows of digits. */
export function createSweep({ names, folders }: Personal): Sweep {
  const places = [...folders.filter((one) => one.length > 3).map(quoted), ANY_HOME].join("|");
  const home = new RegExp(`(?:${places})[^"'\`\\r\\n\\t<>|;]*`, "giu");
  const called = names.flatMap(namePatterns);
  const name = called.length === 0 ? null : new RegExp(called.join("|"), "giu");
  return (text) => {
    // Before the other sweeps, which may cut a path or a name in two.
    const shorter = plainText(text.slice(0, LONGEST)).replace(home, "[home]");
    const unnamed = name === null ? shorter : shorter.replace(name, "[name]");
    return redactText(
      unnamed
        .replace(LINE_NUMBER, "[line]")
        .replace(DIGITS, (_all, date, error) => date ?? error ?? "[digits]"),
    );
  };
}

/** A name as it is and as it stands in an address; one in Latin letters as a word of its own. */
function namePatterns(called: string): readonly string[] {
  const name = called.trim().normalize("NFKC");
  const ascii = ASCII.test(name);
  if (name.length < (ascii ? SHORTEST_NAME.ascii : SHORTEST_NAME.other)) return [];
  const whole = (pattern: string) => `${WORD_BEGIN}${pattern}(?![\\p{L}\\p{N}])`;
  const parts = name.split(/[\s._-]+/u);
  if (ascii) return [whole(parts.map(quoted).join("[\\s._-]*"))];
  return [
    parts.map(quoted).join("[\\s._-]*"),
    parts.map((part) => quoted(encodeURIComponent(part))).join("(?:%20|[+._-])?"),
    // A family name says enough.
    ...parts.filter((part) => part.length >= SHORTEST_NAME.other && !ASCII.test(part)).map(quoted),
  ];
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

const LOG_HEAD = ["at", "level", "area", "event", "causes", "dropped"];
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{8,18}Z$/u;

/** A line of the log once more, for others: what isn't one of ours is swept as a text. */
export function redactLine(line: string, sweep: Sweep): string {
  const entry = objectIn(line);
  if (entry === null) return sweep(line).replace(/\p{Cc}|\p{Cf}/gu, "\ufffd");
  const { at, level, area, event, causes } = entry;
  const fields = Object.entries(entry).filter(([name]) => !LOG_HEAD.includes(name));
  return JSON.stringify({
    at: typeof at === "string" && TIME.test(at) ? at : null,
    level: level === "error" ? "error" : "info",
    area: sweep(redactWord(String(area))),
    event: sweep(redactWord(String(event))),
    ...mapped(redactFields(Object.fromEntries(fields)), sweep),
    ...(Array.isArray(causes) ? { causes: causes.slice(0, 4).map((one) => sweep(String(one))) } : {}),
  });
}

function mapped(fields: Readonly<Record<string, Redacted>>, sweep: Sweep): Record<string, Redacted> {
  const swept = (value: Redacted): Redacted => {
    if (typeof value === "string") return sweep(value);
    return Array.isArray(value) ? value.map(sweep) : value;
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, swept(value)]));
}

function objectIn(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

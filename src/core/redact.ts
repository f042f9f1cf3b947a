/**
 * What may be written down (reliability 31): fields on an allow list, each held to its kind, then a sweep of every
 * text. Pure; the log and everything else that leaves the client goes through it.
 */

/** `word`: a short name without spaces; `text`: a sentence; `url`: its origin and path. */
type FieldKind = "number" | "flag" | "word" | "time" | "url" | "text";

const FIELDS: Readonly<Record<string, FieldKind>> = {
  access: "flag",
  action: "word",
  attempt: "number",
  attempts: "number",
  by: "word",
  bytes: "number",
  channel: "word",
  code: "word",
  command: "word",
  count: "number",
  deadline: "time",
  delayMs: "number",
  doing: "word",
  done: "flag",
  doubt: "word",
  durationMs: "number",
  effect: "word",
  exitCode: "number",
  expiresIn: "number",
  fields: "text",
  forgetting: "word",
  found: "flag",
  from: "word",
  generation: "number",
  held: "word",
  host: "url",
  keychain: "word",
  kind: "word",
  known: "flag",
  language: "word",
  locked: "word",
  maxMs: "number",
  message: "text",
  method: "word",
  minMs: "number",
  name: "word",
  op: "number",
  origin: "url",
  outcome: "word",
  packaged: "flag",
  path: "text",
  platform: "word",
  problem: "word",
  reason: "word",
  record: "word",
  recovered: "flag",
  rest: "word",
  rested: "flag",
  retry: "word",
  said: "word",
  screen: "word",
  service: "word",
  skewMs: "number",
  startupLogin: "flag",
  state: "word",
  status: "number",
  step: "word",
  store: "word",
  sure: "word",
  timer: "word",
  to: "word",
  tokenStore: "word",
  tries: "number",
  trigger: "word",
  type: "word",
  unproven: "word",
  unwritten: "word",
  url: "url",
  version: "word",
  visible: "flag",
  why: "text",
  window: "word",
};

export type Redacted = string | number | boolean | null | readonly string[];

const LONGEST_TEXT = 500;
/** What is longer isn't looked at, so that a hostile page can't keep the sweep busy. */
const LONGEST_LOOK = 4_000;
const MOST_SWEEPS = 8;
/** Shorter than every token, code, nonce and session id that a provider of ours or of the libraries makes. */
const SHORTEST_BLOB = 16;

/** Fields that may be written, under their own names; of the others only the names, as `dropped`. */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, Redacted> {
  const kept: Record<string, Redacted> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const kind = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    const allowed = kind === undefined ? undefined : ofKind(kind, value);
    if (allowed === undefined) dropped.push(redactWord(name));
    else kept[name] = allowed;
  }
  return dropped.length === 0 ? kept : { ...kept, dropped };
}

function ofKind(kind: FieldKind, value: unknown): Redacted | undefined {
  if (value === null || typeof value === "boolean") return value;
  // Counters and milliseconds, that is; a six-digit code in a field for numbers is a bug that no sweep can see.
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return undefined;
  switch (kind) {
    case "word":
      return redactWord(value);
    case "time":
      return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value : undefined;
    case "url":
      return value === "" ? value : redactUrl(value);
    case "text":
      return redactText(value);
    default:
      return undefined;
  }
}

/** A short name such as a state or a code; anything else is swept away as a whole. */
export function redactWord(word: string): string {
  const plain = /^[A-Za-z][A-Za-z0-9._: -]{0,63}$|^\d{1,4}(?:\.\d{1,4}){0,3}$|^$/.test(word);
  return plain && redactText(word) === word ? word : "[redacted]";
}

/** Origin and path of a URL, without user name, query and fragment. */
export function redactUrl(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? redactText(text) : "[redacted]";
}

/** Names, codes and swept messages of an error and what caused it, outermost first; at most four. */
export function causesOf(thrown: unknown): readonly string[] {
  const causes: string[] = [];
  for (let one: unknown = thrown; one !== undefined && one !== null && causes.length < 4; ) {
    if (!(one instanceof Error)) {
      causes.push(typeof one === "string" ? redactText(one) : `[${typeof one}]`);
      break;
    }
    const code = "code" in one && typeof one.code === "string" ? ` ${redactWord(one.code)}` : "";
    const place = /([\w.-]+\.[cm]?[jt]s:\d+)/.exec(one.stack ?? "")?.[1];
    causes.push(
      redactText(`${one.name}${code}: ${one.message}`) + (place === undefined ? "" : ` (${place})`),
    );
    one = one.cause;
  }
  return causes;
}

/** Also what turns the direction of writing, and what chooses a letter's form. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * The same text in one way of writing, so that a secret isn't missed for how it is written: compatibility forms
 * (full-width letters, digits and ＠), escapes of JSON and HTML, letters that nobody sees, and UTF-16 read as bytes.
 */
export function plainText(text: string): string {
  const letter = (all: string, code: number) =>
    code > 31 && code !== 127 && code < 0x11_0000 ? String.fromCodePoint(code) : all;
  return text
    .replace(/(?:[^\0]\0){4,}/gu, (bytes) => bytes.replaceAll("\0", ""))
    .replace(
      /\\{1,8}(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2}))/giu,
      (all, short?: string, long?: string, byte?: string) =>
        letter(all, Number.parseInt(short ?? long ?? byte ?? "", 16)),
    )
    .replace(/&#x([\da-f]{1,6});/giu, (all, hex: string) => letter(all, Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/gu, (all, code: string) => letter(all, Number(code)))
    .replace(/&commat;/giu, "@")
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .slice(0, 2 * text.length);
}

/** Where a word begins, also behind an escaped end of line, whose last letter isn't one of the word. */
export const WORD_BEGIN = String.raw`(?:(?<![\p{L}\p{N}])|(?<=\\[nrt]))`;

/** KeePassXC and libsecret are programs of which something is told. */
const CALLED_SECRET =
  "(?<!kee)pass(?:word|wd|phrase|code)?|pwd|(?<!lib)secret|cookies?|authorization|credential|recovery[ _-]?code|パスワード|パスコード|(?:暗証|認証|確認)番号|リカバリー?コード|質問の(?:答え|回答)";
/** Of a kind that pages and messages speak about, too: secret where something like one follows. A parser's token isn't. */
const CALLED_CODE =
  "(?:authori[sz]ation|authentication|verification|security|one-time|access|login|your) code|(?<!unexpected )token|nonce|verifier";
const CALLED_CODE_JA = "(?:認証|確認|PIN|セキュリティー?|アクセス|ワンタイム)コード|トークン|セッションID";
/** Between a name and its value; a comma or empty line where the name is quoted, as in a list of headers or a form. */
const SAID = String.raw`["'\\]*\s*(?:=>|->|[:=>は：]|is\b|(?<=["']\s*),|(?<=["'](?:\r?\n){2}))`;
/** Secret to their end of line, since they may hold any character. */
const WHOLE_LINE = new RegExp(`((?:${CALLED_SECRET})[\\w-]*${SAID}\\s*(?:[|>][+-]?\\s+)?)[^\\r\\n]+`, "giu");
/** In a sentence or on a command line, where nothing but a blank stands before it. */
const NEXT_WORD = new RegExp(
  `(--?(?:${CALLED_SECRET}|(?:proxy-)?user|u)\\s+|(?:${CALLED_SECRET}|${CALLED_CODE})s?\\s+(?:is\\s+)?(?=\\S{0,100}\\d))["']?[^\\s\\[]\\S*`,
  "giu",
);
const NEXT_CODE_JA = new RegExp(`((?:${CALLED_CODE_JA})[\\sはが「:=]{0,3})[A-Z\\d-]{4,}`, "giu");
/** In quotation marks behind its name. */
const QUOTED = new RegExp(
  `((?:${CALLED_SECRET}|${CALLED_CODE})s?(?:\\s*[「『“]|\\s+["'\`]))[^\\r\\n"'\`」』”]+`,
  "giu",
);
/** The value of a field in HTML or XML. */
const ATTRIBUTE =
  /(name=["']?[^"'<>\s]{0,40}(?:pass|secret|token|otp|code|pin|mail|user|login)[^"'<>]{0,40}["']?[^<>]{0,100}?\bvalue=["']?)[^"'<>]+/giu;

/** Secret to the end of their value. */
const ONE_VALUE =
  /((?:(?:(?<![a-z])|(?<=\\[nrt]))(?:code|state|hint|session|sid|uid|otp|pin|pw|key|sig(?:nature)?|logname|sub|mail|e-?mail|user(?:name)?|login)|nonce|verifier|challenge|token|assertion|ticket|sess(?:ion)?[_-]?id|[cx]srf|認証コード|確認コード)["'\\]*\s*(?:=>|->|[:=：>]|(?<=["']\s*),)\s*["'\\]*)[^\s&,;"'\\})<]+/giu;

/** Bytes one by one: in hexadecimal, or as a list of numbers. */
const BYTES =
  /<Buffer[^>\r\n]*>?|(?<![\da-f:])[\da-f]{2}(?:([ :-])[\da-f]{2})(?:\1[\da-f]{2}){4,}(?![\da-f:])|(?<![\d.])\d{1,3}(?:, ?\d{1,3}){5,}(?![\d.])/giu;

const SWEEPS: readonly (readonly [RegExp, string | ((match: string, ...groups: string[]) => string)])[] = [
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#@:]{0,64}:(?!\d{1,5}(?:[/\s?#]|$))[^\r\n@/]{1,64}@/giu, "$1"],
  // URLs: user name, query and fragment go; what is secret in a path is long and goes below.
  [
    /([a-z][a-z0-9+.-]{0,30}:\/\/)(?:[^\s/?#"'<>@]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/giu,
    (_all, scheme, rest) => scheme + rest,
  ],
  [/\?[^\s"'<>]*=[^\s"'<>]*/gu, "?[query]"],
  [/-----BEGIN [A-Z ]{1,40}-----[^-]*(?:-----END [A-Z ]{1,40}-----)?/gu, "[redacted]"],
  [WHOLE_LINE, "$1[redacted]"],
  [QUOTED, "$1[redacted]"],
  [NEXT_CODE_JA, "$1[redacted]"],
  [NEXT_WORD, "$1[redacted]"],
  [ATTRIBUTE, "$1[redacted]"],
  [new RegExp(`${WORD_BEGIN}(bearer|basic|dpop|negotiate|digest)[\\s:]+[^\\s,"']+`, "giu"), "$1 [redacted]"],
  [new RegExp(`${WORD_BEGIN}ey[\\w-]{6,}(?:\\.[\\w-]*){1,4}`, "gu"), "[jwt]"],
  [/"[^"\r\n]{1,64}"@[^\s<>"']+/gu, "[mail]"],
  [
    /(?<![^\s@<>"()[\],;])[^\s@<>"()[\],;]{1,256}\s?(?:\[at\]|\(at\)| @ )\s?[\w-]{1,64}(?:\.[\w-]{1,64})+/giu,
    "[mail]",
  ],
  [/[^\s@<>"()[\],;]{1,256}(?:@|%40)(?:\s*\r?\n\s*)?[^\s@<>"'()[\],;:=&/]+/giu, "[mail]"],
  [/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, "[redacted]"],
  [ONE_VALUE, "$1[redacted]"],
  [BYTES, "[redacted]"],
  [/\bTlRM[A-Za-z0-9+/=]*/gu, "[redacted]"],
  [/[A-Za-z0-9_+/=~.%-]+/g, (run) => (isBlob(run) ? "[redacted]" : run)],
  // What goes on in the next line.
  [
    /(\[(?:redacted|jwt)\])(["'\\]*[ \t]*\r?\n[ \t]*)([A-Za-z0-9_+/=~.%-]{4,})/gu,
    (all, secret, _between, rest) => (isPlain(rest ?? "") ? all : (secret ?? "")),
  ],
  [
    /(?<![A-Za-z0-9_+/=~.%-])([A-Za-z0-9_+/=~.%-]{6,})\r?\n[ \t]*([A-Za-z0-9_+/=~.%-]{6,})/gu,
    (all, one = "", other = "") =>
      !isPlain(one) && !isPlain(other) && isBlob(one + other) ? "[redacted]" : all,
  ],
];

/** A text without what could be a secret: it sweeps too much rather than too little. */
export function redactText(text: string): string {
  // Cut between words: half of a secret would no longer look like one.
  let swept = plainText(text.length > LONGEST_LOOK ? text.slice(0, LONGEST_LOOK).replace(/\S*$/, "") : text);
  // One sweep may leave what an earlier pattern looks for: repeated until nothing changes, mostly twice or three times.
  for (let before = "", round = 0; swept !== before && round < MOST_SWEEPS; round += 1) {
    before = swept;
    swept = sweptOnce(swept);
  }
  return swept.length > LONGEST_TEXT ? `${swept.slice(0, LONGEST_TEXT)}…` : swept;
}

function sweptOnce(text: string): string {
  return SWEEPS.reduce(
    (swept, [pattern, replacement]) =>
      typeof replacement === "string"
        ? swept.replace(pattern, replacement)
        : swept.replace(pattern, replacement),
    text,
  );
}

/** A long run of base64, hex or the like, and no chain of plain words such as a path, a host or an error code. */
function isBlob(run: string): boolean {
  if (run.length < SHORTEST_BLOB) return false;
  return /[-_./=]{3}/.test(run) || IN_GROUPS.test(run) || !isPlain(run);
}

const isPlain = (run: string) => run.split(/[-_./=]/).every((part) => PLAIN_PART.test(part));

/** Groups of capitals and digits as a recovery code has them. */
const IN_GROUPS = /(?:^|[/=.])(?=[^/=.]*\d|[A-Z-]+(?:[/=.]|$))[A-Za-z\d]{4}(?:-[A-Za-z\d]{4}){3,}(?:$|[/=.])/;

const PLAIN_PART =
  /^[A-Za-z0-9]{0,4}$|^[a-z]{1,15}\d{0,2}$|^[A-Z]{1,12}$|^[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,}){0,4}$|^\d{5}$/;

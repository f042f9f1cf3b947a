import type { ErrorCode } from "../errors.ts";
import type { ServiceId } from "../service/profile.ts";
import {
  DOING_NUMBERS,
  type DoingName,
  ERROR_NUMBERS,
  OS_NUMBERS,
  type OsKind,
  SERVICE_NUMBERS,
} from "./numbers.ts";

/**
 * What a person reads out on the phone: sixteen digits in groups of four, the last two of which check the others
 * (ISO/IEC 7064, MOD 97-10). One digit that was misheard and two neighbours that changed places are always noticed.
 */
export type SupportFacts = {
  /** Null: the service of a profile of one's own. */
  readonly service: ServiceId | null;
  readonly version: { readonly major: number; readonly minor: number; readonly patch: number };
  readonly doing: DoingName;
  readonly error: ErrorCode | null;
  readonly finding: Finding;
  readonly os: OsKind;
  readonly age: Age;
};

/** Number of the doctor's check that failed first, 1 to 98. */
export type Finding = number | "not-looked" | "all-well";

/** How long the state has lasted, at least; each up to the next. */
export const AGES = [
  "now",
  "10-minutes",
  "1-hour",
  "4-hours",
  "1-day",
  "2-days",
  "1-week",
  "1-month",
] as const;
export type Age = (typeof AGES)[number];

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const AGE_MS: readonly number[] = [
  ...[0, 10 * MINUTE, 60 * MINUTE, 240 * MINUTE],
  ...[DAY, 2 * DAY, 7 * DAY, 30 * DAY],
];

/** @param ms milliseconds; of a clock that went back less than none */
export function ageOf(ms: number): Age {
  return AGES[AGE_MS.findLastIndex((from) => ms >= from)] ?? "now";
}

export type Decoded =
  | { readonly ok: true; readonly facts: SupportFacts }
  /** `group`: 1 to 4, where all single mistakes that explain it lie in one group; else null. */
  | { readonly ok: false; readonly why: "length" | "mistyped" | "newer"; readonly group: number | null };

const FORMAT = "1";
const GROUP = 4;
const DIGITS = 16;
const ALL_WELL = 99;

/** `1234 5678 9012 3456`. Numbers too large for their place are shown as the largest that fits. */
export function supportCode(facts: SupportFacts): string {
  const { service, version, doing, error, finding, os, age } = facts;
  const found = { "not-looked": 0, "all-well": ALL_WELL };
  const payload = [
    FORMAT,
    place(service === null ? 0 : SERVICE_NUMBERS[service], 1),
    place(version.major, 1) + place(version.minor, 2) + place(version.patch, 1),
    place(DOING_NUMBERS[doing], 2),
    place(error === null ? 0 : ERROR_NUMBERS[error], 2),
    place(typeof finding === "number" ? Math.min(finding, ALL_WELL - 1) : found[finding], 2),
    place(OS_NUMBERS[os], 1),
    place(AGES.indexOf(age), 1),
  ].join("");
  return grouped(payload + checkDigits(payload));
}

/** What is read for a nought and a one, unless it is part of a word. */
const ALIKE = /(?<![A-Za-z])[\dOo〇○◯Il|]+(?![A-Za-z])/gu;
/** Digits with what people put between groups of them, an IME's long strokes and what can't be seen included. */
const RUN = /\d(?:[\s\p{Pd}\p{Cf}−ー─━・.,、。_/~〜]*\d)*/gu;

/**
 * The digits in what somebody typed or pasted: whatever their form, and whatever stands between and around them. Where
 * one number of several has as many as a code, that one.
 */
export function typedDigits(text: string): string {
  const plain = text
    .normalize("NFKC")
    .replace(ALIKE, (run) => run.replace(/[Oo〇○◯]/gu, "0").replace(/[Il|]/gu, "1"));
  const runs = (plain.match(RUN) ?? []).map((run) => run.replace(/\D/gu, ""));
  const whole = new Set(runs.filter(({ length }) => length === DIGITS));
  return whole.size === 1 ? [...whole].join("") : runs.join("");
}

/** Reads what somebody typed. */
export function decodeSupportCode(text: string): Decoded {
  const digits = typedDigits(text);
  if (digits.length !== DIGITS) return { ok: false, why: "length", group: null };
  if (!isValid(digits)) return { ok: false, why: "mistyped", group: wrongGroup(digits) };
  const facts = read(digits);
  return facts === null ? { ok: false, why: "newer", group: null } : { ok: true, facts };
}

/** `ddddddddddddddcc`, the two check digits that make the whole 1 modulo 97. */
function checkDigits(payload: string): string {
  return place(98 - remainder(`${payload}00`), 2);
}

function isValid(digits: string): boolean {
  return remainder(digits) === 1;
}

/** Modulo 97, of more digits than a number of JavaScript's holds exactly. */
function remainder(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

function read(digits: string): SupportFacts | null {
  const at = (from: number, length: number) => Number(digits.slice(from, from + length));
  const service = at(1, 1) === 0 ? null : nameOf(SERVICE_NUMBERS, at(1, 1));
  const doing = nameOf(DOING_NUMBERS, at(6, 2));
  const error = at(8, 2) === 0 ? null : nameOf(ERROR_NUMBERS, at(8, 2));
  const os = nameOf(OS_NUMBERS, at(12, 1));
  const age = AGES[at(13, 1)];
  if (digits[0] !== FORMAT || service === undefined || error === undefined) return null;
  if (doing === undefined || os === undefined || age === undefined) return null;
  const version = { major: at(2, 1), minor: at(3, 2), patch: at(5, 1) };
  const number = at(10, 2);
  const finding = number === 0 ? "not-looked" : number === ALL_WELL ? "all-well" : number;
  return { service, version, doing, error, finding, os, age };
}

/** Tries every single digit and every swap of neighbours that would make sense of it. */
function wrongGroup(digits: string): number | null {
  const rest = remainder(digits);
  const groups = new Set<number>();
  const groupOf = (index: number) => Math.floor(index / GROUP) + 1;
  for (let index = 0; index < DIGITS; index += 1) {
    const digit = Number(digits[index]);
    for (let other = 0; other <= 9; other += 1)
      if (makesSense(digits, rest, index, [other])) groups.add(groupOf(index));
    const next = Number(digits[index + 1] ?? digit);
    if (next !== digit && makesSense(digits, rest, index, [next, digit]))
      groups.add(groupOf(index)).add(groupOf(index + 1));
  }
  const [only] = groups;
  return groups.size === 1 && only !== undefined ? only : null;
}

/** Whether it is a code with these digits in that place. @param rest its remainder as it is */
function makesSense(digits: string, rest: number, index: number, instead: readonly number[]): boolean {
  const change = instead.reduce(
    (sum, digit, by) => sum + (digit - Number(digits[index + by])) * (WEIGHTS[index + by] ?? 0),
    rest - 1,
  );
  if (change % 97 !== 0) return false;
  return read(digits.slice(0, index) + instead.join("") + digits.slice(index + instead.length)) !== null;
}

/** What a digit in each place counts modulo 97. */
const WEIGHTS = Array.from({ length: DIGITS }, (_, index) => remainder(`1${"0".repeat(DIGITS - 1 - index)}`));

function nameOf<N extends string>(numbers: Readonly<Record<N, number>>, wanted: number): N | undefined {
  for (const name in numbers) if (numbers[name] === wanted) return name;
  return undefined;
}

function place(number: number, digits: number): string {
  return String(Math.min(number, 10 ** digits - 1)).padStart(digits, "0");
}

function grouped(digits: string): string {
  return digits.replace(/\d{4}(?=\d)/gu, "$& ");
}

import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { checkLineNumber, type LineNumberForms, type LineNumberReason } from "./line-number.ts";
import { judged, nextStep, type Verdict } from "./verdict.ts";

export type ListedLine = {
  /** Counted from 1, blank lines too: as an editor shows it. */
  readonly line: number;
  readonly verdict: Verdict<LineNumberForms, LineNumberReason>;
};

export type LineNumberList = {
  readonly lines: readonly ListedLine[];
  /** Well-formed numbers, each once, sorted: independent of the order typed. */
  readonly numbers: readonly string[];
  /** Numbers that stand there more than once, sorted. */
  readonly duplicates: readonly string[];
};

export type LineListReason =
  | { readonly code: "empty-list" }
  | { readonly code: "wrong-lines"; readonly count: number }
  | { readonly code: "too-many"; readonly count: number; readonly limit: number }
  | { readonly code: "form-changed"; readonly count: number }
  /** Whether a number that stands there twice counts twice, or is taken at all, isn't stated. */
  | { readonly code: "duplicates"; readonly count: number };

const LINE_ENDS = /\r\n|[\n\r\u0085\u2028\u2029]/u;

/**
 * Checks a list of 回線番号, one a line, as it goes into the console (facts A11, A12). The outcome depends on
 * neither order nor kind of line ends; blank lines count for nothing. More than the limit is refused where the
 * manual shows the limit (omakase), and is advice where it doesn't.
 */
export function checkLineNumberList(
  service: ServiceId,
  text: string,
): Verdict<LineNumberList, LineListReason> {
  const lines = text
    .split(LINE_ENDS)
    .map((typed, index) => ({ line: index + 1, verdict: checkLineNumber(service, typed) }))
    .filter(({ verdict }) => verdict.value.normalised !== "");
  const wrong = lines.filter(({ verdict }) => verdict.outcome === "refused");
  const right = lines.filter(({ verdict }) => verdict.outcome === "accepted");
  const all = right.map(({ verdict }) => verdict.value.normalised).sort();
  const numbers = all.filter((one, index) => one !== all[index - 1]);
  const duplicates = numbers.filter((one) => all.indexOf(one) !== all.lastIndexOf(one));
  const changed = right.filter(({ verdict }) => verdict.value.typed !== verdict.value.normalised);

  const reasons: LineListReason[] = [];
  const advice: LineListReason[] = [];
  if (lines.length === 0) reasons.push({ code: "empty-list" });
  if (wrong.length > 0) reasons.push({ code: "wrong-lines", count: wrong.length });
  const { value: limit, certainty: limitStated } = MANUALS[service].lineNumberLimit;
  if (numbers.length > limit) {
    const where = limitStated === "stated" ? reasons : advice;
    where.push({ code: "too-many", count: numbers.length, limit });
  }
  if (changed.length > 0) advice.push({ code: "form-changed", count: changed.length });
  if (duplicates.length > 0) advice.push({ code: "duplicates", count: duplicates.length });
  const certainty = advice.length > 0 ? "inferred" : "stated";
  return judged(
    { lines, numbers, duplicates },
    ["A11", "A12"],
    { reasons, advice, certainty },
    nextStep(service, "register-line"),
  );
}

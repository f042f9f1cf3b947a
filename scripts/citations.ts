// Citations of facts, screens, requirements and decisions: where they stand, and what they may lead to.
import { basename } from "node:path";
import type { Text } from "./repository-texts.ts";

/** `to` as it is looked up: `A17`, `B16′`, `S0`, `reliability 16`, `facts B, method 1`, `ADR 0006`, a document's path. */
export type Citation = { readonly file: string; readonly line: number; readonly to: string };

// Between a word and its number a comment may break its line.
const GAP = String.raw`\s+(?:\*\s+|//\s+)?`;
const RELIABILITY = new RegExp(
  String.raw`\breliability${GAP}(\d+(?:(?:–|-|,${GAP}|${GAP}(?:and|to)${GAP})\d+)*)`,
  "giu",
);
/** A fault test's `shows: "14, 15"` becomes the number in its title. */
const FAULT = /\bshows: "([\d, ]+)"/gu;
const ROW = /(?<![%\w])([AB])(\d{1,3}′?)(?:[–-]\1(\d+))?(?![\w!])/gu;
const MANUAL = /(?<![%\w])S\d\b/gu;
const GUIDE = new RegExp(String.raw`\bfacts${GAP}B(?!\d)(?:,${GAP}([a-z][a-z' \d]*)|${GAP}([①-⑳]))?`, "gu");
/** A line of a manual leads nowhere: the manuals' text isn't here. */
const LINE = /(?<![%\w])L\d{2,4}\b/gu;
const DOCUMENT = /(?<![\w./-])docs\/[\w./-]+\.md\b/gu;
const DECISION = /\bADR \d+\b/gu;

/** Every citation of a text, ranges number by number, in no order. */
export function citationsOf({ file, text }: Text): readonly Citation[] {
  const found = (pattern: RegExp, each: (match: RegExpMatchArray) => readonly string[]) =>
    [...text.matchAll(pattern)].flatMap((match) =>
      each(match).map((to) => ({ file, line: lineAt(text, match.index), to })),
    );
  const requirements = ([, numbers = ""]: RegExpMatchArray) =>
    numbersIn(numbers).map((number) => `reliability ${number}`);
  return [
    ...found(RELIABILITY, requirements),
    ...found(FAULT, requirements),
    ...found(ROW, ([, kind = "", first = "", last]) =>
      last === undefined
        ? [kind + first]
        : range(Number.parseInt(first, 10), Number(last)).map((one) => kind + one),
    ),
    ...found(MANUAL, ([manual]) => [manual]),
    ...found(LINE, ([line]) => [line]),
    ...found(GUIDE, ([, heading, step]) => [
      `facts B${heading ? `, ${heading.toLowerCase()}` : (step ?? "")}`,
    ]),
    ...found(DOCUMENT, ([document]) => [document]),
    ...found(DECISION, ([decision]) => [decision]),
  ];
}

function numbersIn(list: string): readonly number[] {
  const [first = 0, ...rest] = [...list.matchAll(/\d+/gu)].map(([one]) => Number(one));
  return /[–-]|\bto\b/u.test(list) ? range(first, rest.at(-1) ?? first) : [first, ...rest];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index);
}

function lineAt(text: string, index = 0): number {
  return text.slice(0, index).split("\n").length;
}

/** What there is to cite, read out of the documents. */
export function citable(texts: readonly Text[]): ReadonlySet<string> {
  const document = (name: string) => texts.find(({ file }) => file === `docs/${name}.md`)?.text ?? "";
  const firsts = (name: string, pattern: RegExp) =>
    [...document(name).matchAll(pattern)].map(([, one = ""]) => one);
  const guide = document("facts").split(/^## B\. /mu)[1] ?? "";
  return new Set([
    ...firsts("facts", /^\| ([AS]\d+) \|/gmu),
    ...firsts("screens", /^\| (B\d+′?) \|/gmu),
    ...firsts("reliability", /^### (\d+)\. /gmu).map((number) => `reliability ${number}`),
    ...texts.map(({ file }) => file).filter((file) => file.startsWith("docs/")),
    "facts B",
    ...[...guide.matchAll(/^### (.+)$/gmu)].map(([, heading = ""]) => `facts B, ${heading.toLowerCase()}`),
    ...[...guide.matchAll(/^- ([①-⑳])/gmu)].map(([, step = ""]) => `facts B${step}`),
    ...texts
      .flatMap(({ file }) => file.match(/^docs\/adr\/\d{4}/u) ?? [])
      .map((file) => `ADR ${basename(file)}`),
  ]);
}

/** `src/main/shell/tray.ts:12: … is nowhere` for each citation of what isn't known. */
export function lost(texts: readonly Text[], known: ReadonlySet<string>): readonly string[] {
  return texts
    .flatMap(citationsOf)
    .filter(({ to }) => !known.has(to))
    .map(({ file, line, to }) => `${file}:${line}: ${to} is nowhere`);
}

/** What can be cited and is by no text but the documents that it stands in. */
export function uncited(texts: readonly Text[]): readonly string[] {
  const own = new Set(["docs/facts.md", "docs/screens.md", "docs/reliability.md", "docs/rules.md"]);
  const cited = new Set(
    texts
      .filter(({ file }) => !own.has(file))
      .flatMap(citationsOf)
      .map(({ to }) => to),
  );
  return [...citable(texts)].filter((one) => !cited.has(one));
}

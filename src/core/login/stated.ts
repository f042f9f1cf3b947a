import { plainLabel } from "./page.ts";

const LONGEST = 120;
/** What turns the direction of writing, or hides a part: then a name isn't read as it is written. */
const TURNS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFC\uFFFD]/u;
/** Greek, Cyrillic and Chinese letters that look like those of a name: Ν for N, 一 among katakana for ー; marks over letters. */
const LOOK_ALIKE =
  /[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧоАВЕКМНОРСТХаесрух]|(?<=[\p{sc=Katakana}ー])[一二工口力夕卜八](?=[\p{sc=Katakana}ー])|\p{Mn}/u;
/** A company's legal form, or a word before one more name. */
const ANOTHER =
  /^(および|及び|並びに|ならびに|[、,&+])|(株式|有限|合同)会社|(財団|社団)法人|\([株有同]\)|\b(inc|corp|ltd|llc)\b/iu;
/** Whose page it is. */
const FOOT = /^(©|\(c\)|copyright)/iu;
const BEFORE_LABEL = /^[\s・•■□●○◆◇▶▼※*【[「『<(]*(\d{1,2}[).:]?\s*)?/u;

/**
 * What a page states under a label, each value once: "label : value" in a line, label and value in neighbouring cells,
 * one above the other, or in the line after. A value that goes on in the next cells, or in the next lines with another
 * company, is told whole; "" stands for one that can't be told.
 * @param lines cells of a row apart by a tab
 * @param labels the label's forms
 * @param others what else may stand there, to tell a value from the next label or from the question
 */
export function stated(
  lines: readonly string[],
  labels: readonly string[],
  others: readonly string[],
): readonly string[] {
  const rows = lines.map((line) => line.split("\t").flatMap((cell) => apart(plain(cell), others)));
  const known = new Set(others.map(plainLabel));
  const ends = (text: string) =>
    known.has(plainLabel(text).replace(/:$/u, "")) || after(text, others) !== null;
  const found = new Set<string>();
  for (const [row, cells] of rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const rest = after(cell, labels);
      if (rest === null) continue;
      const beside = [rest, ...upTo(cells.slice(column + 1), ends)];
      const below = rows[row + 1] ?? [];
      const under = upTo(cells.length > 1 ? below.slice(column, column + 1) : below, ends);
      const isBeside = beside.some(isName);
      const names = (isBeside ? beside : under).filter(isName);
      if (names.length === 0) continue;
      found.add(told([...names, ...goingOn(rows.slice(row + (isBeside ? 1 : 2)), ends)]));
    }
  }
  return [...found];
}

function told(names: readonly string[]): string {
  const value = names.map(cleaned).join(" ");
  return value.length > LONGEST || TURNS.test(value) || LOOK_ALIKE.test(value) ? "" : value;
}

/** The lines after a value that name somebody else. */
function goingOn(rows: readonly (readonly string[])[], ends: (text: string) => boolean): readonly string[] {
  const more = rows.findIndex(
    (cells) => !cells.every((cell) => ANOTHER.test(cell) && !FOOT.test(cell) && isName(cell) && !ends(cell)),
  );
  return rows.slice(0, more < 0 ? rows.length : more).flat();
}

function upTo(cells: readonly string[], ends: (text: string) => boolean): readonly string[] {
  const end = cells.findIndex(ends);
  return end < 0 ? cells : cells.slice(0, end);
}

/** Two statements in one line, each with its label and a colon. */
function apart(cell: string, labels: readonly string[]): readonly string[] {
  const cuts = labels.map((label) => cell.search(new RegExp(`(?<=[\\s/|、,;])${spaced(label)}\\s*:`, "u")));
  const starts = [0, ...new Set(cuts.filter((at) => at > 0))].sort((one, other) => one - other);
  return starts.map((from, index) => cell.slice(from, starts[index + 1]).replace(/[\s/|、,;]+$/u, ""));
}

/** What follows the label in the same cell; "" = nothing does; null = it doesn't begin with the label. */
function after(cell: string, labels: readonly string[]): string | null {
  const text = cell.replace(BEFORE_LABEL, "");
  for (const label of labels) {
    // The label has to end here: サービス名称 doesn't have the label サービス名.
    const end = String.raw`\s*\([^)]*\)\s*:|[】\]』]|(?=「[^」]*」$)|\.{2,}|[\s:→⇒]|$`;
    const found = new RegExp(`^${spaced(label)}(${end})`, "u").exec(text);
    if (found === null) continue;
    const rest = text.slice(found[0].length).replace(/^([\s:→⇒]|\.{2,})+/u, "");
    return rest.replace(/^「([^」]*)」$/u, "$1");
  }
  return null;
}

// A sentence is no name.
function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(cleaned(text)) && !/[。？?]/u.test(text);
}

// 「NTT東日本株式会社※1」: the mark leads to a footnote and is no part of the name.
function cleaned(text: string): string {
  return text.replace(/[※*]\d*$/u, "").trim();
}

/** Compatibility forms and what nobody sees folded. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u00AD\u180E\u200B-\u200D\u2060\uFEFF]|\p{Variation_Selector}/gu, "")
    .trim();
}

/** A pattern for the label, also with blanks in it. */
function spaced(label: string): string {
  const letters = [...label.normalize("NFKC").replace(/\s/gu, "")];
  return letters.map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/-]/u, "\\$&")).join("\\s*");
}

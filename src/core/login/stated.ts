import { foldLabel } from "./page.ts";

/**
 * What a page states under a label, each value once: "label : value" in a line, label and value in neighbouring cells,
 * one above the other, or in the line after.
 * @param lines cells of a row apart by a tab
 * @param labels the label's forms
 * @param others what else may stand there, to tell a value from the next label or from the question
 */
export function stated(
  lines: readonly string[],
  labels: readonly string[],
  others: readonly string[],
): readonly string[] {
  const isLabel = (text: string) =>
    others.some((label) => foldLabel(text).replace(/:$/u, "") === foldLabel(label));
  const found = new Set<string>();
  for (const [row, line] of lines.entries()) {
    const cells = line.split("\t");
    for (const [column, cell] of cells.entries()) {
      const rest = after(cell, labels);
      if (rest === null) continue;
      const below = lines[row + 1]?.split("\t") ?? [];
      // A colon may have a cell of its own.
      const beside = cells.slice(column + 1).find((text) => /[\p{L}\p{N}]/u.test(text));
      const candidates = [rest, beside, cells.length > 1 ? below[column] : below.join(" ")];
      const value = candidates.find((text) => text !== undefined && isName(text) && !isLabel(text));
      if (value !== undefined) found.add(cleaned(value));
    }
  }
  return [...found];
}

/** What follows the label in the same cell; "" = nothing does; null = it doesn't begin with the label. */
function after(cell: string, labels: readonly string[]): string | null {
  const text = cell
    .normalize("NFKC")
    .replace(/[\u200B-\u200D\u2060\uFEFF]/gu, "")
    .trim();
  for (const label of labels) {
    if (!text.startsWith(label)) continue;
    const rest = text.slice(label.length);
    // The label has to end here: サービス名称 doesn't have the label サービス名.
    if (rest === "" || /^[\s:]/u.test(rest)) return rest.replace(/^[\s:]+/u, "");
  }
  return null;
}

// A sentence is no name.
function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(cleaned(text)) && !/[。？?]/u.test(text);
}

// 「NTT東日本株式会社※1」: the mark leads to a footnote and is no part of the name.
function cleaned(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[※*]\d*$/u, "")
    .trim();
}

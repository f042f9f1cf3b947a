/** Columns that a text takes on a terminal: Japanese characters take two. */
export function width(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** With blanks up to so many columns. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

/**
 * Rows under each other, all columns but the last padded to the widest.
 * @param most columns that a cell may ask for; a wider one moves what follows in its own row alone
 */
export function table(rows: readonly (readonly string[])[], most = Number.POSITIVE_INFINITY): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      const wanted = width(cell);
      if (wanted <= most) widths[column] = Math.max(widths[column] ?? 0, wanted);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : padded(cell, Math.max(widths[column] ?? 0, width(cell)) + 2),
        )
        .join("")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

const LONGEST_NAME = 60;

/** The one that was meant by a name that there isn't: the same in another way of writing, or a slip of the fingers away. */
export function nearName(written: string, names: readonly string[]): string | null {
  const own = folded(written);
  if (own === "" || own.length > LONGEST_NAME) return null;
  const [nearest] = names
    .map((name) => ({ name, slips: slips(own, folded(name)) }))
    .filter(({ name, slips: many }) => many <= (name.length < 6 ? 1 : 2))
    .toSorted((a, b) => a.slips - b.slips);
  return nearest?.name ?? null;
}

function folded(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Letters to add, leave out or change (Levenshtein). */
function slips(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, its] of [...other].entries())
      next.push(
        Math.min(
          (row[index + 1] ?? 0) + 1,
          (next[index] ?? 0) + 1,
          (row[index] ?? 0) + (letter === its ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

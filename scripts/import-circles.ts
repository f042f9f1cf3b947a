/** What each file imports, by its path in the repository; files outside the map are looked at no further. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Circles of files that import each other: each as the shortest way from a file back to itself. Every file that is in
 * a circle is in one of the ways.
 */
export function importCircles(imports: ImportGraph): string[][] {
  const named = new Set<string>();
  return [...imports.keys()].flatMap((file) => {
    const way = named.has(file) ? null : wayBack(file, imports);
    if (way === null) return [];
    for (const one of way) named.add(one);
    return [way];
  });
}

/** The shortest way from a file back to itself; null = there is none. */
function wayBack(file: string, imports: ImportGraph): string[] | null {
  const seen = new Set<string>();
  const ways = [{ at: file, way: [file] }];
  for (const { at, way } of ways) {
    for (const next of imports.get(at) ?? []) {
      if (next === file) return [...way, file];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push({ at: next, way: [...way, next] });
    }
  }
  return null;
}

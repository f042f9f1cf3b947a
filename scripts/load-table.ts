/** A part of docs/load.md: what stands between `<!-- name -->` and `<!-- /name -->`. */
export type Section = { readonly name: string; readonly title: string; readonly table: string };

export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

export function hours(ms: number): string {
  return `${(ms / 3_600_000).toFixed(1)} h`;
}

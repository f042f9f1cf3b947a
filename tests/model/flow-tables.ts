import { expect } from "vitest";

/** The names that `key` can have in a type of the code: `type: "asked"`, `at: "open" | "exchanging"`. */
export function names(code: string, type: string, key: "type" | "at"): string[] {
  const start = code.indexOf(`export type ${type} =`);
  if (start < 0) throw new Error(`no type ${type}`);
  const body = code.slice(start, code.indexOf("\nexport ", start + 1));
  const uses = [...body.matchAll(new RegExp(`\\b${key}: ((?:"[a-z-]+"(?: \\| )?)+)`, "gu"))];
  return [
    ...new Set(
      uses.flatMap(([, union]) => [...(union ?? "").matchAll(/"([a-z-]+)"/gu)].map(([, name]) => name ?? "")),
    ),
  ];
}

/** The table under "Events by state": event → state → cell. */
function table(doc: string): Map<string, Map<string, string>> {
  const section = doc.slice(doc.indexOf("## Events by state"));
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", ""));
  const lines = section
    .slice(0, section.indexOf("\n## ", 1))
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const [head = "", , ...rows] = lines;
  const states = cells(head).slice(1);
  return new Map(
    rows.map((row) => {
      const [event = "", ...rest] = cells(row);
      return [event, new Map(states.map((state, at) => [state, rest[at] ?? ""]))];
    }),
  );
}

/** Does anything happen in one of the states of that name, by one of the events of that name? */
type Happens = (state: string, event: string) => boolean;

export function holdTable(
  doc: string,
  states: readonly string[],
  events: readonly string[],
  happens: Happens,
): void {
  const rows = table(doc);
  expect([...rows.keys()].sort()).toEqual([...events].sort());
  for (const [event, row] of rows) {
    expect([...row.keys()].sort()).toEqual([...states].sort());
    for (const [state, cell] of row)
      expect(`${event} in ${state}: ${cell === "–" ? "nothing" : "something"}`).toBe(
        `${event} in ${state}: ${happens(state, event) ? "something" : "nothing"}`,
      );
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run-command.ts";

/** One line of the table that `npm run faults` prints. */
export type Row = {
  /** Reliability numbers. */
  readonly shows: string;
  readonly fault: string;
  /** What `storage-drive status --json` said meanwhile. */
  readonly shown: string;
  readonly lost: string;
  readonly recovered: string;
  readonly verdict: "as required" | "FAILED" | "skipped";
  /** Why it is skipped or failed; numbers of this very run. */
  readonly note: string;
};

export const FAULTS_DOC = join(root, "docs", "faults.md");
const folder = join(root, "out", "faults");

/** For a new run: rows of an older one are no evidence. */
export function forgetRows(): void {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * What failed once stays so in this run.
 * @param order where in the table: file, then place in it
 */
export function keepRow(order: string, row: Row): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${order}.json`);
  if (existsSync(file) && readRow(file).verdict === "FAILED") return;
  writeFileSync(file, JSON.stringify(row));
}

export function rows(): Row[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => readRow(join(folder, name)));
}

function readRow(file: string): Row {
  return JSON.parse(readFileSync(file, "utf8")) as Row;
}

export function markdown(all: readonly Row[]): string {
  return table(
    ["shows", "fault", "state shown", "lost", "recovered", "verdict"],
    all.map((row) => [
      ...[row.shows, row.fault, row.shown, row.lost, row.recovered],
      row.note === "" ? row.verdict : `${row.verdict}: ${row.note}`,
    ]),
  );
}

const BEGIN = "<!-- written by `npm run faults`, don't edit by hand -->";
const END = "<!-- until here -->";

/** The document with the table of a whole run in its place; without times, which every run has its own of. */
export function faultsDoc(doc: string, seed: string, all: readonly Row[]): string {
  const from = doc.indexOf(BEGIN);
  const to = doc.indexOf(END);
  if (from < 0 || to < from) throw new Error("docs/faults.md has no place for the table");
  const timeless = (text: string) => text.replaceAll(/ after [\d.]+ s(?: at most)?/gu, "");
  const lines = all.map((row) => [row.shows, row.fault, row.shown, row.lost, row.recovered].map(timeless));
  const head = `${all.length} faults, all as required. Seed ${seed}.`;
  const written = table(["shows", "fault", "state shown", "lost", "recovered"], lines);
  return `${doc.slice(0, from)}${BEGIN}\n\n${head}\n\n${written}\n\n${doc.slice(to)}`;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (parts: readonly string[]) => `| ${parts.map(plain).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}

function plain(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/gu, " ");
}

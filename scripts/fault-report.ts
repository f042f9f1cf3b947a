import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  /** Why it is skipped, failed or not there yet. */
  readonly note: string;
};

const folder = join(root, "out", "faults");

/** For a new run: rows of an older one are no evidence. */
export function forgetRows(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** @param order where in the table: file, then place in it */
export function keepRow(order: string, row: Row): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${order}.json`), JSON.stringify(row));
}

export function rows(): Row[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Row);
}

const HEAD = ["shows", "fault", "state shown", "lost", "recovered", "verdict"] as const;

export function markdown(all: readonly Row[]): string {
  const cells = all.map((row) => [
    row.shows,
    row.fault,
    row.shown,
    row.lost,
    row.recovered,
    row.note === "" ? row.verdict : `${row.verdict}: ${row.note}`,
  ]);
  const line = (parts: readonly string[]) => `| ${parts.map(plain).join(" | ")} |`;
  return [line(HEAD), line(HEAD.map(() => "---")), ...cells.map(line)].join("\n");
}

function plain(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/gu, " ");
}

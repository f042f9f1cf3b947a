// `npm run test:windows`: the repository's own tests on Node for Windows, under Wine, on a Japanese and a Western Windows.
// `--short`: the part of it that `npm test` has.
import { type Count, total } from "./count-results.ts";
import { codePages, testOnWindows, type WindowsResult } from "./windows/lane.ts";
import type { CodePage } from "./windows/wine.ts";

const timeLimit = 20 * 60_000;
const short = process.argv.includes("--short");

const rows: string[] = [row("code page", "folder", "passed", "failed", "skipped", "seconds")];
const counts: Count[] = [];
for (const codePage of codePages(short)) {
  console.log(
    `\n== Windows with code page ${codePage} (what it prints comes at its end, after some minutes)`,
  );
  const started = performance.now();
  const result = await testOnWindows(codePage, { short, timeLimit, show: console.log });
  rows.push(...rowsOf(codePage, result, (performance.now() - started) / 1000));
  counts.push(result.count);
}
process.exitCode = summary(total(counts));

function rowsOf(codePage: CodePage, { count, folders }: WindowsResult, seconds: number): string[] {
  return [
    ...[...folders].map(([folder, one]) => row(codePage, folder, ...numbersOf(one))),
    row(codePage, "all", ...numbersOf(count), seconds.toFixed(0)),
  ];
}

function numbersOf({ passed, failed, skipped }: Count): number[] {
  return [passed, failed.length, skipped.length];
}

function row(codePage: string | CodePage, folder: string, ...cells: (string | number)[]): string {
  const numbers = cells.map((cell) => String(cell).padStart(9));
  return [String(codePage).padEnd(11), folder.padEnd(32), ...numbers].join("");
}

function summary({ passed, failed, skipped }: Count): number {
  console.log(["", ...rows].join("\n"));
  for (const name of failed) console.log(`failed: ${name}`);
  for (const name of skipped) console.log(`skipped: ${name}`);
  console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length === 0 ? 0 : 1;
}

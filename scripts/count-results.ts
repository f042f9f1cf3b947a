import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Outcome } from "./run-command.ts";

/**
 * What a suite came to; skipped ones by name, failed ones by name and with what they said, and so those of the passed
 * that needed a second try.
 */
export type Count = {
  passed: number;
  failed: readonly string[];
  skipped: readonly string[];
  secondTry: readonly string[];
};

/** The part of Vitest's JSON report that is counted. */
export type Report = {
  testResults: {
    name: string;
    status: string;
    assertionResults: Test[];
  }[];
};

type Test = { fullName: string; status: string; failureMessages?: string[] };

export const none: Count = { passed: 0, failed: [], skipped: [], secondTry: [] };

export function failure(name: string): Count {
  return { ...none, failed: [name] };
}

export function total(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.flatMap((count) => count.failed),
    skipped: counts.flatMap((count) => count.skipped),
    secondTry: counts.flatMap((count) => count.secondTry),
  };
}

/**
 * Counts a Vitest run. What the report can't tell counts as a failure of the suite: no report, a run that was ended,
 * an exit code that no failed test explains, a run without a single test.
 */
export function countOf(suite: string, outcome: Outcome, report: Report | null, root: string): Count {
  if (outcome.timedOut) return failure(`${suite}: didn't end in ${Math.round(outcome.seconds)} s`);
  if (report === null) return failure(`${suite}: ended without a report`);
  const count = total(report.testResults.map((file) => countOfFile(suite, file, root)));
  if (count.failed.length > 0) return count;
  if (outcome.code !== 0) return total([count, failure(`${suite}: an error outside its tests`)]);
  return count.passed + count.skipped.length === 0 ? failure(`${suite}: no tests were found`) : count;
}

function countOfFile(suite: string, file: Report["testResults"][number], root: string): Count {
  const nameOf = (test: Test) => `${suite}: ${relative(root, file.name)} › ${test.fullName}`;
  const told = (test: Test) => [nameOf(test), ...saidBy(test.failureMessages ?? [])].join("\n    ");
  const withStatus = (...status: string[]) =>
    file.assertionResults.filter((test) => status.includes(test.status));
  const passed = withStatus("passed");
  const skipped = withStatus("skipped", "pending", "todo", "disabled");
  const failed = file.assertionResults.filter((test) => !passed.includes(test) && !skipped.includes(test));
  // A file that broke outside its tests (an import, a hook) has none that failed.
  const broken = file.status === "failed" && failed.length === 0;
  return {
    passed: passed.length,
    failed: broken ? [`${suite}: ${relative(root, file.name)}`] : failed.map(told),
    skipped: skipped.map(nameOf),
    // Vitest keeps what the first try said (`retry`).
    secondTry: passed.filter(({ failureMessages = [] }) => failureMessages.length > 0).map(told),
  };
}

/** Chromium's own log, of which one wait in vain brings a screenful: `[pid:date/time:ERROR:file.cc(1)]` and what follows. */
const CHROMIUM_LOG =
  /^\[\d+:\d+\/[\d.]+:(?:ERROR|WARNING|INFO)|^\s*net_error -|^----- Certificate|^(?:ERROR|WARNING): /u;

/** Of what a failed test said, enough to know it by where only the end of a run is kept. */
function saidBy(messages: readonly string[]): string[] {
  return stripVTControlCharacters(messages.join("\n"))
    .split("\n")
    .filter((line) => line.trim() !== "" && !CHROMIUM_LOG.test(line))
    .slice(0, 16)
    .map((line) => line.slice(0, 300));
}

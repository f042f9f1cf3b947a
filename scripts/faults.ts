// `npm run faults`: every fault of reliability 14 to 30, injected for real, and a table of what came of it. A whole long
// run with nothing skipped is kept in docs/faults.md.
//   --short      what `npm test` runs
//   --minutes=N  begins no fault after N minutes; then goes on where the last part ended:
//   --go-on      with its seed and form, playing what has no line in the table yet
// FAULT_SEED=N repeats a run, FAULT_KILLS=N sets the kills in each part of a refresh.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS_DOC, faultsDoc, forgetRows, markdown, type Row, rows } from "./fault-report.ts";
import { root, runNode } from "./run-command.ts";

const minute = 60_000;

/** A run, over all its parts. */
type Run = {
  readonly seed: string;
  readonly short: boolean;
  readonly seconds: number;
  /** Vitest had nothing to complain of, outside the faults neither. */
  readonly fine: boolean;
};
const runFile = join(root, "out", "faults-run.json");
const report = join(root, "out", "faults-report.json");

const goOn = process.argv.includes("--go-on");
const minutes = Number(process.argv.find((one) => one.startsWith("--minutes="))?.split("=")[1] ?? Infinity);
const before: Run = goOn
  ? JSON.parse(readFileSync(runFile, "utf8"))
  : {
      seed: process.env.FAULT_SEED ?? String(Math.floor(Math.random() * 2 ** 31)),
      short: process.argv.includes("--short"),
      seconds: 0,
      fine: true,
    };
if (!goOn) {
  const built = await runNode(["scripts/build.ts"], { timeLimit: 3 * minute, show: true });
  if (built.code !== 0) process.exit(1);
  forgetRows();
}

const { code, seconds } = await runNode(
  [
    ...["node_modules/vitest/vitest.mjs", "run", "--project=faults"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  ],
  {
    timeLimit: 90 * minute,
    show: true,
    env: {
      FAULT_SEED: before.seed,
      ...(before.short ? {} : { STORAGE_DRIVE_TEST_LONG: "1" }),
      FAULT_PART: goOn ? "go-on" : "begin",
      ...(Number.isFinite(minutes) ? { FAULT_UNTIL: String(Date.now() + minutes * minute) } : {}),
      // A client is started thousands of times.
      NODE_COMPILE_CACHE: join(root, "out", "compile-cache"),
    },
  },
);
const run: Run = { ...before, seconds: before.seconds + seconds, fine: before.fine && code === 0 };
writeFileSync(runFile, JSON.stringify(run));
process.exitCode = conclude(run, rows(), leftOf(rows()));

/** Faults that have no line yet, by the names of their tests. */
function leftOf(all: readonly Row[]): number {
  type Report = { testResults: { assertionResults: { fullName: string }[] }[] };
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const names = testResults.flatMap(({ assertionResults }) => assertionResults.map((one) => one.fullName));
  return names.filter((name) => !all.some(({ fault }) => name.startsWith(`${fault} (reliability `))).length;
}

/** @returns the exit code: 0 = whole and as required, 1 = not as required, 2 = as required so far */
function conclude(of: Run, all: readonly Row[], left: number): 0 | 1 | 2 {
  const count = (verdict: Row["verdict"]) => all.filter((row) => row.verdict === verdict).length;
  const summary =
    `${all.length} faults: ${count("as required")} as required, ${count("FAILED")} failed, ` +
    `${count("skipped")} skipped${left === 0 ? "" : `; ${left} left for --go-on`}`;
  const head = `${of.short ? "Short" : "Long"} form, seed ${of.seed}, ${Math.round(of.seconds)} s. ${summary}.`;
  writeFileSync(join(root, "out", "faults.md"), `# Faults\n\n${head}\n\n${markdown(all)}\n`);
  console.log(`\n${markdown(all)}\n\n${head}\nWritten to out/faults.md`);
  if (!of.fine || count("FAILED") > 0 || all.length === 0) return 1;
  if (left > 0) return 2;
  if (!of.short && count("skipped") === 0 && process.env.FAULT_KILLS === undefined) {
    writeFileSync(FAULTS_DOC, faultsDoc(readFileSync(FAULTS_DOC, "utf8"), of.seed, all));
    console.log("and to docs/faults.md");
  }
  return 0;
}

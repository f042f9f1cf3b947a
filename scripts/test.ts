// `npm test`: every suite, the time of each, and at the end one line that says it all.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SERVICE_IDS } from "../src/core/service/profiles.ts";
import { type Count, countOf, failure, none, type Report, total } from "./count-results.ts";
import { testPackages } from "./package/lane.ts";
import { type Outcome, root, runNode } from "./run-command.ts";
import { staticChecks } from "./static-checks.ts";
import { codePages, testOnWindows } from "./windows/lane.ts";

const minute = 60_000;
/**
 * For those that meet real clients and services, on machines that are busy otherwise: one of them that fails and then
 * passes is told by name, with what it said; it is a defect of the product or of the test, but stops nobody.
 */
const secondTry = ["--retry=1"];
/** Of the 30 minutes that a cold run may take, what is left to the last line. */
const wholeTimeLimit = 29 * minute;

type Suite = {
  name: string;
  /** Left out, without a word, while this has nothing to run. */
  present: () => boolean;
  /** Milliseconds; four times as many with --all. */
  timeLimit: number;
  /** @param show at once what it prints; else when it has ended, whole */
  run: (timeLimit: number, show: boolean) => Promise<Count>;
};

const long = process.argv.includes("--all");
const reports = join(root, "out", "test");

/**
 * One stage after another; the lanes of one side by side, and each lane's suites in their order: those that compute beside
 * those that mostly wait for a client or a page.
 */
const stages: Suite[][][] = [
  [
    [{ name: "check", present: () => true, timeLimit: 3 * minute, run: runStaticChecks }],
    [vitestSuite("unit", 3 * minute, () => true)],
  ],
  [
    [vitestSuite("core", 4 * minute)],
    [vitestSuite("walks", 8 * minute)],
    [{ name: "deploy", present: () => true, timeLimit: 6 * minute, run: runDeploy }],
  ],
  [
    [
      { name: "windows", present: () => true, timeLimit: 7 * minute, run: runOnWindows },
      vitestSuite("contract", 3 * minute, undefined, secondTry),
      vitestSuite("model", 4 * minute),
    ],
    [vitestSuite("consent", 9 * minute, undefined, secondTry), vitestSuite("conformance", 2 * minute)],
  ],
  [
    [vitestSuite("integration", 12 * minute, undefined, secondTry)],
    [vitestSuite("faults", 12 * minute, undefined, secondTry)],
  ],
  // Clients wait for pages, time limits and each other more than they compute.
  [[vitestSuite("e2e", 15 * minute, undefined, [...secondTry, "--maxWorkers=3"])]],
  // As a person starts it; the same demonstrations are in the end-to-end tests.
  [[{ name: "demonstration", present: () => long, timeLimit: 3 * minute, run: runDemonstrations }]],
  [[{ name: "mutation", present: () => long, timeLimit: 10 * minute, run: runMutation }]],
];

// Every start of the command line or the reference service compiles a hundred files otherwise (nodejs.org/api/cli.html).
process.env.NODE_COMPILE_CACHE ??= join(root, "out", "compile-cache");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
process.exitCode = await main();

async function main(): Promise<number> {
  const started = Number(process.env.STORAGE_DRIVE_RUN_STARTED ?? Date.now());
  const lines: string[] = [];
  const counts: Count[] = [];
  counts.push(await buildFirst(lines));
  for (const stage of stages) {
    const lanes = stage.map((lane) => lane.filter((one) => one.present())).filter((lane) => lane.length > 0);
    if (lanes.length > 0) console.log(`\n== ${lanes.map(named).join(", beside it ")}`);
    const left = () => (long ? Number.POSITIVE_INFINITY : started + wholeTimeLimit - Date.now());
    const play = async (suite: Suite): Promise<void> => {
      const began = performance.now();
      const count =
        left() > 0
          ? await suite.run(Math.min(left(), suite.timeLimit * (long ? 4 : 1)), lanes.length === 1)
          : failure(`${suite.name}: not run, the ${wholeTimeLimit / minute} minutes are over`);
      counts.push(count);
      lines.push(line(suite.name, count, (performance.now() - began) / 1000));
      console.log(lines.at(-1));
    };
    const inOrder = async (lane: readonly Suite[]): Promise<void> => {
      for (const suite of lane) await play(suite);
    };
    await Promise.all(lanes.map(inOrder));
  }
  return summary(lines, total(counts), (Date.now() - started) / 1000);
}

function named(lane: readonly Suite[]): string {
  return lane.map(({ name }) => name).join(" and ");
}

/** A build that fails counts as a failed test; one that works is not a test. */
async function buildFirst(lines: string[]): Promise<Count> {
  const outcome = await runNode(["scripts/build.ts"], { timeLimit: 3 * minute, show: true });
  if (outcome.code === 0) return none;
  const count = failure(outcome.timedOut ? "build: didn't end in time" : "build");
  lines.push(line("build", count, outcome.seconds));
  return count;
}

async function runStaticChecks(timeLimit: number): Promise<Count> {
  const counts: Count[] = [];
  for (const check of staticChecks) {
    const outcome = await runNode(check.args, { timeLimit, show: false });
    console.log(
      `${outcome.code === 0 ? "ok    " : "FAILED"} ${check.name} (${outcome.seconds.toFixed(1)} s)`,
    );
    if (outcome.code !== 0) console.log(outcome.output);
    counts.push(single(`check: ${check.name}`, outcome));
  }
  return total(counts);
}

function vitestSuite(
  name: string,
  timeLimit: number,
  present = () => hasTests(name),
  more: readonly string[] = [],
): Suite {
  const report = join(reports, `${name}.json`);
  return {
    name,
    present,
    timeLimit,
    async run(limit, show) {
      const outcome = await runNode(
        [
          "node_modules/vitest/vitest.mjs",
          "run",
          `--project=${name}`,
          "--reporter=default",
          "--reporter=json",
          `--outputFile.json=${report}`,
          ...more,
        ],
        { timeLimit: limit, show, env: long ? { STORAGE_DRIVE_TEST_LONG: "1" } : {} },
      );
      if (!show) console.log(`\n== ${name}\n${outcome.output}`);
      return countOf(name, outcome, readReport(report), root);
    },
  };
}

function hasTests(name: string): boolean {
  const folder = join(root, "tests", name);
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => /\.test\.ts$/.test(`${file}`))
  );
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return null;
  }
}

async function runDemonstrations(timeLimit: number): Promise<Count> {
  const counts: Count[] = [];
  for (const service of SERVICE_IDS) {
    // Isolated: what the person's own keychain holds is no business of a test.
    const outcome = await runNode(
      ["scripts/keyring.mjs", "--", process.execPath, "scripts/demo/main.ts", "--service", service],
      { timeLimit, show: true },
    );
    counts.push(single(`demonstration: ${service}`, outcome));
  }
  return total(counts);
}

async function runOnWindows(timeLimit: number): Promise<Count> {
  const counts: Count[] = [];
  for (const codePage of codePages(!long))
    counts.push((await testOnWindows(codePage, { short: !long, timeLimit, show: console.log })).count);
  return total(counts);
}

function runDeploy(timeLimit: number, show: boolean): Promise<Count> {
  return testPackages({ timeLimit, show, tell: console.log });
}

async function runMutation(timeLimit: number): Promise<Count> {
  return single("mutation", await runNode(["scripts/mutation.ts"], { timeLimit, show: true }));
}

function single(name: string, outcome: Outcome): Count {
  if (outcome.code === 0) return { ...none, passed: 1 };
  return failure(outcome.timedOut ? `${name}: didn't end in time` : name);
}

function line(name: string, count: Count, seconds: number): string {
  const { passed, failed, skipped } = count;
  const result = `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
  return `${name.padEnd(14)} ${result.padEnd(40)} ${seconds.toFixed(1).padStart(6)} s`;
}

function summary(lines: string[], count: Count, seconds: number): number {
  const minutes = `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  console.log(["\n== all suites", ...lines, `${"time".padEnd(14)} ${minutes}`].join("\n"));
  // What is kept of a long run is its end: what failed stands there.
  for (const name of count.skipped) console.log(`skipped: ${name}`);
  for (const name of count.secondTry) console.log(`passed at the second try: ${name}`);
  for (const said of count.failed) console.log(`failed: ${said}`);
  if (count.failed.length > 1) for (const said of count.failed) console.log(`failed: ${said.split("\n", 1)}`);
  console.log(`\n${count.passed} passed, ${count.failed.length} failed, ${count.skipped.length} skipped`);
  return count.failed.length === 0 ? 0 : 1;
}

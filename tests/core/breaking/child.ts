// Breaks, row by row, each function and each datum that the row names, and runs the row's own tests against it.
// A process of its own: what is broken here is broken nowhere else. Prints one JSON object for each row.
import fc from "fast-check";
import { dataOf, testsOf } from "../../../scripts/rules-doc.ts";
import { TRACES, type Trace } from "../../../scripts/rules-traces.ts";
import { SERVICE_IDS } from "../../../src/core/service/profiles.ts";
import { another, type Break, believable, leavesOf, nameOf, valueAt } from "./breaks.ts";
import { type Case, casesOf } from "./collector.ts";
import { concerns, installHooks, type Round, roundOf, watchingRound } from "./hooks.ts";

export type RowResult = {
  readonly fact: string;
  /** Cases of the row's tests; `failing` without anything broken. */
  readonly cases: number;
  readonly failing: readonly string[];
  readonly breaks: number;
  /** What was broken without a case failing. */
  readonly survivors: readonly string[];
  /** Functions of the row that its tests never call about it. */
  readonly uncalled: readonly string[];
};

// The same samples every time: what survives once survives always.
fc.configureGlobal({ seed: 1, numRuns: 20 });
installHooks(new Set(TRACES.flatMap(({ where }) => where)));

let round = 0;

async function breakRow(trace: Trace, tests: readonly string[]): Promise<RowResult> {
  const answers = new Map<string, Set<string>>();
  const watched = await run(
    tests,
    watchingRound((where, answer) => note(answers, trace, where, answer)),
  );
  const breaks = [...dataBreaks(trace), ...answerBreaks(trace, answers)];
  const survivors: string[] = [];
  for (const one of breaks) {
    const round = roundOf(one);
    const { failing } = await run(tests, round, true);
    if (failing.length === 0) survivors.push(nameOf(one) + (round.broke() === 0 ? " (never met)" : ""));
  }
  return {
    fact: trace.fact,
    cases: watched.cases,
    failing: watched.failing,
    breaks: breaks.length,
    survivors,
    uncalled: trace.where.filter((where) => !answers.has(where)),
  };
}

/** Breaks judged by another row's tests: all of them have to survive, or the breaking itself fails anything. */
async function selfCheck(): Promise<RowResult> {
  const [codes] = TRACES.filter(({ fact }) => fact === "A28");
  if (codes === undefined) throw new Error("the table has no row A28");
  return {
    ...(await breakRow({ ...codes, where: [] }, ["rules/recovery-code.test.ts"])),
    fact: "self-check",
  };
}

async function run(tests: readonly string[], breaking: Round, untilOneFails = false) {
  round += 1;
  globalThis.breaking = breaking;
  const failing: string[] = [];
  let cases: readonly Case[] = [];
  try {
    cases = await casesOf(async () => {
      for (const path of tests) await import(`../../../src/core/${path}?${round}`);
    });
  } catch (error) {
    // Not even the tables of the tests can be made: that is noticed too.
    failing.push(`loading: ${error}`);
  }
  for (const { name, run: runCase } of failing.length > 0 ? [] : cases) {
    try {
      await runCase();
    } catch {
      failing.push(name);
      if (untilOneFails) break;
    }
  }
  return { cases: cases.length, failing };
}

/** Which parts a function's answers to this row have: each is broken by itself. */
function note(answers: Map<string, Set<string>>, trace: Trace, where: string, answer: unknown): void {
  if (!trace.where.includes(where) || !concerns(trace.fact, answer)) return;
  const parts = answers.get(where) ?? new Set<string>();
  answers.set(where, parts);
  for (const keys of partsOf(answer))
    if (another(valueAt(answer, keys)) !== undefined) parts.add(JSON.stringify(keys));
}

function partsOf(answer: unknown): readonly (readonly string[])[] {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return [[]];
  return Object.entries(answer).flatMap(([key, inner]) =>
    key === "value" ? partsOf(inner).map((keys) => ["value", ...keys]) : [[key]],
  );
}

function answerBreaks(trace: Trace, answers: Map<string, Set<string>>): readonly Break[] {
  return [...answers].flatMap(([where, parts]) =>
    [...parts].map((part): Break => {
      const keys: string[] = JSON.parse(part);
      const isConstant = /#[A-Z_]+$/u.test(where);
      return isConstant
        ? { kind: "constant", where, keys }
        : { kind: "answer", where, fact: trace.fact, keys };
    }),
  );
}

/** Each leaf of each datum, for each service by itself. */
function dataBreaks(trace: Trace): readonly Break[] {
  return trace.data.flatMap((path) =>
    SERVICE_IDS.flatMap((service) => {
      const { keys, value, homeless } = dataOf(path, service);
      const [table = ""] = path.split(".");
      if (path.endsWith("?")) return presenceBreak(path, table, service, keys, value === true);
      // That its holder isn't there is a datum of its own.
      if (homeless) return [];
      return leavesOf(value).flatMap((leaf): Break[] => {
        const old = valueAt(value, leaf);
        const others = SERVICE_IDS.map((one) => valueAt(dataOf(path, one).value, leaf));
        const changed = believable([...keys, ...leaf].at(-1), old, others);
        if (changed === undefined) return [];
        return [{ kind: "datum", table, service, keys: [...keys, ...leaf], value: changed }];
      });
    }),
  );
}

function presenceBreak(
  path: string,
  table: string,
  service: string,
  keys: readonly string[],
  isThere: boolean,
): readonly Break[] {
  const [other] = SERVICE_IDS.map((one) => dataOf(path.slice(0, -1), one).value).filter(
    (one) => one !== null,
  );
  return [{ kind: "datum", table, service, keys, value: isThere ? null : other }];
}

const wanted = process.argv.slice(2);
for (const trace of TRACES) {
  if (wanted.length > 0 && !wanted.includes(trace.fact)) continue;
  process.stdout.write(`${JSON.stringify(await breakRow(trace, testsOf(trace)))}\n`);
}
if (wanted.length === 0) process.stdout.write(`${JSON.stringify(await selfCheck())}\n`);

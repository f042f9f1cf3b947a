// `npm run mutation`: changes the rules one place at a time (StrykerJS) and sees whether their tests notice. What they
// don't notice has to be in mutation/survivors.ts with its reason, and nothing else may be. Writes docs/mutation.md.
// `--from-report` takes the last run's report instead of a new run.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compare, outcomeOf } from "./mutation/compare.ts";
import { SURVIVORS, type Survivor } from "./mutation/survivors.ts";
import { root, runNode } from "./run-command.ts";

export const MUTATION_DOC = fileURLToPath(new URL("../docs/mutation.md", import.meta.url));
const REPORT = `${root}out/mutation/report.json`;
const TIME_LIMIT = 30 * 60_000;

/** The whole document, as it should be on the disk. */
export function mutationDoc(survivors: readonly Survivor[]): string {
  const code = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;
  const rows = survivors.map(
    ({ file, was, becomes, why }) => `| \`${file}\` | ${code(was)} | ${code(becomes)} | ${why} |`,
  );
  return [
    "# Mutations that live",
    "",
    "Generated from `scripts/mutation/survivors.ts` by `npm run mutation`; don't edit by hand.",
    "",
    "StrykerJS changes every rule in `src/core/rules` in one place at a time, and the rules' tests run against it. Each",
    "change that no test notices stands here with the reason why it may live. The run fails when another one lives, and",
    "when one of these no longer does. It takes minutes: it is part of `npm run test:all`, not of `npm test`.",
    "",
    "| File | What stands there | Changed into | Why it may live |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

async function main(): Promise<number> {
  if (!process.argv.includes("--from-report")) {
    const stryker = ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "stryker.config.json"];
    const { code } = await runNode(stryker, { timeLimit: TIME_LIMIT, show: true });
    if (code !== 0) return 1;
  }
  const { mutants, survivors } = outcomeOf(JSON.parse(readFileSync(REPORT, "utf8")));
  writeFileSync(MUTATION_DOC, mutationDoc(SURVIVORS));
  const { unexplained, outdated } = compare(survivors, SURVIVORS);
  for (const name of unexplained) console.log(`lives, and nobody says why: ${name}`);
  for (const name of outdated) console.log(`listed, but lives no longer: ${name}`);
  console.log(`${mutants} mutants, ${mutants - survivors.length} noticed, ${survivors.length} live`);
  return unexplained.length + outdated.length === 0 && mutants > 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();

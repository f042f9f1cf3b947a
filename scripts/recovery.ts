// `npm run recovery -- [--seed N] [--seeds M]`: breaks five logins by chance and has each mended by somebody who sees the
// guide's window alone, and by somebody who has a support code and the helpdesk's page alone.
//   --seed N   the first seed, 1 unless given
//   --seeds M  so many, one after the other, 1 unless given
import { parseArgs } from "node:util";
import { runNode } from "./run-command.ts";

const minute = 60_000;
const { values } = parseArgs({ options: { seed: { type: "string" }, seeds: { type: "string" } } });
const first = Number(values.seed ?? 1);
const many = Number(values.seeds ?? 1);
if (!Number.isInteger(first) || !Number.isInteger(many) || many < 1) {
  console.error("usage: npm run recovery -- [--seed N] [--seeds M]");
  process.exit(2);
}
const built = await runNode(["scripts/build.ts"], { timeLimit: 3 * minute, show: true });
if (built.code !== 0) process.exit(1);
const failed: number[] = [];
for (let seed = first; seed < first + many; seed += 1) {
  const { code } = await runNode(["node_modules/vitest/vitest.mjs", "run", "--project=recovery"], {
    timeLimit: 20 * minute,
    show: true,
    env: { RECOVERY_SEED: String(seed) },
  });
  if (code !== 0) failed.push(seed);
}
console.log(
  failed.length === 0 ? `${many} of ${many} seeds: all online` : `failed: seeds ${failed.join(", ")}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

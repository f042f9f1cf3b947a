// `npm run faults`: every fault of reliability 14 to 30, injected for real, and a table of what came of it.
// `npm run faults -- --short` is what `npm test` runs; FAULT_SEED=N repeats a run, FAULT_KILLS=N sets kills a part.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { forgetRows, markdown, rows } from "./fault-report.ts";
import { root, runNode } from "./run-command.ts";

const minute = 60_000;
const short = process.argv.includes("--short");
const seed = process.env.FAULT_SEED ?? String(Math.floor(Math.random() * 2 ** 31));

const built = await runNode(["scripts/build.ts"], { timeLimit: 3 * minute, show: true });
if (built.code !== 0) process.exit(1);
forgetRows();
const { code, seconds } = await runNode(["node_modules/vitest/vitest.mjs", "run", "--project=faults"], {
  timeLimit: 90 * minute,
  show: true,
  env: { FAULT_SEED: seed, ...(short ? {} : { STORAGE_DRIVE_TEST_LONG: "1" }) },
});
const all = rows();
const count = (verdict: string) => all.filter((row) => row.verdict === verdict).length;
const summary =
  `${all.length} faults: ${count("as required")} as required, ${count("FAILED")} failed, ` +
  `${count("skipped")} skipped`;
const head = `${short ? "Short" : "Long"} form, seed ${seed}, ${Math.round(seconds)} s. ${summary}.`;
writeFileSync(join(root, "out", "faults.md"), `# Faults\n\n${head}\n\n${markdown(all)}\n`);
console.log(`\n${markdown(all)}\n\n${head}\nWritten to out/faults.md`);
process.exitCode = code === 0 && count("FAILED") === 0 && all.length > 0 ? 0 : 1;

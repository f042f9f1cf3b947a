// `npm run test:installers`: makes the installers for Windows around a stand-in for Electron, and lives with them under Wine.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.ts";
import { countOf } from "./count-results.ts";
import { root, runNode } from "./run-command.ts";

// Both files of tests take it from the same folder, at once.
await build();

const report = join(root, "out/test/installers.json");
rmSync(report, { force: true });
const args = [
  ...["node_modules/vitest/vitest.mjs", "run", "--project=installers", "--reporter=default"],
  ...["--reporter=json", `--outputFile.json=${report}`],
];
const outcome = await runNode(args, { timeLimit: 25 * 60_000, show: true });
const { passed, failed, skipped } = countOf("installers", outcome, readReport(), root);
for (const name of failed) console.log(`failed: ${name}`);
for (const name of skipped) console.log(`skipped: ${name}`);
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length === 0 ? 0 : 1;

function readReport() {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return null;
  }
}

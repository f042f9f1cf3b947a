// `npm run pictures`: makes README's and the manuals' pictures anew, by the test that looks at every window, and keeps them
// with their texts in docs/images.
import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { KEPT, MADE, PICTURES } from "../tests/support/pictures.ts";
import { runNode } from "./run-command.ts";

const minute = 60_000;
const TEST = "tests/e2e/every-window.test.ts";
/** Those of its tests that make pictures. */
const MAKING = "^(ja: every window|the helpdesk's page)";

const built = await runNode(["scripts/build.ts"], { timeLimit: 3 * minute, show: true });
if (built.code !== 0) process.exit(1);
const made = await runNode(["node_modules/vitest/vitest.mjs", "run", "--project=e2e", TEST, "-t", MAKING], {
  timeLimit: 5 * minute,
  show: true,
});
if (made.code !== 0) {
  console.error(`No picture was kept: ${TEST} fails. Next step: mend what it names, then run this again.`);
  process.exit(1);
}
const files = PICTURES.flatMap((name) => [`${name}.png`, `${name}.txt`]);
for (const file of files) copyFileSync(join(MADE, file), join(KEPT, file));
for (const file of readdirSync(KEPT)) if (!files.includes(file)) rmSync(join(KEPT, file));
console.log(`${PICTURES.length} pictures in docs/images`);

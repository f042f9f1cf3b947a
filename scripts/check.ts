// The quick inner loop: everything that needs neither browser nor keychain.
import { runNode } from "./run-command.ts";
import { staticChecks } from "./static-checks.ts";

const timeLimit = 3 * 60_000;
let failed = 0;
for (const check of staticChecks) {
  const { code, output, seconds } = await runNode(check.args, { timeLimit, show: false });
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${check.name} (${seconds.toFixed(1)} s)`);
  if (code === 0) continue;
  failed += 1;
  console.log(output);
}
const unit = await runNode(["node_modules/vitest/vitest.mjs", "run", "--project=unit"], {
  timeLimit,
  show: true,
});
if (unit.code !== 0) failed += 1;
process.exitCode = failed === 0 ? 0 : 1;

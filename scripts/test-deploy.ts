// `npm run test:deploy`: what `npm test` shows of the packages, alone.
import { testPackages } from "./package/lane.ts";

const { passed, failed, skipped } = await testPackages({
  timeLimit: 10 * 60_000,
  show: true,
  tell: console.log,
});
for (const name of failed) console.log(`failed: ${name}`);
for (const name of skipped) console.log(`skipped: ${name}`);
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length === 0 ? 0 : 1;

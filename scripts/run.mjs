// `npm start`, `npm test` …: makes the clone ready, then runs the script of that name on Node 24. Runs on Node 20.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { exitCodeOf, finished, node24Path } from "./node24.mjs";
import { setupOrExit } from "./setup.mjs";

const started = Date.now();
/** What each script wants to be there. */
const purposes = {
  start: "start",
  dev: "start",
  build: "start",
  test: "test",
  "test-windows": "windows",
  check: "test",
  conformance: "start",
  bench: "start",
  mutation: "start",
  faults: "test",
  recovery: "test",
  pictures: "test",
  load: "start",
  release: "start",
  package: "test",
  "package-windows": "installers",
  "package-macos": "installers",
  "test-installers": "installers",
  "test-deploy": "test",
};

const [name = "", ...args] = process.argv.slice(2);
const purpose = purposes[name];
if (purpose === undefined) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(purposes).join("|")} [ARGUMENT…]`);
  process.exit(2);
}
await setupOrExit({ for: purpose });
const child = spawn(node24Path(), [fileURLToPath(new URL(`${name}.ts`, import.meta.url)), ...args], {
  stdio: "inherit",
  // The time limit of `npm test` counts from here: setting up is part of it.
  env: { ...process.env, STORAGE_DRIVE_RUN_STARTED: String(started) },
});
const { code, signal } = await finished(child);
process.exitCode = exitCodeOf(code, signal);

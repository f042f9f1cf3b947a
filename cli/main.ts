import { homedir } from "node:os";
import { resolve } from "node:path";
import { dataDir } from "../src/shared/data-dir.ts";
import { run } from "./run.ts";
import { readInput } from "./standard-input.ts";
import { startClient } from "./start-client.ts";

const { env, platform, stdout, stderr } = process;

process.exitCode = await run(process.argv.slice(2), {
  env,
  dataDir: resolve(dataDir(env, platform, homedir())),
  out: stdout,
  err: stderr,
  readInput,
  startClient,
});

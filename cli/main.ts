import { isSea } from "node:sea";
import { dataFolders } from "../src/main/config/data-folder.ts";
import { run } from "./run.ts";
import { languageOf, wordsIn } from "./words.ts";

const { env, stdout, stderr } = process;

/** What went wrong with the output; null when nothing did. */
let outputLost: string | null = null;
stdout.on("error", ({ code = "?" }: NodeJS.ErrnoException) => {
  // Whoever closes a pipe has read enough.
  if (code === "EPIPE" || outputLost !== null) return;
  outputLost = code;
  stderr.write(`${wordsIn(languageOf(env)).outputLost} (${code})\n`);
  process.exitCode ||= 1;
});
stderr.on("error", () => {}); // then there is nobody left to tell

void run(process.argv.slice(2), {
  env,
  installed: isSea(),
  // Asked for by whoever needs it: help is there without a home folder, too.
  get folders() {
    return dataFolders(env);
  },
  out: stdout,
  err: stderr,
  readInput: async (kind, prompts) => (await import("./standard-input.ts")).readInput(kind, prompts),
  startClient: async (env) => (await import("./start-client.ts")).startClient(env),
  startDoctor: async (env, limitMs) => (await import("./start-client.ts")).startDoctor(env, limitMs),
}).then((exit) => {
  process.exitCode = exit || (outputLost === null ? 0 : 1);
});

// Programs for Windows on this Linux: Wine, with a prefix of the repository's own.
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { spawnBound } from "../bound-process.mjs";
import { type Outcome, root } from "../run-command.ts";

/** Everything that is made for it. */
export const place = join(root, "out", "windows");

export const nodeExe = join(place, "node.exe");

/** A Windows of this code page, by the locale from which Wine takes it. */
export const CODE_PAGES = { 1252: "C.UTF-8", 932: "ja_JP.UTF-8" } as const;
export type CodePage = keyof typeof CODE_PAGES;

/** A path of this machine as Wine's programs know it. */
export const windowsPath = (path: string) => `Z:${path.replaceAll("/", "\\")}`;

function environment(codePage: CodePage): NodeJS.ProcessEnv {
  return {
    ...process.env,
    WINEARCH: "win64",
    WINEPREFIX: join(place, "prefix"),
    WINEDEBUG: "-all",
    WINEDLLOVERRIDES: "mscoree,mshtml=;winemenubuilder.exe=d;winedbg.exe=d",
    DISPLAY: "",
    LC_ALL: CODE_PAGES[codePage],
    // The locale need not be one of this machine's. Where it isn't found Wine loses every name that isn't ASCII.
    LOCPATH: join(place, "locale"),
  };
}

/**
 * Runs a program to its end, and with it everything else of the prefix.
 * @param log where its output goes: Wine's programs may hang on a pipe of Linux's
 * @param timeLimit milliseconds
 */
export async function runOnWine(
  args: readonly string[],
  options: { codePage: CodePage; log: string; timeLimit: number; env?: NodeJS.ProcessEnv },
): Promise<Outcome> {
  const started = performance.now();
  const env = { ...environment(options.codePage), ...options.env };
  const log = openSync(options.log, "w");
  const child = spawnBound("wine", [...args], { cwd: root, env, stdio: ["ignore", log, log] });
  closeSync(log);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endPrefix(env);
  }, options.timeLimit);
  const interrupted = () => {
    endPrefix(env);
    setImmediate(() => process.exit(130)); // once everybody else who runs something has heard of it
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
    return {
      code: timedOut ? null : code,
      timedOut,
      output: readFileSync(options.log, "utf8"),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    clearTimeout(timer);
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    // Windows' own services end by themselves soon; what a test left running doesn't.
    spawnSync("wineserver", ["-w"], { env, stdio: "ignore", timeout: 5_000 });
    endPrefix(env);
  }
}

/** Wine's programs are no children of the one that was started; its server knows them, and ends with the last. */
function endPrefix(env: NodeJS.ProcessEnv): void {
  spawnSync("wineserver", ["-k"], { env, stdio: "ignore", timeout: 10_000 });
}

// Running a tool to its end, with a time limit that holds for everything it started.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export type Outcome = {
  /** Exit code; null when a signal ended it or the time was over. */
  code: number | null;
  timedOut: boolean;
  /** What it printed; empty when it was shown. */
  output: string;
  seconds: number;
};

export type RunOptions = {
  /** Milliseconds; then it is ended, with its process group. */
  timeLimit: number;
  /** Its output goes to the terminal, else it is kept. */
  show: boolean;
  env?: NodeJS.ProcessEnv;
};

/** Runs one of the project's tools on the running Node. */
export function runNode(args: readonly string[], options: RunOptions): Promise<Outcome> {
  return runProgram(process.execPath, args, options);
}

export async function runProgram(
  program: string,
  args: readonly string[],
  { timeLimit, show, env = {} }: RunOptions,
): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(program, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  const endGroup = (signal: NodeJS.Signals) => endProcessGroup(child.pid, signal);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup("SIGTERM");
    setTimeout(() => endGroup("SIGKILL"), 5_000).unref();
  }, timeLimit);
  const interrupted = (signal: NodeJS.Signals) => {
    endGroup(signal);
    setImmediate(() => process.exit(130)); // once everybody else who runs something has heard of it
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    // `exit`, not `close`: a stray grandchild that holds the pipe must not hold the run.
    child.once("exit", (exitCode) => setImmediate(() => resolve(exitCode)));
  });
  clearTimeout(timer);
  process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  if (timedOut) endGroup("SIGKILL");
  return {
    code: timedOut ? null : code,
    timedOut,
    output: Buffer.concat(output).toString(),
    seconds: (performance.now() - started) / 1000,
  };
}

function endProcessGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // Nobody left in the group.
  }
}

/**
 * Runs a fixture of mains/ as a real process: on Electron where its binary is present (or STORAGE_DRIVE_HOST says so),
 * else on the Chromium host. What the fixture says is one JSON line each on stdout.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const root = new URL("../../../", import.meta.url).pathname;
const electronBinary = join(root, "node_modules/electron/dist/electron");

export const host: "electron" | "chromium" =
  process.env.STORAGE_DRIVE_HOST === "electron" ||
  (!process.env.STORAGE_DRIVE_HOST && existsSync(electronBinary))
    ? "electron"
    : "chromium";

export type Said = Record<string, unknown> & { readonly said: string };
export type Running = {
  readonly child: ChildProcess;
  readonly said: Said[];
  /** The first line of that name, now or later; fails when the process ends without it. */
  heard(name: string): Promise<Said>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  errors(): string;
};

const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A folder for a test's user data, gone after the file's tests. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "host-contract-"));
  folders.push(folder);
  return folder;
}

export function startMain(name: string, userData: string, args: readonly string[] = []): Running {
  const main = join(root, "tests/contract/host/mains", `${name}.ts`);
  const [program, before] =
    host === "electron"
      ? [electronBinary, []]
      : [process.execPath, ["--import", join(root, "host/register.ts")]];
  const child = spawn(program, [...before, main, ...args], {
    env: {
      ...process.env,
      CONTRACT_USER_DATA: userData,
      DISPLAY: host === "electron" ? process.env.DISPLAY : "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  let errors = "";
  let over: number | string | undefined;
  const wake = (): void => {
    for (const each of [...waiting]) each();
  };
  child.stdout.on("data", (chunk: Buffer) => {
    rest += chunk.toString("utf8");
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("{")) said.push(JSON.parse(line));
    wake();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => {
      over = code ?? signal ?? "?";
      wake();
      resolve(over);
    });
  });
  children.push(child);
  const heard = (wanted: string): Promise<Said> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = said.find((line) => line.said === wanted);
        if (found) resolve(found);
        else if (over !== undefined)
          reject(new Error(`${name} ended (${over}) without saying ${wanted}\n${errors}`));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });
  return { child, said, heard, ended, errors: () => errors };
}

/** Runs a main to its end and gives what it said; fails if it didn't end by itself with 0. */
export async function runMain(
  name: string,
  userData = freshFolder(),
  args: readonly string[] = [],
): Promise<Said[]> {
  const running = startMain(name, userData, args);
  const code = await running.ended;
  if (code !== 0)
    throw new Error(`${name} ended with ${code}\n${JSON.stringify(running.said)}\n${running.errors()}`);
  return running.said;
}

export const one = (said: readonly Said[], name: string): Said => {
  const found = said.find((line) => line.said === name);
  if (!found) throw new Error(`nobody said ${name}: ${JSON.stringify(said)}`);
  return found;
};

/** Browser processes that a main has started, by their parent (Linux). */
export function browsersOf(pid: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((each) => {
      try {
        const fields = readFileSync(`/proc/${each}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        const command = readFileSync(`/proc/${each}/cmdline`, "utf8");
        return Number(fields[1]) === pid && command.includes("remote-debugging-pipe");
      } catch {
        return false;
      }
    });
}

/** Waits until none of the processes exists any more (a zombie doesn't count). */
export async function goneAll(pids: readonly number[]): Promise<void> {
  const runs = (pid: number): boolean => {
    try {
      return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
      return false;
    }
  };
  while (pids.some(runs)) await new Promise((resolve) => setTimeout(resolve, 20));
}

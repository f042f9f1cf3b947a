import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Where the compiled programs of `programs/` lie; undefined on a Windows that nobody made them for. */
export const programsFolder = process.env.STORAGE_DRIVE_WINDOWS_PROGRAMS;

export const program = (name: string): string => join(programsFolder ?? "", `${name}.exe`);

/** A program that has files open as a virus scanner has. */
export type Scanner = {
  /** How often it has opened a file by now. */
  opened(): number;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<unknown>;
};

const running = new Set<ChildProcess>();

/** Starts one (its arguments are told in its source) and waits until it has begun. */
export async function startScanner(
  name: "hold" | "scan" | "scandir" | "snatch",
  ...args: readonly (string | number)[]
): Promise<Scanner> {
  const child = spawn(program(name), args.map(String), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const ended = once(child, "exit").then(() => running.delete(child));
  let said = "";
  child.stdout.on("data", (data) => (said += data));
  await Promise.race([
    once(child.stdout, "data"),
    ended.then(() => Promise.reject(new Error(`${name} ended at once`))),
  ]);
  return { opened: () => said.split("opened").length - 1, ended };
}

/** Ends those that still run. */
export async function endScanners(): Promise<void> {
  const children = [...running];
  const exits = children.map((child) => once(child, "exit"));
  for (const child of children) child.kill();
  await Promise.all(exits);
}

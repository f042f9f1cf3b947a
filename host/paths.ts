/** Where the app keeps its files, and which processes still run. */
import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { NotInHost } from "./loud.ts";

let chosen: string | undefined;

/** "If the path specifies a directory that does not exist, an `Error` is thrown" (Electron, app.setPath). */
export function setUserData(path: string): void {
  if (!existsSync(path)) throw new Error("Failed to set path");
  chosen = resolve(path);
}

/** The folder exists when this returns. */
export function userData(): string {
  if (chosen === undefined) throw new NotInHost("userData without app.setPath('userData', …)");
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  return chosen;
}

export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

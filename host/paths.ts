/** Where the app keeps its files, and which processes still run. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { NotInHost } from "./loud.ts";

let chosen: string | undefined;

export function setUserData(path: string): void {
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

import { readFileSync } from "node:fs";

/** The preload script's text. A preload that can't be read is a bug of the app, so it throws (Electron only logs it). */
export function readPreload(path: string | undefined): string | undefined {
  return path === undefined ? undefined : readFileSync(path, "utf8");
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./wait.ts";

/** What the client asked to be opened in the person's own browser, in order: the Chromium host writes it down. */
export function openedOutside(dataDir: string): string[] {
  const file = join(dataDir, "electron", "host-open-external.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => (JSON.parse(line) as { url: string }).url);
}

/** Waits until that many were opened. @returns the last of them */
export const openedTimes = (dataDir: string, times: number): Promise<string> =>
  until(`opened ${times} times`, () => {
    const urls = openedOutside(dataDir);
    return urls.length === times ? urls.at(-1) : null;
  });

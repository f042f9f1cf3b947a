import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DAY_MS = 24 * 60 * 60_000;
const LOG_FILE = /^client(?:\.\d+)?\.log$/u;

/**
 * Deletes what the log holds from before so many days. A file that can't be read or written just now is left for the next
 * time: a log stops nobody.
 * @param now ms since 1970
 */
export function dropOldLines(dir: string, days: number, now: number): void {
  const least = new Date(now - days * DAY_MS).toISOString();
  for (const file of namesIn(dir).filter((name) => LOG_FILE.test(name)))
    try {
      dropFrom(join(dir, file), least);
    } catch {
      // Held by another program.
    }
}

function dropFrom(path: string, least: string): void {
  // To read a pipe waits for whoever writes to it, maybe for ever.
  if (!statSync(path).isFile()) return;
  const lines = readFileSync(path, "utf8").split(/(?<=\n)/u);
  // A line begins with its time (`log.ts`); what has none isn't ours, or was cut off, and goes with the line before it.
  let isOld = false;
  const kept = lines.filter((line) => {
    const at = /^\{"at":"([^"]+)"/u.exec(line)?.[1];
    if (at !== undefined) isOld = at < least;
    return !isOld;
  });
  if (kept.length < lines.length) writeFileSync(path, kept.join(""));
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** At once and once a day. @param days as they are then @returns ends that */
export function keepLogYoung(dir: string, days: () => number, now: () => number): () => void {
  const drop = () => dropOldLines(dir, days(), now());
  drop();
  const timer = setInterval(drop, DAY_MS);
  return () => clearInterval(timer);
}

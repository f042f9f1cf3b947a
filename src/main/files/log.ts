import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import electronLog from "electron-log/node.js";
import type { ErrorCode } from "../../core/errors.ts";
import { causesOf, redactFields, redactWord } from "../../core/redact.ts";

export type Log = {
  /** What happened; `name` in the past tense. Fields that aren't on the allow list are dropped by name. */
  event(area: string, name: string, fields?: Readonly<Record<string, unknown>>): void;
  /** What went wrong; of `cause` only names, codes and swept messages are kept. */
  error(area: string, code: ErrorCode, cause?: unknown, fields?: Readonly<Record<string, unknown>>): void;
};

export type LogDeps = {
  readonly dir: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Is given each line too; for a terminal, unpackaged and when asked for only. */
  readonly echo?: (line: string) => void;
  /** Bytes at which a file is closed; five are kept. */
  readonly maxSize?: number;
};

const FILES_KEPT = 5;

/**
 * The one choke point (reliability 31): one JSON object a line in `client.log`, older ones in `client.1.log` to
 * `client.4.log`. Everything is swept before it leaves this function. A log that can't be written stops nobody.
 */
export function createLog({ dir, now, echo, maxSize = 1024 * 1024 }: LogDeps): Log {
  // The library's Node half also under Electron: it brings no IPC to the renderer and asks Electron for nothing.
  const writer = electronLog.create({ logId: dir });
  const { file } = writer.transports;
  writer.transports.console.level = false;
  // Without a name it writes nothing, and looks for one in a package.json that a packaged client needn't have near.
  file.setAppName("storage-service-drive");
  const path = join(dir, "client.log");
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch {
    // The library says so on the terminal at the first line, and goes on without a file.
  }
  file.resolvePathFn = () => path;
  file.format = ({ data }) => data;
  file.writeOptions = { flag: "a", mode: 0o600, encoding: "utf8" };
  file.maxSize = maxSize;
  file.archiveLogFn = () => rotate(dir);

  function write(
    level: "info" | "error",
    head: object,
    fields: Readonly<Record<string, unknown>>,
    tail: object,
  ): void {
    const first = { at: new Date(now()).toISOString(), level, ...head };
    // Twice: in front to be read, and last so that no field takes its place.
    const line = JSON.stringify({ ...first, ...redactFields(fields), ...first, ...tail });
    writer[level](line);
    echo?.(line);
  }

  return {
    event: (area, name, fields = {}) =>
      write("info", { area: redactWord(area), event: redactWord(name) }, fields, {}),
    error: (area, code, cause, fields = {}) =>
      write(
        "error",
        { area: redactWord(area), event: "failed", code },
        fields,
        cause === undefined || cause === null ? {} : { causes: causesOf(cause) },
      ),
  };
}

const aged = (dir: string, age: number) => join(dir, `client.${age}.log`);

/**
 * Closes the file. Where somebody holds it open (Windows) it goes on, and is closed later: each name is taken only once it
 * is free, so that nothing is lost meanwhile.
 */
function rotate(dir: string): void {
  const closed = aged(dir, 0);
  try {
    makeRoom(dir); // what was half done the last time
    if (existsSync(closed)) return;
    renameSync(join(dir, "client.log"), closed);
    makeRoom(dir);
  } catch {
    // Held: at the next line.
  }
}

/** Each file takes the next one's name, from the first free name on; only where there is none the oldest goes. */
function makeRoom(dir: string): void {
  if (!existsSync(aged(dir, 0))) return;
  let free = 1;
  while (free < FILES_KEPT - 1 && existsSync(aged(dir, free))) free += 1;
  for (let age = free; age > 0; age -= 1) renameSync(aged(dir, age - 1), aged(dir, age));
}

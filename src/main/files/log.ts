import { existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import electronLog from "electron-log/node.js";
import type { ErrorCode } from "../../core/errors.ts";
import { causesOf, redactFields, redactWord } from "../../core/redact.ts";

export type Log = {
  /** What happened; `name` in the past tense. Fields that aren't on the allow list are dropped by name. */
  event(area: string, name: string, fields?: Readonly<Record<string, unknown>>): void;
  /** What went wrong; of `cause` only names, codes and redacted messages are kept. */
  error(area: string, code: ErrorCode, cause?: unknown, fields?: Readonly<Record<string, unknown>>): void;
  /** From now on what went wrong alone, or everything; until it is said, everything. */
  level(level: "info" | "error"): void;
};

export type LogDeps = {
  readonly dir: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Gets each line too: for a terminal, only unpackaged and only when asked for. */
  readonly echo?: (line: string) => void;
  /** Bytes at which a file is closed; five are kept. */
  readonly maxSize?: number;
};

const FILES_KEPT = 5;

/**
 * The only writer of the log (reliability 31): one JSON object a line in `client.log`, older ones in `client.1.log` to
 * `client.4.log`. Every line is redacted before it is written. A log that can't be written stops nobody.
 */
export function createLog({ dir, now, echo, maxSize = 1024 * 1024 }: LogDeps): Log {
  // The library's Node half also under Electron: it brings no IPC to the renderer and asks Electron for nothing.
  const writer = electronLog.create({ logId: dir });
  const { file } = writer.transports;
  writer.transports.console.level = false;
  // Without a name it writes nothing: it would look for one in a package.json, which a packaged client may not have.
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
    // Twice: in front for whoever reads it, and last so that no field overwrites it.
    const line = JSON.stringify({ ...first, ...redactFields(fields), ...first, ...tail });
    if (hasPlace(path)) writer[level](line);
    echo?.(line);
  }

  let least: "info" | "error" = "info";
  return {
    level(level) {
      least = level;
    },
    event(area, name, fields = {}) {
      if (least === "info") write("info", { area: redactWord(area), event: redactWord(name) }, fields, {});
    },
    error: (area, code, cause, fields = {}) =>
      write(
        "error",
        { area: redactWord(area), event: "failed", code },
        fields,
        cause === undefined || cause === null ? {} : { causes: causesOf(cause) },
      ),
  };
}

/**
 * Makes sure that there is a file to write to, or nothing yet. What is neither is put aside: a folder, a device, a link to
 * itself, or a pipe that nobody reads, as to open that one waits for its reader, maybe for ever.
 */
function hasPlace(path: string): boolean {
  try {
    if (!isFileOrNothing(path)) renameSync(path, `${path}.aside`);
    return true;
  } catch {
    return false;
  }
}

function isFileOrNothing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  } catch (thrown) {
    // Held by another program it may be a file all the same.
    return Object(thrown).code !== "ELOOP";
  }
}

const aged = (dir: string, age: number) => join(dir, `client.${age}.log`);

/**
 * Closes the file. While another program holds it open (Windows), it is written to further and closed later. A name is
 * used only once it is free, so that nothing is lost meanwhile.
 */
function rotate(dir: string): void {
  const closed = aged(dir, 0);
  try {
    makeRoom(dir); // what was half done the last time
    if (existsSync(closed)) return;
    renameSync(join(dir, "client.log"), closed);
    makeRoom(dir);
  } catch {
    // Held by another program: tried again at the next line.
  }
}

/** Renames each file to the next number, up to the first free one. Where none is free, the oldest is deleted. */
function makeRoom(dir: string): void {
  if (!existsSync(aged(dir, 0))) return;
  let free = 1;
  while (free < FILES_KEPT - 1 && existsSync(aged(dir, free))) free += 1;
  for (let age = free; age > 0; age -= 1) renameSync(aged(dir, age - 1), aged(dir, age));
}

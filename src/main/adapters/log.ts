import { mkdirSync, renameSync } from "node:fs";
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

function rotate(dir: string): void {
  for (let age = FILES_KEPT - 1; age > 0; age--) {
    const younger = age === 1 ? "client.log" : `client.${age - 1}.log`;
    try {
      renameSync(join(dir, younger), join(dir, `client.${age}.log`));
    } catch {
      // There are fewer files yet.
    }
  }
}

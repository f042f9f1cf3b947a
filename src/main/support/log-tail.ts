import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { redactLine, type Sweep } from "../../core/support/sweep.ts";
import { openRegularFile } from "../files/regular-file.ts";

/** Bytes that are read of the log's end, however large it is. */
const TAIL = 192 * 1024;
/** The one that is written to, and the one before (files/log.ts). */
const NAMES = ["client.log", "client.1.log"];

/**
 * The end of the log, each line swept once more; empty where there is none. Never rejects: a log that can't be read is
 * no reason to do without the rest.
 * @param dir the folder of the logs
 */
export async function logTail(dir: string, sweep: Sweep): Promise<string> {
  let lines: readonly string[] = [];
  let left = TAIL;
  for (const name of NAMES) {
    if (left <= 0) break;
    const text = await endOf(join(dir, name), left).catch(() => "");
    left -= Buffer.byteLength(text);
    lines = [...text.split(/\r?\n/u).filter((line) => line !== ""), ...lines];
  }
  return lines.map((line) => `${redactLine(line, sweep)}\n`).join("");
}

/** So many bytes at most, from the beginning of a line. */
async function endOf(path: string, most: number): Promise<string> {
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - most);
    const text = (await read(file, from, size - from)).toString("utf8");
    // Where it begins in the middle of a line, that line stays out: half of a secret may not look like one.
    return from === 0 ? text : text.slice(text.indexOf("\n") + 1 || text.length);
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

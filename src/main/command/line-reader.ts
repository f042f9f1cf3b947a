import type { Socket } from "node:net";
import { AppError } from "../../core/errors.ts";

/**
 * Reads newline-delimited JSON from a stranger: a line longer than `limit` bytes, bytes that aren't UTF-8 and text
 * that isn't JSON end it with `IPC_REJECTED`. Nothing is kept of what follows the last line asked for.
 */
type LineReader = {
  /** The next line's value. Rejects with `AppError` `IPC_REJECTED`, also when the other side hangs up first. */
  next(): Promise<unknown>;
  /** From now on what arrives is thrown away; the socket still tells when the other side hangs up. */
  ignoreRest(): void;
};

export function createLineReader(socket: Socket, limit: number): LineReader {
  let held = Buffer.alloc(0);
  let failure: AppError | null = null;
  let ignoring = false;
  let waiting: { resolve: (value: unknown) => void; reject: (error: AppError) => void } | null = null;

  const advance = () => {
    const end = held.indexOf(0x0a);
    const length = end < 0 ? held.length : end;
    if (length > limit) failure ??= new AppError("IPC_REJECTED", "line too long");
    if (waiting === null) return;
    const { resolve, reject } = waiting;
    if (failure !== null) {
      waiting = null;
      reject(failure);
    } else if (end >= 0) {
      const line = held.subarray(0, end);
      held = held.subarray(end + 1);
      waiting = null;
      try {
        resolve(parsed(line));
      } catch (error) {
        reject(new AppError("IPC_REJECTED", error));
      }
    }
  };

  socket.on("data", (chunk: Buffer) => {
    if (ignoring || failure !== null) return;
    held = Buffer.concat([held, chunk]);
    advance();
  });
  socket.once("close", () => {
    failure ??= new AppError("IPC_REJECTED", "hung up");
    advance();
  });

  return {
    next() {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        advance();
      });
    },
    ignoreRest() {
      ignoring = true;
      held = Buffer.alloc(0);
    },
  };
}

function parsed(line: Buffer): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
}

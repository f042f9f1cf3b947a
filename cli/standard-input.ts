import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { InputKind } from "./world.ts";

/** What a program that Ctrl+C ended ends with on Windows, which has no signals to send oneself ([MS-ERREF] 2.3.1). */
const STATUS_CONTROL_C_EXIT = 0xc000013a;
const MOST_BYTES = 1_000_000;

/**
 * Reads standard input as UTF-8: at a terminal after each prompt on standard error, and a secret without showing it;
 * else what is piped in, to its end. Null = not UTF-8, or too much.
 */
export async function readInput(kind: InputKind, prompts: readonly string[]): Promise<string | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return textOf(await bytesOf(stdin));
  if (kind === "lines") {
    stderr.write(prompts.join(""));
    return textOf(await bytesOf(stdin));
  }
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const secret = kind === "secret";
  const terminal = createInterface({ input: stdin, output: secret ? nowhere : stderr, terminal: true });
  terminal.once("SIGINT", () => {
    terminal.close(); // gives the terminal back as it was
    if (process.platform === "win32") process.exit(STATUS_CONTROL_C_EXIT);
    process.kill(process.pid, "SIGINT");
  });
  // What is typed before its prompt stands there waits in the iterator.
  const typed = terminal[Symbol.asyncIterator]();
  const lines: string[] = [];
  for (const prompt of prompts) {
    stderr.write(prompt);
    const line = await typed.next();
    if (secret) stderr.write("\n");
    if (line.done) break;
    lines.push(line.value);
  }
  terminal.close();
  return lines.join("\n");
}

/** Null when there are more than may be held. */
async function bytesOf(stream: AsyncIterable<Buffer | string>): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let held = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    held += bytes.length;
    if (held > MOST_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** UTF-8 with or without the mark that Windows puts before it; anything else isn't guessed at. */
export function textOf(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

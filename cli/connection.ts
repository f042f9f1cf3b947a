import { statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { ErrorCode } from "../src/core/errors.ts";
import { isHeld, patiently } from "../src/main/files/patient-files.ts";
import { readRegularFile } from "../src/main/files/regular-file.ts";
import {
  COMMAND_FILE,
  type CommandAnswer,
  type CommandFile,
  type CommandHello,
  type CommandRequest,
  type CommandValues,
  LINE_LIMIT,
} from "../src/shared/command.ts";

const CONNECT_LIMIT_MS = 3_000;

/** `unread`: an answer came, and it isn't one that is known here. */
export type Refused = { readonly error: ErrorCode; readonly unread?: true };

type Reply<C extends CommandRequest["command"]> =
  | CommandAnswer<CommandValues[C]>
  | ({ readonly ok: false } & Refused);

/**
 * Asks the running client. What goes wrong is an answer as well: `CLI_NOT_RUNNING` when nobody is there,
 * `CLI_TIME_LIMIT` when the answer doesn't come in time, `APP_UNEXPECTED` when it breaks off or can't be read.
 * @param dataDir folder of the per-user files of this PC
 * @param timeLimitMs for the answer, once connected
 */
export async function ask<C extends CommandRequest["command"]>(
  dataDir: string,
  request: Extract<CommandRequest, { command: C }>,
  timeLimitMs: number,
): Promise<Reply<C>> {
  const first = await askOnce(dataDir, request, timeLimitMs);
  // The client may have been restarted between our reading its file and our knocking: its new file is read once more.
  if (first.ok || first.error !== "IPC_REJECTED") return first;
  return askOnce(dataDir, request, timeLimitMs);
}

async function askOnce<C extends CommandRequest["command"]>(
  dataDir: string,
  request: Extract<CommandRequest, { command: C }>,
  timeLimitMs: number,
): Promise<Reply<C>> {
  const way = await readCommandFile(dataDir);
  if (way === null) return { ok: false, error: "CLI_NOT_RUNNING" };
  const said = await talk(way, request, timeLimitMs);
  if (typeof said === "object") return said;
  const { answerSchema } = await import("./answers.ts");
  const answer = answerSchema(request.command).safeParse(jsonOrNull(said));
  // The schema for this command's value was taken by its name, which the compiler can't follow.
  return answer.success ? (answer.data as Reply<C>) : { ok: false, error: "APP_UNEXPECTED", unread: true };
}

/** @throws Node's error where somebody else holds it: then it isn't known whether a client runs. */
async function readCommandFile(dataDir: string): Promise<CommandFile | null> {
  try {
    const path = join(dataDir, ...COMMAND_FILE);
    // Looked for first: what Node opens files with takes longer to load than all the rest where no client runs.
    const isThere = async () => statSync(path, { throwIfNoEntry: false }) !== undefined;
    if (!(await patiently(isThere))) return null;
    const bytes = await patiently(() => readRegularFile(path));
    // The schemas are loaded where there is something to read: most of a start would be that.
    const { commandFileSchema } = await import("./answers.ts");
    return commandFileSchema.parse(JSON.parse(bytes.toString("utf8")));
  } catch (thrown) {
    if (isHeld(thrown)) throw thrown;
    return null;
  }
}

type Failure = {
  readonly ok: false;
  readonly error: "CLI_NOT_RUNNING" | "CLI_TIME_LIMIT" | "APP_UNEXPECTED";
};

/** One connection: hello, request, and the line that comes back. */
function talk(way: CommandFile, request: CommandRequest, timeLimitMs: number): Promise<string | Failure> {
  return new Promise((resolve) => {
    const socket = connect({ path: way.path });
    let connected = false;
    let held = Buffer.alloc(0);
    let timer = setTimeout(() => end(failed("CLI_NOT_RUNNING")), CONNECT_LIMIT_MS);
    const end = (result: string | Failure) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => {
      connected = true;
      clearTimeout(timer);
      timer = setTimeout(() => end(failed("CLI_TIME_LIMIT")), timeLimitMs);
      const hello: CommandHello = { hello: 1, token: way.token };
      socket.write(`${JSON.stringify(hello)}\n${JSON.stringify(request)}\n`);
    });
    socket.on("data", (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const lineEnd = held.indexOf(0x0a);
      if (lineEnd >= 0) end(held.toString("utf8", 0, lineEnd));
      else if (held.length > LINE_LIMIT) end(failed("APP_UNEXPECTED"));
    });
    const broken = () => end(failed(connected ? "APP_UNEXPECTED" : "CLI_NOT_RUNNING"));
    socket.once("error", broken);
    socket.once("close", broken);
  });
}

function failed(error: Failure["error"]): Failure {
  return { ok: false, error };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A function that tells, each time it is called, whether the client that runs now has given up its socket or ended. */
export async function clientIsGone(dataDir: string): Promise<() => Promise<boolean>> {
  const before = await readCommandFile(dataDir);
  if (before === null) return async () => true;
  return async () => {
    const now = await readCommandFile(dataDir).catch(() => before);
    return now?.token !== before.token || !isAlive(before.pid);
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { z } from "zod";
import { AppError, errorCode } from "../../core/errors.ts";
import {
  type CommandAnswer,
  type CommandFile,
  type CommandRequest,
  type CommandRequests,
  type CommandValues,
  LINE_LIMIT,
} from "../../shared/command.ts";
import type { ClientCommand } from "../../shared/command-line.ts";
import { patiently, removeFile, replaceFile } from "../files/patient-files.ts";
import { readRegularFile } from "../files/regular-file.ts";
import type { CommandHandlers } from "./handlers.ts";
import { createLineReader } from "./line-reader.ts";
import { LIVING_CLIENT, listenOn } from "./listen.ts";
import { watchLogin } from "./login-outcome.ts";
import { helloSchema, requestSchema } from "./messages.ts";
import { commandFilePlace, socketPlaces } from "./socket-place.ts";

/** Milliseconds in which a connection has to say hello and what it wants. */
const HELLO_LIMIT_MS = 3_000;
const MOST_CONNECTIONS = 32;

type CommandServerDeps = {
  /** Folder of the per-user files of this PC, absolute. */
  readonly dataDir: string;
  /** Of a client that is still starting they come later: what is asked meanwhile waits, and is refused with the reason. */
  readonly handlers: CommandHandlers | Promise<CommandHandlers>;
  /** Takes no token and no text of a stranger's: event name, command, error code. */
  readonly log: (event: string, fields: Readonly<Record<string, string>>) => void;
  /** Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly helloLimitMs?: number;
};

type CommandServer = {
  /** Whether the file by which the command line finds the socket is still there. */
  isThere(): boolean;
  close(): Promise<void>;
};

/**
 * The socket that the command line talks to: this OS user only, and only who can read this start's token. Hostile
 * until the hello is accepted; every connection has one request and one answer (`src/shared/command.ts`).
 * @throws AppError `APP_UNEXPECTED` when no socket can be had: the client runs on without a command line (keepServing)
 */
export async function createCommandServer(deps: CommandServerDeps): Promise<CommandServer> {
  const { dataDir, log } = deps;
  const token = randomBytes(32).toString("base64url");
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
    socket.on("error", () => socket.destroy());
    serve(socket, token, deps).catch((error: unknown) => {
      log("command-failed", { code: errorCode(error) });
      socket.destroy();
    });
  });
  server.maxConnections = MOST_CONNECTIONS;

  const path = await listenSomewhere(server, dataDir, deps.env ?? process.env);
  server.on("error", () => log("command-server-failed", { code: "APP_UNEXPECTED" }));
  const place = commandFilePlace(dataDir);
  try {
    const content: CommandFile = { path, token, pid: process.pid };
    await replaceFile(place.file, JSON.stringify(content));
  } catch (error) {
    server.close();
    throw new AppError("APP_UNEXPECTED", error);
  }

  return {
    isThere: () => existsSync(place.file),
    async close() {
      await removeOwn(place.file, token);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      });
    },
  };
}

/** At the first place that takes a socket: not every file system does, and a living client's isn't passed over. */
async function listenSomewhere(server: Server, ...where: Parameters<typeof socketPlaces>): Promise<string> {
  let failure: unknown = null;
  try {
    for (const path of socketPlaces(...where)) {
      failure = await listenOn(server, path).then(() => null, heldByAnother);
      if (failure === null) return path;
    }
  } catch (error) {
    failure ??= error;
  }
  throw failure instanceof AppError ? failure : new AppError("APP_UNEXPECTED", failure);
}

/** @throws what another client's socket is met with; anything else is given back */
function heldByAnother(error: unknown): unknown {
  if (error instanceof AppError && error.cause === LIVING_CLIENT) throw error;
  return error;
}

/** A client that started meanwhile has written its own. */
async function removeOwn(file: string, token: string): Promise<void> {
  try {
    const content = await patiently(() => readRegularFile(file));
    if (content.includes(token)) await removeFile(file);
  } catch {
    // Already gone.
  }
}

async function serve(socket: Socket, token: string, deps: CommandServerDeps): Promise<void> {
  let request: CommandRequest;
  const timer = setTimeout(() => socket.destroy(), deps.helloLimitMs ?? HELLO_LIMIT_MS);
  try {
    request = await accepted(socket, token);
  } catch (error) {
    const code = errorCode(error);
    deps.log("command-refused", { code });
    await answer(socket, { ok: false, error: code });
    return;
  } finally {
    clearTimeout(timer);
  }
  const reply = await carriedOut(request.command, request, socket, deps.handlers);
  deps.log("command-answered", { command: request.command, code: reply.ok ? "ok" : reply.error });
  await answer(socket, reply);
  if (request.command === "quit" && reply.ok) (await deps.handlers).quit();
}

async function accepted(socket: Socket, token: string): Promise<CommandRequest> {
  const lines = createLineReader(socket, LINE_LIMIT);
  const hello = checked(helloSchema, await lines.next());
  if (!isSameSecret(hello.token, token)) throw new AppError("IPC_REJECTED", "wrong token");
  const request = checked(requestSchema, await lines.next());
  lines.ignoreRest();
  return request;
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError("IPC_REJECTED", "wrong shape");
  return result.data;
}

/** In a time that tells nothing of where they differ, nor of their lengths. */
function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** One for each command that asks the client. */
const CARRY_OUT: {
  readonly [C in ClientCommand]: (
    request: CommandRequests[C],
    handlers: CommandHandlers,
    socket: Socket,
  ) => Promise<CommandAnswer<CommandValues[C]>>;
} = {
  status: async (_request, handlers) => ({ ok: true, value: handlers.status() }),
  login: async ({ timeoutSeconds }, handlers, socket) => ({
    ok: true,
    value: await watchLogin(handlers, timeoutSeconds * 1_000, hungUp(socket)),
  }),
  logout: async ({ forget }, handlers) => {
    const code = await handlers.logout(forget);
    return code === null ? { ok: true, value: handlers.status() } : { ok: false, error: code };
  },
  "support-code": async (_request, handlers) => ({ ok: true, value: { code: handlers.supportCode() } }),
  guide: async (_request, handlers) => ({ ok: true, value: handlers.guide() }),
  doctor: async (_request, handlers, socket) => ({ ok: true, value: await handlers.doctor(hungUp(socket)) }),
  settings: async (_request, handlers) => ({ ok: true, value: await handlers.settings() }),
  "settings-set": async ({ setting, value }, handlers) => ({
    ok: true,
    value: await handlers.setSetting(setting, value),
  }),
  "settings-reset": async ({ setting }, handlers) => ({
    ok: true,
    value: await handlers.resetSetting(setting),
  }),
  /** The client ends after the answer. */
  quit: async () => ({ ok: true, value: null }),
};

async function carriedOut<C extends ClientCommand>(
  command: C,
  request: CommandRequests[C],
  socket: Socket,
  handlers: CommandServerDeps["handlers"],
): Promise<CommandAnswer<CommandValues[C]>> {
  try {
    return await CARRY_OUT[command](request, await handlers, socket);
  } catch (error) {
    return { ok: false, error: errorCode(error) };
  }
}

/** Ends when the other side does: nobody waits for the answer any more. */
function hungUp(socket: Socket): AbortSignal {
  const ended = new AbortController();
  if (socket.destroyed) ended.abort();
  else socket.once("close", () => ended.abort());
  return ended.signal;
}

/** Sends the one answer and hangs up; resolves also when the other side is gone before it got it. */
function answer(socket: Socket, reply: CommandAnswer<unknown>): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.once("close", () => resolve());
    socket.end(`${JSON.stringify(reply)}\n`, () => socket.destroy());
  });
}

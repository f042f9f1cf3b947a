import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "../../core/errors.ts";
import { type CommandFile, LINE_LIMIT, type StatusValue } from "../../shared/command.ts";
import { createCommandServer } from "./server.ts";

const online: StatusValue = {
  version: "1.0.0",
  service: "omakase",
  state: "online",
  reason: null,
  account: { sub: "u1", mail: "a@example.jp" },
  since: "2026-01-01T00:00:00.000Z",
  accessTokenExpiresAt: null,
  lastError: null,
  tokenStore: "ok",
  windows: [],
};

const told = { settings: [], waiting: false };

const posix = process.platform !== "win32";
const handlers = {
  status: vi.fn(() => online),
  login: vi.fn(),
  logout: vi.fn(async () => null),
  supportCode: vi.fn(() => "1200"),
  guide: vi.fn(() => ({ branch: "method-1", at: "acting", item: "open-login", code: null }) as const),
  doctor: vi.fn(async () => ({ first: null, results: [], hosts: [], ms: 1 })),
  settings: vi.fn(async () => told),
  setSetting: vi.fn(async () => told),
  resetSetting: vi.fn(async () => told),
  quit: vi.fn(),
  onChange: vi.fn(() => () => {}),
};
const log = vi.fn();
let dataDir: string;
const servers: { close(): Promise<void> }[] = [];

async function start(helloLimitMs = 3_000) {
  const server = await createCommandServer({ dataDir, handlers, log, helloLimitMs });
  servers.push(server);
  return server;
}

beforeEach(() => {
  vi.clearAllMocks();
  dataDir = mkdtempSync(join(tmpdir(), "command-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const commandFile = (): CommandFile => JSON.parse(readFileSync(join(dataDir, "run", "command.json"), "utf8"));
const hello = () => `${JSON.stringify({ hello: 1, token: commandFile().token })}\n`;
const line = (value: unknown) => `${JSON.stringify(value)}\n`;

/** Sends bytes and reads until the server hangs up. */
function send(...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ path: commandFile().path });
    let said = "";
    socket.on("data", (chunk) => {
      said += chunk;
    });
    // Refused in the middle of sending: seen as an error here, as a hang-up there.
    socket.on("error", () => {});
    socket.once("close", () => resolve(said));
    for (const part of parts) socket.write(part);
  });
}

const nothingDone = () => {
  for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
};

test("who knows the token gets one answer", async () => {
  await start();
  expect(JSON.parse(await send(hello(), line({ command: "status" })))).toEqual({ ok: true, value: online });
});

test("a request that arrives byte by byte is the same request", async () => {
  await start();
  const bytes = Buffer.from(hello() + line({ command: "status" }));
  const said = await send(...Array.from(bytes, (byte) => Buffer.of(byte)));
  expect(JSON.parse(said)).toEqual({ ok: true, value: online });
});

test("a setting is handed on by its name, with what was written", async () => {
  await start();
  const request = { command: "settings-set", setting: "proxy", value: "direct" };
  expect(JSON.parse(await send(hello(), line(request)))).toEqual({ ok: true, value: told });
  expect(handlers.setSetting).toHaveBeenCalledWith("proxy", "direct");
  await send(hello(), line({ command: "settings-reset", setting: "language" }));
  expect(handlers.resetSetting).toHaveBeenCalledWith("language");
});

const hostile: [string, () => (string | Buffer)[]][] = [
  ["a wrong token", () => [line({ hello: 1, token: "x".repeat(43) }), line({ command: "quit" })]],
  ["an empty token", () => [line({ hello: 1, token: "" }), line({ command: "quit" })]],
  [
    "the token of another start",
    () => [hello().replace(/.{10}"\}\n$/, 'AAAAAAAAAA"}\n'), line({ command: "quit" })],
  ],
  ["no hello", () => [line({ command: "quit" })]],
  ["another protocol", () => [hello().replace('"hello":1', '"hello":2'), line({ command: "quit" })]],
  ["a hello that isn't JSON", () => ["hello\n"]],
  ["a request that isn't JSON", () => [hello(), "{quit}\n"]],
  ["bytes that aren't UTF-8", () => [hello(), Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a])]],
  ["an unknown command", () => [hello(), line({ command: "shell" })]],
  ["a command from the prototype", () => [hello(), line({ command: "constructor" })]],
  ["an option too many", () => [hello(), line({ command: "quit", now: true })]],
  ["an option of the wrong type", () => [hello(), line({ command: "logout", forget: "yes" })]],
  ["a setting that is none", () => [hello(), line({ command: "settings-reset", setting: "issuer" })]],
  ["a setting without a value", () => [hello(), line({ command: "settings-set", setting: "language" })]],
  [
    "a setting's value that isn't a text",
    () => [hello(), line({ command: "settings-set", setting: "startupLogin", value: true })],
  ],
  ["a time limit below nothing", () => [hello(), line({ command: "login", timeoutSeconds: -1 })]],
  ["a time limit without end", () => [hello(), '{"command":"login","timeoutSeconds":1e999}\n']],
  ["a list", () => [hello(), line([{ command: "quit" }])]],
  ["a line too long", () => [hello(), `${" ".repeat(LINE_LIMIT + 1)}\n`]],
  ["a line too long that never ends", () => [hello(), " ".repeat(LINE_LIMIT + 1)]],
  ["a hello too long", () => [`${" ".repeat(LINE_LIMIT + 1)}\n`]],
];

test.each(hostile)("%s is refused and nothing is done", async (_what, parts) => {
  await start();
  const said = await send(...parts());
  // A refusal, or, when more was on its way than was read, no answer at all.
  if (said !== "") expect(JSON.parse(said)).toEqual({ ok: false, error: "IPC_REJECTED" });
  nothingDone();
  expect(log).toHaveBeenCalledWith("command-refused", { code: "IPC_REJECTED" });
});

test("a line of exactly the limit is read", async () => {
  await start();
  const request = JSON.stringify({ command: "status" });
  const said = await send(hello(), `${" ".repeat(LINE_LIMIT - request.length)}${request}\n`);
  expect(JSON.parse(said)).toMatchObject({ ok: true });
});

test.each([
  ["nothing", () => []],
  ["half a hello", () => [hello().slice(0, -5)]],
  ["a hello and no request", () => [hello()]],
])("who sends %s is hung up on when the time is over", async (_what, parts) => {
  await start(20);
  expect(await send(...parts())).toBe("");
  nothingDone();
});

test("no bytes of a stranger's reach a handler or stop the server", async () => {
  await start();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 4 }),
      async (chunks) => {
        await send(...chunks.map((chunk) => Buffer.from(chunk)), "\n");
        nothingDone();
      },
    ),
    { numRuns: 100 },
  );
  expect(JSON.parse(await send(hello(), line({ command: "status" })))).toMatchObject({ ok: true });
});

test.runIf(posix)("socket and token are for this user only", async () => {
  await start();
  const mode = (path: string) => statSync(path).mode & 0o777;
  expect(mode(join(dataDir, "run"))).toBe(0o700);
  expect(mode(join(dataDir, "run", "command.json"))).toBe(0o600);
  expect(mode(commandFile().path)).toBe(0o600);
});

test.runIf(posix)("a file that was left open to others is closed by the next start", async () => {
  await (await start()).close();
  writeFileSync(join(dataDir, "run", "command.json"), "{}", { mode: 0o644 });
  await start();
  expect(statSync(join(dataDir, "run", "command.json")).mode & 0o777).toBe(0o600);
});

test("every start has a token of its own, of 32 random bytes", async () => {
  await start();
  const first = commandFile().token;
  expect(Buffer.from(first, "base64url")).toHaveLength(32);
  await servers.pop()?.close();
  await start();
  expect(commandFile().token).not.toBe(first);
});

test.runIf(posix)("what a dead client left in the socket's place is replaced", async () => {
  await (await start()).close();
  writeFileSync(join(dataDir, "run", "command.sock"), "");
  await start();
  expect(JSON.parse(await send(hello(), line({ command: "status" })))).toMatchObject({ ok: true });
});

test.runIf(posix)("a living one in the socket's place is left alone", async () => {
  await start();
  const { token } = commandFile();
  await expect(start()).rejects.toMatchObject({ code: "APP_UNEXPECTED" });
  expect(commandFile().token).toBe(token);
  expect(JSON.parse(await send(hello(), line({ command: "status" })))).toMatchObject({ ok: true });
});

test("closing takes socket and token away, and hangs up on who waits", async () => {
  handlers.status.mockReturnValueOnce({ ...online, state: "attention" });
  handlers.status.mockReturnValueOnce({ ...online, state: "attention" });
  const server = await start();
  const { path } = commandFile();
  const waiting = send(hello(), line({ command: "login", timeoutSeconds: 600 }));
  await vi.waitFor(() => expect(handlers.login).toHaveBeenCalled());
  await server.close();
  expect(await waiting).toBe("");
  expect(() => commandFile()).toThrow("ENOENT");
  if (posix) expect(() => statSync(path)).toThrow("ENOENT");
});

test("closing leaves the token of a client that started meanwhile", async () => {
  const server = await start();
  const newer = { ...commandFile(), token: "newer" };
  writeFileSync(join(dataDir, "run", "command.json"), JSON.stringify(newer));
  await server.close();
  expect(commandFile().token).toBe("newer");
});

test("what is asked of a client that is starting is answered once it has started", async () => {
  const started = Promise.withResolvers<typeof handlers>();
  servers.push(await createCommandServer({ dataDir, handlers: started.promise, log, helloLimitMs: 20 }));
  const said = vi.fn();
  const asked = send(hello(), line({ command: "status" })).then(said);
  const quit = send(hello(), line({ command: "quit" }));
  // Longer than a connection has to say what it wants.
  await new Promise((later) => setTimeout(later, 60));
  expect(said).not.toHaveBeenCalled();
  started.resolve(handlers);
  await asked;
  expect(JSON.parse(said.mock.calls[0]?.[0])).toEqual({ ok: true, value: online });
  expect(JSON.parse(await quit)).toEqual({ ok: true, value: null });
  await vi.waitFor(() => expect(handlers.quit).toHaveBeenCalledOnce());
});

test("who asks a client that can't start is told why", async () => {
  const started = Promise.withResolvers<typeof handlers>();
  started.promise.catch(() => {}); // it may be known before the question has come
  servers.push(await createCommandServer({ dataDir, handlers: started.promise, log }));
  const asked = send(hello(), line({ command: "quit" }));
  started.reject(new AppError("STORE_FULL", "secret of the inside"));
  expect(JSON.parse(await asked)).toEqual({ ok: false, error: "STORE_FULL" });
  nothingDone();
});

test("a handler that fails is answered with a code and no text", async () => {
  handlers.logout.mockRejectedValueOnce(new Error("secret of the inside"));
  await start();
  const said = await send(hello(), line({ command: "logout", forget: true }));
  expect(JSON.parse(said)).toEqual({ ok: false, error: "APP_UNEXPECTED" });
});

test("the client is quit after the answer is out, once", async () => {
  await start();
  expect(JSON.parse(await send(hello(), line({ command: "quit" }), line({ command: "quit" })))).toEqual({
    ok: true,
    value: null,
  });
  await vi.waitFor(() => expect(handlers.quit).toHaveBeenCalledOnce());
});

test("the log holds no token and nothing a stranger wrote", async () => {
  await start();
  const { token } = commandFile();
  await send(hello(), line({ command: "status" }));
  await send(line({ hello: 1, token: "stranger" }));
  const logged = JSON.stringify(log.mock.calls);
  expect(logged).not.toContain(token);
  expect(logged).not.toContain("stranger");
});

test("a socket that can't be listened on is an error of ours", async () => {
  writeFileSync(join(dataDir, "run"), "");
  await expect(start()).rejects.toMatchObject({ code: "APP_UNEXPECTED" });
});

test.runIf(posix)("a place that takes no socket is passed over for the next one", async () => {
  // As on a file system that has none: whatever stands against the first place, there are others.
  mkdirSync(join(dataDir, "run", "command.sock", "within"), { recursive: true });
  const server = await start();
  expect(commandFile().path.startsWith(dataDir)).toBe(false);
  expect(JSON.parse(await send(hello(), line({ command: "status" })))).toEqual({ ok: true, value: online });
  await server.close();
});

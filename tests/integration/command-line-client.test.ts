import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ask } from "../../cli/connection.ts";
import { run } from "../../cli/run.ts";
import type { StartedClient } from "../../cli/start-client.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { standInClient, storageDrive, temporaryFolder } from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
const open: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  folder.remove();
});

async function client(
  ...args: Parameters<typeof standInClient> extends [string, ...infer Rest] ? Rest : never
) {
  const running = await standInClient(folder.path, ...args);
  open.push(running.close);
  return running;
}

/** `storage-drive` in this process, with a way of starting the client that the test decides. */
async function here(
  args: string[],
  startClient: () => Promise<StartedClient | null>,
  own: { readonly installed?: boolean; readonly DISPLAY?: string } = {},
) {
  const { installed = false, DISPLAY = ":0" } = own;
  let out = "";
  const exit = await run([...args, "--json"], {
    env: { LANG: "en_US.UTF-8", DISPLAY },
    folders: { roaming: folder.path, local: folder.path },
    out: { write: (text) => (out += text) },
    err: { write: () => {} },
    installed,
    readInput: async () => "",
    startClient,
    startDoctor: async () => null,
  });
  return { exit, object: JSON.parse(out) };
}

const never = new Promise<ErrorCode>(() => {});

test("login starts the client and waits until it can be talked to", async () => {
  const end = await here(["login"], async () => {
    setImmediate(async () => {
      const running = await client();
      running.atLogin = () => running.go({ state: "online" });
    });
    return { failed: never };
  });
  expect(end).toMatchObject({ exit: 0, object: { ok: true, value: { state: "online" } } });
});

test.skipIf(process.platform !== "linux")(
  "nothing is started where there is no display, nor by root",
  async () => {
    const never = () => Promise.reject(new Error("started"));
    for (const command of ["login", "guide"]) {
      const { exit, object } = await here([command], never, { DISPLAY: "" });
      expect([exit, object.error.message]).toEqual([9, expect.stringContaining("no display")]);
    }
    if (process.getuid?.() !== 0) return;
    const { exit, object } = await here(["login"], never, { installed: true });
    expect([exit, object.error.nextStep]).toEqual([9, expect.stringContaining("without sudo")]);
  },
);

test("no other command starts the client", async () => {
  for (const args of [["status"], ["logout"], ["quit"]]) {
    const end = await here(args, () => Promise.reject(new Error("started")));
    expect(end.exit).toBe(7);
  }
});

test("a start that gives way to one that was quicker is no failure", async () => {
  const end = await here(["login"], async () => {
    setImmediate(() => client({ state: "online" }));
    return { failed: never };
  });
  expect(end.exit).toBe(0);
});

test.each([
  ["APP_UNEXPECTED", 1, "The app couldn't be started."],
  ["STORE_FULL", 8, "no room left"],
] as const)("a client that can't start (%s) is said at once, with its cause", async (code, exit, words) => {
  const end = await here(["login"], async () => ({ failed: Promise.resolve(code) }));
  expect(end).toMatchObject({ exit, object: { ok: false, error: { code } } });
  expect(end.object.error.message).toContain(words);
});

test("a client that takes longer to start than the time limit can't be told about", async () => {
  const end = await here(["login", "--timeout", "0"], async () => ({ failed: never }));
  expect(end).toMatchObject({ exit: 9, object: { error: { code: "CLI_TIME_LIMIT" } } });
});

test("without a built client there is nothing to start", async () => {
  const end = await here(["login"], async () => null);
  expect(end).toMatchObject({ exit: 7, object: { error: { code: "CLI_NOT_RUNNING" } } });
  expect(end.object.error.nextStep).toContain("npm start");
});

test("what a killed client left is nobody, and the next client takes its place", async () => {
  const serverUrl = new URL("../../src/main/command/server.ts", import.meta.url).href;
  const script = `
    const { createCommandServer } = await import(${JSON.stringify(serverUrl)});
    const handlers = { status() {}, login() {}, async logout() {}, quit() {}, onChange: () => () => {} };
    await createCommandServer({ dataDir: ${JSON.stringify(folder.path)}, handlers, log() {} });
    console.log("ready");
  `;
  const killed = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((ready) => killed.stdout.once("data", ready));
  const gone = new Promise((resolve) => killed.once("close", resolve));
  killed.kill("SIGKILL");
  await gone;
  expect(readFileSync(join(folder.path, "run", "command.json"), "utf8")).toContain(`"pid":${killed.pid}`);
  expect((await storageDrive(folder.path, ["status"])).exit).toBe(7);
  await client({ state: "online" });
  expect((await storageDrive(folder.path, ["status"])).exit).toBe(0);
});

/** Somebody behind the socket who isn't our client. */
async function impostor(answer: string | null): Promise<void> {
  const path = join(folder.path, "run", "x.sock");
  mkdirSync(join(folder.path, "run"));
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      if (answer !== null) socket.end(answer);
    });
  });
  await new Promise<void>((ready) => server.listen({ path }, ready));
  open.push(() => new Promise((closed) => server.close(closed)));
  writeFileSync(
    join(folder.path, "run", "command.json"),
    JSON.stringify({ path, token: "t".repeat(43), pid: process.pid }),
  );
}

test.runIf(process.platform !== "win32").each([
  ["nothing", "", {}],
  ["half a line", '{"ok":true', {}],
  ["a line without end", "x".repeat(100_000), {}],
  // A whole one may be another version's.
  ["no JSON", "hello\n", { unread: true }],
  ["another shape", '{"ok":true,"value":{"state":"online"}}\n', { unread: true }],
  ["an unknown code", '{"ok":false,"error":"AUTH_MADE_UP"}\n', { unread: true }],
])("an answer of %s is not believed", async (_what, answer, whole) => {
  await impostor(answer);
  expect(await ask(folder.path, { command: "status" }, 5_000)).toEqual({
    ok: false,
    error: "APP_UNEXPECTED",
    ...whole,
  });
});

test.runIf(process.platform !== "win32")(
  "a client that never answers isn't waited for without end",
  async () => {
    await impostor(null);
    expect(await ask(folder.path, { command: "status" }, 20)).toEqual({ ok: false, error: "CLI_TIME_LIMIT" });
  },
);

test.each([["{"], ["{}"], ['{"path":"","token":"","pid":0}'], [""]])(
  "a way to the client that reads %j leads nowhere",
  async (content) => {
    mkdirSync(join(folder.path, "run"));
    writeFileSync(join(folder.path, "run", "command.json"), content);
    expect(await ask(folder.path, { command: "status" }, 20)).toEqual({
      ok: false,
      error: "CLI_NOT_RUNNING",
    });
  },
);

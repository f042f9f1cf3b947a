import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../cli/run.ts";
import type { StartedClient } from "../../cli/start-client.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { standInClient, temporaryFolder } from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
const open: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  folder.remove();
});

async function client() {
  const running = await standInClient(folder.path);
  open.push(running.close);
  return running;
}

const nobodyStarts = async (): Promise<StartedClient | null> => null;

/** `storage-drive guide` in this process. */
async function guide(args: readonly string[] = [], startClient = nobodyStarts) {
  let out = "";
  let err = "";
  const exit = await run(["guide", ...args], {
    env: { LANG: "ja_JP.UTF-8", DISPLAY: ":0" },
    installed: false,
    folders: { roaming: folder.path, local: folder.path },
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    readInput: async () => "",
    startClient,
    startDoctor: async () => null,
  });
  return { exit, out, err };
}

test("opens the running client's guide, and says what is next", async () => {
  const running = await client();
  expect(await guide()).toEqual({
    exit: 0,
    out: "復旧ガイドを開きました。\nログイン\nログインしていません。\n「ログイン」を押して、ログイン画面を開いてください。\n",
    err: "",
  });
  expect(running.calls).toEqual(["guide"]);
});

test("in JSON: its branch, and the step or question there", async () => {
  await client();
  const { out } = await guide(["--json"]);
  const value = { branch: "method-1", at: "acting", item: "open-login", code: null };
  expect(JSON.parse(out)).toEqual({ ok: true, value });
});

test.each([
  [
    "a question",
    { branch: "line-refused", at: "asking", item: "line-where", code: null },
    "このPCは、いまどこから",
  ],
  [
    "the helpdesk",
    { branch: "keychain-locked", at: "helpdesk", item: null, code: "STORE_LOCKED" },
    "STORE_LOCKED",
  ],
  [
    "somebody who is logged in",
    { branch: "method-1", at: "online", item: null, code: null },
    "ログインしています。",
  ],
] as const)("says so of %s", async (_what, stand, words) => {
  const running = await client();
  running.stand = stand;
  expect((await guide()).out).toContain(words);
});

test("where no client runs, it is started", async () => {
  const failed = new Promise<ErrorCode>(() => {});
  const { exit, out } = await guide([], async () => {
    setImmediate(client);
    return { failed };
  });
  expect([exit, out]).toEqual([0, expect.stringContaining("復旧ガイドを開きました。")]);
});

test("a client that can't start says why", async () => {
  const { exit, err } = await guide([], async () => ({
    failed: Promise.resolve("APP_DATA_FOLDER" as const),
  }));
  expect(exit).not.toBe(0);
  expect(err).toContain("APP_DATA_FOLDER");
});

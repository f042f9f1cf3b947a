import { afterEach, beforeEach, expect, test } from "vitest";
import { supportCode } from "../../src/core/support/support-code.ts";
import type { StatusValue } from "../../src/shared/command.ts";
import { signedOut, standInClient, storageDrive, temporaryFolder } from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
  folder.remove();
});

async function client(first: Partial<StatusValue> = {}) {
  const running = await standInClient(folder.path, first);
  open.push(running);
  return running;
}

const cli = (...args: string[]) => storageDrive(folder.path, args);

/** The one JSON object, and nothing else anywhere. */
async function json(...args: string[]) {
  const ran = await cli(...args, "--json");
  expect(ran.out).toMatch(/^\{.*\}\n$/);
  expect(ran.err).toBe("");
  return { exit: ran.exit, object: JSON.parse(ran.out) };
}

test.each(["status", "logout", "logout --forget", "support-code", "quit"])(
  "%s without a client exits 7",
  async (line) => {
    const { exit, object } = await json(...line.split(" "));
    expect(exit).toBe(7);
    expect(Object.keys(object)).toEqual(["ok", "error"]);
    expect(Object.keys(object.error)).toEqual(["code", "message", "nextStep"]);
    expect(object).toMatchObject({ ok: false, error: { code: "CLI_NOT_RUNNING" } });
  },
);

test("bad usage exits 2, with the usage for a person and one object for a script", async () => {
  const person = await cli("stats");
  expect(person).toMatchObject({ exit: 2, out: "" });
  expect(person.err).toContain("stats");
  // Of the command that was meant alone: the help would take what is wrong off the screen.
  expect(person.err).toMatch(/\n使い方: storage-drive status\n {2}\S[^\n]*\n$/u);
  const script = await json("login", "--timeout", "soon");
  expect(script).toMatchObject({ exit: 2, object: { ok: false, error: { code: "CLI_USAGE" } } });
});

test("help and version exit 0, in the language asked for", async () => {
  expect(await cli("--help")).toMatchObject({ exit: 0, err: "", out: expect.stringContaining("使い方") });
  expect(await cli("--help", "--lang", "en")).toMatchObject({
    exit: 0,
    out: expect.stringContaining("Usage"),
  });
  const english = await storageDrive(folder.path, ["--help"], { LANG: "en_US.UTF-8" });
  expect(english.out).toContain("Usage");
  expect((await cli("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each<[Partial<StatusValue>, number]>([
  [{ state: "online" }, 0],
  [{ state: "signed-out" }, 3],
  [{ state: "attention" }, 4],
  [{ state: "offline" }, 5],
  [{ state: "offline", tokenStore: "locked" }, 6],
  [{ state: "working" }, 9],
])("status of a client at %j exits %d and tells everything", async (state, exit) => {
  const shown: StatusValue = {
    ...signedOut,
    reason: "NET_DNS",
    account: { sub: "u1", mail: "hanako@example.jp" },
    accessTokenExpiresAt: "2026-01-01T01:00:00.000Z",
    lastError: "NET_DNS",
    windows: [{ kind: "login", visible: true }],
    ...state,
  };
  await client(shown);
  expect(await json("status")).toEqual({ exit, object: { ok: true, value: shown } });
});

test("status for a person says state, account and what to do, in Japanese and in English", async () => {
  await client({ state: "offline", reason: "NET_DNS", account: { sub: "u1", mail: "hanako@example.jp" } });
  const japanese = await cli("status");
  expect(japanese).toMatchObject({ exit: 5, err: "" });
  for (const text of ["オフライン", "hanako@example.jp", "NET_DNS", "次にすること"]) {
    expect(japanese.out).toContain(text);
  }
  expect(japanese.out).not.toContain("\u001b");
  expect((await cli("status", "--lang", "en")).out).toContain("Next step");
});

test("login returns when the person is through", async () => {
  const running = await client();
  running.atLogin = () => {
    running.go({ state: "attention", windows: [{ kind: "login", visible: true }] });
    setImmediate(() => running.go({ state: "online", account: { sub: "u1", mail: null }, windows: [] }));
  };
  const { exit, object } = await json("login");
  expect(exit).toBe(0);
  expect(object).toMatchObject({ ok: true, value: { state: "online", account: { sub: "u1" } } });
  expect(running.calls).toEqual(["login"]);
});

test("login of a client that is online asks for nothing", async () => {
  const running = await client({ state: "online" });
  expect((await cli("login")).exit).toBe(0);
  expect(running.calls).toEqual([]);
});

test.each<[string, Partial<StatusValue>, number, string]>([
  ["a person who doesn't come", { state: "attention" }, 4, "CLI_TIME_LIMIT"],
  ["a locked keychain", { state: "attention", tokenStore: "locked" }, 6, "STORE_LOCKED"],
  ["work that takes longer", { state: "working" }, 9, "CLI_TIME_LIMIT"],
])("login waits for %s no longer than asked", async (_what, state, exit, code) => {
  const running = await client();
  running.atLogin = () => running.go(state);
  const end = await json("login", "--timeout", "1");
  expect(end).toMatchObject({ exit, object: { ok: false, error: { code } } });
});

test.each<[Partial<StatusValue>, number, string]>([
  [{ state: "signed-out", reason: "AUTH_LOCKED" }, 8, "AUTH_LOCKED"],
  [{ state: "signed-out", reason: "AUTH_TIME_LIMIT" }, 4, "AUTH_TIME_LIMIT"],
  [{ state: "offline", reason: "NET_TIMEOUT" }, 5, "NET_TIMEOUT"],
])("login that ends at %j exits %d", async (end, exit, code) => {
  const running = await client();
  running.atLogin = () => {
    running.go({ state: "working" });
    running.go(end);
  };
  expect(await json("login")).toMatchObject({ exit, object: { ok: false, error: { code } } });
});

test("a login that the person cancelled is an outcome: signed out, no error", async () => {
  const running = await client();
  running.atLogin = () => {
    running.go({ state: "attention" });
    running.go({ state: "signed-out" });
  };
  expect(await json("login")).toMatchObject({
    exit: 3,
    object: { ok: true, value: { state: "signed-out" } },
  });
});

test("a client that quits under a waiting login breaks it off", async () => {
  const running = await client();
  running.atLogin = () => {
    running.go({ state: "attention" });
    void running.close();
  };
  expect(await json("login")).toMatchObject({ exit: 1, object: { error: { code: "APP_UNEXPECTED" } } });
});

test("a client whose answer isn't known here is told to be of another version", async () => {
  const running = await client();
  running.go({ state: "hibernating" as StatusValue["state"] });
  const { exit, err } = await cli("status");
  expect(exit).toBe(1);
  expect(err).toMatch(/\(APP_UNEXPECTED\)\n.*別のバージョン.*\n.*もう一度起動/u);
});

test("the support code is what the client says, in words and as JSON", async () => {
  await client();
  expect((await cli("support-code")).out).toBe("1201 0010 0800 0123\n");
  expect(await json("support-code")).toMatchObject({
    exit: 0,
    object: { ok: true, value: { code: "1201 0010 0800 0123" } },
  });
});

test("a support code is read without a client, as it is typed, and a wrong one says where", async () => {
  const code = supportCode({
    service: "ot",
    version: { major: 0, minor: 1, patch: 0 },
    doing: "offline",
    error: "NET_DNS",
    finding: "not-looked",
    os: "windows",
    age: "1-day",
  });
  for (const words of [code.split(" "), [code], [code.replaceAll(" ", "-")]]) {
    const { exit, out } = await cli("support-code", ...words);
    expect([exit, out]).toEqual([0, expect.stringContaining("NET_DNS")]);
  }
  expect(await json("support-code", code)).toMatchObject({
    object: { value: { service: "ot", os: "windows" } },
  });
  const wrong = await json("support-code", `${code[0] === "9" ? "8" : "9"}${code.slice(1)}`);
  expect(wrong).toMatchObject({ exit: 2, object: { ok: false, error: { code: "CLI_USAGE" } } });
  expect((await cli("support-code", "12")).exit).toBe(2);
});

test("logout and forget are told apart, and what went wrong is said", async () => {
  const running = await client({ state: "online" });
  expect(await json("logout")).toMatchObject({
    exit: 0,
    object: { ok: true, value: { state: "signed-out" } },
  });
  expect((await cli("logout", "--forget")).exit).toBe(0);
  expect(running.calls).toEqual(["logout", "forget"]);
  running.logoutEnds = "SESSION_REVOKE_UNCONFIRMED";
  expect(await json("logout", "--forget")).toMatchObject({
    exit: 9,
    object: { ok: false, error: { code: "SESSION_REVOKE_UNCONFIRMED" } },
  });
  running.logoutEnds = "STORE_LOCKED";
  expect((await cli("logout")).exit).toBe(6);
});

test("quit returns when the client is gone", async () => {
  const running = await client({ state: "online" });
  expect(await json("quit")).toEqual({ exit: 0, object: { ok: true, value: null } });
  expect(running.calls).toEqual(["quit"]);
  expect((await cli("status")).exit).toBe(7);
});

test("per-user files so deep that no socket fits there are no hindrance", async () => {
  const deep = `${folder.path}/${"保".repeat(60)}`;
  const running = await standInClient(deep, { state: "online" });
  open.push(running);
  expect((await storageDrive(deep, ["status"])).exit).toBe(0);
});

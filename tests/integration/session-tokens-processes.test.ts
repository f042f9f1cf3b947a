import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { acquireLock } from "../../src/main/session/lock.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import {
  logIn,
  type PlainSession,
  profileOf,
  recordOf,
  startPlainSession,
} from "../support/plain-session.ts";

const PROGRAM = fileURLToPath(new URL("../support/refresh-process.ts", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drive-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("several processes of one user (reliability 18)", () => {
  let provider: PlainProvider;
  let session: PlainSession;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    provider = await startPlainProvider();
    session = startPlainSession(profileOf(provider));
    await logIn(session);
    const place = (name: string) => join(folder, Buffer.from(name).toString("hex"));
    for (const [entry, secret] of session.store.entries) await writeFile(place(entry), secret);
    // Older than any refresh: the record tells who refreshed when.
    const record = { ...(await recordOf(session)), savedAt: "2026-01-01T00:00:00.000Z" };
    await writeFile(join(folder, "session.json"), JSON.stringify(record));
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await session.close();
    await provider.close();
  });

  async function client(): Promise<{ child: ChildProcess; refresh(): Promise<unknown> }> {
    const child = spawn(process.execPath, [PROGRAM, folder, provider.issuer, provider.clientId], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    children.push(child);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream }) as Interface;
    const said = lines[Symbol.asyncIterator]();
    expect((await said.next()).value).toBe("ready");
    return {
      child,
      async refresh() {
        child.stdin?.write("refresh\n");
        return JSON.parse((await said.next()).value ?? "null");
      },
    };
  }

  test.each([2, 10])("%i refreshing at once make one grant", async (count) => {
    const clients = await Promise.all(Array.from({ length: count }, client));
    // Answered when all have asked for it: each waits for the lock by then.
    provider.answer("/token", 1, { delay: 500 + count * 500, pass: true });
    provider.grants.length = 0;
    const outcomes = await Promise.all(clients.map((one) => one.refresh()));
    expect(provider.grants).toEqual(["refresh_token"]);
    const later = { kind: "temporary", code: "NET_RATE_LIMITED", retryAfterMs: 5_000 };
    expect(outcomes).toContainEqual({ kind: "refreshed" });
    expect(outcomes.filter((one) => (one as { kind: string }).kind === "temporary")).toEqual(
      Array(count - 1).fill(later),
    );
    // What it left is good: the next start goes on with it.
    expect(await (await client()).refresh()).toEqual({ kind: "refreshed" });
  });

  test("one killed while it refreshes doesn't keep the other waiting, and its request is all that is lost", async () => {
    const [first, second] = await Promise.all([client(), client()]);
    // The provider never sees the killed process's request.
    provider.answer("/token", 1, { delay: 60_000, status: 503 });
    void first.refresh().catch(() => {});
    await expect.poll(() => provider.requests.at(-1), { timeout: 10_000 }).toBe("POST /token");
    const waiting = second.refresh();
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    expect(await waiting).toEqual({ kind: "refreshed" });
  });
});

describe("the lock file", () => {
  const path = () => join(folder, "deep", "session.lock");

  test("is held by one at a time and goes with its owner", async () => {
    const first = await acquireLock(path(), 1_000);
    expect(first?.waited).toBe(false);
    const waiting = acquireLock(path(), 10_000);
    expect(await acquireLock(path(), 300)).toBeNull();
    await first?.release();
    const second = await waiting;
    expect(second?.waited).toBe(true);
    await second?.release();
    expect(() => readFileSync(path())).toThrow("ENOENT");
  });

  test.each([
    ["whose process is gone", { id: "a", pid: 2 ** 22 + 1, host: hostname() }],
    ["whose process number is ours by now", { id: "a", pid: process.pid, host: hostname() }],
  ])("of an owner %s is taken over at once", async (_case, owner) => {
    await (await acquireLock(path(), 1_000))?.release();
    writeFileSync(path(), JSON.stringify(owner));
    const lock = await acquireLock(path(), 2_000);
    expect(lock).not.toBeNull();
    await lock?.release();
  });

  test.each([
    ["of another PC that shares the folder", JSON.stringify({ id: "a", pid: 1, host: "elsewhere" })],
    ["that was never written to its end", ""],
  ])("%s is taken over when nobody touches it", async (_case, text) => {
    await (await acquireLock(path(), 1_000))?.release();
    writeFileSync(path(), text);
    expect(await acquireLock(path(), 500, 15)).toBeNull();
    const lock = await acquireLock(path(), 20_000, 15);
    expect(lock).not.toBeNull();
    await lock?.release();
  });

  test("that its owner keeps touching is left to it, however long", async () => {
    const owner = await acquireLock(path(), 1_000);
    expect(await acquireLock(path(), 3_500, 15)).toBeNull();
    await owner?.release();
  });

  test("that many take over from the dead at once goes to one", async () => {
    await (await acquireLock(path(), 1_000))?.release();
    writeFileSync(path(), JSON.stringify({ id: "a", pid: 2 ** 22 + 1, host: hostname() }));
    let holders = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const lock = await acquireLock(path(), 20_000);
        holders += 1;
        most = Math.max(most, holders);
        await new Promise((resolve) => setImmediate(resolve));
        holders -= 1;
        await lock?.release();
      }),
    );
    expect(most).toBe(1);
  });
});

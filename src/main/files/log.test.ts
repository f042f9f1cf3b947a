import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../core/errors.ts";
import { createLog } from "./log.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "log-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const now = () => Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const logs = () => join(dir, "logs");
const lines = async () =>
  (await readFile(join(logs(), "client.log"), "utf8"))
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));

test("one JSON object a line", async () => {
  const log = createLog({ dir: logs(), now });
  log.event("session", "refreshed", { from: "resuming", to: "online", tries: 0 });
  log.event("login", "page-seen", { why: "two\nlines" });
  expect(await lines()).toEqual([
    {
      at: "2026-01-02T03:04:05.678Z",
      level: "info",
      from: "resuming",
      to: "online",
      tries: 0,
      area: "session",
      event: "refreshed",
    },
    { at: "2026-01-02T03:04:05.678Z", level: "info", why: "two\nlines", area: "login", event: "page-seen" },
  ]);
});

test("an error is its code and what is left of its causes after the sweep", async () => {
  const cause = new Error("refused: refresh_token=1//abc for taro@example.jp", {
    cause: new AppError("NET_DNS"),
  });
  createLog({ dir: logs(), now }).error("session", "NET_SERVER", cause, { status: 503 });
  createLog({ dir: logs(), now }).error("client", "APP_UNEXPECTED");
  expect(await lines()).toEqual([
    {
      at: "2026-01-02T03:04:05.678Z",
      level: "error",
      status: 503,
      area: "session",
      event: "failed",
      code: "NET_SERVER",
      causes: [
        expect.stringMatching(
          /^Error: refused: refresh_token=\[redacted\] for \[mail\] \(log\.test\.ts:\d+\)$/,
        ),
        expect.stringMatching(/^AppError NET_DNS: NET_DNS \(/),
      ],
    },
    {
      at: "2026-01-02T03:04:05.678Z",
      level: "error",
      area: "client",
      event: "failed",
      code: "APP_UNEXPECTED",
    },
  ]);
});

test("a field can't take the place of area, event, level, time or causes", async () => {
  const posing = { at: "x", level: "debug", area: "x", event: "x", causes: "x", code: "x" };
  createLog({ dir: logs(), now }).event("session", "started", posing);
  createLog({ dir: logs(), now }).error("session", "NET_DNS", undefined, posing);
  const [event, error] = await lines();
  expect(event).toMatchObject({
    at: "2026-01-02T03:04:05.678Z",
    level: "info",
    area: "session",
    event: "started",
  });
  expect(error).toMatchObject({ level: "error", event: "failed", code: "NET_DNS" });
  expect(error).not.toHaveProperty("causes");
});

test("at most five files, the newest line in client.log, and none lost in between", async () => {
  const log = createLog({ dir: logs(), now, maxSize: 1_000 });
  for (let count = 0; count < 100; count++) log.event("session", "counted", { count });
  const names = (await readdir(logs())).sort();
  expect(names).toEqual(["client.1.log", "client.2.log", "client.3.log", "client.4.log", "client.log"]);
  const oldestFirst = [...names.slice(0, 4).reverse(), "client.log"];
  const texts = await Promise.all(oldestFirst.map((name) => readFile(join(logs(), name), "utf8")));
  const counts = [...texts.join("").matchAll(/"count":(\d+)/g)].map(([, count]) => Number(count));
  expect(counts.at(-1)).toBe(99);
  expect(counts).toEqual(counts.map((_, at) => 100 - counts.length + at));
  for (const name of names) expect((await stat(join(logs(), name))).size).toBeLessThan(1_300);
});

test("a file that somebody holds loses nothing: what can't be closed goes on", async () => {
  const log = createLog({ dir: logs(), now, maxSize: 100 });
  const write = (count: number) => log.event("session", "refreshed", { tries: count });
  for (let count = 0; count < 5; count += 1) write(count);
  // Held as nobody else could on this system: a folder with something in it takes no other's name.
  const held = join(logs(), "client.4.log");
  await rm(held, { force: true });
  await mkdir(join(held, "something"), { recursive: true });
  for (let count = 5; count < 20; count += 1) write(count);
  const names = (await readdir(logs())).filter((name) => name !== "client.4.log");
  const texts = await Promise.all(names.map((name) => readFile(join(logs(), name), "utf8")));
  for (let count = 5; count < 20; count += 1) expect(texts.join("")).toContain(`"tries":${count}}`);

  await rm(held, { recursive: true });
  for (let count = 20; count < 23; count += 1) write(count);
  const five = ["client.1.log", "client.2.log", "client.3.log", "client.4.log", "client.log"];
  expect((await readdir(logs())).sort()).toEqual(five);
});

// Windows keeps others out by the access list of the user's folder.
test.skipIf(process.platform === "win32")("is readable by its owner only", async () => {
  createLog({ dir: logs(), now }).event("client", "started");
  expect((await stat(logs())).mode & 0o777).toBe(0o700);
  expect((await stat(join(logs(), "client.log"))).mode & 0o777).toBe(0o600);
});

test("two logs write each to its own folder", async () => {
  createLog({ dir: logs(), now }).event("client", "started");
  createLog({ dir: join(dir, "other"), now }).event("client", "stopped");
  expect(await lines()).toHaveLength(1);
  expect(await readFile(join(dir, "other", "client.log"), "utf8")).toContain("stopped");
});

test("whoever echoes it gets the swept line and nothing else", () => {
  const echoed: string[] = [];
  const log = createLog({ dir: logs(), now, echo: (line) => echoed.push(line) });
  log.event("client", "started", { message: "password: hunter2" });
  expect(echoed).toEqual([
    '{"at":"2026-01-02T03:04:05.678Z","level":"info","area":"client","event":"started","message":"password: [redacted]"}',
  ]);
});

// Windows has neither devices nor pipes among its files.
describe.skipIf(process.platform === "win32")("what stands in the log's place", () => {
  const place = () => join(logs(), "client.log");
  beforeEach(() => mkdir(logs()));

  test.each<[string, () => unknown]>([
    ["a folder with something in it", () => mkdir(join(place(), "something"), { recursive: true })],
    ["a link to a device", () => symlink("/dev/null", place())],
    ["a link to itself", () => symlink("client.log", place())],
    ["a pipe that nobody reads", () => execFileSync("mkfifo", [place()])],
  ])("%s is put aside at the start and later, and the lines are kept", async (_what, stand) => {
    await stand();
    const log = createLog({ dir: logs(), now });
    log.event("client", "started");
    expect(await lines()).toHaveLength(1);
    await rm(join(logs(), "client.log.aside"), { recursive: true });
    await rm(place());
    await stand();
    log.event("client", "stopped");
    expect(await lines()).toMatchObject([{ event: "stopped" }]);
  });

  test("that can't be put aside costs the lines and nothing else", async () => {
    execFileSync("mkfifo", [place()]);
    await mkdir(join(logs(), "client.log.aside"));
    createLog({ dir: logs(), now }).event("client", "started");
    expect((await stat(place())).isFIFO()).toBe(true);
  });
});

test("a folder that can't be made stops nobody", async () => {
  await writeFile(join(dir, "file"), "");
  const log = createLog({ dir: join(dir, "file", "logs"), now });
  expect(() => log.event("client", "started")).not.toThrow();
});

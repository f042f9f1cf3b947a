import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeFile, newReleaseKey, writeRelease } from "../../scripts/release/sign-release.ts";
import { UpdateServer } from "../support/update-server.ts";
import { type Place, UpdatingPc } from "../support/updating-pc.ts";
import { until } from "../support/wait.ts";

// The client's updater against a real web server on loopback, releases signed by the maker's own tool. What is a harness
// is said in updating-pc.ts; the same with the packaged client on Electron: tests/deploy/update.test.ts.

const PIECE = 256 * 1024;
const INSTALLER = Buffer.alloc(2.5 * PIECE, "installer ");

let server: UpdateServer;
let place: Place;
let pc: UpdatingPc;

beforeEach(async () => {
  server = new UpdateServer();
  place = await server.start();
  pc = new UpdatingPc(place, "nsis");
});
afterEach(async () => {
  await pc.close();
  await server.close();
});

describe("a new version", () => {
  test("is fetched, told of, and installed as an administrator once the person wants it", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    expect(await pc.look()).toMatchObject({
      by: "itself",
      problem: null,
      offer: {
        version: "1.1.0",
        stage: "ready",
        percent: 100,
        notes: { ja: ["ログインが速くなりました。"] },
      },
    });
    expect(pc.told).toEqual(["1.1.0"]);
    expect(pc.wasElevated()).toBe(false);
    pc.install();
    const [installer, ...switches] = await pc.elevated();
    expect(readFileSync(installer ?? "")).toEqual(INSTALLER);
    expect(switches).toEqual(["--updated", "/S", "--force-run"]);
    expect(pc.view().offer?.stage).toBe("installing");
  });

  test("that nobody let through can be installed again after some minutes", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.install();
    await pc.elevated();
    await until("it waits for the end", () => pc.pauses.at(-1) === 5 * 60_000);
    rmSync(join(pc.dir, "elevated"));
    pc.lookAlone();
    expect(pc.view()).toMatchObject({ problem: "UPDATE_NOT_INSTALLED", offer: { stage: "ready" } });
    pc.install();
    expect(await pc.elevated()).toContain("/S");
  });

  test("waits for a login that is under way", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.isIdle = false;
    pc.install();
    expect(pc.view().offer?.stage).toBe("after-login");
    pc.loginIsOver();
    expect(await pc.elevated()).toContain("/S");
  });

  test("waits for a login that begins while the installer is still checked", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.install();
    pc.isIdle = false;
    await until("it waits", () => pc.view().offer?.stage === "after-login");
    expect(pc.wasElevated()).toBe(false);
    pc.loginIsOver();
    expect(await pc.elevated()).toContain("/S");
  });

  test("is fetched once, whatever restarts in between", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    const fetched = server.asked.length;
    pc.restart();
    expect((await pc.look()).offer?.stage).toBe("ready");
    expect(server.asked.length).toBe(fetched + 1);
  });
});

describe("nothing is fetched", () => {
  test.each(["1.0.0", "0.9.9"])("of version %s, as it is no newer one", async (version) => {
    await server.publish(version, "nsis", INSTALLER);
    expect(await pc.look()).toMatchObject({ problem: null, offer: null });
    expect(server.asked).toEqual(["stable.jws"]);
  });

  test("by another package, or before this PC's stage", async () => {
    await server.publish("1.1.0", "appimage", "version 1.1.0");
    expect(await pc.look()).toMatchObject({ problem: null, offer: null });
    const from = new Date(Date.now() - 1_000).toISOString();
    await server.publish("1.1.0", "nsis", INSTALLER, {}, [{ from, percent: 20 }]);
    pc.place = 20;
    expect(await pc.look()).toMatchObject({ problem: null, offer: null });
    pc.place = 19.9;
    expect(await pc.look()).toMatchObject({ offer: { version: "1.1.0" } });
  });

  test("of packages that a later maker has besides", async () => {
    const path = await server.publish("1.1.0", "nsis", INSTALLER);
    const files = [
      { ...describeFile(path, "nsis", "x64"), form: "msix" },
      { ...describeFile(path, "nsis", "x64"), architecture: "riscv64" },
    ];
    await server.publish("1.1.0", "nsis", INSTALLER, { files });
    expect(await pc.look()).toMatchObject({ problem: null, offer: null });
    await server.publish("1.1.0", "nsis", INSTALLER, {
      files: [...files, describeFile(path, "nsis", "x64")],
    });
    expect(await pc.look()).toMatchObject({ problem: null, offer: { stage: "ready" } });
  });

  test("where policy switched it off, or there is no place to look", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.applySettings({ on: false });
    expect(pc.view()).toMatchObject({ on: false, offer: null });
    pc.applySettings({ on: true, server: null });
    expect(pc.view()).toMatchObject({ on: false, offer: null });
    pc.install();
    expect(pc.wasElevated()).toBe(false);
  });

  test("any more once it was withdrawn", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    await server.publish("1.0.0", "nsis", INSTALLER);
    expect((await pc.look()).offer).toBeNull();
    pc.install();
    expect(pc.wasElevated()).toBe(false);
    await until("it is deleted", () => !existsSync(join(pc.dir, "updates")));
  });
});

describe("what isn't the maker's", () => {
  const refused = { problem: "UPDATE_REFUSED", offer: null };

  test("a file that was changed, by a single bit", async () => {
    const path = await server.publish("1.1.0", "nsis", INSTALLER);
    const changed = Buffer.from(INSTALLER);
    changed[2 * PIECE] = (changed[2 * PIECE] ?? 0) ^ 1;
    writeFileSync(path, changed);
    expect(await pc.look()).toMatchObject(refused);
    expect(pc.kept().filter((name) => name.endsWith(".exe") || name.endsWith(".part"))).toEqual([]);
    // The next look begins from the beginning, and nothing of the wrong one is left.
    writeFileSync(path, INSTALLER);
    expect(await pc.look()).toMatchObject({ problem: null, offer: { stage: "ready" } });
  });

  test.each([
    ["another key of the same name", (kid: string) => kid],
    ["a key that isn't known", () => "another"],
  ])("signed by %s", async (_what, kidOf) => {
    const path = await server.publish("1.1.0", "nsis", INSTALLER);
    const stranger = await newReleaseKey();
    const key = { ...stranger.private, kid: kidOf(place.keys[0]?.kid ?? "") };
    const release = {
      channel: "stable" as const,
      version: "9.0.0",
      notes: { ja: ["a"], en: ["a"] },
      stages: [],
      files: [describeFile(path, "nsis", "x64")],
    };
    await writeRelease(server.folder, release, [], key);
    expect(await pc.look()).toMatchObject(refused);
    expect(server.asked).toEqual(["stable.jws"]);
  });

  test.each([
    ["changed", (text: string) => text.replace(/\.(.)/u, (_all, first) => `.${first === "e" ? "f" : "e"}`)],
    ["unsigned", (text: string) => `${btoa('{"alg":"none"}')}.${text.split(".")[1]}.`],
    ["cut off", (text: string) => text.slice(0, -40)],
    ["a page", () => "<!doctype html><title>Login</title>"],
    ["empty", () => ""],
    ["two at once", (text: string) => `${text.trim()}\n${text}`],
  ])("a release that is %s", async (_what, change) => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    const path = join(server.folder, "stable.jws");
    writeFileSync(path, change(readFileSync(path, "utf8")));
    expect(await pc.look()).toMatchObject(refused);
    expect(server.asked).toEqual(["stable.jws"]);
  });

  test("a release of another channel, put in this one's place", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER, { channel: "preview" });
    writeFileSync(join(server.folder, "stable.jws"), readFileSync(join(server.folder, "preview.jws")));
    expect(await pc.look()).toMatchObject(refused);
    pc.applySettings({ channel: "preview" });
    expect(await pc.look()).toMatchObject({ problem: null, offer: { version: "1.1.0" } });
  });

  test("an installer that was exchanged on this PC between fetch and installation", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    const name = pc.kept().find((one) => one.endsWith(".exe")) ?? "";
    writeFileSync(join(pc.dir, "updates", "storage-service-drive", "pending", name), "another");
    pc.install();
    await until("it is refused", () => pc.view().problem !== null);
    expect(pc.view()).toMatchObject(refused);
    expect(pc.wasElevated()).toBe(false);
    expect(await pc.look()).toMatchObject({ problem: null, offer: { stage: "ready" } });
  });
});

describe("a way that breaks off", () => {
  test("goes on where it ended, after a restart too", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    let pieces = 0;
    server.odd = (request, response) => {
      if (request.headers.range === undefined) return false;
      pieces += 1;
      if (pieces < 2) return false;
      response.writeHead(206, {
        "content-length": PIECE,
        "content-range": "bytes 1048576-2097151/2621440",
      });
      response.write(Buffer.alloc(1000), () => response.destroy());
      return true;
    };
    const broken = await pc.look();
    expect(broken.offer).toBeNull();
    expect(broken.problem).toMatch(/^NET_/u);
    server.odd = () => false;
    server.asked.length = 0;
    pc.restart();
    expect(await pc.look()).toMatchObject({ problem: null, offer: { stage: "ready" } });
    expect(server.asked.map((one) => one.split(" ")[1] ?? one)).toEqual([
      "stable.jws",
      `${PIECE}-${2 * PIECE - 1}`,
      `${2 * PIECE}-${2.5 * PIECE - 1}`,
    ]);
  });

  test.each([
    [503, "NET_SERVER"],
    [429, "NET_RATE_LIMITED"],
    [404, "NET_UNEXPECTED_ANSWER"],
    [302, "NET_UNEXPECTED_ANSWER"],
  ])("with HTTP %d, of either, is %s, and is tried again after a growing pause", async (status, problem) => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    const answer = (response: ServerResponse) => {
      response.writeHead(status, { location: "https://elsewhere.example/" }).end();
      return true;
    };
    server.odd = (request, response) => request.headers.range !== undefined && answer(response);
    expect(await pc.look()).toMatchObject({ problem, offer: null });
    server.odd = (_request, response) => answer(response);
    expect(await pc.look()).toMatchObject({ problem, offer: null });
    expect(await pc.look()).toMatchObject({ problem, offer: null });
    const minute = 60_000;
    expect(pc.pauses.slice(-3)).toEqual([15 * minute, 30 * minute, 60 * minute]);
  });

  test("because a newer version came leaves that one alone", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    let release = () => {};
    server.odd = (request, response) => {
      if (request.headers.range === undefined) return false;
      release = () => response.destroy();
      server.odd = () => false;
      return true; // answers never
    };
    pc.lookAlone();
    await until("a piece is asked for", () => server.asked.length === 2);
    await server.publish("1.2.0", "nsis", Buffer.alloc(PIECE, "newer "));
    const view = await pc.look();
    release();
    expect(view).toMatchObject({ problem: null, offer: { version: "1.2.0", stage: "ready" } });
    expect(pc.kept().filter((name) => /\.(?:exe|part)$/u.test(name))).toEqual(["drive-1.2.0-x64.exe"]);
  });

  test("a server without ranges serves a small file whole; pieces of another one are refused", async () => {
    await server.publish("1.1.0", "nsis", "small");
    server.odd = (request, response) => {
      if (request.headers.range !== undefined) response.writeHead(200).end("small");
      return request.headers.range !== undefined;
    };
    expect(await pc.look()).toMatchObject({ offer: { stage: "ready" } });
    await server.publish("1.2.0", "nsis", "larger");
    server.odd = (request, response) => {
      if (request.headers.range !== undefined)
        response.writeHead(206, { "content-range": "bytes 0-5/7" }).end("larger");
      return request.headers.range !== undefined;
    };
    expect(await pc.look()).toMatchObject({ problem: "NET_UNEXPECTED_ANSWER", offer: null });
  });
});

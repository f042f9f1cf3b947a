import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask } from "../../cli/connection.ts";
import { createCommandServer } from "../../src/main/command/server.ts";
import { loadConfiguration } from "../../src/main/config/configuration.ts";
import { createLog } from "../../src/main/files/log.ts";
import { acquireLock } from "../../src/main/session/lock.ts";
import { endScanners, programsFolder, startScanner } from "./programs.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "held-"));
});
afterEach(async () => {
  await endScanners();
  await rm(dir, { recursive: true, force: true });
});

describe.skipIf(programsFolder === undefined)("a file that another program has open", () => {
  test("the lock of a client that died: taken over once it is free, and never passed over", async () => {
    const lock = join(dir, "refresh.lock");
    const dead = { id: "dead", pid: 4_194_000, host: hostname() };
    await writeFile(lock, JSON.stringify(dead));
    await startScanner("hold", lock, "rw", 500);
    const taken = await acquireLock(lock, 10_000);
    expect(taken).not.toBeNull();
    expect(JSON.parse(await readFile(lock, "utf8"))).toMatchObject({ pid: process.pid });
    await taken?.release();
    expect(await readdir(dir)).toEqual([]);
  });

  test("the log: nothing of it is lost, and it is closed once it is free", async () => {
    const log = createLog({ dir, now: () => 0, maxSize: 1_000 });
    const write = (from: number, to: number) => {
      for (let count = from; count < to; count += 1) log.event("session", "counted", { count });
    };
    const counts = async () => {
      const files = (await readdir(dir)).sort().reverse(); // client.log is the last by name, and the newest
      const texts = await Promise.all(files.map((name) => readFile(join(dir, name), "utf8")));
      return [...texts.join("").matchAll(/"count":(\d+)\}/gu)].map(([, count]) => Number(count));
    };
    write(0, 60); // five files
    const before = await counts();
    const scanner = await startScanner("hold", join(dir, "client.log"), "rw", 1_000);
    write(60, 120);
    expect(await counts()).toEqual(expect.arrayContaining(before));
    expect(await counts()).toEqual(expect.arrayContaining([60, 119]));
    await scanner.ended;
    write(120, 122);
    const five = ["client.1.log", "client.2.log", "client.3.log", "client.4.log", "client.log"];
    expect((await readdir(dir)).sort()).toEqual(five);
    expect(await readFile(join(dir, "client.1.log"), "utf8")).toContain('"count":119}');
  });

  test("the settings: not taken for none, and not written over", async () => {
    const load = () =>
      loadConfiguration({
        folders: { roaming: dir, local: dir },
        policyPath: null,
        packaged: false,
        systemLanguage: "ja",
      });
    await (await load()).save({ language: "en" });
    const scanner = await startScanner("hold", join(dir, "settings.json"), "-", 5_000);
    const configuration = await load();
    expect(configuration.problems).toContain("SETTINGS_UNREAD");
    expect(configuration.shellSettings().language).toBe("ja");
    await configuration.save({ startupLogin: false });
    await scanner.ended;
    await configuration.save({ firstRun: false });
    const chosen = { language: "en", startupLogin: false, firstRun: false };
    expect((await load()).shellSettings()).toMatchObject(chosen);
  });

  test("the command line's way to the client: no reason to say that none is running", async () => {
    await mkdir(join(dir, "run"));
    const server = await createCommandServer({
      dataDir: dir,
      handlers: { status: () => ({ state: "online" }), quit: () => {} } as never,
      log: () => {},
    });
    await startScanner("hold", join(dir, "run", "command.json"), "-", 500);
    expect(await ask(dir, { command: "quit" }, 5_000)).toEqual({ ok: true, value: null });
    const scanner = await startScanner("hold", join(dir, "run", "command.json"), "-", 4_000);
    await expect(ask(dir, { command: "quit" }, 5_000)).rejects.toMatchObject({ code: expect.anything() });
    await scanner.ended;
    await startScanner("hold", join(dir, "run", "command.json"), "rw", 500);
    await server.close();
    expect(await readdir(join(dir, "run"))).toEqual([]);
  });
});

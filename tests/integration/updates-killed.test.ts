import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { UpdateServer } from "../support/update-server.ts";
import type { Place } from "../support/updating-pc.ts";

// A client that is killed while it fetches, hashes or installs. What is a harness is said in updating-pc.ts.

const PIECE = 256 * 1024;
const PIECES = 80;
const PROGRAM = Buffer.alloc(PIECES * PIECE, "version 1.1.0 ");

let server: UpdateServer;
let place: Place;
let dir: string;

beforeEach(async () => {
  server = new UpdateServer();
  place = await server.start();
  dir = mkdtempSync(join(tmpdir(), "updating-pc-"));
  await server.publish("1.1.0", "appimage", PROGRAM);
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

function client(): ChildProcess {
  const asked = JSON.stringify({ ...place, dir });
  return spawn(process.execPath, ["tests/support/updating-pc-process.ts", asked], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

const installed = () => readFileSync(join(dir, "drive.AppImage"));

function oneOrTheOther(): void {
  const now = installed();
  expect(now.equals(PROGRAM) || now.toString() === "version 1.0.0").toBe(true);
}

/** Lets a client go on to its end. */
async function ended(): Promise<void> {
  const [code] = await once(client(), "exit");
  expect(code).toBe(0);
  expect(installed().equals(PROGRAM)).toBe(true);
  expect(readdirSync(dir).filter((name) => name.startsWith("drive.AppImage"))).toEqual(["drive.AppImage"]);
}

/** Kills a client when it asks for a piece, some milliseconds later. */
async function killedAt(piece: number, afterMs: number): Promise<void> {
  const one = client();
  server.odd = (request) => {
    if (request.headers.range?.startsWith(`bytes=${piece * PIECE}-`) !== true) return false;
    setTimeout(() => one.kill("SIGKILL"), afterMs);
    return false;
  };
  await once(one, "exit");
  server.odd = () => false;
}

test("while it fetches: each piece is fetched once, but for the one that it was killed at", async () => {
  for (const piece of [0, 40]) await killedAt(piece, 0);
  expect(installed().toString()).toBe("version 1.0.0");
  await ended();
  const pieces = server.asked.filter((one) => one.includes(" "));
  expect(pieces.length).toBeLessThanOrEqual(PIECES + 2);
}, 120_000);

test("while it hashes, puts the file in its place and installs: the program is the one or the other", async () => {
  for (const afterMs of [5, 40, 80, 120, 160]) {
    await killedAt(PIECES - 1, afterMs);
    oneOrTheOther();
  }
  await ended();
}, 120_000);

test("while it installs", async () => {
  for (const afterMs of [0, 15, 40]) {
    const one = client();
    const over = once(one, "exit");
    one.stdout?.once("data", () => void wait(afterMs).then(() => one.kill("SIGKILL")));
    await over;
    oneOrTheOther();
  }
  await ended();
}, 120_000);

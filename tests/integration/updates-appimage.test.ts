import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UpdateServer } from "../support/update-server.ts";
import { UpdatingPc } from "../support/updating-pc.ts";
import { until } from "../support/wait.ts";

// How an AppImage takes another's place. What is a harness is said in updating-pc.ts.

let server: UpdateServer;
let pc: UpdatingPc;

beforeEach(async () => {
  server = new UpdateServer();
  pc = new UpdatingPc(await server.start(), "appimage");
  await server.publish("1.1.0", "appimage", "version 1.1.0");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await pc.close();
  await server.close();
});

const beside = () => `${pc.appImage}.new`;

async function installed(): Promise<void> {
  await pc.look();
  pc.install();
  await until("it is started", () => pc.restarted.length > 0);
  expect(pc.restarted).toEqual([pc.appImage]);
  expect(readFileSync(pc.appImage, "utf8")).toBe("version 1.1.0");
  expect(statSync(pc.appImage).mode & 0o777).toBe(0o755);
  expect(existsSync(beside())).toBe(false);
}

async function notInstalled(): Promise<void> {
  await pc.look();
  pc.install();
  await until("it failed", () => pc.view().problem !== null);
  expect(pc.view()).toMatchObject({ problem: "UPDATE_NOT_INSTALLED", offer: { stage: "ready" } });
  expect(pc.restarted).toEqual([]);
}

test("it is replaced in one step, and started", async () => {
  await pc.look();
  expect(readFileSync(pc.appImage, "utf8")).toBe("version 1.0.0");
  await installed();
});

test("what is replaced is what is started, whatever the environment says by then", async () => {
  const another = join(pc.dir, "another.AppImage");
  writeFileSync(another, "another");
  vi.stubEnv("APPIMAGE", another);
  await installed();
  expect(readFileSync(another, "utf8")).toBe("another");
});

test("a link that somebody put beside it isn't written through", async () => {
  const another = join(pc.dir, "another");
  writeFileSync(another, "another");
  symlinkSync(another, beside());
  await installed();
  expect(readFileSync(another, "utf8")).toBe("another");
});

test("what an earlier try left beside it is no obstacle", async () => {
  writeFileSync(beside(), "half");
  chmodSync(beside(), 0o400);
  await installed();
});

test("a folder beside it stays, and so does the one that runs", async () => {
  mkdirSync(beside());
  await notInstalled();
  expect(statSync(beside()).isDirectory()).toBe(true);
  expect(readFileSync(pc.appImage, "utf8")).toBe("version 1.0.0");
});

test("one that can't be put in its place leaves nothing beside it, and can be installed once it can", async () => {
  rmSync(pc.appImage);
  mkdirSync(join(pc.appImage, "in the way"), { recursive: true });
  await notInstalled();
  expect(existsSync(beside())).toBe(false);
  renameSync(pc.appImage, `${pc.appImage}-gone`);
  writeFileSync(pc.appImage, "version 1.0.0");
  await installed();
});

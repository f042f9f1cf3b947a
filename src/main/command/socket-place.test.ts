import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { socketPlaces } from "./socket-place.ts";

const posix = process.platform !== "win32";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "place-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const socketPlace = (...where: Parameters<typeof socketPlaces>) => socketPlaces(...where).next().value;
const modeOf = (path: string) => statSync(path).mode & 0o777;

test.runIf(posix)("the socket lies in the per-user files, in a folder only this user may open", () => {
  expect(socketPlace(folder, {})).toBe(join(folder, "run", "command.sock"));
  expect(modeOf(join(folder, "run"))).toBe(0o700);
});

test.runIf(posix)("a folder that was open to others is closed", () => {
  mkdirSync(join(folder, "run"));
  chmodSync(join(folder, "run"), 0o777);
  socketPlace(folder, {});
  expect(modeOf(join(folder, "run"))).toBe(0o700);
});

test.runIf(posix).each(["elsewhere", "nowhere"])(
  "a link of this user's in the folder's place, leading %s, gives way to a folder",
  (where) => {
    mkdirSync(join(folder, "elsewhere"));
    symlinkSync(join(folder, where), join(folder, "run"));
    expect(socketPlace(folder, {})).toBe(join(folder, "run", "command.sock"));
    expect(lstatSync(join(folder, "run")).isDirectory()).toBe(true);
    expect(existsSync(join(folder, "elsewhere"))).toBe(true);
  },
);

test.runIf(posix && process.getuid?.() === 0)("a link of another user's is refused", () => {
  symlinkSync(folder, join(folder, "run"));
  lchownSync(join(folder, "run"), 54_321, 54_321);
  expect(() => socketPlace(folder, {})).toThrow("APP_UNEXPECTED");
});

test.runIf(posix)("a path too long for a socket is replaced by a short one in the runtime folder", () => {
  const long = join(folder, "d".repeat(120));
  const runtime = join(folder, "r");
  mkdirSync(runtime);
  const path = socketPlace(long, { XDG_RUNTIME_DIR: runtime });
  expect(path.startsWith(join(runtime, "storage-drive"))).toBe(true);
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(107);
  expect(modeOf(join(runtime, "storage-drive"))).toBe(0o700);
  expect(modeOf(join(long, "run"))).toBe(0o700);
  expect(socketPlace(`${long}2`, { XDG_RUNTIME_DIR: runtime })).not.toBe(path);
});

test.runIf(posix).each([
  ["isn't there", "missing"],
  ["is relative", "./relative"],
  ["holds a link in our folder's place", "linked"],
])("a runtime folder that %s is passed over for the temporary folder", (_why, name) => {
  mkdirSync(join(folder, "linked"));
  symlinkSync(folder, join(folder, "linked", "storage-drive"));
  const runtime = name.startsWith(".") ? name : join(folder, name);
  const path = socketPlace(join(folder, "d".repeat(120)), { XDG_RUNTIME_DIR: runtime });
  expect(path.startsWith(join(tmpdir(), `storage-drive-${process.getuid?.()}`))).toBe(true);
});

test.runIf(posix)("the limit counts bytes, not characters", () => {
  const japanese = join(folder, "保".repeat(30));
  expect(japanese.length + "/run/command.sock".length).toBeLessThan(107);
  expect(socketPlace(japanese, {}).startsWith(japanese)).toBe(false);
});

test("on Windows it is a pipe under a name that nobody can guess, another one at each start", () => {
  const path = socketPlace(folder, {}, "win32");
  expect(path).toMatch(/^\\\\\.\\pipe\\storage-drive-[0-9a-f]{32}$/);
  expect(socketPlace(folder, {}, "win32")).not.toBe(path);
});

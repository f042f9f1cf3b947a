import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { storageDrive, temporaryFolder } from "./command-line.fixture.ts";

// What a shell, a disk or an account can do to the command line: never a stack trace, never another exit code.

const bin = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** What a person would see of the inside. */
const STACK = /^\s+at |node:internal|Error:/mu;

/** A line of bash in which `drive` is the command line; its exit code and what stands on standard error. */
function shell(line: string, env: Record<string, string> = {}) {
  const { status, stderr } = spawnSync(
    "bash",
    ["-c", `drive() { LANG=ja_JP.UTF-8 "$NODE" "$BIN" "$@"; }; ${line}`],
    {
      encoding: "utf8",
      // At a socket bash takes itself for a remote login, and reads the user's files.
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: String(process.env.PATH),
        STORAGE_DRIVE_DATA_DIR: join(folder.path, "data"),
        NODE: process.execPath,
        BIN: bin,
        ...env,
      },
    },
  );
  return { status, stderr };
}

// Windows deletes no folder in which somebody stands.
test.skipIf(process.platform === "win32").each([
  ["bundle --json", 8],
  ["profile try page.json --json", 2],
  ["check line-number --file lines.txt --json", 2],
  ["status --json", 7],
  ["policy show", 0],
])("%s from a folder that was deleted ends with %i", (args, exit) => {
  const gone = `mkdir "${folder.path}/gone" && cd "${folder.path}/gone" && rmdir "${folder.path}/gone"`;
  expect(shell(`${gone} && drive ${args} > /dev/null`)).toEqual({ status: exit, stderr: "" });
});

describe.skipIf(process.platform === "win32")("its output", () => {
  test.each([
    ["--help", 0],
    ["--help --json", 0],
    ["policy show", 0],
    ["status --json", 7],
    ["nonsense --json", 2],
  ])("%s into a pipe that nobody reads ends with %i and says nothing", (args, exit) => {
    expect(shell(`drive ${args} | true; exit \${PIPESTATUS[0]}`)).toEqual({ status: exit, stderr: "" });
  });

  test.skipIf(!existsSync("/dev/full")).each([
    ["--help", 1],
    ["policy show", 1],
    ["status --json", 7],
  ])("%s onto a full disk ends with %i and says why", (args, exit) => {
    const { status, stderr } = shell(`drive ${args} > /dev/full`);
    expect(status).toBe(exit);
    expect(stderr).toContain("書き出せませんでした (ENOSPC)");
    expect(stderr).not.toMatch(STACK);
  });

  test("what can't be said about an error changes nothing about its exit code", () => {
    expect(shell("drive status 2> /dev/full").status).toBe(7);
    expect(shell(`drive status 2>&1 | true; exit \${PIPESTATUS[0]}`).status).toBe(7);
  });
});

// An account that no list of users knows: a container's, a service's.
const nobodyKnown = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"];
const canBeNobodyKnown =
  spawnSync("setpriv", [...nobodyKnown.slice(1), process.execPath, bin, "--version"], {
    env: { HOME: "/", PATH: String(process.env.PATH) },
  }).status === 0;

describe.skipIf(!canBeNobodyKnown)("without a home folder", () => {
  const asNobody = (args: string, env: Record<string, string> = {}) =>
    shell(`${nobodyKnown.join(" ")} "$NODE" "$BIN" ${args}`, { STORAGE_DRIVE_DATA_DIR: "", ...env });

  test.each(["--help", "--version", "check"])("%s needs none", (args) => {
    expect(asNobody(args)).toEqual({ status: 0, stderr: "" });
  });

  test.each(["status", "login", "logout", "quit", "policy show"])("%s says what is missing", (args) => {
    const { status, stderr } = asNobody(args);
    expect(status).toBe(1);
    expect(stderr).toContain("APP_DATA_FOLDER");
    expect(stderr).not.toMatch(STACK);
  });

  test("a folder that is named is enough", () => {
    expect(asNobody("status", { STORAGE_DRIVE_DATA_DIR: "/tmp/nobody-known" }).status).toBe(7);
  });
});

describe.skipIf(process.platform === "win32")("a data folder that can't be had", () => {
  const places: readonly (readonly [string, () => string])[] = [
    [
      "a link that leads nowhere",
      () => {
        symlinkSync(join(folder.path, "nowhere", "else"), join(folder.path, "data"));
        return join(folder.path, "data");
      },
    ],
    [
      "a file",
      () => {
        writeFileSync(join(folder.path, "data"), "");
        return join(folder.path, "data");
      },
    ],
    [
      "below a file",
      () => {
        writeFileSync(join(folder.path, "file"), "");
        return join(folder.path, "file", "data");
      },
    ],
    ["where nothing can be made", () => "/proc/storage-drive"],
  ];

  test.each(places)("%s: login says so, with the folder, and starts nothing", async (_what, place) => {
    const data = place();
    const { exit, err } = await storageDrive(data, ["login", "--timeout", "20"]);
    expect(exit).toBe(1);
    expect(err).toContain("APP_DATA_FOLDER");
    expect(err).toContain(data);
    expect(err).not.toMatch(STACK);
  });

  test("one that is there and empty is fine", async () => {
    mkdirSync(join(folder.path, "data"));
    expect((await storageDrive(join(folder.path, "data"), ["status"])).exit).toBe(7);
  });
});

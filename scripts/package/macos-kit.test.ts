import { execFile, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { macScript, serviceScript } from "./macos-kit.ts";

// The scripts of macOS's installer, run by this system's sh on a folder in the place of the Mac's disk. A harness: what a Mac
// has and this system hasn't (`launchctl`, `pkgutil` …) are programs that note how they were called.

const APP = "Applications/Storage Service Drive.app";
const PROGRAM = `${APP}/Contents/MacOS/Storage Service Drive`;
let place: string;
let disk: string;
let tools: string;
const on = (path: string) => join(disk, path);

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "mac-"));
  [disk, tools] = [join(place, "disk"), join(place, "tools")];
  tool("launchctl");
  tool("defaults", 'mkdir -p "$(dirname "$2")"; echo "$@" >"$2.plist"');
  tool(
    "pkgutil",
    'case "$1" in --pkgs=*) echo storage-service-drive; echo storage-service-drive.autostart ;; esac',
  );
  tool("stat", "echo 501");
  tool("id", "echo 0");
  tool("pgrep", "exit 1");
  tool("ps");
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function put(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}

function tool(name: string, does = ""): void {
  put(join(tools, name), `#!/bin/sh\necho "${name} $*" >>"${place}/calls"\n${does}\n`, 0o755);
}

const calls = () =>
  existsSync(join(place, "calls")) ? readFileSync(join(place, "calls"), "utf8").trim().split("\n") : [];

/** Not waited for in one go: who ended is gone only once this process has taken notice. */
function run(script: string, ...args: string[]): Promise<{ code: number; said: string }> {
  put(join(place, "script"), script);
  const env = { PATH: `${tools}:${process.env.PATH}` };
  return new Promise((resolve) => {
    const child = execFile("sh", [join(place, "script"), ...args], { env }, (_error, out, said) =>
      resolve({ code: child.exitCode ?? -1, said: out + said }),
    );
  });
}

/** Apple's installer names the package, the folder and the volume. */
const step = (name: "preinstall" | "postinstall") => run(macScript(name), "x.pkg", "/", `${disk}/`);

function putApp(): void {
  put(on(PROGRAM), "", 0o755);
  put(on("Library/LaunchAgents/storage-service-drive.plist"), "");
  put(on("Library/Preferences/storage-service-drive.plist"), "");
  mkdirSync(on("usr/local/bin"), { recursive: true });
  symlinkSync(`/${APP}/Contents/MacOS/storage-drive`, on("usr/local/bin/storage-drive"));
}

/** Something that runs as a client does, by the name that ps tells; resolves with what ended it. */
function startClient(): Promise<NodeJS.Signals | null> {
  const child = spawn("sleep", ["60"]);
  const helper = `${disk}/${APP}/Contents/Frameworks/Storage Service Drive Helper.app/Contents/MacOS/Storage Service Drive Helper`;
  tool(
    "ps",
    `echo "    1 ${helper}"; kill -0 ${child.pid} 2>/dev/null && echo "${child.pid} ${on(PROGRAM)}"; true`,
  );
  return new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
}

describe("the installer", () => {
  test("ends a client that runs, tells it why before, and takes the mark away at the end", async () => {
    putApp();
    const ended = startClient();
    expect(await step("preinstall")).toEqual({ code: 0, said: "" });
    expect(await ended).toBe("SIGTERM");
    expect(existsSync(on("var/run/storage-service-drive/update"))).toBe(true);
    tool("pgrep");
    expect((await step("postinstall")).code).toBe(0);
    expect(existsSync(on("var/run/storage-service-drive"))).toBe(false);
    // The client that ended comes again by itself.
    expect(calls().filter((call) => call.startsWith("launchctl"))).toEqual([]);
  });

  test("starts the client where somebody installs it for the first time by hand, and never in silence", async () => {
    const starts = `launchctl asuser 501 sudo -u #501 open -g ${on(APP)}`;
    await step("preinstall");
    await step("postinstall");
    expect(calls()).not.toContain(starts);
    tool("pgrep");
    await step("preinstall");
    await step("postinstall");
    expect(calls()).toContain(starts);
  });

  test("puts storage-drive on PATH, whatever was there under that name", async () => {
    expect((await step("postinstall")).code).toBe(0);
    expect((await step("postinstall")).code).toBe(0);
    expect(readlinkSync(on("usr/local/bin/storage-drive"))).toBe(`/${APP}/Contents/MacOS/storage-drive`);
  });

  test("a chosen service is what the installer says to everybody's client", async () => {
    put(on("Library/Preferences/storage-service-drive.plist"), "");
    expect(await run(serviceScript("codec"), "x.pkg", "/", `${disk}/`)).toEqual({ code: 0, said: "" });
    expect(calls()).toEqual([
      `defaults write ${on("Library/Preferences/storage-service-drive")} service -string codec`,
    ]);
  });
});

describe("taking it away", () => {
  const uninstall = (...args: string[]) => run(macScript("uninstall", { root: disk }), ...args);

  test("nothing is left but what people have of their own", async () => {
    putApp();
    put(on("Users/a/Library/Application Support/storage-service-drive/settings.json"), "{}");
    const ended = startClient();
    expect(await uninstall()).toEqual({ code: 0, said: "" });
    expect(await ended).toBe("SIGTERM");
    const find = execFileSync("find", [disk, "-not", "-type", "d"], { encoding: "utf8" });
    expect(find.trim()).toBe(on("Users/a/Library/Application Support/storage-service-drive/settings.json"));
    expect(calls()).toContain("launchctl bootout gui/501/storage-service-drive");
    expect(calls().filter((call) => call.startsWith("pkgutil --forget"))).toEqual([
      "pkgutil --forget storage-service-drive",
      "pkgutil --forget storage-service-drive.autostart",
    ]);
  });

  test("with --forget clients are told to give back their session before they end", async () => {
    putApp();
    const ended = startClient();
    const ps = readFileSync(join(tools, "ps"), "utf8");
    put(
      join(tools, "ps"),
      `${ps}\ntest ! -e "${on("var/run/storage-service-drive/forget")}" || echo marked >>"${place}/calls"\n`,
      0o755,
    );
    expect((await uninstall("--forget")).code).toBe(0);
    expect(await ended).toBe("SIGTERM");
    expect(calls()).toContain("marked");
    expect(existsSync(on("var/run/storage-service-drive"))).toBe(false);
  });

  test("neither an unknown switch nor an ordinary user changes anything", async () => {
    putApp();
    expect(await uninstall("--forgot")).toMatchObject({ code: 2, said: expect.stringContaining("usage") });
    tool("id", "echo 501");
    expect(await uninstall()).toMatchObject({ code: 2, said: expect.stringContaining("sudo") });
    expect(existsSync(on(PROGRAM))).toBe(true);
  });

  test("a storage-drive on PATH that isn't this one's stays", async () => {
    putApp();
    rmSync(on("usr/local/bin/storage-drive"));
    symlinkSync("/opt/other/storage-drive", on("usr/local/bin/storage-drive"));
    expect((await uninstall()).code).toBe(0);
    expect(readlinkSync(on("usr/local/bin/storage-drive"))).toBe("/opt/other/storage-drive");
  });
});

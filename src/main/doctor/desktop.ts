import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { app } from "../electron.ts";
import type { ExaminedPc } from "./check.ts";

const exec = promisify(execFile);
const LIMIT_MS = 3_000;
const DESKTOP_FILE = "storage-service-drive.desktop";
/** Who shows icons on a Linux desktop (StatusNotifierItem specification, StatusNotifierWatcher). */
const WATCHER = "org.kde.StatusNotifierWatcher";

/** What the desktop offers the client; nothing leaves this PC. */
export function desktopHere(env: NodeJS.ProcessEnv = process.env): ExaminedPc["desktop"] {
  const linux = process.platform === "linux";
  return {
    browser: async () => (linux ? linuxBrowser(env) : named(app.getApplicationNameForProtocol("https://"))),
    async autostart() {
      if (!app.isPackaged) return null;
      return linux ? linuxAutostart(env) : app.getLoginItemSettings().openAtLogin;
    },
    tray: async () => (linux ? linuxTray(env) : true),
  };
}

/** The desktop file that is the handler of https, as `xdg-open` looks it up (xdg-utils, xdg-mime). */
async function linuxBrowser(env: NodeJS.ProcessEnv): Promise<string | null> {
  const found = await said(env, "xdg-mime", ["query", "default", "x-scheme-handler/https"]);
  return named(found ?? "") ?? named(env.BROWSER ?? "");
}

/** Autostart specification: the user's folder goes before the system's, and may hide the system's entry. */
async function linuxAutostart(env: NodeJS.ProcessEnv): Promise<boolean> {
  const own = env.XDG_CONFIG_HOME?.startsWith("/") ? env.XDG_CONFIG_HOME : join(homedir(), ".config");
  const folders = [own, ...(env.XDG_CONFIG_DIRS || "/etc/xdg").split(":")];
  const files = folders.map((folder) => join(folder, "autostart", DESKTOP_FILE));
  for (const file of files) {
    const entry = await readFile(file, "utf8").catch(() => null);
    if (entry !== null) return !/^Hidden\s*=\s*true\s*$/mu.test(entry);
  }
  return false;
}

/** Null where there is no bus to ask. */
async function linuxTray(env: NodeJS.ProcessEnv): Promise<boolean | null> {
  const bus = "org.freedesktop.DBus";
  const answer = await said(env, "/usr/bin/dbus-send", [
    ...["--session", "--print-reply", `--reply-timeout=${LIMIT_MS}`, `--dest=${bus}`],
    ...["/org/freedesktop/DBus", `${bus}.NameHasOwner`, `string:${WATCHER}`],
  ]);
  return answer === null ? null : answer.includes("boolean true");
}

/** What a program prints; null where it can't be run or says no. */
async function said(
  env: NodeJS.ProcessEnv,
  program: string,
  args: readonly string[],
): Promise<string | null> {
  try {
    return (await exec(program, args, { env, timeout: LIMIT_MS })).stdout;
  } catch {
    return null;
  }
}

function named(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { askSessionBus, BUS } from "../bus/session-bus.ts";
import { app } from "../electron.ts";
import type { ExaminedPc } from "./check.ts";

const exec = promisify(execFile);
const LIMIT_MS = 3_000;
/** Who shows icons on a Linux desktop (StatusNotifierItem specification, StatusNotifierWatcher). */
const WATCHER = "org.kde.StatusNotifierWatcher";

/** What the desktop offers the client; nothing leaves this PC. */
export function desktopHere(
  autostart: ExaminedPc["desktop"]["autostart"],
  env: NodeJS.ProcessEnv = process.env,
): ExaminedPc["desktop"] {
  const linux = process.platform === "linux";
  return {
    browser: async () => (linux ? linuxBrowser(env) : named(app.getApplicationNameForProtocol("https://"))),
    autostart: async () => (app.isPackaged ? autostart() : null),
    tray: async () => (linux ? linuxTray(env) : true),
  };
}

/** The desktop file that is the handler of https, as `xdg-open` looks it up (xdg-utils, xdg-mime). */
async function linuxBrowser(env: NodeJS.ProcessEnv): Promise<string | null> {
  const found = await said(env, "xdg-mime", ["query", "default", "x-scheme-handler/https"]);
  return named(found ?? "") ?? named(env.BROWSER ?? "");
}

/** Null where there is no bus to ask. */
async function linuxTray(env: NodeJS.ProcessEnv): Promise<boolean | null> {
  const method = "org.freedesktop.DBus.NameHasOwner";
  const answer = await askSessionBus({ ...BUS, method, args: [`string:${WATCHER}`] }, { env });
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

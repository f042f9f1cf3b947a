import { statSync } from "node:fs";
import { app } from "../electron.ts";
import { leave } from "./leave.ts";
import type { Shell } from "./shell.ts";
import { SUCCESSOR } from "./successor.ts";

// What a package of Linux or macOS has to say to clients that run while it comes and goes (build/clients.sh). Before files are
// replaced or taken away it ends the clients by SIGTERM, and a mark of root's tells them why. It can't act in a client's
// name: what surrounds one isn't to be read from outside, as Chromium writes its title over it
// (set_process_title_linux.cc). Nor can a client stay: with another app.asar in the place of its own, Electron 25 ended by
// SIGTRAP at the next window that it opened.

const MARKS = `${process.platform === "darwin" ? "/var/run" : "/run"}/storage-service-drive`;
/** A mark that is older was left behind by an installation that broke. */
const MARK_LIFE_MS = 10 * 60_000;
/** So long may somebody who is logging in keep an update waiting; the package waits a little longer. */
const LOGIN_LIMIT_MS = 90_000;

function isMarked(why: "update" | "forget"): boolean {
  const mark = statSync(`${MARKS}/${why}`, { throwIfNoEntry: false });
  return mark !== undefined && Math.abs(Date.now() - mark.mtimeMs) < MARK_LIFE_MS;
}

/** Waits until nobody logs in, or the time is over. */
function loginIsOver(shell: Pick<Shell, "isIdle" | "onChange">): Promise<void> {
  return new Promise((resolve) => {
    const look = () => shell.isIdle() && done();
    const stop = shell.onChange(look);
    const timer = setTimeout(done, LOGIN_LIMIT_MS);
    function done(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
    look();
  });
}

/** Starts once we are gone. A child of Node's would hold what tells Chromium's helpers that (no FD_CLOEXEC on it). */
function leaveSuccessor(): void {
  // What a link among the arguments asked for is done.
  const own = process.argv.slice(1).filter((one) => one.startsWith("-"));
  const args = ["-c", SUCCESSOR, "storage-service-drive", `${MARKS}/update`, process.execPath, ...own];
  app.relaunch({ execPath: "/bin/sh", args });
}

/**
 * Ends the client. Before an update it first lets a login come to its end and leaves behind what starts the next version;
 * before a removal it gives the session back and deletes what the PC keeps of it, where the administrator wants that.
 */
export async function closeForPackage(shell: Shell): Promise<void> {
  // First: the other mark may be that of an update that broke off.
  if (isMarked("forget")) await leave(shell, true);
  else if (isMarked("update")) {
    await loginIsOver(shell);
    leaveSuccessor();
  }
  await shell.close();
}

// Processes that must not outlive the one that started them.
import { spawn, spawnSync } from "node:child_process";

/**
 * Starts a process in a group of its own (Ctrl+C reaches only its parent, which ends it in order) that is ended when its
 * parent dies, also when that is killed outright (Linux parent-death signal; elsewhere only an orderly end is covered).
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { deathSignal?: "KILL" | "TERM" }} [options]
 */
export function spawnBound(command, args, { deathSignal = "KILL", ...options } = {}) {
  const own = { ...options, detached: process.platform !== "win32" };
  if (!hasSetpriv()) return spawn(command, args, own);
  // One setpriv for both: a later change of the user would take the signal back.
  const rest = command === "setpriv" ? args : [command, ...args];
  return spawn("setpriv", ["--pdeathsig", deathSignal, ...rest], own);
}

/**
 * Asks a process to end, waits for it, and insists after the grace time.
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} [graceMs]
 * @returns {Promise<void>}
 */
export function ended(child, graceMs = 1_000) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve();
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill("SIGKILL"), graceMs);
    child.once("exit", () => {
      clearTimeout(insist);
      resolve(undefined);
    });
    child.kill("SIGTERM");
  });
}

let setpriv;
function hasSetpriv() {
  setpriv ??=
    process.platform === "linux" &&
    spawnSync("setpriv", ["--pdeathsig", "KILL", "true"], { stdio: "ignore" }).status === 0;
  return setpriv;
}

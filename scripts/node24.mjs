// Plain JavaScript: this file runs on whatever Node started it (20 or newer) and finds the pinned Node 24.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const wantedMajor = 24;

/**
 * Path of the Node 24 binary that the lock file pins for this platform; without one (no package exists for it),
 * the running Node when that is 24 or newer.
 * @returns {string}
 * @throws {Error} when neither is there; the message says what to do
 */
export function node24Path() {
  const pinned = pinnedBinary(process.platform, process.arch);
  if (existsSync(pinned)) return pinned;
  if (runsWanted()) return process.execPath;
  throw new Error(
    `Node ${wantedMajor} is needed and neither the pinned package nor the running Node (${process.version}) is that new. ` +
      "Next step: run `npm ci --include=optional` in the repository, or install Node 24.",
  );
}

/**
 * Runs a module on Node 24: here, when this Node is new enough, else in a child that gets the same arguments,
 * terminal and signals. Sets the exit code to the child's.
 * @param {string | URL} entryUrl `file:` URL of the module
 * @returns {Promise<void>}
 */
export async function reexecOnNode24(entryUrl) {
  const url = new URL(entryUrl);
  if (runsWanted()) {
    await import(url.href);
    return;
  }
  const child = spawn(node24Path(), [...process.execArgv, fileURLToPath(url), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  const { code, signal } = await finished(child);
  process.exitCode = exitCodeOf(code, signal);
}

/**
 * Waits for a child that shares this terminal, passing on what this process is told to do.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export function finished(child) {
  // Ctrl+C on a terminal reaches the whole foreground group: sent on once more it would look like a second one.
  const passOn = (signal) => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    const done = () => {
      for (const signal of signals) process.off(signal, passOn);
    };
    child.once("error", (error) => {
      done();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      done();
      resolve({ code, signal });
    });
  });
}

/**
 * The exit code a shell would show for a child that ended this way.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCodeOf(code, signal) {
  if (code !== null) return code;
  return 128 + (signal ? (constants.signals[signal] ?? 0) : 0);
}

/**
 * Where npm puts the pinned binary for a platform, whether or not it is there.
 * @param {string} platform as `process.platform`
 * @param {string} arch as `process.arch`
 */
export function pinnedBinary(platform, arch) {
  const os = platform === "win32" ? "win" : platform;
  const file = platform === "win32" ? "node.exe" : "node";
  return fileURLToPath(new URL(`../node_modules/node-${os}-${arch}/bin/${file}`, import.meta.url));
}

function runsWanted() {
  return Number(process.versions.node.split(".")[0]) >= wantedMajor;
}

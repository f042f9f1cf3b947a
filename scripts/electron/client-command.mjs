// How the built client is started. No product code asks which Electron it runs on.
import { copyFileSync, existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  asOrdinaryUser,
  giveToOrdinaryUser,
  ordinaryUser,
  ordinaryUsersFolder,
  reachable,
  reachablePlace,
  sandboxProblem,
} from "./ordinary-user.mjs";
import { electronHere, whichElectron } from "./which-electron.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The bundle for an Electron that takes no ES modules: an app of its own. */
export const oldApp = join(root, "out", "electron-25");

/** @typedef {{ command: string, args: string[], cwd: string, env: Record<string, string | undefined> }} Command */

/**
 * The built client; `env` goes over the environment it is started in.
 * @param {string[]} [args] passed through, e.g. `--remote-debugging-port=9222`
 * @param {readonly string[]} [preload] modules of the repository to load before it (`electron -r`)
 * @returns {Command}
 * @throws {Error} when no Electron is here
 */
export function clientCommand(args = [], preload = []) {
  return electronCommand(whichElectron().old ? reachable(oldApp) : root, args, preload);
}

/**
 * Electron with an app's folder or file: as an ordinary user, with its sandbox on.
 * @param {string} app
 * @param {string[]} [args]
 * @param {readonly string[]} [preload]
 * @returns {Command}
 */
export function electronCommand(app, args = [], preload = []) {
  const { binary } = whichElectron();
  const dist = reachable(dirname(binary));
  const all = [
    ...(hasSandbox(dist) ? [] : ["--no-sandbox"]),
    ...preload.flatMap((file) => ["-r", join(reachable(dirname(file)), basename(file))]),
    app,
    ...args,
  ];
  const [command, before] = asOrdinaryUser(join(dist, "electron"), all);
  return { command, args: before, cwd: ordinaryUser === null ? root : "/", env: surroundings() };
}

/** What an ordinary user doesn't share with root: its home, and no folder of root's session. */
function surroundings() {
  if (ordinaryUser === null) return {};
  const home = ordinaryUsersFolder(reachablePlace("home"));
  const cookie = process.env.XAUTHORITY ?? join(homedir(), ".Xauthority");
  if (process.env.DISPLAY && existsSync(cookie)) copyFileSync(cookie, join(home, ".Xauthority"));
  giveToOrdinaryUser(home);
  const ofRoot = ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XAUTHORITY"];
  return { ...Object.fromEntries(ofRoot.map((name) => [name, undefined])), HOME: home, USER: "nobody" };
}

let sandbox;
function hasSandbox(dist) {
  if (sandbox !== undefined) return sandbox;
  const problem = sandboxProblem(dist);
  if (problem !== null) console.error(`Electron runs without its sandbox: ${problem}.`);
  sandbox = problem === null;
  return sandbox;
}

/**
 * Gives a client's folder of per-user files to whom the client will run as.
 * @param {string} dataDir
 */
export function ownDataDir(dataDir) {
  if (ordinaryUser !== null) giveToOrdinaryUser(ordinaryUsersFolder(dataDir));
}

/** Whether there is something to start. */
export function isBuilt() {
  const old = electronHere()?.old;
  return old !== undefined && existsSync(join(old ? oldApp : join(root, "out"), "main", "index.js"));
}

/** Whether a person can see windows here. */
export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

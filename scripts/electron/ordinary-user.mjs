// Who the client runs as. Chromium can't sandbox a process of root's (reliability 1), so where root starts it, everything
// that makes up the person's PC (client, display, bus, keychain) belongs to an ordinary user instead.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @typedef {{ uid: number, gid: number }} User */

/** The user `nobody` where this process is root's, else null: the client runs as whoever started it.
 * @type {User | null} */
export const ordinaryUser = process.platform === "linux" && process.getuid?.() === 0 ? nobody() : null;

function nobody() {
  const entry = /^nobody:[^:]*:(\d+):(\d+):/mu.exec(readFileSync("/etc/passwd", "utf8"));
  return { uid: Number(entry?.[1] ?? 65534), gid: Number(entry?.[2] ?? 65534) };
}

/**
 * A command line that runs as the ordinary user; itself where there is none to change to.
 * @param {string} command
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
export function asOrdinaryUser(command, args) {
  if (ordinaryUser === null) return [command, args];
  const { uid, gid } = ordinaryUser;
  return ["setpriv", [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", command, ...args]];
}

/**
 * Gives a folder or file, with everything in it, to the ordinary user. Nothing is followed.
 * @param {string} path
 */
export function giveToOrdinaryUser(path) {
  if (ordinaryUser === null) return;
  const { uid, gid } = ordinaryUser;
  spawnSync("chown", ["--recursive", "--no-dereference", `${uid}:${gid}`, path], { stdio: "ignore" });
}

/**
 * Makes a folder that only the ordinary user may enter (and root, where that is us).
 * @param {string} path
 */
export function ordinaryUsersFolder(path) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (ordinaryUser !== null) chownSync(path, ordinaryUser.uid, ordinaryUser.gid);
  return path;
}

/**
 * A folder of the repository as the ordinary user can reach it. A clone may lie where it can't be reached
 * (below /root, or in a private temporary folder): then a copy, brought up to date here, in a folder of root's.
 * @param {string} folder absolute
 */
export function reachable(folder) {
  if (ordinaryUser === null || everybodyMayEnter(folder)) return folder;
  const copy = join(outside(), relative(root, folder));
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  for (const [command, args] of /** @type {[string, string[]][]} */ ([
    ["cp", ["--archive", "--update", "--no-target-directory", folder, copy]],
    ["chmod", ["--recursive", "a+rX", copy]],
  ])) {
    const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${copy} can't be made: ${stderr.trim()}`);
  }
  return copy;
}

/**
 * Where something that belongs to the ordinary user may lie: in `out/`, else beside the copies.
 * @param {string} name
 */
export function reachablePlace(name) {
  const place = join(root, "out", name);
  return ordinaryUser === null || everybodyMayEnter(join(root, "out")) ? place : join(outside(), "out", name);
}

/** One folder a clone, outside of it. Somebody else's isn't taken: what lies in it is run. */
function outside() {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 12);
  const folder = join("/var/tmp", `storage-service-drive-${name}`);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o755 });
  chmodSync(folder, 0o755); // whatever the umask is
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== 0)
    throw new Error(`${folder} isn't root's. Next step: remove it.`);
  return folder;
}

function everybodyMayEnter(folder) {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * Why Chromium can't sandbox its processes here, or null where it can: it needs user namespaces or its set-user-ID helper.
 * @param {string} dist Electron's folder
 */
export function sandboxProblem(dist) {
  if (process.platform !== "linux") return null;
  const works = ([command, args]) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
  if (works(asOrdinaryUser("unshare", ["--user", "--map-root-user", "--pid", "--fork", "true"]))) return null;
  const helper = lstatSync(join(dist, "chrome-sandbox"), { throwIfNoEntry: false });
  const helps = helper?.uid === 0 && (helper.mode & 0o4001) === 0o4001;
  // What root itself may not do, its helper can't either (a container without that right).
  const allowed = ordinaryUser === null || works(["unshare", ["--pid", "--fork", "true"]]);
  return helps && allowed ? null : "this system gives an ordinary user no namespaces of its own";
}

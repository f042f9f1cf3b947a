import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, resolve } from "node:path";
import { AppError } from "../../core/errors.ts";
import { dataDir, type Environment, localDataDir } from "../../shared/data-dir.ts";

/** The absolute folders of all per-user files; one and the same but on Windows. */
export type DataFolders = {
  /** What goes with the person to the next PC. */
  readonly roaming: string;
  /** What is this PC's. */
  readonly local: string;
};

/** @throws AppError `APP_DATA_FOLDER` where neither environment nor account say where they are */
export function dataFolders(env: Environment): DataFolders {
  return {
    roaming: placed(() => dataDir(env, process.platform, home)),
    local: placed(() => localDataDir(env, process.platform, home)),
  };
}

function placed(where: () => string): string {
  try {
    // `c:` and `C:` are one drive, and Chromium's single-instance lock goes by the name.
    return resolve(where()).replace(/^[a-z]:/u, (drive) => drive.toUpperCase());
  } catch (cause) {
    throw new AppError("APP_DATA_FOLDER", cause);
  }
}

/**
 * `HOME` or the system's list of users, which knows no account of a container's: then it throws (os.homedir). A relative
 * one would be another folder for each program that is started elsewhere, and a session would be gone with it.
 */
function home(): string {
  const found = homedir();
  if (!isAbsolute(found)) throw new Error("HOME is empty or relative");
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

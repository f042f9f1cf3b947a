/** Folder name under the OS's place for a user's application data. */
const FOLDER = "storage-service-drive";

/** The environment as the process has it; an empty value counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Folder of the per-user files that should follow a person to the next PC: `STORAGE_DRIVE_DATA_DIR`, else the OS's
 * place. The variable's value is returned as it is; a caller makes it absolute before a process in another folder gets it.
 * @param platform as `process.platform`
 * @param home answers with the user's home folder, absolute; asked only where nothing else says where, and may throw
 */
export function dataDir(env: Environment, platform: string, home: () => string): string {
  const asked = env.STORAGE_DRIVE_DATA_DIR;
  if (asked) return asked;
  if (platform === "win32") return `${env.APPDATA || `${home()}\\AppData\\Roaming`}\\${FOLDER}`;
  if (platform === "darwin") return `${home()}/Library/Application Support/${FOLDER}`;
  const config = env.XDG_CONFIG_HOME;
  // A relative path there is to be ignored (XDG Base Directory Specification, "Environment variables").
  return `${config?.startsWith("/") ? config : `${home()}/.config`}/${FOLDER}`;
}

/**
 * Folder of the files that are this PC's alone: session, log, lock, Chromium's data. On Windows it is in the part of the
 * profile that doesn't roam, as two PCs on one profile would overwrite each other's files; elsewhere it is the same
 * folder. Parameters as of `dataDir`.
 */
export function localDataDir(env: Environment, platform: string, home: () => string): string {
  const own = dataDir(env, platform, home);
  if (platform !== "win32" || env.STORAGE_DRIVE_DATA_DIR) return own;
  return `${env.LOCALAPPDATA || `${home()}\\AppData\\Local`}\\${FOLDER}`;
}

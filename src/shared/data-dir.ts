/** Folder name under the OS's place for a user's application data. */
const FOLDER = "storage-service-drive";

/** The environment as the process has it; an empty value counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the per-user files lie that a person wants on the next PC, too: `STORAGE_DRIVE_DATA_DIR`, else the OS's place. The variable's value is given back as
 * it is, so a caller makes it absolute before passing it on to another folder's process.
 * @param platform as `process.platform`
 * @param home asks for the user's home folder, absolute, where nothing else says where; may throw where there is none
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
 * Where those lie that are this PC's alone (session, log, lock, Chromium's data): on Windows in the part of the profile
 * that doesn't roam, as two PCs on one profile would write over each other's; elsewhere with the others. Parameters as of
 * `dataDir`.
 */
export function localDataDir(env: Environment, platform: string, home: () => string): string {
  const own = dataDir(env, platform, home);
  if (platform !== "win32" || env.STORAGE_DRIVE_DATA_DIR) return own;
  return `${env.LOCALAPPDATA || `${home()}\\AppData\\Local`}\\${FOLDER}`;
}

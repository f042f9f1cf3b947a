import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createPackageWithOptions } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import type { Electron } from "../electron/which-electron.mjs";

/** Its name decides `app.isPackaged`. */
export const PROGRAM = "storage-service-drive";

/** Chromium's own texts (file dialogs, certificates) in the languages of the client. */
export const LOCALES = ["ja.pak", "en-US.pak"];

/** What the program may not be talked into, and what it checks (electronjs.org/docs/latest/tutorial/fuses). */
export const FUSES = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Of use on Windows and macOS; Electron for Linux doesn't look.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
} as const;

/** Electron with the client in it, ready to run. */
export async function makeElectronFolder(electron: Electron, app: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  cpSync(dirname(electron.binary), folder, { recursive: true });
  for (const name of readdirSync(join(folder, "locales")))
    if (!LOCALES.includes(name)) rmSync(join(folder, "locales", name));
  for (const none of ["resources/app", "resources/default_app.asar", "version"])
    rmSync(join(folder, none), { recursive: true, force: true });
  renameSync(join(folder, "electron"), join(folder, PROGRAM));
  if (existsSync(join(folder, "LICENSE")))
    renameSync(join(folder, "LICENSE"), join(folder, "LICENSE.electron.txt"));
  await createPackageWithOptions(app, join(folder, "resources", "app.asar"), { unpack: "**/*.node" });
  await flipFuses(join(folder, PROGRAM), FUSES);
  chmodSync(join(folder, PROGRAM), 0o755);
}

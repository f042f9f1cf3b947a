import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { chmod, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  AppImageUpdater,
  NsisUpdater,
  Provider,
  type ResolvedUpdateFileInfo,
  type UpdateInfo,
} from "electron-updater";
import type { AppAdapter } from "electron-updater/out/AppAdapter.js";
import type { DownloadExecutorResult, DownloadUpdateOptions } from "electron-updater/out/AppUpdater.js";
import type { ProviderRuntimeOptions } from "electron-updater/out/providers/Provider.js";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { PackageForm, Release, ReleaseFile } from "../../core/update/release.ts";
import { isDiskFull } from "../files/disk-full.ts";
import { isHeld, removeFile } from "../files/patient-files.ts";
import { isFile } from "./fetched-file.ts";

/** Brings a file to a path, going on with what lies at `part`. */
export type EngineFetch = (
  file: ReleaseFile,
  places: { readonly to: string; readonly part: string },
  signal: AbortSignal,
) => Promise<void>;

export type EngineDeps = {
  readonly form: PackageForm;
  /** The installed version. */
  readonly version: string;
  /** electron-updater's own file (`package-setup.ts`). */
  readonly setupFile: string;
  /** Where installers lie until they are run. */
  readonly folder: string;
  /** The AppImage that runs. */
  readonly appImage: string | undefined;
  readonly fetch: EngineFetch;
  readonly log: (name: string, fields: Readonly<Record<string, unknown>>) => void;
  /** What lies there is what has to be started once this client has ended. */
  readonly restartAs: (program: string) => void;
};

/** What it can't do rejects with an `AppError`, or what `fetch` rejected with. */
export type UpdaterEngine = {
  /** Has the file checked (on Windows its signature too) and ready to be installed. */
  fetch(release: Release, file: ReleaseFile, signal: AbortSignal): Promise<void>;
  /** Hashes once more what was fetched; to be called right before `install`. */
  check(): Promise<void>;
  /** Hands over to the installer, which ends the client. @throws AppError where it couldn't be started */
  install(): void;
  /** Deletes what was fetched. */
  clear(): Promise<void>;
};

const nodeError = z.object({ code: z.unknown(), path: z.string().optional().catch(undefined) });

type Wanted = { readonly release: Release; readonly file: ReleaseFile; readonly signal: AbortSignal };

/**
 * electron-updater's half of an update: it keeps what came, checks the publisher of a Windows installer and runs it. Which
 * release it is, and the way it comes, are the client's: its updaters have no network of their own here.
 */
export function createUpdaterEngine(deps: EngineDeps): UpdaterEngine {
  let wanted: Wanted | null = null;
  let ready: { readonly path: string; readonly file: ReleaseFile } | null = null;
  const updater = createUpdater(deps, () => {
    if (wanted === null) throw new Error("nothing is wanted");
    return wanted;
  });

  async function fetched(): Promise<string> {
    await mkdir(deps.folder, { recursive: true, mode: 0o700 });
    const found = await updater.checkForUpdates();
    if (found?.isUpdateAvailable !== true) throw new AppError("UPDATE_REFUSED", new Error("not an update"));
    const [path] = await updater.downloadUpdate();
    if (path === undefined) throw new AppError("UPDATE_NOT_INSTALLED", new Error("no file"));
    return path;
  }

  return {
    async fetch(release, file, signal) {
      wanted = { release, file, signal };
      ready = null;
      try {
        ready = { path: await fetched(), file };
      } catch (thrown) {
        if (signal.aborted || thrown instanceof AppError) throw thrown;
        // What stands in the way would stand there at the next try too, and a full disk wants its room back.
        if (!isHeld(thrown)) await rm(deps.folder, { recursive: true, force: true }).catch(() => {});
        throw faultOf(thrown, deps.folder);
      }
    },
    async check() {
      // It has lain where this user's programs could change it.
      if (ready !== null && (await isFile(ready.path, ready.file.sha512))) return;
      if (ready !== null) await removeFile(ready.path).catch(() => {});
      throw new AppError("UPDATE_REFUSED", new Error("changed after it came"));
    },
    install() {
      if (!updater.runInstaller()) throw new AppError("UPDATE_NOT_INSTALLED");
      if (deps.form === "appimage" && deps.appImage !== undefined) deps.restartAs(deps.appImage);
    },
    async clear() {
      ready = null;
      await rm(deps.folder, { recursive: true, force: true });
    },
  };
}

/** electron-updater's own, which finds and fetches what is `wanted`, and does nothing by itself. */
function createUpdater(deps: EngineDeps, wanted: () => Wanted): Nsis | AppImage {
  async function bring(to: string): Promise<void> {
    const { file, signal } = wanted();
    const part = join(deps.folder, partName(file));
    await removeOtherParts(deps.folder, partName(file));
    await deps.fetch(file, { to, part }, signal);
  }

  class Decided extends Provider<UpdateInfo> {
    constructor(_options: object, _updater: object, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    async getLatestVersion(): Promise<UpdateInfo> {
      const { release, file } = wanted();
      return infoOf(release, file);
    }
    resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
      return files.map((info) => ({ url: new URL(info.url, "https://release.invalid/"), info }));
    }
  }

  const app = adapter(deps);
  const updater =
    deps.form === "nsis" ? new Nsis(bring, app) : new AppImage(bring, app, deps.appImage ?? null);
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  updater.logger = null;
  updater.on("error", ({ message }) => deps.log("refused", { message }));
  updater.setFeedURL({ provider: "custom", updateProvider: Decided });
  return updater;
}

/** A whole Windows installer, signed or not, as `elevate.exe` runs it. */
class Nsis extends NsisUpdater {
  readonly #bring: (to: string) => Promise<void>;

  constructor(bring: (to: string) => Promise<void>, app: AppAdapter) {
    super(null, app);
    this.#bring = bring;
  }

  /** More than once, too: the one before may not have been let through. */
  runInstaller(): boolean {
    this.quitAndInstallCalled = false;
    return this.install(true, true);
  }

  /** @returns whether electron-updater has to fetch the whole by itself */
  protected override async differentialDownloadInstaller(
    ...[, , to]: Parameters<NsisUpdater["differentialDownloadInstaller"]>
  ): Promise<boolean> {
    await this.#bring(to);
    return false;
  }
}

class AppImage extends AppImageUpdater {
  readonly #bring: (to: string) => Promise<void>;
  readonly #running: string | null;

  /** @param running the AppImage that runs; electron-updater's own asks the environment, which may say another by now */
  constructor(bring: (to: string) => Promise<void>, app: AppAdapter, running: string | null) {
    super(null, app);
    this.#bring = bring;
    this.#running = running;
  }

  override isUpdaterActive(): boolean {
    return this.#running !== null;
  }

  /** More than once, too: the one before may not have been let through. */
  runInstaller(): boolean {
    this.quitAndInstallCalled = false;
    return this.install(true, true);
  }

  protected override async doDownloadUpdate(options: DownloadUpdateOptions): Promise<DownloadExecutorResult> {
    const { info, provider } = options.updateInfoAndProvider;
    const [fileInfo] = provider.resolveFiles(info);
    if (fileInfo === undefined) throw new Error("no file");
    const task = async (to: string) => {
      await this.#bring(to);
      await chmod(to, 0o755);
    };
    return this.executeDownload({
      fileExtension: "AppImage",
      fileInfo,
      downloadUpdateOptions: options,
      task,
    });
  }

  /** In one step: electron-updater's own deletes the old one first, and a full disk would leave none. */
  protected override doInstall(): boolean {
    const [from, to] = [this.installerPath, this.#running];
    if (from === null || to === null) return false;
    replaceProgram(from, to);
    return true;
  }
}

/** @throws Node's error; then the program is what it was, and nothing lies beside it */
function replaceProgram(from: string, to: string): void {
  const beside = `${to}.new`;
  try {
    // Never over what lies there: in a folder of several people's it may be a link of another's.
    rmSync(beside, { force: true });
    copyFileSync(from, beside, constants.COPYFILE_EXCL);
    chmodSync(beside, 0o755);
    const file = openSync(beside, "r+");
    fsyncSync(file);
    closeSync(file);
    renameSync(beside, to);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  }
}

function adapter({ version, setupFile, folder }: EngineDeps): AppAdapter {
  const nothing = () => {};
  return {
    version,
    name: "storage-service-drive",
    isPackaged: true,
    appUpdateConfigPath: setupFile,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => {},
    relaunch: nothing,
    quit: nothing,
    onQuit: nothing,
  };
}

function infoOf({ version }: Release, { name, size, sha512, form }: ReleaseFile): UpdateInfo {
  const info = { url: name, size, sha512, isAdminRightsRequired: form === "nsis" };
  return { version, files: [info], path: name, sha512, releaseDate: "" };
}

/** By what is in it: another file never goes on with it. */
function partName({ sha512 }: ReleaseFile): string {
  return `${Buffer.from(sha512, "base64").toString("hex").slice(0, 32)}.part`;
}

async function removeOtherParts(folder: string, own: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (name.endsWith(".part") && name !== own) await removeFile(join(folder, name)).catch(() => {});
  }
}

/** What electron-updater, or the file system beneath `folder`, rejected with. */
function faultOf(thrown: unknown, folder: string): unknown {
  const { code = null, path = null } = thrown instanceof Error ? nodeError.parse(thrown) : {};
  if (code === "ERR_UPDATER_INVALID_SIGNATURE") return new AppError("UPDATE_REFUSED", thrown);
  if (isDiskFull(thrown)) return new AppError("APP_DISK_LOW", thrown);
  return path?.startsWith(folder) === true ? new AppError("APP_DATA_FOLDER", thrown) : thrown;
}

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PackageForm } from "../../src/core/update/release.ts";
import type { ReleaseKey } from "../../src/main/update/package-setup.ts";
import { createUpdaterEngine } from "../../src/main/update/updater-engine.ts";
import { type UpdateSettings, Updates } from "../../src/main/update/updates.ts";
import type { UpdatesView } from "../../src/shared/view.ts";
import { createNodeOutbound } from "./node-outbound.ts";
import { until } from "./wait.ts";

export type Place = { readonly url: string; readonly keys: readonly ReleaseKey[] };

/**
 * A PC with the client's real updater on Node, electron-updater and all, in a time that the test lets pass. What is a
 * harness: `elevate.exe` is a script that writes down what it was asked for, and an AppImage is a script.
 */
export class UpdatingPc {
  readonly dir: string;
  readonly appImage: string;
  /** Milliseconds of the pauses that were begun, the newest last. */
  readonly pauses: number[] = [];
  readonly told: string[] = [];
  readonly restarted: string[] = [];
  isIdle = true;
  settings: UpdateSettings;
  place = 0;
  #due: (() => void) | null = null;
  readonly #form: PackageForm;
  readonly #keys: readonly ReleaseKey[];
  readonly #outbound = createNodeOutbound({ timeoutMs: 2_000 });
  #updates: Updates;

  /** @param dir of a PC that was there before; its AppImage is what it was */
  constructor({ url, keys }: Place, form: PackageForm, dir = mkdtempSync(join(tmpdir(), "updating-pc-"))) {
    this.dir = dir;
    this.appImage = join(dir, "drive.AppImage");
    this.#form = form;
    this.#keys = keys;
    this.settings = { on: true, server: url, channel: "stable", ring: "share" };
    if (!existsSync(this.appImage)) writeFileSync(this.appImage, "version 1.0.0");
    mkdirSync(join(this.dir, "resources"), { recursive: true });
    const setup = { provider: "custom", updaterCacheDirName: "storage-service-drive" };
    writeFileSync(join(this.dir, "resources", "app-update.yml"), JSON.stringify(setup));
    const elevate = join(this.dir, "resources", "elevate.exe");
    writeFileSync(
      elevate,
      `#!/bin/sh\nprintf '%s\\n' "$@" > ${join(this.dir, "elevated.tmp")}\nmv ${join(this.dir, "elevated.tmp")} ${join(this.dir, "elevated")}\n`,
    );
    chmodSync(elevate, 0o755);
    Object.defineProperty(process, "resourcesPath", {
      value: join(this.dir, "resources"),
      configurable: true,
    });
    this.#updates = this.#made();
  }

  /** As after the client's own restart: what was fetched lies there, the rest is forgotten. */
  restart(): void {
    this.#updates.close();
    this.#updates = this.#made();
  }

  view(): UpdatesView {
    return this.#updates.view();
  }

  /** What was planned for later is due now. @returns the view once there is no work under way */
  async look(): Promise<UpdatesView> {
    if (this.#due === null) this.#updates.look();
    const due = this.#due;
    if (due === null) throw new Error("nothing is due");
    const before = this.pauses.length;
    due();
    await until("it has looked", () => this.pauses.length > before);
    await until("it has come or failed", () => this.view().offer?.stage !== "fetching");
    return this.view();
  }

  /** The same without waiting for what is fetched. */
  lookAlone(): void {
    if (this.#due === null) this.#updates.look();
    this.#due?.();
  }

  applySettings(change: Partial<UpdateSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.#updates.look();
  }

  install(): void {
    this.#updates.install();
  }

  loginIsOver(): void {
    this.isIdle = true;
    this.#updates.clientChanged();
  }

  /** What Windows was asked to run as an administrator, once it was. */
  async elevated(): Promise<readonly string[]> {
    const file = join(this.dir, "elevated");
    await until("the installer was started", () => existsSync(file));
    return readFileSync(file, "utf8").trimEnd().split("\n");
  }

  wasElevated(): boolean {
    return existsSync(join(this.dir, "elevated"));
  }

  /** Files that lie on the PC of a release. */
  kept(): readonly string[] {
    return readdirSync(join(this.dir, "updates"), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ name }) => name);
  }

  async close(): Promise<void> {
    this.#updates.close();
    await this.#outbound.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  #made(): Updates {
    this.#due = null;
    return new Updates({
      pc: { installed: "1.0.0", form: this.#form, architecture: "x64" },
      place: () => this.place,
      keys: this.#keys,
      settings: () => this.settings,
      outbound: () => this.#outbound,
      engine: (fetch) =>
        createUpdaterEngine({
          form: this.#form,
          version: "1.0.0",
          setupFile: join(this.dir, "resources", "app-update.yml"),
          folder: join(this.dir, "updates"),
          appImage: this.appImage,
          fetch,
          log() {},
          restartAs: (program) => this.restarted.push(program),
        }),
      isIdle: () => this.isIdle,
      changed() {},
      tell: (version) => this.told.push(version),
      log() {},
      later: (ms, run) => {
        this.pauses.push(ms);
        this.#due = run;
        return () => {
          if (this.#due === run) this.#due = null;
        };
      },
      now: Date.now,
      chance: () => 1,
    });
  }
}

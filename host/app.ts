/** Electron's `app`: start, quit, single instance. */
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { engine } from "./engine.ts";
import { HostEmitter, hostEvent, loudClass, NotInHost, words } from "./loud.ts";
import { setUserData, userData } from "./paths.ts";
import { SingleInstance } from "./single-instance.ts";

/** In the order they were made; here, so that this file needs no import of browser-window.ts. */
export const openWindows = new Set<{ requestClose(): Promise<boolean>; destroy(): void }>();

const portSwitch = process.argv.find((argument) => argument.startsWith("--remote-debugging-port="));

const systemLocale = (): string => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const tag = (LC_ALL || LC_MESSAGES || LANG || "C").replace(/\..*/, "").replace("_", "-");
  return tag === "C" || tag === "POSIX" ? "en-US" : tag;
};

class HostApp extends HostEmitter {
  readonly isPackaged = false;
  name = "chromium-host";
  readonly #ready = Promise.withResolvers<void>();
  readonly #alive = setInterval(() => {}, 2 ** 30);
  #isReady = false;
  #quitting = false;
  #exiting = false;
  #instance: SingleInstance | undefined;
  /** Set by tray-page.ts: runs before ready. */
  openTray: () => Promise<void> = async () => {};

  constructor() {
    super("app", words("second-instance window-all-closed before-quit will-quit activate"));
    // After the main script's first turn, so that what must come before ready can.
    setTimeout(() => void this.#start(), 0);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => this.quit());
    process.on("exit", () => this.#instance?.release());
  }

  async #start(): Promise<void> {
    engine.port = portSwitch?.split("=")[1];
    await this.openTray();
    this.#isReady = true;
    this.#ready.resolve();
  }

  isReady(): boolean {
    return this.#isReady;
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  requestSingleInstanceLock(additionalData?: object): boolean {
    if (additionalData) throw new NotInHost("app.requestSingleInstanceLock(additionalData)");
    this.#instance ??= new SingleInstance(userData(), (argv, cwd) => {
      this.emit("second-instance", hostEvent(), argv, cwd);
    });
    return this.#instance.acquire();
  }

  /** before-quit → every window's close → will-quit → end; each of the first two can be prevented. */
  quit(): void {
    void this.#quit();
  }

  async #quit(): Promise<void> {
    if (this.#quitting || this.#exiting) return;
    const before = hostEvent();
    this.emit("before-quit", before);
    if (before.defaultPrevented) return;
    this.#quitting = true;
    for (const window of [...openWindows]) {
      if (await window.requestClose()) continue;
      this.#quitting = false;
      return;
    }
    const will = hostEvent();
    this.emit("will-quit", will);
    if (will.defaultPrevented) this.#quitting = false;
    else this.exit(0);
  }

  /** Ends at once: no before-quit, no will-quit; cookies are saved and Chromium is closed first. */
  exit(code = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    for (const window of [...openWindows]) window.destroy();
    void engine.stop().finally(() => {
      clearInterval(this.#alive);
      process.exit(code);
    });
  }

  /** Called when a window is gone. Without a listener Electron quits with the last window. */
  windowClosed(): void {
    if (openWindows.size > 0 || this.#quitting || this.#exiting) return;
    if (this.listenerCount("window-all-closed") === 0) this.quit();
    else this.emit("window-all-closed");
  }

  getVersion(): string {
    const file = findPackageJSON(pathToFileURL(resolve(process.argv[1] ?? ".")));
    return file === undefined ? "0.0.0" : JSON.parse(readFileSync(file, "utf8")).version;
  }
  setName(name: string): void {
    this.name = name;
  }
  setPath(name: string, path: string): void {
    if (name !== "userData") throw new NotInHost(`app.setPath('${name}')`);
    setUserData(path);
  }
  getLocale(): string {
    return systemLocale();
  }
  getPreferredSystemLanguages(): string[] {
    return [systemLocale()];
  }
  /** Every page of the host is sandboxed already, where Chromium's sandbox runs at all (chromium.ts). */
  enableSandbox(): void {}
  setAppUserModelId(_id: string): void {}
}
loudClass(HostApp, "app");

export const app = new HostApp();

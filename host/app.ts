/** Electron's `app`: start, quit, single instance, paths, command line. */
import { engine } from "./engine.ts";
import { HostEmitter, hostEvent, loudClass, loudObject } from "./loud.ts";
import { appPackage, getPath, nameOfApp, setPath, userData } from "./paths.ts";
import { SingleInstance } from "./single-instance.ts";
import { openWindows } from "./windows.ts";

const events = [
  "second-instance",
  "window-all-closed",
  "before-quit",
  "will-quit",
  "web-contents-created",
  "activate",
  "certificate-error",
];

/** Switches of this process's command line that Chromium gets too. */
const forwarded = [
  "lang",
  "proxy-server",
  "proxy-bypass-list",
  "proxy-pac-url",
  "host-resolver-rules",
  "force-color-profile",
];

const switches = new Map<string, string>();
for (const argument of process.argv.slice(2)) {
  const match = argument.match(/^--([^=]+)(?:=(.*))?$/s);
  if (match?.[1]) switches.set(match[1], match[2] ?? "");
}

const commandLine = loudObject(
  {
    hasSwitch: (name: string): boolean => switches.has(name),
    getSwitchValue: (name: string): string => switches.get(name) ?? "",
    /** Before ready, as in Electron; passed on to Chromium. */
    appendSwitch(name: string, value?: string): void {
      switches.set(name, value ?? "");
      if (name !== "remote-debugging-port")
        engine.switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
    },
  },
  "app.commandLine",
);

const localeOf = (): string => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const tag = (LC_ALL || LC_MESSAGES || LANG || "en_US").split(".")[0]?.replace("_", "-") ?? "en-US";
  return tag === "C" || tag === "POSIX" ? "en-US" : tag;
};

class HostApp extends HostEmitter {
  readonly commandLine = commandLine;
  readonly isPackaged = false;
  readonly #ready = Promise.withResolvers<void>();
  readonly #alive = setInterval(() => {}, 2 ** 30);
  #isReady = false;
  #quitting = false;
  #exiting = false;
  #instance: SingleInstance | undefined;
  #package = appPackage();
  /** Run before ready: the tray page (tray-page.ts). */
  readonly beforeReady: (() => Promise<void>)[] = [];

  constructor() {
    super("app", events);
    // After the main script's first turn, so that what must come before ready can.
    setTimeout(() => void this.#start(), 0);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => this.quit());
    process.on("exit", () => this.#instance?.release());
  }

  async #start(): Promise<void> {
    for (const name of forwarded)
      if (switches.has(name)) engine.switches.push(`--${name}=${switches.get(name)}`);
    engine.port = switches.get("remote-debugging-port");
    for (const work of this.beforeReady) await work();
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
    this.#instance ??= new SingleInstance(userData(), (argv, cwd, data) => {
      this.emit("second-instance", hostEvent({}), argv, cwd, data);
    });
    return this.#instance.acquire(additionalData);
  }

  /** before-quit → every window's close → will-quit → end; each of the first two can be prevented. */
  quit(): void {
    void this.#quit();
  }

  async #quit(): Promise<void> {
    if (this.#quitting || this.#exiting) return;
    const before = hostEvent({});
    this.emit("before-quit", before);
    if (before.defaultPrevented) return;
    this.#quitting = true;
    for (const window of [...openWindows]) {
      if (await window.requestClose()) continue;
      this.#quitting = false;
      return;
    }
    const will = hostEvent({});
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
    return this.#package.version;
  }
  getName(): string {
    return nameOfApp.get();
  }
  setName(name: string): void {
    nameOfApp.set(name);
  }
  get name(): string {
    return nameOfApp.get();
  }
  set name(name: string) {
    nameOfApp.set(name);
  }
  getAppPath(): string {
    return this.#package.folder;
  }
  getPath(name: string): string {
    return getPath(name);
  }
  setPath(name: string, path: string): void {
    setPath(name, path);
  }
  getLocale(): string {
    const locale = switches.get("lang") ?? localeOf();
    return locale.startsWith("en") || locale.startsWith("zh") ? locale : (locale.split("-")[0] ?? locale);
  }
  getPreferredSystemLanguages(): string[] {
    return [localeOf()];
  }
  /** Every page of the host is sandboxed already, where Chromium's sandbox runs at all (chromium.ts). */
  enableSandbox(): void {}
  setAppUserModelId(_id: string): void {}
}
loudClass(HostApp, "app");

export const app = new HostApp();

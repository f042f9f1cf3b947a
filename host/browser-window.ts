/** BrowserWindow over one page target. Without a display (or a window manager) visibility and focus are flags. */
import { app } from "./app.ts";
import { engine, type PopupAnswer } from "./engine.ts";
import { HostEmitter, hostEvent, type Loose, loudClass, NotInHost, onlyKnown, words } from "./loud.ts";
import { readPreload } from "./preload-file.ts";
import { type HostSession, sessionFor } from "./session.ts";
import { WebContents } from "./web-contents.ts";
import { openWindows } from "./windows.ts";

const windowOptions = new Set(
  words(`
  width height minWidth minHeight maxWidth maxHeight x y show title icon backgroundColor
  autoHideMenuBar resizable minimizable maximizable fullscreenable alwaysOnTop skipTaskbar parent
  center useContentSize webPreferences`),
);
const pageOptions = new Set(
  words(`
  preload partition session sandbox contextIsolation nodeIntegration nodeIntegrationInSubFrames
  nodeIntegrationInWorker webviewTag spellcheck devTools webSecurity allowRunningInsecureContent
  experimentalFeatures navigateOnDragDrop safeDialogs disableDialogs autoplayPolicy enableWebSQL
  images javascript backgroundThrottling plugins`),
);
/** The host has only the safe values: whoever asks for another one must hear it (reliability 1). */
const fixed: Readonly<Record<string, boolean>> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  javascript: true,
  plugins: false,
};

const events = ["close", "closed", "page-title-updated", "ready-to-show", "show", "hide", "focus", "blur"];
const adopted = Symbol("a page that exists already");
let lastId = 0;
let focused: BrowserWindow | null = null;

export class BrowserWindow extends HostEmitter {
  readonly id = ++lastId;
  readonly webContents: WebContents;
  readonly #size: { width: number; height: number };
  #title: string;
  #visible: boolean;
  #minimized = false;
  #destroyed = false;
  #ready = false;
  #closing: Promise<boolean> | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}, origin?: symbol, from?: HostSession) {
    super("BrowserWindow", events);
    if (!app.isReady()) throw new Error("Cannot create BrowserWindow before app is ready");
    onlyKnown(options, windowOptions, "BrowserWindow options");
    const preferences: Loose = options.webPreferences ?? {};
    onlyKnown(preferences, pageOptions, "webPreferences");
    for (const [name, value] of Object.entries(fixed))
      if (preferences[name] !== undefined && preferences[name] !== value)
        throw new NotInHost(`webPreferences.${name} = ${preferences[name]}`);
    this.#size = { width: options.width ?? 800, height: options.height ?? 600 };
    this.#title = options.title ?? app.name;
    this.#visible = options.show ?? true;
    const session = from ?? preferences.session ?? sessionFor(preferences.partition ?? "");
    this.webContents = new WebContents(session, readPreload(preferences.preload));
    this.webContents.on("host-title", (title: string) => this.#pageTitle(title));
    this.webContents.on("host-shown", () => this.#shown());
    this.webContents.on("destroyed", () => this.#gone());
    openWindows.add(this);
    if (origin !== adopted) void this.#open(session);
    else void this.webContents.page.then(() => this.#place()).catch(() => {});
    if (this.#visible) setImmediate(() => !this.#destroyed && this.#appear(true));
  }

  async #open(session: HostSession): Promise<void> {
    try {
      const page = await engine.openPage(() => session.context(), this.webContents, this.#size);
      this.webContents.adopt(page);
      if (this.#destroyed) await this.#closeTarget();
      else await this.#place();
    } catch (error) {
      process.stderr.write(`host: no window: ${String(error)}\n`);
      this.webContents.fail(error as Error);
      this.#gone();
    }
  }

  async #place(): Promise<void> {
    const { chromium, windowId } = await engine.windowOf(this.webContents.targetId);
    await chromium.send("Browser.setContentsSize", { windowId, ...this.#size });
    if (!this.#visible) await this.#bounds("minimized");
  }

  /** With a display, "hidden" is minimized: CDP can't do more. */
  async #bounds(windowState: "normal" | "minimized"): Promise<void> {
    if (!engine.headed) return;
    const { chromium, windowId } = await engine.windowOf(this.webContents.targetId);
    await chromium.send("Browser.setWindowBounds", { windowId, bounds: { windowState } });
  }

  #soon(work: Promise<unknown>): void {
    work.catch(() => {});
  }

  #pageTitle(title: string): void {
    const event = hostEvent({});
    this.emit("page-title-updated", event, title, title !== "");
    this.webContents.emit("page-title-updated", event, title, title !== "");
    if (!event.defaultPrevented) this.#title = title;
  }

  #shown(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.emit("ready-to-show");
  }

  #appear(focus: boolean): void {
    this.emit("show");
    if (focus) this.#focusNow();
  }

  #focusNow(): void {
    if (focused === this) return;
    focused?.emit("blur");
    focused = this;
    this.emit("focus");
  }

  #blurNow(): void {
    if (focused !== this) return;
    focused = null;
    this.emit("blur");
  }

  #gone(): void {
    if (!openWindows.delete(this)) return;
    if (!this.#destroyed && !this.#closing) {
      const event = hostEvent({});
      this.emit("close", event);
      // The page is gone already: closed by the desktop's own button, by itself or over CDP.
      if (event.defaultPrevented) process.stderr.write("host: this close can't be prevented here\n");
    }
    this.#destroyed = true;
    this.#blurNow();
    this.emit("closed");
    app.windowClosed();
  }

  async #closeTarget(): Promise<void> {
    await this.webContents.session.save().catch(() => {});
    const chromium = await engine.running;
    await chromium?.send("Target.closeTarget", { targetId: this.webContents.targetId }).catch(() => {});
  }

  loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    return this.webContents.loadURL(url, options);
  }

  /** close (preventable) → the page's beforeunload → closed. */
  close(): void {
    void this.requestClose();
  }

  /** The same, and whether the window went. */
  requestClose(): Promise<boolean> {
    if (this.#destroyed) return Promise.resolve(true);
    if (this.#closing) return this.#closing;
    const event = hostEvent({});
    this.emit("close", event);
    if (this.#destroyed) return Promise.resolve(true);
    if (event.defaultPrevented) return Promise.resolve(false);
    this.#closing = (async () => {
      await this.webContents.session.save().catch(() => {});
      const went = await this.webContents.leave();
      this.#closing = undefined;
      return went;
    })();
    return this.#closing;
  }

  /** Neither close nor beforeunload, but always closed. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    if (this.webContents.targetId) this.#soon(this.#closeTarget());
    this.webContents.gone();
    this.#gone();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isVisible(): boolean {
    return this.#visible && !this.#destroyed;
  }
  isFocused(): boolean {
    return focused === this;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }

  show(): void {
    this.#showNow(true);
    this.#soon(this.webContents.page.then(({ send }) => send("Page.bringToFront")));
  }
  showInactive(): void {
    this.#showNow(false);
  }
  #showNow(focus: boolean): void {
    const was = this.#visible;
    this.#visible = true;
    if (!was) this.#soon(this.webContents.page.then(() => this.#bounds("normal")));
    if (!was) this.#appear(focus);
    else if (focus) this.#focusNow();
  }
  focus(): void {
    if (!this.#visible) return;
    this.#focusNow();
    this.#soon(this.webContents.page.then(({ send }) => send("Page.bringToFront")));
  }
  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#soon(this.webContents.page.then(() => this.#bounds("minimized")));
    this.#blurNow();
    this.emit("hide");
  }
  minimize(): void {
    this.#minimized = true;
    this.#soon(this.webContents.page.then(() => this.#bounds("minimized")));
    this.#blurNow();
  }
  restore(): void {
    this.#minimized = false;
    this.#soon(this.webContents.page.then(() => this.#bounds("normal")));
    this.#focusNow();
  }
  /** Kept and answered by getTitle(); the window's frame shows the page's title all the same. */
  setTitle(title: string): void {
    this.#title = title;
  }
  getTitle(): string {
    return this.#title;
  }
  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, ...this.#size };
  }
  flashFrame(_flag: boolean): void {}
  removeMenu(): void {}

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows] as BrowserWindow[];
  }
  static fromWebContents(webContents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === webContents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }
}
loudClass(BrowserWindow, "BrowserWindow");

/** A page that a page of ours opened: its setWindowOpenHandler decides. Pages without an opener of ours aren't ours. */
engine.onPopup = async (info: Loose): Promise<PopupAnswer> => {
  const opener = BrowserWindow.getAllWindows().find(
    ({ webContents }) => webContents.targetId === info.openerId || webContents.ownsFrame(info.openerFrameId),
  );
  if (!opener) return "ignore";
  const { details, response } = await opener.webContents.decideOpen();
  if (response.action !== "allow") return "deny";
  const options = response.overrideBrowserWindowOptions ?? {};
  if (options.webPreferences?.preload) throw new NotInHost("a preload in a pop-up");
  const made = new BrowserWindow(options, adopted, opener.webContents.session);
  return {
    owner: made.webContents,
    adopt: (page) => {
      made.webContents.adopt(page);
      opener.webContents.emit("did-create-window", made, { ...details, options });
    },
  };
};

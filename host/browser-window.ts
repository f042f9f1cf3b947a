/** BrowserWindow over one page target. Without a display (or a window manager) visibility and focus are flags. */
import { readFileSync } from "node:fs";
import { app, openWindows } from "./app.ts";
import { engine, type PopupAnswer } from "./engine.ts";
import { HostEmitter, hostEvent, type Loose, loudClass, NotInHost, onlyKnown, words } from "./loud.ts";
import { type HostSession, sessionFor } from "./session.ts";
import { WebContents } from "./web-contents.ts";

const windowOptions = words("width height minWidth minHeight show title autoHideMenuBar webPreferences");
/** The host has only the safe values: whoever asks for another one must hear it (reliability 1). */
const fixed: Readonly<Record<string, boolean>> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
};
const pageOptions = [...words("preload partition session"), ...Object.keys(fixed)];

let focused: BrowserWindow | undefined;

/** For a window whose page exists already. */
type Adopting = { readonly session: HostSession };

export class BrowserWindow extends HostEmitter {
  readonly webContents: WebContents;
  readonly #size: { width: number; height: number };
  #title: string;
  #visible: boolean;
  #destroyed = false;
  #ready = false;
  #closing: Promise<boolean> | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}, adopting?: Adopting) {
    super("BrowserWindow", words("close closed page-title-updated ready-to-show"));
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
    const session = adopting?.session ?? preferences.session ?? sessionFor(preferences.partition ?? "");
    const preload = preferences.preload && readFileSync(preferences.preload, "utf8");
    this.webContents = new WebContents(session, preload, {
      title: (title) => this.#pageTitle(title),
      stopped: () => this.#stopped(),
    });
    this.webContents.on("destroyed", () => {
      gonePages.add(this.webContents.targetId);
      this.#gone();
    });
    openWindows.add(this);
    if (this.#visible) focused = this;
    if (!adopting) void this.#open(session);
    else this.#later(() => this.#place());
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

  /** Once there is a page; what fails then has nobody to tell. */
  #later(work: () => Promise<unknown>): void {
    this.webContents.page.then(work).catch(() => {});
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

  #pageTitle(title: string): void {
    const event = hostEvent();
    this.emit("page-title-updated", event, title, title !== "");
    if (!event.defaultPrevented) this.#title = title;
  }

  #stopped(): void {
    if (!this.#ready) this.emit("ready-to-show");
    this.#ready = true;
  }

  #gone(): void {
    if (!openWindows.delete(this)) return;
    if (!this.#destroyed && !this.#closing) {
      const event = hostEvent();
      this.emit("close", event);
      // The page is gone already: closed by the desktop's own button, by itself or over CDP.
      if (event.defaultPrevented) process.stderr.write("host: this close can't be prevented here\n");
    }
    this.#destroyed = true;
    if (focused === this) focused = undefined;
    this.emit("closed");
    app.windowClosed();
  }

  async #closeTarget(): Promise<void> {
    await this.webContents.session.save().catch(() => {});
    const chromium = await engine.running;
    await chromium?.send("Target.closeTarget", { targetId: this.webContents.targetId }).catch(() => {});
  }

  loadURL(url: string, options?: object): Promise<void> {
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
    const event = hostEvent();
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
    if (this.webContents.targetId) void this.#closeTarget().catch(() => {});
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
  /** Nobody tells when a person minimizes the window; show() brings it back all the same. */
  isMinimized(): boolean {
    return false;
  }
  restore(): void {
    this.#later(() => this.#bounds("normal"));
  }
  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    if (!this.#visible) this.#later(() => this.#bounds("normal"));
    this.#visible = true;
  }
  focus(): void {
    if (!this.#visible) return;
    focused = this;
    this.#later(async () => (await this.webContents.page).send("Page.bringToFront"));
  }
  /** Kept and answered by getTitle(); the window's frame shows the page's title all the same. */
  setTitle(title: string): void {
    this.#title = title;
  }
  getTitle(): string {
    return this.#title;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows] as BrowserWindow[];
  }
}
loudClass(BrowserWindow, "BrowserWindow");

/** Pages of ours that are gone: what they opened in their last moment is told only afterwards. */
const gonePages = new Set<string>();

/** A page that a page of ours opened: its setWindowOpenHandler decides. Pages without an opener of ours aren't ours. */
engine.onPopup = async (info: Loose): Promise<PopupAnswer> => {
  const opener = BrowserWindow.getAllWindows().find(
    ({ webContents }) => webContents.targetId === info.openerId || webContents.ownsFrame(info.openerFrameId),
  )?.webContents;
  if (!opener) return gonePages.has(info.openerId) ? "deny" : "ignore";
  const closed = new Promise<null>((resolve) => opener.once("destroyed", () => resolve(null)));
  const decided = await Promise.race([opener.decideOpen(), closed]);
  if (decided === null || decided.response.action !== "allow") return "deny";
  const { details, response } = decided;
  const options = response.overrideBrowserWindowOptions ?? {};
  if (options.webPreferences?.preload) throw new NotInHost("a preload in a pop-up");
  const made = new BrowserWindow(options, opener);
  return {
    owner: made.webContents,
    adopt: (page) => {
      made.webContents.adopt(page);
      opener.emit("did-create-window", made, details);
    },
  };
};

import type { WindowKind } from "../../shared/view.ts";
import { BrowserWindow, Menu, type WebContents } from "../electron.ts";
import { APP_ORIGIN } from "./app-scheme.ts";
import { bring } from "./bring.ts";
import { ownWindowOptions } from "./options.ts";

/** Windows that show our own pages. */
export type OwnKind = Extract<WindowKind, "status" | "consent" | "guide" | "bundle">;

/** What the status window opens at. */
export type StatusView = "status" | "settings" | "about";

const SIZES: Readonly<Record<OwnKind, { width: number; height: number }>> = {
  status: { width: 460, height: 700 },
  consent: { width: 540, height: 700 },
  bundle: { width: 860, height: 680 },
  guide: { width: 520, height: 720 },
};

/** A page that has stood so long works. */
const SETTLED_MS = 10_000;

export type OwnWindowsDeps = {
  readonly preload: string;
  readonly title: (kind: OwnKind) => string;
  /** On the menu over text that a person has marked. */
  readonly copyLabel: () => string;
  /** The person closed the window with ×. */
  readonly closed: (kind: OwnKind) => void;
};

/** The status window, the consent panel, the recovery guide and the bundle's: at most one of each, gone while nobody needs it. */
export class OwnWindows {
  readonly #deps: OwnWindowsDeps;
  readonly #open = new Map<OwnKind, BrowserWindow>();

  constructor(deps: OwnWindowsDeps) {
    this.#deps = deps;
  }

  show(kind: OwnKind, view: string, focus: boolean): void {
    const there = this.#open.get(kind);
    if (there !== undefined && !there.isDestroyed()) {
      if (kind === "status") void there.loadURL(pageUrl(view)).catch(() => undefined);
      bring(there, focus);
      return;
    }
    const window = new BrowserWindow(
      ownWindowOptions(SIZES[kind], this.#deps.title(kind), this.#deps.preload),
    );
    this.#open.set(kind, window);
    guard(window.webContents);
    offerCopy(window, this.#deps.copyLabel);
    window.on("page-title-updated", (event) => event.preventDefault());
    loadAgain(window);
    // Where hidden windows aren't painted, "ready-to-show" never comes (electron#48859, Wayland).
    const appear = onceOnly(() => bring(window, focus));
    window.once("ready-to-show", appear);
    window.webContents.once("did-finish-load", appear);
    window.on("closed", () => {
      if (this.#open.get(kind) !== window) return;
      this.#open.delete(kind);
      this.#deps.closed(kind);
    });
    void window.loadURL(pageUrl(view)).catch(() => undefined);
  }

  /** Closes without `closed`: it is we who close it. */
  close(kind: OwnKind): void {
    const window = this.#open.get(kind);
    this.#open.delete(kind);
    if (window !== undefined && !window.isDestroyed()) window.destroy();
  }

  /** Sends the whole view to every window of ours. A page that doesn't listen yet asks for it once it does. */
  send(channel: string, value: unknown): void {
    for (const window of this.#open.values()) {
      if (!window.isDestroyed()) window.webContents.send(channel, value);
    }
  }

  kindOf(contents: { readonly id: number }): OwnKind | null {
    for (const [kind, window] of this.#open)
      if (!window.isDestroyed() && window.webContents.id === contents.id) return kind;
    return null;
  }

  list(): { kind: OwnKind; visible: boolean }[] {
    return [...this.#open].map(([kind, window]) => ({
      kind,
      visible: !window.isDestroyed() && window.isVisible(),
    }));
  }

  retitle(): void {
    for (const [kind, window] of this.#open)
      if (!window.isDestroyed()) window.setTitle(this.#deps.title(kind));
  }
}

function onceOnly(run: () => void): () => void {
  let ran = false;
  return () => {
    if (ran) return;
    ran = true;
    run();
  };
}

function pageUrl(view: string): string {
  return `${APP_ORIGIN}/index.html#/${view}`;
}

/**
 * A page whose process ended is loaded anew: its window would stand there blank, the question in it too. One that ends
 * again at once isn't helped by it, and its window goes as by ×.
 */
function loadAgain(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit" || window.isDestroyed()) return;
    const before = last;
    last = performance.now();
    if (last - before > SETTLED_MS) window.webContents.reload();
    else window.destroy();
  });
}

/** By mouse as by keyboard: what stands in our windows can be given to somebody else. */
function offerCopy(window: BrowserWindow, label: () => string): void {
  window.webContents.on("context-menu", (_event, { selectionText }) => {
    if (selectionText.trim() === "") return;
    Menu.buildFromTemplate([{ role: "copy", label: label() }]).popup({ window });
  });
}

// Our pages never leave themselves and open nothing: links go through IPC.
function guard(contents: WebContents): void {
  const refuse = (event: { readonly url: string; preventDefault(): void }) => {
    const url = URL.parse(event.url);
    if (url?.protocol !== "app:" || url.host !== "drive") event.preventDefault();
  };
  contents.on("will-frame-navigate", refuse);
  contents.on("will-redirect", refuse);
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

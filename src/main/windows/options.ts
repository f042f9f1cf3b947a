import type { BrowserWindowConstructorOptions } from "../electron.ts";

/** What every window of the product has, whatever it shows (reliability 1). */
const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
} as const;

/** A window that shows a remote page: a partition of its own for each service, and no preload (reliability 1, 5). */
export function loginWindowOptions(partition: string, title: string): BrowserWindowConstructorOptions {
  return {
    width: 520,
    height: 760,
    minWidth: 380,
    minHeight: 480,
    show: false,
    title,
    autoHideMenuBar: true,
    webPreferences: { ...SAFE_PREFERENCES, partition },
  };
}

/** What a window has unless somebody says otherwise, as far as "no" would be what an option left open says. */
const WHOLE = {
  frame: true,
  thickFrame: true,
  resizable: true,
  movable: true,
  minimizable: true,
  maximizable: true,
  closable: true,
  focusable: true,
  fullscreenable: true,
  hasShadow: true,
} as const;

/**
 * A window that a page opens. Electron takes every option of a window's from what the page asks for (`window.open`,
 * features): without a frame and so without the host's name, off the screen, never to be closed. None of it counts.
 */
export function popupOptions(
  partition: string,
  title: string,
  features: string,
): BrowserWindowConstructorOptions {
  const asked = features.split(",").map((feature) => (feature.split("=")[0] ?? "").trim());
  const unsaid = Object.fromEntries([...asked, "x", "y"].map((name) => [name, undefined]));
  return { ...unsaid, ...WHOLE, ...loginWindowOptions(partition, title) };
}

/** A window of our own pages: the one preload, and nothing remote. */
export function ownWindowOptions(
  size: { width: number; height: number },
  title: string,
  preload: string,
): BrowserWindowConstructorOptions {
  return {
    ...size,
    minWidth: 360,
    minHeight: 360,
    show: false,
    title,
    autoHideMenuBar: true,
    webPreferences: { ...SAFE_PREFERENCES, preload },
  };
}

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

import type { BrowserWindow } from "../electron.ts";

/** Shows a window; brings it to the front with the focus, or leaves that where it is. */
export function bring(window: BrowserWindow, focus: boolean): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  if (!focus) {
    window.showInactive();
    return;
  }
  window.show();
  window.focus();
}

/**
 * The Chromium host's `electron`: what src/main/electron-surface.ts lists and nothing else. A name that isn't exported
 * here fails when the module is linked; anything else that the host lacks throws by name (loud.ts).
 */
import type { ElectronSurface } from "../src/main/electron-surface.ts";
import * as surface from "./electron.ts";

surface satisfies ElectronSurface;

export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { ipcMain } from "./ipc.ts";
export { nativeTheme, powerMonitor, shell } from "./os.ts";
export { protocol, session } from "./session.ts";
export { Menu, Notification, nativeImage, Tray } from "./tray.ts";
export { utilityProcess } from "./utility-process.ts";

/**
 * The Chromium host's `electron`: what src/main/electron-surface.ts lists and nothing else. A name that isn't exported
 * here fails when the module is linked; anything else that the host lacks throws by name (loud.ts).
 */
import type { ElectronSurface } from "../src/main/electron-surface.ts";
import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { ipcMain } from "./ipc.ts";
import { nativeImage } from "./native-image.ts";
import { nativeTheme, powerMonitor, shell } from "./os.ts";
import { protocol, session } from "./session.ts";
import { Menu, Notification, Tray } from "./tray.ts";
import { utilityProcess } from "./utility-process.ts";

({
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
  utilityProcess,
}) satisfies ElectronSurface;

export {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
  utilityProcess,
};

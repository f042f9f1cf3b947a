/**
 * The one file of the product that imports "electron". What isn't named here isn't used, and the Chromium host
 * doesn't have it (see electron-surface.ts). No product code asks which host it runs on.
 */
export type {
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  NativeImage,
  Session,
  WebContents,
} from "electron";
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
} from "electron";

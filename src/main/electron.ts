/** The one file of the main process that imports "electron": what isn't named here isn't used. */
export type {
  BrowserWindowConstructorOptions,
  Certificate,
  ClientRequest,
  MenuItemConstructorOptions,
  NativeImage,
  Session,
  WebContents,
  WindowOpenHandlerResponse,
} from "electron";
export {
  app,
  BaseWindow,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
  utilityProcess,
} from "electron";

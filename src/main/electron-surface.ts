/**
 * The budget: every class, method and property of Electron that src/main and src/preload may use, as picks of
 * electron.d.ts, so that the two hosts can't drift. The Chromium host `satisfies` these types (host/electron.ts) and
 * throws by name on the rest. Want more of Electron? Add it here, to the host and to tests/contract/host first.
 *
 * Plain calls are picks. Where Electron hands out one of its own classes the row is written out, so that it names that
 * class's row here. Event names aren't types (`on` is one overload an event); the host checks them at run time.
 */
import type * as Electron from "electron";

type Listens = {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  once(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
};

/** second-instance, window-all-closed, before-quit, will-quit, web-contents-created, activate, certificate-error */
type AppSurface = Listens &
  Pick<
    Electron.App,
    | "whenReady"
    | "isReady"
    | "requestSingleInstanceLock"
    | "quit"
    | "exit"
    | "getVersion"
    | "getName"
    | "setName"
    | "name"
    | "isPackaged"
    | "getLocale"
    | "getPreferredSystemLanguages"
    | "getAppPath"
    | "enableSandbox"
    | "setAppUserModelId"
  > & {
    getPath(name: "userData" | "appData" | "temp" | "logs" | "exe"): string;
    setPath(name: "userData" | "appData" | "temp" | "logs" | "exe", path: string): void;
    readonly commandLine: Pick<Electron.CommandLine, "hasSwitch" | "getSwitchValue" | "appendSwitch">;
  };

type WebFrameMainSurface = Pick<Electron.WebFrameMain, "url" | "origin"> & {
  readonly parent: WebFrameMainSurface | null;
  readonly top: WebFrameMainSurface | null;
};

type NativeImageSurface = Pick<
  Electron.NativeImage,
  "isEmpty" | "toPNG" | "toDataURL" | "getSize" | "setTemplateImage" | "addRepresentation"
>;

/**
 * will-navigate, will-frame-navigate, will-redirect, did-start-navigation, did-navigate, did-navigate-in-page,
 * did-finish-load, did-fail-load, did-stop-loading, dom-ready, did-create-window, page-title-updated,
 * render-process-gone, destroyed, will-prevent-unload, certificate-error
 */
type WebContentsSurface = Listens &
  Pick<
    Electron.WebContents,
    | "id"
    | "getURL"
    | "getTitle"
    | "loadURL"
    | "isDestroyed"
    | "isLoading"
    | "stop"
    | "reload"
    | "send"
    | "setWindowOpenHandler"
  > & {
    readonly mainFrame: WebFrameMainSurface;
    readonly session: SessionSurface;
    /** World 1 and up, without 999 (Electron's own). */
    executeJavaScriptInIsolatedWorld(worldId: number, scripts: Electron.WebSource[]): Promise<unknown>;
    capturePage(): Promise<NativeImageSurface>;
  };

/** will-download */
type SessionSurface = Listens &
  Pick<
    Electron.Session,
    | "setPermissionRequestHandler"
    | "setPermissionCheckHandler"
    | "setDevicePermissionHandler"
    | "clearStorageData"
    | "resolveProxy"
    | "setSpellCheckerEnabled"
  > & {
    readonly cookies: Pick<Electron.Cookies, "get" | "set" | "remove" | "flushStore">;
    readonly protocol: Pick<Electron.Protocol, "handle" | "unhandle">;
  };

/** close, closed, page-title-updated, ready-to-show, show, hide, focus, blur */
type BrowserWindowSurface = Listens &
  Pick<
    Electron.BrowserWindow,
    | "id"
    | "loadURL"
    | "show"
    | "showInactive"
    | "focus"
    | "hide"
    | "close"
    | "destroy"
    | "isDestroyed"
    | "isVisible"
    | "isFocused"
    | "isMinimized"
    | "restore"
    | "setTitle"
    | "getTitle"
    | "getBounds"
    | "flashFrame"
    | "removeMenu"
  > & { readonly webContents: WebContentsSurface };

type BrowserWindowClass = {
  new (options?: Electron.BrowserWindowConstructorOptions): BrowserWindowSurface;
  getAllWindows(): BrowserWindowSurface[];
  fromId(id: number): BrowserWindowSurface | null;
  getFocusedWindow(): BrowserWindowSurface | null;
  fromWebContents(webContents: never): BrowserWindowSurface | null;
};

/** label, type, enabled, visible, checked, click, submenu, id, accelerator (ignored), toolTip, sublabel */
type MenuClass = {
  buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): object;
  setApplicationMenu(menu: null): void;
};

/** click, right-click, double-click */
type TrayClass = {
  new (
    image: never,
  ): Listens &
    Pick<Electron.Tray, "setToolTip" | "destroy" | "isDestroyed"> & {
      setImage(image: never): void;
      setContextMenu(menu: never): void;
      popUpContextMenu(menu?: never): void;
    };
};

/** click, show, close */
type NotificationClass = {
  new (
    options?: Electron.NotificationConstructorOptions,
  ): Listens & Pick<Electron.Notification, "show" | "close">;
  isSupported(): boolean;
};

/** spawn, message, exit */
type UtilityProcessSurface = Listens &
  Pick<Electron.UtilityProcess, "pid" | "stdout" | "stderr" | "postMessage" | "kill">;

export type ElectronSurface = {
  readonly app: AppSurface;
  readonly BrowserWindow: BrowserWindowClass;
  readonly ipcMain: {
    handle(channel: string, listener: (event: unknown, ...args: unknown[]) => unknown): void;
    removeHandler(channel: string): void;
  };
  readonly Menu: MenuClass;
  readonly nativeImage: {
    createEmpty(): NativeImageSurface;
    createFromPath(path: string): NativeImageSurface;
    createFromBuffer(buffer: Buffer): NativeImageSurface;
    createFromDataURL(url: string): NativeImageSurface;
  };
  /** updated */
  readonly nativeTheme: Listens & Pick<Electron.NativeTheme, "shouldUseDarkColors" | "themeSource">;
  readonly Notification: NotificationClass;
  /** suspend, resume, lock-screen, unlock-screen */
  readonly powerMonitor: Listens;
  readonly protocol: Pick<Electron.Protocol, "registerSchemesAsPrivileged" | "handle" | "unhandle">;
  readonly session: {
    readonly defaultSession: SessionSurface;
    fromPartition(partition: string): SessionSurface;
  };
  readonly shell: { openExternal(url: string): Promise<void> };
  readonly Tray: TrayClass;
  readonly utilityProcess: {
    fork(path: string, args?: string[], options?: Electron.ForkOptions): UtilityProcessSurface;
  };
};

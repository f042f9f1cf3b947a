/**
 * The budget: every class, method and property of Electron that src/main and src/preload use, as picks of
 * electron.d.ts, so that the two hosts can't drift; besides, the few that tests/contract/host watches windows with.
 * The Chromium host `satisfies` these types (host/electron.ts) and throws by name on the rest. Want more of Electron?
 * Add it here, to the host and to tests/contract/host first.
 *
 * Plain calls are picks. Where Electron hands out one of its own classes the row is written out, so that it names that
 * class's row here. Event names aren't types (`on` is one overload an event); the host checks them at run time.
 */
import type * as Electron from "electron";

type Listens = {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  once(event: string, listener: (...args: unknown[]) => void): unknown;
};

/** second-instance, window-all-closed, before-quit, will-quit, activate */
type AppSurface = Listens &
  Pick<
    Electron.App,
    | "whenReady"
    | "quit"
    | "exit"
    | "getVersion"
    | "setName"
    | "isPackaged"
    | "getLocale"
    | "getPreferredSystemLanguages"
    | "enableSandbox"
    | "setAppUserModelId"
  > & {
    requestSingleInstanceLock(): boolean;
    setPath(name: "userData", path: string): void;
  };

type WebFrameMainSurface = Pick<Electron.WebFrameMain, "url"> & {
  readonly parent: WebFrameMainSurface | null;
};

/**
 * will-frame-navigate, will-redirect, did-navigate, did-finish-load, did-fail-load, did-stop-loading,
 * did-create-window, render-process-gone, will-prevent-unload, login, destroyed
 */
type WebContentsSurface = Listens &
  Pick<Electron.WebContents, "id" | "getURL" | "getTitle" | "isLoading" | "send" | "setWindowOpenHandler"> & {
    readonly mainFrame: WebFrameMainSurface;
    readonly session: SessionSurface;
    /** World 1 and up, without 999 (Electron's own). */
    executeJavaScriptInIsolatedWorld(
      worldId: number,
      scripts: Electron.WebSource[],
      userGesture?: boolean,
    ): Promise<unknown>;
  };

/** will-download */
type SessionSurface = Listens &
  Pick<
    Electron.Session,
    | "setPermissionRequestHandler"
    | "setPermissionCheckHandler"
    | "setDevicePermissionHandler"
    | "resolveProxy"
    | "setProxy"
  > & { clearStorageData(): Promise<void> };

/** close, closed, page-title-updated, ready-to-show */
type BrowserWindowSurface = Listens &
  Pick<
    Electron.BrowserWindow,
    | "show"
    | "showInactive"
    | "focus"
    | "restore"
    | "close"
    | "destroy"
    | "isDestroyed"
    | "isVisible"
    | "isFocused"
    | "isMinimized"
    | "setTitle"
    | "getTitle"
  > & { loadURL(url: string): Promise<void>; readonly webContents: WebContentsSurface };

type BrowserWindowClass = {
  new (options?: Electron.BrowserWindowConstructorOptions): BrowserWindowSurface;
  getAllWindows(): BrowserWindowSurface[];
};

/** click */
type TrayClass = {
  new (
    image: never,
  ): Listens &
    Pick<Electron.Tray, "setToolTip" | "destroy"> & {
      setImage(image: never): void;
      setContextMenu(menu: never): void;
    };
};

/** click, close */
type NotificationClass = {
  new (
    options: Electron.NotificationConstructorOptions,
  ): Listens & Pick<Electron.Notification, "show" | "close">;
  isSupported(): boolean;
};

/** spawn, message, exit */
type UtilityProcessSurface = Listens & Pick<Electron.UtilityProcess, "pid" | "postMessage" | "kill">;

export type ElectronSurface = {
  readonly app: AppSurface;
  readonly BrowserWindow: BrowserWindowClass;
  readonly ipcMain: {
    handle(channel: string, listener: (event: unknown, ...args: unknown[]) => unknown): void;
  };
  /** id, label, type (normal, separator), enabled, click */
  readonly Menu: { buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): object };
  readonly nativeImage: {
    createFromPath(
      path: string,
    ): Pick<Electron.NativeImage, "isEmpty" | "toDataURL" | "setTemplateImage" | "addRepresentation">;
  };
  /** updated */
  readonly nativeTheme: Listens & Pick<Electron.NativeTheme, "shouldUseDarkColors">;
  readonly Notification: NotificationClass;
  /** resume, unlock-screen */
  readonly powerMonitor: Listens;
  readonly protocol: Pick<Electron.Protocol, "registerSchemesAsPrivileged" | "handle">;
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

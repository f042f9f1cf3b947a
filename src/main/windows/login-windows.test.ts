import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProxyLogins } from "../network/proxy-logins.ts";
import type { LoginWindows } from "./login-windows.ts";

// What pages may do to the windows they are in; that Electron behaves so is tests/contract/host's.

type OpenHandler = (details: { url: string; features: string }) => {
  action: string;
  overrideBrowserWindowOptions?: { show?: boolean };
};

class FakeContents extends EventEmitter {
  id = 1;
  debugger = { on() {}, isAttached: () => true, sendCommand: async () => ({}) };
  mayOpen: OpenHandler = () => ({ action: "allow" });
  isLoadingNow = false;
  getURL = () => "";
  getTitle = () => "";
  isLoading = () => this.isLoadingNow;
  isWaitingForResponse = () => false;
  loadURL = async () => {};
  clearHistory() {}
  setWindowOpenHandler(handler: OpenHandler) {
    this.mayOpen = handler;
  }
}

class FakeWindow extends EventEmitter {
  webContents = new FakeContents();
  readonly loaded: string[] = [];
  loadURL = async (url: string) => void this.loaded.push(url);
  isDestroyed = () => false;
  isVisible = () => false;
  setTitle() {}
  show() {
    this.emit("show");
  }
  focus() {}
  isMinimized = () => false;
  destroy() {}
}

const made: FakeWindow[] = [];
vi.doMock("../electron.ts", () => ({
  BrowserWindow: class extends FakeWindow {
    constructor() {
      super();
      made.push(this);
    }
  },
  session: {
    fromPartition: () => ({
      setPermissionRequestHandler() {},
      setPermissionCheckHandler() {},
      setDevicePermissionHandler() {},
      on() {},
      webRequest: { onBeforeRequest() {} },
      cookies: { flushStore: async () => {} },
    }),
  },
}));
const implementation = await import("./login-windows.ts");

const LOGIN = "https://login.example/";
const OUTSIDE = "https://disclaimer.example/";
let windows: LoginWindows;
let outside: string[];
let proxySet: Promise<void>;
let told: unknown[];

beforeEach(() => {
  told = [];
  made.length = 0;
  outside = [];
  proxySet = Promise.resolve();
  start();
});

function start(): void {
  windows = new implementation.LoginWindows({
    partition: "persist:login-test",
    serviceName: "",
    allowedOrigins: () => new Set(["https://login.example"]),
    openExternal: (url) => {
      outside.push(url);
      return true;
    },
    consentWords: null,
    ready: proxySet,
    proxyLogins: createProxyLogins(
      { get: async () => null, set: async () => {}, delete: async () => false },
      () => 0,
      async () => false,
    ),
  });
  windows.report({
    pageSeen: () => {},
    pageFailed: (window, code) => told.push(["failed", window, code]),
    pageUnseen: (window) => told.push(["unseen", window]),
    popupOpened: () => {},
    closed: (window) => told.push(["closed", window]),
    navigationRefused: (window, url) => told.push(["refused", window, url]),
  });
}
afterEach(() => {
  windows.closeAll();
  vi.useRealTimers();
});

function openedWindow(how: "focus" | "hidden"): FakeWindow {
  windows.open(LOGIN, how);
  const window = made.at(-1);
  if (window === undefined) throw new Error("no window");
  return window;
}

function opened(how: "focus" | "hidden"): FakeContents {
  return openedWindow(how).webContents;
}

/** Its page has been asked for. */
async function loading(): Promise<FakeWindow> {
  const window = openedWindow("hidden");
  await vi.waitFor(() => expect(window.loaded).toEqual([LOGIN]));
  return window;
}

/** Asks as a page does, and opens what is allowed. @returns how many were */
function opens(contents: FakeContents, url: string, times: number): number {
  let allowed = 0;
  for (let time = 0; time < times; time += 1) {
    if (contents.mayOpen({ url, features: "" }).action !== "allow") continue;
    allowed += 1;
    contents.emit("did-create-window", new FakeWindow());
  }
  return allowed;
}

// webContents "will-prevent-unload": without preventDefault() the page stays, silently.
test("a page can't keep its window from being closed, or the next authorization from being loaded", () => {
  const prevented = vi.fn();
  opened("focus").emit("will-prevent-unload", { preventDefault: prevented });
  expect(prevented).toHaveBeenCalledOnce();
});

test("a page that opens windows without end gets a few, and none of the person's browser", () => {
  expect(opens(opened("focus"), LOGIN, 50)).toBe(8);
  expect(outside).toEqual([]);
});

test("an outside link opens in the person's browser only from a page that somebody can see", () => {
  const contents = opened("hidden");
  expect(opens(contents, OUTSIDE, 1)).toBe(0);
  expect(outside).toEqual([]);
  windows.reveal();
  expect(opens(contents, OUTSIDE, 1)).toBe(0);
  expect(outside).toEqual([OUTSIDE]);
});

test("no page is asked for before the partition's proxy is set", async () => {
  const setting = Promise.withResolvers<void>();
  proxySet = setting.promise;
  start();
  windows.open(LOGIN, "focus");
  await Promise.resolve();
  expect(made.at(-1)?.loaded).toEqual([]);
  setting.resolve();
  await vi.waitFor(() => expect(made.at(-1)?.loaded).toEqual([LOGIN]));
});

test("an answer that brings no page fails, however it ends", async () => {
  const { webContents } = await loading();
  webContents.isLoadingNow = true; // something else stopped: another load is in its place
  webContents.emit("did-stop-loading");
  expect(told).toEqual([]);
  webContents.isLoadingNow = false;
  webContents.emit("did-stop-loading");
  webContents.emit("did-stop-loading");
  expect(told).toEqual([["failed", "main", "NET_UNEXPECTED_ANSWER"]]);
});

test("an answer that never comes fails", async () => {
  vi.useFakeTimers();
  await loading();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([["failed", "main", "NET_TIMEOUT"]]);
});

test.each([
  ["a page", (contents: FakeContents) => contents.emit("did-navigate", {}, LOGIN, 200)],
  [
    "a move that is stopped",
    (contents: FakeContents) =>
      contents.emit("will-redirect", { url: OUTSIDE, isMainFrame: true, preventDefault() {} }),
  ],
])("%s is an answer", async (_what, comes) => {
  vi.useFakeTimers();
  const { webContents } = await loading();
  comes(webContents);
  webContents.emit("did-stop-loading");
  vi.advanceTimersByTime(70_000);
  expect(told).not.toContainEqual(["failed", "main", expect.anything()]);
});

test("a page that goes on by itself again and again, unseen, is told of", async () => {
  vi.useFakeTimers();
  const { webContents } = await loading();
  for (let second = 0; second < 5; second += 1) {
    webContents.emit("did-navigate", {}, LOGIN, 200);
    vi.advanceTimersByTime(1_000);
  }
  expect(told).toEqual([["unseen", "main"]]);
});

test.each([
  ["its page, before anybody saw it: that is a failure", false, ["failed", "main", "NET_UNEXPECTED_ANSWER"]],
  ["whoever sees it", true, ["closed", "main"]],
])("a login window is closed by %s", (_who, seen, event) => {
  const window = openedWindow("hidden");
  if (seen) window.show();
  window.emit("closed");
  expect(told).toEqual([event]);
});

test("what a hidden login window opened goes with it, and what somebody saw stays", () => {
  const contents = opened("hidden");
  opens(contents, "about:blank", 1);
  expect(windows.visible()).toHaveLength(2);
  windows.close("main");
  expect(windows.visible()).toEqual([]);
  expect(told).toEqual([["closed", 1]]);

  opens(opened("focus"), LOGIN, 1);
  made.at(-1)?.show();
  const popup = new FakeWindow();
  popup.isVisible = () => true;
  made.at(-1)?.webContents.emit("did-create-window", popup);
  windows.close("main");
  expect(windows.visible()).toEqual([true]);
});

test("the person's own pop-up opens what they press, also while a login that nobody asked for is under way", () => {
  const popup = new FakeWindow();
  popup.isVisible = () => true;
  opened("focus").emit("did-create-window", popup);
  windows.close("main");
  opened("hidden");
  const { action, overrideBrowserWindowOptions } = popup.webContents.mayOpen({ url: LOGIN, features: "" });
  expect([action, overrideBrowserWindowOptions?.show]).toEqual(["allow", true]);
  popup.webContents.mayOpen({ url: OUTSIDE, features: "" });
  expect(outside).toEqual([OUTSIDE]);
});

test("a page may open an empty window, which it fills or sends a form to", () => {
  expect(["", "about:blank"].map((url) => opens(opened("focus"), url, 1))).toEqual([1, 1]);
  expect(told).toEqual([]);
});

test("a login under way begins again where the network was lost, and its cookies with it", () => {
  windows.networkLost();
  expect(told).toEqual([]);
  opened("focus");
  windows.networkLost();
  expect(told).toEqual([["failed", "main", "NET_SERVER"]]);
});

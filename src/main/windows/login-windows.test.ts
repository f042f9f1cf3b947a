import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProxyLogins } from "../network/proxy-logins.ts";
import type { LoginWindows } from "./login-windows.ts";

// What pages may do to the windows they are in; that Electron behaves so is tests/contract/host's.

type OpenHandler = (details: { url: string }) => { action: string };

class FakeContents extends EventEmitter {
  id = 1;
  debugger = { on() {}, isAttached: () => true, sendCommand: async () => ({}) };
  mayOpen: OpenHandler = () => ({ action: "allow" });
  getURL = () => "";
  getTitle = () => "";
  isLoading = () => false;
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
  setTitle() {}
  show() {}
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

beforeEach(() => {
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
}
afterEach(() => windows.closeAll());

function opened(how: "focus" | "hidden"): FakeContents {
  windows.open(LOGIN, how);
  const window = made.at(-1);
  if (window === undefined) throw new Error("no window");
  return window.webContents;
}

/** Asks as a page does, and opens what is allowed. @returns how many were */
function opens(contents: FakeContents, url: string, times: number): number {
  let allowed = 0;
  for (let time = 0; time < times; time += 1) {
    if (contents.mayOpen({ url }).action !== "allow") continue;
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

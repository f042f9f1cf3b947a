import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";

const sent: unknown[] = [];
const menus: string[] = [];
const made: { readonly shown: string[]; readonly webContents: EventEmitter }[] = [];
vi.doMock("../electron.ts", () => ({
  BrowserWindow: class extends EventEmitter {
    webContents = Object.assign(new EventEmitter(), {
      id: 1,
      reload: () => this.shown.push("load again"),
      // A module script runs, subscribes and asks before did-stop-loading.
      isLoading: () => true,
      send: (_channel: string, value: unknown) => sent.push(value),
      setWindowOpenHandler() {},
    });
    readonly shown: string[] = [];
    constructor() {
      super();
      made.push(this);
    }
    loadURL = async () => {};
    isDestroyed = () => false;
    destroy = () => this.emit("closed");
    isMinimized = () => false;
    show = () => this.shown.push("show");
    focus = () => this.shown.push("focus");
  },
  protocol: {},
  Menu: {
    buildFromTemplate: (items: readonly { role?: string; label?: string }[]) => ({
      popup: () => menus.push(items.map(({ role, label }) => `${role} ${label}`).join()),
    }),
  },
}));
const { OwnWindows } = await import("./own-windows.ts");

test("a page that already listens but still loads is told what changed: nothing may ever tell it again", () => {
  const windows = new OwnWindows({
    preload: "",
    title: () => "",
    copyLabel: () => "コピー",
    closed: () => {},
  });
  windows.show("status", "status", true);
  windows.send("view:changed", "newer");
  expect(sent).toEqual(["newer"]);
});

// Electron 45 on Wayland: a hidden window paints nothing, so "ready-to-show" doesn't come (electron#48859).
test("a window appears once its page is there, also where it is never said to be ready, and once only", () => {
  const windows = new OwnWindows({
    preload: "",
    title: () => "",
    copyLabel: () => "コピー",
    closed: () => {},
  });
  windows.show("consent", "consent", true);
  const window = made.at(-1);
  window?.webContents.emit("did-finish-load");
  window?.webContents.emit("did-finish-load");
  expect(window?.shown).toEqual(["show", "focus"]);
});

test("marked text can be copied by mouse, and without any there is no menu", () => {
  const windows = new OwnWindows({
    preload: "",
    title: () => "",
    copyLabel: () => "コピー",
    closed: () => {},
  });
  windows.show("bundle", "bundle", true);
  const contents = made.at(-1)?.webContents;
  contents?.emit("context-menu", {}, { selectionText: " " });
  contents?.emit("context-menu", {}, { selectionText: "NET_DNS" });
  expect(menus).toEqual(["copy コピー"]);
});

test("a window whose page lost its process shows it anew, and goes as by × where that doesn't help", () => {
  const closed: string[] = [];
  const windows = new OwnWindows({
    preload: "",
    title: () => "",
    copyLabel: () => "コピー",
    closed: (kind) => closed.push(kind),
  });
  windows.show("consent", "consent", true);
  const window = made.at(-1);
  window?.webContents.emit("render-process-gone", {}, { reason: "clean-exit" });
  expect(window?.shown).toEqual([]);
  window?.webContents.emit("render-process-gone", {}, { reason: "killed" });
  expect([window?.shown, closed]).toEqual([["load again"], []]);
  window?.webContents.emit("render-process-gone", {}, { reason: "killed" });
  expect([window?.shown, closed]).toEqual([["load again"], ["consent"]]);
});

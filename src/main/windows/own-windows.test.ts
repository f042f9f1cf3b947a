import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";

const sent: unknown[] = [];
vi.doMock("../electron.ts", () => ({
  BrowserWindow: class extends EventEmitter {
    webContents = Object.assign(new EventEmitter(), {
      id: 1,
      // A module script runs, subscribes and asks before did-stop-loading.
      isLoading: () => true,
      send: (_channel: string, value: unknown) => sent.push(value),
      setWindowOpenHandler() {},
    });
    loadURL = async () => {};
    isDestroyed = () => false;
  },
  protocol: {},
}));
const { OwnWindows } = await import("./own-windows.ts");

test("a page that already listens but still loads is told what changed: nothing may ever tell it again", () => {
  const windows = new OwnWindows({ preload: "", title: () => "", closed: () => {} });
  windows.show("status", "status", true);
  windows.send("view:changed", "newer");
  expect(sent).toEqual(["newer"]);
});

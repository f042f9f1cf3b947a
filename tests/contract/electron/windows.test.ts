import { expect } from "vitest";
import { one, relies, runMain } from "./run-main.ts";

// https://www.electronjs.org/docs/latest/api/browser-window (cited by event or method), …/api/app (quit)

relies(
  "a window goes through its life with the events that Electron documents",
  { docs: "api/browser-window" },
  async () => {
    const said = await runMain("window-life");
    // `show: false` (BaseWindowConstructorOptions.show)
    expect(one(said, "made")).toMatchObject({ visible: false });
    expect(one(said, "loaded")).toMatchObject({ title: "page", url: "/" });
    // Event 'close': "Calling event.preventDefault() will cancel the close."
    expect(one(said, "kept")).toMatchObject({
      shown: true,
      destroyed: false,
      order: ["ready-to-show", "close"],
    });
    // Event 'page-title-updated': "Calling event.preventDefault() will prevent the native window's title from changing."
    expect(one(said, "titles")).toMatchObject({ window: "own title", page: "page title" });
    // Event 'closed' comes after 'close'
    expect(one(said, "closed")).toMatchObject({ destroyed: true, order: ["close", "closed"] });
    // win.destroy(): "close event will also not be emitted for this window, but it guarantees that the closed event will be"
    expect(one(said, "destroyed")).toMatchObject({ destroyed: true, left: 0, order: ["closed"] });
  },
);

relies(
  "closing asks the page, and quitting asks every window, in the documented order",
  { docs: "api/browser-window" },
  async () => {
    const said = await runMain("window-life");
    // Event 'close': "It's emitted before the beforeunload and unload event of the DOM."
    // webContents 'will-prevent-unload': without preventDefault() the page stays
    expect(one(said, "stayed")).toMatchObject({ destroyed: false });
    // app.quit(): before-quit first; "If all windows are successfully closed, the will-quit event will be emitted";
    // will-prevent-unload: "Calling event.preventDefault() will ignore the beforeunload event handler"
    const names = said.map((line) => line.said);
    expect(names.slice(names.indexOf("before-quit"))).toEqual([
      "before-quit",
      "close-before-unload",
      "will-prevent-unload",
      "will-quit",
    ]);
  },
);

relies(
  "a denied pop-up gives its opener null, an allowed one becomes a window",
  { docs: "api/browser-window" },
  async () => {
    const said = await runMain("popups");
    // contents.setWindowOpenHandler(handler): details.url, details.frameName; { action: 'deny' } "cancels the creation"
    expect(said.filter((line) => line.said === "asked")).toEqual([
      { said: "asked", url: "/denied", frameName: "no" },
      { said: "asked", url: "/allowed", frameName: "yes" },
    ]);
    // Event 'did-create-window': window BrowserWindow, details; overrideBrowserWindowOptions; the opener's session
    expect(one(said, "created")).toMatchObject({
      url: "/allowed",
      isWindow: true,
      sameSession: true,
      title: "mine",
      listed: 2,
    });
    expect(one(said, "pop-up-went")).toMatchObject({ url: "/allowed" });
    // docs/api/window-open: "window.open() … returns null" where denied; the allowed one can talk and be closed
    expect(one(said, "pop-up-closed")).toMatchObject({
      denied: "null",
      allowed: "a window",
      message: "hello",
      asked: false,
      listed: 1,
    });
  },
);

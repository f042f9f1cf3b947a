import { beforeAll, describe, expect } from "vitest";
import { one, relies, runMain, type Said } from "./run-main.ts";

// https://www.electronjs.org/docs/latest/api/web-contents, "Navigation Events" and the events by name

describe("navigation", () => {
  let said: Said[];
  beforeAll(async () => {
    said = await runMain("navigation");
  });

  relies("our own loadURL raises no will-frame-navigate", { docs: "api/web-contents" }, () => {
    // 'will-frame-navigate': "This event will not emit when the navigation is started programmatically with APIs like
    // webContents.loadURL"
    expect(one(said, "own-load").order).toEqual([
      "did-navigate /start 200",
      "did-finish-load",
      "did-stop-loading",
    ]);
  });

  relies("a page's navigation tells of every hop before it happens", { docs: "api/web-contents" }, () => {
    // "Document Navigations": will-frame-navigate, will-redirect, did-navigate
    expect(one(said, "redirect-chain").order).toEqual([
      "will-frame-navigate /hop1",
      "will-redirect /hop2",
      "will-redirect /end",
      "did-navigate /end 200",
      "did-finish-load",
      "did-stop-loading",
    ]);
  });

  relies(
    "an in-page navigation raises neither will-frame-navigate nor did-navigate",
    { docs: "api/web-contents" },
    () => {
      // 'will-frame-navigate': "It is also not emitted for in-page navigations"; 'did-navigate' says the same
      const { order, url } = one(said, "in-page");
      expect(url).toBe("/end#x");
      expect(order).not.toContainEqual(expect.stringMatching(/^(will|did)-(frame-)?navigate/));
    },
  );

  relies(
    "a prevented navigation never reaches the server and fails nothing",
    { docs: "api/web-contents" },
    () => {
      // "Subsequent events will not fire if event.preventDefault() is called on any of the cancellable events."
      expect(one(said, "navigation-prevented")).toMatchObject({
        order: ["will-frame-navigate /never", "did-stop-loading"],
        url: "/end#x",
        asked: false,
      });
    },
  );

  relies("a prevented redirect isn't followed, and our loadURL rejects", { docs: "api/web-contents" }, () => {
    // 'will-redirect': "Calling event.preventDefault() will prevent the navigation (not just the redirect)."
    expect(one(said, "redirect-prevented")).toMatchObject({
      order: ["will-redirect /hop2", "did-stop-loading"],
      failure: "ERR_FAILED -2",
      url: "/end#x",
      reached: 1,
    });
  });

  relies("a frame's navigation, also to another site, can be prevented", { docs: "api/web-contents" }, () => {
    // 'will-frame-navigate': "Emitted when a user or the page wants to start navigation in any frame."
    const { order, asked } = one(said, "frame-prevented");
    expect(order).toContain("will-frame-navigate other/inner (frame)");
    expect(asked).toBe(false);
  });

  relies(
    "a load that fails says how, in the event and in the promise",
    { docs: "api/web-contents", at45: "loadURL rejects only after the error page has loaded" },
    () => {
      // 'did-fail-load': errorCode, errorDescription, validatedURL, isMainFrame; loadURL: "rejects if the page fails to load"
      const { order, refused } = one(said, "unreachable");
      expect(order).toEqual([expect.stringMatching(/^did-fail-load -102 ERR_CONNECTION_REFUSED http:/)]);
      expect(refused).toBe("ERR_CONNECTION_REFUSED -102");
      expect(one(said, "unsafe-port").unsafe).toBe("ERR_UNSAFE_PORT -312");
    },
  );

  relies("a load that another one overtakes is aborted", { docs: "api/web-contents" }, () => {
    expect(one(said, "superseded")).toMatchObject({ superseded: "ERR_ABORTED -3", url: "/after" });
  });
});

relies("a page with a bad certificate is never loaded", { docs: "api/web-contents" }, async () => {
  const said = await runMain("certificate");
  // 'did-fail-load'; net error -202 is CERT_AUTHORITY_INVALID (reliability 5)
  expect(one(said, "did-fail-load")).toMatchObject({ code: -202, main: true, same: true });
  expect(one(said, "outcome")).toMatchObject({ outcome: "ERR_CERT_AUTHORITY_INVALID -202", served: 0 });
  expect(said.map((line) => line.said)).not.toContain("did-navigate");
  expect(said.map((line) => line.said)).not.toContain("did-finish-load");
});

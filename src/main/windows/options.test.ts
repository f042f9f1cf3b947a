import { expect, test } from "vitest";
import { loginWindowOptions, ownWindowOptions, popupOptions } from "./options.ts";

test.each([
  ["login", loginWindowOptions("persist:login-omakase", "t")],
  ["own", ownWindowOptions({ width: 1, height: 1 }, "t", "/preload.cjs")],
])("the %s window is isolated, sandboxed and without Node (reliability 1)", (_name, options) => {
  expect(options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect(options.show).toBe(false);
});

test("a window that shows a remote page has no preload and its own partition (reliability 1, 5)", () => {
  const { webPreferences } = loginWindowOptions("persist:login-omakase", "t");
  expect(webPreferences).not.toHaveProperty("preload");
  expect(webPreferences?.partition).toBe("persist:login-omakase");
});

test("what a page asks for its pop-up counts for nothing: the frame with its host stays, on the screen (reliability 5)", () => {
  const asked =
    "frame=no, left=-3000,top=-3000,opacity=0,kiosk,fullscreen=yes,closable=no,alwaysOnTop,width=1";
  const { webPreferences, ...options } = popupOptions("persist:login-omakase", "t", asked);
  expect(options).toMatchObject({ frame: true, closable: true, width: 520 });
  for (const name of ["x", "y", "opacity", "kiosk", "fullscreen", "alwaysOnTop"])
    expect(options).toHaveProperty(name, undefined);
});

import { expect, test } from "vitest";
import { loginWindowOptions, ownWindowOptions } from "./options.ts";

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

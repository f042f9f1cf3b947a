import { expect, test, vi } from "vitest";
import { type DriveApi, GUIDE_CHANGED, VIEW_CHANGED } from "../shared/ipc.ts";

// Electron's side of the bridge, as far as the preload touches it.
const bridge = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  listeners: new Map<string, Set<(...args: readonly unknown[]) => void>>(),
  invoked: [] as unknown[],
}));

vi.mock("electron", () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => bridge.exposed.set(name, api) },
  ipcRenderer: {
    invoke: (channel: string, request: unknown) => {
      bridge.invoked.push([channel, request]);
      return Promise.resolve({ ok: true, value: null });
    },
    on: (channel: string, listener: (...args: readonly unknown[]) => void) => {
      bridge.listeners.set(channel, (bridge.listeners.get(channel) ?? new Set()).add(listener));
    },
    removeListener: (channel: string, listener: (...args: readonly unknown[]) => void) => {
      bridge.listeners.get(channel)?.delete(listener);
    },
  },
}));

await import("./index.ts");
const drive = bridge.exposed.get("drive") as DriveApi;

test("only drive is exposed, and no call takes a channel's name", () => {
  expect([...bridge.exposed.keys()]).toEqual(["drive"]);
  expect(Object.keys(drive).sort()).toEqual(
    [
      "answerConsent",
      "cancel",
      "cancelBundle",
      "closeWindow",
      "forget",
      "getGuide",
      "getView",
      "guideAnswer",
      "guideDone",
      "guidePress",
      "guideRestart",
      "guideStopLooking",
      "guideStuck",
      "installUpdate",
      "introduceToProxy",
      "keep",
      "login",
      "logout",
      "lookAtSettings",
      "lookForUpdate",
      "onBundleProgress",
      "onGuide",
      "onView",
      "openBundle",
      "openBrowser",
      "openGuide",
      "openLink",
      "prepareBundle",
      "saveBundle",
      "setSettings",
      "showLogin",
      "stopTryingProxy",
      "switchAccount",
      "tryProxy",
    ].sort(),
  );
});

test.each([
  ["view", VIEW_CHANGED, drive.onView],
  ["guide", GUIDE_CHANGED, drive.onGuide],
])("the listener gets the %s and never the event, and can be taken away", (_what, channel, on) => {
  const received: unknown[][] = [];
  const stop = on((...args: unknown[]) => received.push(args));
  const view = { state: "online" };
  for (const listener of bridge.listeners.get(channel) ?? []) listener({ sender: "secret" }, view);
  expect(received).toEqual([[view]]);
  expect(stop()).toBeUndefined();
  expect(bridge.listeners.get(channel)?.size).toBe(0);
});

test("a call is its one channel with its one request", async () => {
  await drive.forget(false);
  await drive.answerConsent("by-hand", 3);
  await drive.setSettings({ language: "en" });
  expect(bridge.invoked).toEqual([
    ["session:forget", { confirmed: false }],
    ["consent:answer", { answer: "by-hand", question: 3 }],
    ["settings:set", { language: "en" }],
  ]);
});

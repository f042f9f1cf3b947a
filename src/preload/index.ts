import { contextBridge, ipcRenderer } from "electron";
import type { Answer, Channel, Channels, DriveApi } from "../shared/ipc.ts";
import { BUNDLE_PROGRESS, GUIDE_CHANGED, VIEW_CHANGED } from "../shared/ipc.ts";

function call<C extends Channel>(
  channel: C,
  request: Channels[C]["request"],
): Promise<Answer<Channels[C]["response"]>> {
  return ipcRenderer.invoke(channel, request);
}

// The page never sees the event: it would hand out the sender, and with it a generic send.
function on<T>(channel: string, listener: (value: T) => void): () => void {
  const received = (_event: unknown, value: T) => listener(value);
  ipcRenderer.on(channel, received);
  return () => {
    ipcRenderer.removeListener(channel, received);
  };
}

const drive: DriveApi = {
  getView: () => call("view:get", null),
  onView: (listener) => on(VIEW_CHANGED, listener),
  login: () => call("session:login", null),
  cancel: () => call("session:cancel", null),
  logout: () => call("session:logout", null),
  forget: (confirmed) => call("session:forget", { confirmed }),
  keep: () => call("session:keep", null),
  switchAccount: () => call("session:switch-account", null),
  answerConsent: (answer, question) => call("consent:answer", { answer, question }),
  openLink: (link) => call("link:open", { link }),
  showLogin: () => call("window:show-login", null),
  openBrowser: () => call("login:open-browser", null),
  introduceToProxy: (proxy, user, password) => call("proxy:introduce", { proxy, user, password }),
  openBundle: () => call("bundle:open", null),
  prepareBundle: () => call("bundle:prepare", null),
  cancelBundle: () => call("bundle:cancel", null),
  saveBundle: (number, withPage) => call("bundle:save", { number, withPage }),
  onBundleProgress: (listener) => on(BUNDLE_PROGRESS, listener),
  openGuide: () => call("guide:open", null),
  getGuide: () => call("guide:get", null),
  onGuide: (listener) => on(GUIDE_CHANGED, listener),
  guideAnswer: (question, answer) => call("guide:answer", { question, answer }),
  guidePress: (step) => call("guide:press", { step }),
  guideDone: (step) => call("guide:done", { step }),
  guideStuck: (item) => call("guide:stuck", { item }),
  guideRestart: () => call("guide:restart", null),
  guideStopLooking: () => call("guide:stop-looking", null),
  closeWindow: () => call("window:close", null),
  lookAtSettings: () => call("settings:look", null),
  tryProxy: (proxy) => call("proxy:try", { proxy }),
  stopTryingProxy: () => call("proxy:stop-trying", null),
  lookForUpdate: () => call("update:look", null),
  installUpdate: () => call("update:install", null),
  setSettings: (settings) => call("settings:set", settings),
};

contextBridge.exposeInMainWorld("drive", drive);

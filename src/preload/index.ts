import { contextBridge, ipcRenderer } from "electron";
import type { Answer, Channel, Channels, DriveApi } from "../shared/ipc.ts";
import { VIEW_CHANGED } from "../shared/ipc.ts";
import type { View } from "../shared/view.ts";

function call<C extends Channel>(
  channel: C,
  request: Channels[C]["request"],
): Promise<Answer<Channels[C]["response"]>> {
  return ipcRenderer.invoke(channel, request);
}

// The page never sees the event: it would hand out the sender, and with it a generic send.
function onView(listener: (view: View) => void): () => void {
  const received = (_event: unknown, view: View) => listener(view);
  ipcRenderer.on(VIEW_CHANGED, received);
  return () => {
    ipcRenderer.removeListener(VIEW_CHANGED, received);
  };
}

const drive: DriveApi = {
  getView: () => call("view:get", null),
  onView,
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
  closeWindow: () => call("window:close", null),
  setSettings: (settings) => call("settings:set", settings),
};

contextBridge.exposeInMainWorld("drive", drive);

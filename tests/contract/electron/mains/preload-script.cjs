const { contextBridge, ipcRenderer } = require("electron");

globalThis.secretOfPreload = true;
contextBridge.exposeInMainWorld("api", {
  sum: (a, b) => a + b,
  call: (channel, value) =>
    ipcRenderer.invoke(channel, value).catch((error) => {
      throw error;
    }),
  listen: (listener) => void ipcRenderer.on("contract:news", (_event, message) => listener(message)),
});

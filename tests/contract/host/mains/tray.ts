import { app, BrowserWindow, Menu, Notification, nativeImage, powerMonitor, shell, Tray } from "electron";
import { html, say, serve } from "./kit.ts";

await app.whenReady();
app.on("window-all-closed", () => {});
const { base } = await serve((_request, response) =>
  html(response, "<title>A window</title><button onclick='document.title = event.isTrusted'>press</button>"),
);
const dot =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const icon = nativeImage.createFromDataURL(`data:image/png;base64,${dot}`);
say("icon", {
  size: icon.getSize(),
  empty: icon.isEmpty(),
  none: nativeImage.createFromPath("/none").isEmpty(),
});
const tray = new Tray(icon);
tray.setToolTip("Drive: online");
tray.on("click", () => say("click"));
const menu = (label: string): Menu =>
  Menu.buildFromTemplate([
    { label: "Drive: online", enabled: false },
    { type: "separator" },
    { label, click: () => tray.setContextMenu(menu("Second")) },
    {
      label: "Startup",
      type: "checkbox",
      checked: true,
      click: (item) => say("checked", { checked: item.checked }),
    },
    { label: "Hidden", visible: false },
    { label: "More", submenu: [{ label: "Inner", click: () => say("inner") }] },
    { label: "Quit", click: () => app.quit() },
  ]);
tray.setContextMenu(menu("First"));
const notification = new Notification({ title: "Logged in", body: "as taro" });
notification.on("click", () => say("notified"));
notification.show();
powerMonitor.on("resume", () => say("resume"));
await shell.openExternal("https://example.com/help");
const window = new BrowserWindow({ width: 420, height: 300, show: false });
await window.loadURL(base);
window.webContents.on("page-title-updated", (_event, title) => say("pressed", { title }));
say("up", { supported: Notification.isSupported() });

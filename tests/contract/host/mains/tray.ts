import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app, BrowserWindow, Menu, Notification, nativeImage, powerMonitor, shell, Tray } from "electron";
import { html, say, serve } from "./kit.ts";

await app.whenReady();
app.on("window-all-closed", () => {});
const { base } = await serve((_request, response) =>
  html(response, "<title>A window</title><button onclick='document.title = event.isTrusted'>press</button>"),
);
const dot =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const file = join(process.env.CONTRACT_USER_DATA ?? tmpdir(), "dot.png");
writeFileSync(file, Buffer.from(dot, "base64"));
const icon = nativeImage.createFromPath(file);
say("icon", {
  same: icon.toDataURL().startsWith("data:image/png;base64,"),
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
    { id: "settings", label: "Settings", click: (item) => say("chosen", { id: item.id }) },
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
window.on("page-title-updated", (_event, title) => say("pressed", { title }));
say("up", { supported: Notification.isSupported() });

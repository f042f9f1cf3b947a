import { app, Menu, Notification, nativeImage, powerMonitor, shell, Tray } from "electron";
import { live, say } from "./kit.ts";

/** One pixel, as Chromium has it in memory: BGRA. */
const RED = Buffer.from([0, 0, 255, 255]);

live(async () => {
  await app.whenReady();
  app.on("window-all-closed", () => {});
  say("icon", { none: nativeImage.createFromPath("/none").isEmpty() });
  const tray = new Tray(nativeImage.createFromBitmap(RED, { width: 1, height: 1 }));
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
  const other = new Notification({ title: "Logged out", body: "by taro" });
  other.on("close", () => say("closed"));
  powerMonitor.on("resume", () => say("resume"));
  notification.show();
  other.show();
  process.once("exit", () => [notification, other]); // one that nobody holds is collected, its click with it (electron#16922)
  await shell.openExternal("https://example.com/help");
  say("up", { supported: Notification.isSupported() });
});

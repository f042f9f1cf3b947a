import { app, Menu, nativeImage, Tray } from "electron";

// As little as a tray app can be: what the client's start and memory are measured against.
app.enableSandbox();
void app.whenReady().then(() => {
  const tray = new Tray(
    nativeImage.createFromBitmap(Buffer.alloc(24 * 24 * 4, 255), { width: 24, height: 24 }),
  );
  tray.setToolTip("bare");
  tray.setContextMenu(Menu.buildFromTemplate([{ label: "Quit", click: () => app.quit() }]));
});
app.on("window-all-closed", () => {});

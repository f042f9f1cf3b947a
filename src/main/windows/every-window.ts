import { join } from "node:path";
import { app, Menu } from "../electron.ts";

/**
 * What every window has, whoever opens it; to be called before the first one.
 * @param assets folder of the rendered icons
 */
export function furnishWindows({ assets, devTools }: { assets: string; devTools: boolean }): void {
  Menu.setApplicationMenu(applicationMenu());
  const icon = join(assets, process.platform === "win32" ? "app.ico" : "app-128.png");
  app.on("browser-window-created", (_event, window) => {
    if (process.platform !== "darwin") window.setIcon(icon);
  });
  if (devTools) return;
  app.on("web-contents-created", (_event, contents) => {
    contents.on("devtools-opened", () => contents.closeDevTools());
  });
}

/**
 * Electron's default menu reloads pages, opens DevTools and closes windows behind our back. Elsewhere Chromium itself has
 * the editing shortcuts; macOS has copy, paste and quit only by a menu.
 */
function applicationMenu(): Menu | null {
  return process.platform === "darwin"
    ? Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }])
    : null;
}

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
 * Electron's own menu reloads pages, opens their tools and closes windows past us. What people type with is Chromium's
 * own elsewhere; macOS takes copy, paste and quit from the menu alone.
 */
function applicationMenu(): Menu | null {
  return process.platform === "darwin"
    ? Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }])
    : null;
}

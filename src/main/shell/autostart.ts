import { existsSync } from "node:fs";
import { app } from "../electron.ts";
import type { Autostart } from "./autostart-keeper.ts";
import { linuxAutostart } from "./linux-autostart.ts";

export function autostartHere(env: NodeJS.ProcessEnv = process.env): Autostart {
  return process.platform === "linux" ? linuxAutostart(env, app.isPackaged) : loginItem();
}

/** What the package for macOS lays down. */
const LAUNCH_AGENT = "/Library/LaunchAgents/storage-service-drive.plist";

/**
 * The installer's entry is for everybody (Windows: HKLM, macOS: a launch agent), a person's own is under HKCU or among the
 * login items (Electron, `setLoginItemSettings`).
 */
function loginItem(): Autostart {
  return {
    async read() {
      if (!app.isPackaged) return null;
      const { openAtLogin, launchItems = [] } = app.getLoginItemSettings();
      const forEverybody =
        process.platform === "darwin"
          ? existsSync(LAUNCH_AGENT)
          : launchItems.some(({ scope, enabled }) => scope === "machine" && enabled);
      return { on: openAtLogin || forEverybody, byPerson: !forEverybody };
    },
    async set(on) {
      app.setLoginItemSettings({ openAtLogin: on });
    },
  };
}

import { app } from "../electron.ts";
import type { Autostart } from "./autostart-keeper.ts";
import { linuxAutostart } from "./linux-autostart.ts";

export function autostartHere(env: NodeJS.ProcessEnv = process.env): Autostart {
  return process.platform === "linux" ? linuxAutostart(env, app.isPackaged) : loginItem();
}

/** Windows: the installer's entry under HKLM is for everybody, and a person's own under HKCU (Electron, `setLoginItemSettings`). */
function loginItem(): Autostart {
  return {
    async read() {
      if (!app.isPackaged) return null;
      const { openAtLogin, launchItems = [] } = app.getLoginItemSettings();
      const forEverybody = launchItems.some(({ scope, enabled }) => scope === "machine" && enabled);
      return { on: openAtLogin || forEverybody, byPerson: !forEverybody };
    },
    async set(on) {
      app.setLoginItemSettings({ openAtLogin: on });
    },
  };
}

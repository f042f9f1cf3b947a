import { existsSync } from "node:fs";
import { BACKGROUND_SWITCH } from "../../shared/command.ts";
import { app } from "../electron.ts";
import type { Autostart } from "./autostart-keeper.ts";
import { linuxAutostart } from "./linux-autostart.ts";

export function autostartHere(env: NodeJS.ProcessEnv = process.env): Autostart {
  return process.platform === "linux" ? linuxAutostart(env, app.isPackaged) : loginItem();
}

/** Windows. */
const ARGS = [BACKGROUND_SWITCH];
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
      const settings = app.getLoginItemSettings();
      // Windows: `openAtLogin` knows only an entry with just the arguments asked for, and not whether it is switched off.
      const items = settings.launchItems?.filter(({ enabled }) => enabled) ?? [];
      const isMac = process.platform === "darwin";
      const forEverybody = isMac ? existsSync(LAUNCH_AGENT) : items.some(({ scope }) => scope === "machine");
      const forPerson = isMac ? settings.openAtLogin : items.length > 0;
      return { on: forPerson || forEverybody, byPerson: !forEverybody };
    },
    async set(on) {
      app.setLoginItemSettings({ openAtLogin: on, args: ARGS });
    },
  };
}

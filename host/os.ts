/** What Electron takes from the desktop: theme, power, the outside browser. */
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { engine } from "./engine.ts";
import { HostEmitter, loudClass, loudObject } from "./loud.ts";
import { userData } from "./paths.ts";
import { trayPage } from "./tray-page.ts";

/** Always light, so `updated` never comes. */
class NativeTheme extends HostEmitter {
  readonly shouldUseDarkColors = false;
}
loudClass(NativeTheme, "nativeTheme");
export const nativeTheme = new NativeTheme("nativeTheme", ["updated"]);

/** The tray page has a button for each. */
class PowerMonitor extends HostEmitter {}
loudClass(PowerMonitor, "powerMonitor");
export const powerMonitor = new PowerMonitor("powerMonitor", ["resume", "unlock-screen"]);
trayPage.onPower = (name) => powerMonitor.emit(name);

export const shell = loudObject(
  {
    /** Shown on the tray page, given to the desktop's browser where there is one, and one JSON line for the tests. */
    async openExternal(url: string): Promise<void> {
      const line = JSON.stringify({ url, at: new Date().toISOString() });
      appendFileSync(join(userData(), "host-open-external.jsonl"), `${line}\n`, { mode: 0o600 });
      trayPage.openedOutside(url);
      if (!engine.headed || process.platform !== "linux") return;
      spawn("xdg-open", [url], { stdio: "ignore", detached: true })
        .on("error", () => {})
        .unref();
    },
  },
  "shell",
);

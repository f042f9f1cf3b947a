/** What Electron takes from the desktop: theme, power, the outside browser. */
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { engine } from "./engine.ts";
import { HostEmitter, loudClass, loudObject } from "./loud.ts";
import { userData } from "./paths.ts";
import { trayPage } from "./tray-page.ts";

class NativeTheme extends HostEmitter {
  #source: "system" | "light" | "dark" = "system";
  constructor() {
    super("nativeTheme", ["updated"]);
  }
  get themeSource(): "system" | "light" | "dark" {
    return this.#source;
  }
  /** Pages opened before keep their colours until they are opened again. */
  set themeSource(source: "system" | "light" | "dark") {
    if (source === this.#source) return;
    this.#source = source;
    this.emit("updated");
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === "dark";
  }
}
loudClass(NativeTheme, "nativeTheme");
export const nativeTheme = new NativeTheme();

/** Parameters of CDP's Emulation.setEmulatedMedia. */
export function colorScheme(): object {
  const { themeSource: value } = nativeTheme;
  return { features: value === "system" ? [] : [{ name: "prefers-color-scheme", value }] };
}

const powerEvents = ["suspend", "resume", "lock-screen", "unlock-screen"];

class PowerMonitor extends HostEmitter {
  constructor() {
    super("powerMonitor", powerEvents);
    let asleep = false;
    // SIGUSR2 puts the PC to sleep and wakes it, in turn; the tray page has a button for each of the four.
    process.on("SIGUSR2", () => {
      asleep = !asleep;
      this.emit(asleep ? "suspend" : "resume");
    });
    trayPage.onPower = (name) => {
      if (powerEvents.includes(name)) this.emit(name);
    };
  }
}
loudClass(PowerMonitor, "powerMonitor");
export const powerMonitor = new PowerMonitor();

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

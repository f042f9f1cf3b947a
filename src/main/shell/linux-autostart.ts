import { homedir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../core/errors.ts";
import { BACKGROUND_SWITCH } from "../../shared/command.ts";
import { removeFile, replaceFile } from "../files/patient-files.ts";
import { readRegularFile } from "../files/regular-file.ts";
import type { Autostart } from "./autostart-keeper.ts";

const FILE = "storage-service-drive.desktop";
/** Its own key, which GNOME's settings write. */
const OFF = /^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/mu;
const SWITCHES = /^(?:Hidden|X-GNOME-Autostart-enabled)\s*=.*\n?/gmu;

/**
 * Autostart specification: an entry in the user's folder stands in the place of the system's, and may hide it.
 * @param installed a client that is installed without an entry says that it doesn't start; any other has none
 */
export function linuxAutostart(env: NodeJS.ProcessEnv, installed: boolean): Autostart {
  const folder = env.XDG_CONFIG_HOME?.startsWith("/") ? env.XDG_CONFIG_HOME : join(homedir(), ".config");
  const own = join(folder, "autostart", FILE);
  const shared = (env.XDG_CONFIG_DIRS || "/etc/xdg").split(":").map((one) => join(one, "autostart", FILE));

  async function ofSystem(): Promise<string | null> {
    for (const file of shared) {
      const entry = await textIn(file);
      if (entry !== null) return entry;
    }
    return null;
  }

  /** What the person has beyond the switch stays as it is. */
  async function written(on: boolean): Promise<void> {
    const [system, mine] = [await ofSystem(), await textIn(own)];
    const entry = (mine ?? system ?? entryOf(process.execPath)).replace(SWITCHES, "");
    const isTheirs = system !== null && entry.trim() === system.replace(SWITCHES, "").trim();
    if (on && isTheirs && !OFF.test(system)) return removeFile(own);
    await replaceFile(own, `${entry.trimEnd()}\n${on ? "X-GNOME-Autostart-enabled=true" : "Hidden=true"}\n`);
  }

  return {
    async read() {
      const entry = (await textIn(own)) ?? (await ofSystem());
      if (entry === null) return installed ? { on: false, byPerson: true } : null;
      return { on: !OFF.test(entry), byPerson: true };
    },
    async set(on) {
      await written(on).catch((thrown: unknown) => {
        throw new AppError("APP_DATA_FOLDER", thrown);
      });
    },
  };
}

/** For a client that brought no entry, such as one unpacked by hand. */
function entryOf(program: string): string {
  // Desktop entry specification, "The Exec key": what stands in double quotes has these escaped.
  const quoted = program.replace(/[\\"`$]/gu, "\\$&").replaceAll("%", "%%");
  return `[Desktop Entry]\nType=Application\nName=Storage Service Drive\nExec="${quoted}" ${BACKGROUND_SWITCH}\nTerminal=false\nNoDisplay=true\n`;
}

function textIn(file: string): Promise<string | null> {
  return readRegularFile(file).then(String, () => null);
}

import { AppError } from "../../core/errors.ts";
import type { SettingsTold, SettingTold } from "../../shared/command.ts";
import { type DecidedBy, LOCKABLE, type Lockable } from "../../shared/locked.ts";
import { settingMeant } from "../../shared/setting-text.ts";
import type { View } from "../../shared/view.ts";
import type { Described } from "../config/configuration.ts";
import type { Shell } from "./shell.ts";

/**
 * What a person sets in the window, for the command line.
 * @param described who decided each value
 */
export function settingCommands(
  shell: Pick<Shell, "view" | "setSettings" | "lookAtSettings">,
  described: () => readonly Described[],
) {
  const settings = () => settingsTold(shell.view(), described());
  /** @throws AppError `CLI_SETTING_LOCKED` */
  const change = async (name: Lockable, wanted: Parameters<Shell["setSettings"]>[0]) => {
    await shell.lookAtSettings();
    if (settings().settings.some((one) => one.name === name && one.locked !== null))
      throw new AppError("CLI_SETTING_LOCKED");
    await shell.setSettings(wanted);
    return settings();
  };
  return {
    async settings(): Promise<SettingsTold> {
      await shell.lookAtSettings();
      return settings();
    },
    async setSetting(name: Lockable, written: string): Promise<SettingsTold> {
      const wanted = settingMeant(name, written);
      if (wanted === null) throw new AppError("CLI_USAGE");
      return change(name, wanted);
    },
    /** What lies with the OS is on or off: there is no third. */
    async resetSetting(name: Lockable): Promise<SettingsTold> {
      if (name === "autostart") throw new AppError("CLI_USAGE");
      return change(name, { [name]: null });
    },
  };
}

function settingsTold(view: View, described: readonly Described[]): SettingsTold {
  const values = { ...view.settings, language: view.language };
  return {
    settings: LOCKABLE.map((name) => {
      const locked = view.locked[name] ?? (values[name] === null ? "not-installed" : null);
      return { name, value: values[name], origin: originOf(name, locked, described), locked };
    }),
    waiting: view.settings.waiting,
  };
}

function originOf(name: Lockable, locked: SettingTold["locked"], described: readonly Described[]): DecidedBy {
  if (locked === "user-policy" || locked === "machine-policy") return locked;
  if (name === "autostart") return locked === "installed" ? "installer" : "system";
  return described.find(({ key }) => key === name)?.origin ?? "default";
}

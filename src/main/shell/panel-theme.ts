export type Surface = {
  readonly platform: NodeJS.Platform;
  /** The environment's XDG_CURRENT_DESKTOP: names by `:`, the most exact one first. */
  readonly desktop: string | undefined;
  /** Whether apps are dark (Electron, nativeTheme.shouldUseDarkColors). */
  readonly appsDark: boolean;
  /** Whether Windows' taskbar is dark, which is a setting of its own. */
  readonly taskbarDark: boolean;
};

/** Desktops whose panel is dark as they come, also where their apps are light. */
const DARK_PANELS = new Set(["GNOME", "Unity", "X-Cinnamon", "XFCE", "Budgie", "Pantheon"]);
/** GNOME with a light one. */
const LIGHT_PANEL = "GNOME-Classic";

/** Whether the icon stands on something dark; on macOS the system colours it. */
export function panelIsDark({ platform, desktop = "", appsDark, taskbarDark }: Surface): boolean {
  if (platform === "win32") return taskbarDark;
  const names = desktop.split(":");
  if (names.includes(LIGHT_PANEL)) return appsDark;
  return appsDark || names.some((name) => DARK_PANELS.has(name));
}

import type { ViewState } from "../../shared/view.ts";

/** The files of one icon: the first is its ordinary size, others are for screens with a larger scale. */
export type TrayFile = { readonly name: string; readonly scaleFactor: number };

/** Which of the rendered icons (scripts/icons.ts) the tray of a platform takes. */
export function trayFiles(state: ViewState, dark: boolean, platform: NodeJS.Platform): readonly TrayFile[] {
  // Electron finds `@2x` beside it by itself.
  if (platform === "darwin") return [{ name: `${state}Template.png`, scaleFactor: 1 }];
  const theme = `${state}-${dark ? "dark" : "light"}`;
  // Every size in one file, of which Windows takes the one for its scale.
  if (platform === "win32") return [{ name: `${theme}.ico`, scaleFactor: 1 }];
  return [24, 48].map((size) => ({ name: `${theme}-${size}.png`, scaleFactor: size / 24 }));
}

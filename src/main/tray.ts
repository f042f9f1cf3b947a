import { existsSync } from "node:fs";
import { join } from "node:path";
import type { View, ViewState } from "../shared/view.ts";
import type { Words } from "../shared/words.ts";
import { Menu, type NativeImage, nativeImage, nativeTheme, Tray } from "./electron.ts";
import { menuTemplate, type TrayCommand, tooltip } from "./tray-menu.ts";

export type TrayDeps = {
  /** Folder of the rendered icons, `<state>-<light|dark>-<size>.png`. */
  readonly icons: string;
  readonly platform: NodeJS.Platform;
  readonly run: (command: TrayCommand) => void;
};

/** The icon, its tooltip and its menu: a drawing of the view, nothing of its own. */
export class TrayIcon {
  readonly #deps: TrayDeps;
  #tray: Tray | null = null;
  #drawn = "";

  constructor(deps: TrayDeps) {
    this.#deps = deps;
  }

  draw(view: View, words: Words): void {
    const template = menuTemplate(view, words, this.#deps.run);
    const dark = nativeTheme.shouldUseDarkColors;
    const now = JSON.stringify([view.state, dark, tooltip(view, words), template]);
    if (now === this.#drawn) return;
    this.#drawn = now;
    const icon = trayImage(this.#deps.icons, view.state, dark, this.#deps.platform);
    if (this.#tray === null) {
      this.#tray = new Tray(icon);
      this.#tray.on("click", () => this.#deps.run("show-status"));
    } else {
      this.#tray.setImage(icon);
    }
    this.#tray.setToolTip(tooltip(view, words));
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
  }

  destroy(): void {
    this.#tray?.destroy();
    this.#tray = null;
  }
}

// Every size there is goes in as a representation, so that the OS picks what its scale wants.
function trayImage(folder: string, state: ViewState, dark: boolean, platform: NodeJS.Platform): NativeImage {
  if (platform === "darwin") {
    const image = nativeImage.createFromPath(join(folder, `${state}Template.png`));
    image.setTemplateImage(true);
    return image;
  }
  const path = (size: number) => join(folder, `${state}-${dark ? "dark" : "light"}-${size}.png`);
  const base = platform === "win32" ? 16 : 24;
  const image = nativeImage.createFromPath(path(base));
  for (const [size, scaleFactor] of [
    [base * 1.25, 1.25],
    [base * 1.5, 1.5],
    [base * 2, 2],
  ] as const) {
    if (existsSync(path(size)))
      image.addRepresentation({ scaleFactor, dataURL: nativeImage.createFromPath(path(size)).toDataURL() });
  }
  return image;
}

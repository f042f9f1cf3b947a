import { join } from "node:path";
import type { StartingTexts } from "../../shared/locales/starting.ts";
import type { View, ViewState } from "../../shared/view.ts";
import type { Words } from "../../shared/words.ts";
import {
  Menu,
  type MenuItemConstructorOptions,
  type NativeImage,
  nativeImage,
  nativeTheme,
  Tray,
} from "../electron.ts";
import { panelIsDark } from "./panel-theme.ts";
import { type TrayFile, trayFiles } from "./tray-files.ts";
import { menuTemplate, startingMenu, type TrayCommand, tooltip } from "./tray-menu.ts";

export type TrayDeps = {
  /** Folder of the rendered icons. */
  readonly icons: string;
  readonly platform: NodeJS.Platform;
  /** The environment's XDG_CURRENT_DESKTOP. */
  readonly desktop: string | undefined;
  readonly run: (command: TrayCommand) => void;
};

type Drawing = {
  readonly files: readonly TrayFile[];
  readonly tooltip: string;
  readonly menu: MenuItemConstructorOptions[];
};

/** The icon, its tooltip and its menu: a drawing of the view, nothing of its own. */
export class TrayIcon {
  readonly #deps: TrayDeps;
  readonly #drawn = new Map<string, string>();
  #tray: Tray | null = null;

  constructor(deps: TrayDeps) {
    this.#deps = deps;
  }

  /** Before anything is known of the client but that it starts. */
  drawStarting(texts: StartingTexts): void {
    this.#show({
      files: this.#files("working"),
      tooltip: `${texts.product} – ${texts.working}`,
      menu: startingMenu(texts, this.#deps.run),
    });
  }

  draw(view: View, words: Words): void {
    this.#show({
      files: this.#files(view.state),
      tooltip: tooltip(view, words),
      menu: menuTemplate(view, words, this.#deps.run),
    });
  }

  /**
   * Each part is set only where it changed: a menu that is set anew closes under the person's hand. On Linux a press on
   * an entry that both have is lost in that moment, and nothing here can keep it: whoever sets menu or tooltip gives
   * every entry a new number, a press on an old one is dropped, no entry changes in place, and nobody is told that the
   * menu is open (Chromium: components/dbus/menu/menu.cc, status_icon_linux_dbus.cc).
   */
  #show({ files, tooltip, menu }: Drawing): void {
    const iconChanged = this.#changed("icon", files);
    if (this.#tray === null) this.#tray = this.#made(files);
    else if (iconChanged) this.#tray.setImage(trayImage(this.#deps, files));
    if (this.#changed("tooltip", tooltip)) this.#tray.setToolTip(tooltip);
    if (this.#changed("menu", menu)) this.#tray.setContextMenu(Menu.buildFromTemplate(menu));
  }

  destroy(): void {
    this.#tray?.destroy();
    this.#tray = null;
  }

  #made(files: readonly TrayFile[]): Tray {
    const tray = new Tray(trayImage(this.#deps, files));
    // On macOS a press opens the menu, and nothing else should come with it.
    if (this.#deps.platform !== "darwin") tray.on("click", () => this.#deps.run("show-status"));
    return tray;
  }

  #changed(part: string, value: unknown): boolean {
    const now = JSON.stringify(value);
    if (this.#drawn.get(part) === now) return false;
    this.#drawn.set(part, now);
    return true;
  }

  #files(state: ViewState): readonly TrayFile[] {
    return trayFiles(state, this.#onDark(), this.#deps.platform);
  }

  #onDark(): boolean {
    const { platform, desktop } = this.#deps;
    const { shouldUseDarkColors: appsDark, shouldUseDarkColorsForSystemIntegratedUI: taskbarDark } =
      nativeTheme;
    return panelIsDark({ platform, desktop, appsDark, taskbarDark });
  }
}

// Every size there is goes in as a representation, so that the OS picks what its scale wants.
function trayImage({ icons, platform }: TrayDeps, [ordinary, ...larger]: readonly TrayFile[]): NativeImage {
  const read = (file: TrayFile | undefined) => nativeImage.createFromPath(join(icons, file?.name ?? ""));
  const image = read(ordinary);
  if (platform === "darwin") image.setTemplateImage(true);
  for (const file of larger)
    image.addRepresentation({ scaleFactor: file.scaleFactor, dataURL: read(file).toDataURL() });
  return image;
}

/** Tray, Menu, NativeImage and Notification, drawn on the tray page (tray-page.ts). */
import { readFileSync } from "node:fs";
import { HostEmitter, hostEvent, loudClass, loudObject, NotInHost, onlyKnown, words } from "./loud.ts";
import { type DrawnItem, trayPage } from "./tray-page.ts";

type ItemTemplate = Electron.MenuItemConstructorOptions;
let lastItem = 0;

export class Menu {
  readonly #items = new Map<string, ItemTemplate>();
  static buildFromTemplate(template: readonly ItemTemplate[]): Menu {
    const menu = new Menu();
    for (const item of template) {
      onlyKnown(item, words("id label type enabled click"), "MenuItem");
      if (!["normal", "separator", undefined].includes(item.type))
        throw new NotInHost(`MenuItem.type = ${item.type}`);
      menu.#items.set(`item-${++lastItem}`, item);
    }
    return menu;
  }
  drawn(): DrawnItem[] {
    return [...this.#items].map(([key, { label = "", type = "normal", enabled = true }]) => {
      return { key, label, type, enabled };
    });
  }
  /** A key of another menu presses nothing. */
  press(key: string): void {
    const item = this.#items.get(key);
    if (item?.enabled === false) return;
    item?.click?.(loudObject({ ...item }, "MenuItem") as never, undefined, hostEvent() as never);
  }
}
loudClass(Menu, "Menu");

/** PNG bytes; nothing is decoded, the tray page draws them. */
class NativeImage {
  readonly #png: Buffer;
  constructor(png: Buffer) {
    this.#png = png;
  }
  isEmpty(): boolean {
    return this.#png.length === 0;
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.#png.toString("base64")}`;
  }
  setTemplateImage(_yes: boolean): void {}
  /** Other densities aren't drawn. */
  addRepresentation(_options: object): void {}
}
loudClass(NativeImage, "NativeImage");

export const nativeImage = loudObject(
  {
    /** An unreadable file gives an empty image, as in Electron. */
    createFromPath(path: string): NativeImage {
      try {
        return new NativeImage(readFileSync(path));
      } catch {
        return new NativeImage(Buffer.alloc(0));
      }
    },
  },
  "nativeImage",
);

export class Tray extends HostEmitter {
  #image: NativeImage;
  #toolTip = "";
  #menu: Menu | undefined;
  /** The one before: what was pressed on it may be told after it was replaced, and a native menu's item is pressed then too. */
  #menuBefore: Menu | undefined;
  constructor(image: NativeImage) {
    super("Tray", ["click"]);
    this.#image = image;
    trayPage.setTray({
      icon: () => (this.#image.isEmpty() ? "" : this.#image.toDataURL()),
      toolTip: () => this.#toolTip,
      items: () => this.#menu?.drawn() ?? [],
      click: () => this.emit("click", hostEvent()),
      choose: (key) => {
        this.#menu?.press(key);
        this.#menuBefore?.press(key);
      },
    });
  }
  setImage(image: NativeImage): void {
    this.#image = image;
    trayPage.draw();
  }
  setToolTip(toolTip: string): void {
    this.#toolTip = toolTip;
    trayPage.draw();
  }
  setContextMenu(menu: Menu | null): void {
    if (menu !== this.#menu) this.#menuBefore = this.#menu;
    this.#menu = menu ?? undefined;
    trayPage.draw();
  }
  destroy(): void {
    trayPage.setTray(undefined);
  }
}
loudClass(Tray, "Tray");

let lastNotification = 0;

export class Notification extends HostEmitter {
  readonly #text: { title: string; body: string };
  readonly #key = `notification-${++lastNotification}`;
  constructor(options: Electron.NotificationConstructorOptions) {
    super("Notification", ["click", "close"]);
    onlyKnown(options, ["title", "body"], "Notification");
    this.#text = { title: options.title ?? "", body: options.body ?? "" };
  }
  /** Only where there is a tray page to draw them on. */
  static isSupported(): boolean {
    return trayPage.exists;
  }
  show(): void {
    trayPage.notify(this.#key, { ...this.#text, tell: (what) => this.emit(what, hostEvent()) });
  }
  close(): void {
    trayPage.endNotification(this.#key, "close");
  }
}
loudClass(Notification, "Notification");

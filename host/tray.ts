/** Tray, Menu and Notification, drawn on the tray page (tray-page.ts). */
import { HostEmitter, hostEvent, type Loose, loudClass, onlyKnown } from "./loud.ts";
import type { NativeImage } from "./native-image.ts";
import { type DrawnItem, trayPage } from "./tray-page.ts";

const templateKeys = new Set([
  "label",
  "type",
  "enabled",
  "visible",
  "checked",
  "click",
  "submenu",
  "id",
  "accelerator",
  "toolTip",
  "sublabel",
]);
const itemsByKey = new Map<string, MenuItem>();
let lastItem = 0;

class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly type: string;
  readonly submenu: Menu | undefined;
  readonly toolTip: string;
  readonly menu: Menu;
  readonly #key = `item-${++lastItem}`;
  readonly #click: Loose;
  #enabled: boolean;
  #visible: boolean;
  #checked: boolean;
  constructor(template: Electron.MenuItemConstructorOptions, menu: Menu) {
    onlyKnown(template, templateKeys, "MenuItem");
    this.menu = menu;
    this.id = template.id;
    this.label = template.label ?? "";
    this.type = template.type ?? (template.submenu ? "submenu" : "normal");
    this.toolTip = template.toolTip ?? "";
    this.submenu = Array.isArray(template.submenu)
      ? Menu.buildFromTemplate(template.submenu)
      : (template.submenu as Loose);
    this.#enabled = template.enabled ?? true;
    this.#visible = template.visible ?? true;
    this.#checked = template.checked ?? false;
    this.#click = template.click;
    itemsByKey.set(this.#key, this);
  }
  get enabled(): boolean {
    return this.#enabled;
  }
  set enabled(value: boolean) {
    this.#enabled = value;
    trayPage.draw();
  }
  get visible(): boolean {
    return this.#visible;
  }
  set visible(value: boolean) {
    this.#visible = value;
    trayPage.draw();
  }
  get checked(): boolean {
    return this.#checked;
  }
  set checked(value: boolean) {
    this.#checked = value;
    trayPage.draw();
  }
  /** A person's press: checkboxes and radios change before `click` runs, as in Electron. */
  click(): void {
    if (!this.#enabled || !this.#visible) return;
    if (this.type === "checkbox") this.#checked = !this.#checked;
    if (this.type === "radio") {
      for (const other of this.menu.items) if (other.type === "radio") other.#checked = other === this;
    }
    trayPage.draw();
    this.#click?.(this, undefined, hostEvent({ triggeredByAccelerator: false }));
  }
  drawn(): DrawnItem {
    const items = this.submenu?.items.map((item) => item.drawn());
    const { label, type, enabled, visible, checked, toolTip } = this;
    return { key: this.#key, label, type, enabled, visible, checked, toolTip, ...(items ? { items } : {}) };
  }
  forget(): void {
    itemsByKey.delete(this.#key);
    for (const item of this.submenu?.items ?? []) item.forget();
  }
}
loudClass(MenuItem, "MenuItem");

export class Menu extends HostEmitter {
  readonly items: MenuItem[] = [];
  constructor() {
    super("Menu", []);
  }
  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.items.push(new MenuItem(item, menu));
    return menu;
  }
  static setApplicationMenu(_menu: Menu | null): void {}
}
loudClass(Menu, "Menu");

export class Tray extends HostEmitter {
  #image: NativeImage;
  #toolTip = "";
  #menu: Menu | undefined;
  #destroyed = false;
  constructor(image: NativeImage) {
    super("Tray", ["click", "right-click", "double-click"]);
    this.#image = image;
    trayPage.tray = {
      icon: () => (this.#image.isEmpty() ? "" : this.#image.toDataURL()),
      toolTip: () => this.#toolTip,
      items: () => this.#menu?.items.map((item) => item.drawn()),
      pressed: (name) => this.emit(name, hostEvent({}), { x: 0, y: 0, width: 0, height: 0 }),
      chosen: (key) => itemsByKey.get(key)?.click(),
    };
    trayPage.draw();
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
    for (const item of this.#menu?.items ?? []) item.forget();
    this.#menu = menu ?? undefined;
    trayPage.draw();
  }
  popUpContextMenu(menu?: Menu): void {
    if (menu) this.setContextMenu(menu);
    trayPage.openMenu();
  }
  destroy(): void {
    this.#destroyed = true;
    trayPage.tray = undefined;
    trayPage.draw();
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
}
loudClass(Tray, "Tray");

const notificationOptions = new Set(["title", "body", "silent", "icon", "urgency", "timeoutType", "id"]);
let lastNotification = 0;

export class Notification extends HostEmitter {
  readonly title: string;
  readonly body: string;
  readonly #key = `notification-${++lastNotification}`;
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super("Notification", ["click", "show", "close"]);
    onlyKnown(options, notificationOptions, "Notification");
    this.title = options.title ?? "";
    this.body = options.body ?? "";
  }
  /** Only where there is a tray page to draw them on. */
  static isSupported(): boolean {
    return trayPage.exists;
  }
  show(): void {
    if (!trayPage.exists) return;
    const { title, body } = this;
    trayPage.notify(this.#key, title, body, (what) => this.emit(what, hostEvent({})));
    setImmediate(() => this.emit("show", hostEvent({})));
  }
  close(): void {
    if (trayPage.dismiss(this.#key)) this.emit("close", hostEvent({}));
  }
}
loudClass(Notification, "Notification");

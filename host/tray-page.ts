/**
 * The tray page: a small page in the corner with the real icon, tooltip, menu and notifications. It exists only with a
 * display or when a remote debugging port is asked for, because it keeps Chromium running. Its title is fixed.
 */
import { app } from "./app.ts";
import type { Message } from "./chromium.ts";
import { engine, type Page, type PageOwner, type Send } from "./engine.ts";
import type { Loose } from "./loud.ts";
import { trayHtml } from "./tray-html.ts";

export type DrawnItem = {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly checked: boolean;
  readonly toolTip: string;
  readonly items?: readonly DrawnItem[];
};
export type DrawnTray = {
  icon(): string;
  toolTip(): string;
  items(): readonly DrawnItem[] | undefined;
  pressed(event: "click" | "right-click" | "double-click"): void;
  chosen(key: string): void;
};
type Told = "click" | "close";

const address = "https://tray.host.invalid/";
const place = { width: 360, height: 520, corner: true };

class TrayPage implements PageOwner {
  tray: DrawnTray | undefined;
  onPower: (name: string) => void = () => {};
  readonly #notifications = new Map<string, { title: string; body: string; tell: (what: Told) => void }>();
  readonly #outside: string[] = [];
  #page: Page | undefined;
  #drawing = false;

  get exists(): boolean {
    return this.#page !== undefined;
  }

  async open(): Promise<void> {
    if (!engine.headed && engine.port === undefined) return;
    this.#page = await engine.openPage(async () => undefined, this, place);
    await this.#page.send("Page.navigate", { url: address });
  }

  prepare(send: Send): void {
    const now = (method: string, params?: object): void => void send(method, params).catch(() => {});
    now("Page.enable");
    now("Runtime.enable");
    now("Runtime.addBinding", { name: "hostTray" });
    now("Fetch.enable", { patterns: [{ urlPattern: `${address}*` }] });
  }

  gone(): void {
    this.#page = undefined;
  }

  message({ method, params }: Message, send: Send): void {
    if (method === "Runtime.bindingCalled") this.#told(JSON.parse(params.payload));
    if (method !== "Fetch.requestPaused") return;
    const headers = [{ name: "content-type", value: "text/html; charset=utf-8" }];
    const body = Buffer.from(params.request.url === address ? trayHtml : "").toString("base64");
    void send("Fetch.fulfillRequest", {
      requestId: params.requestId,
      responseCode: 200,
      responseHeaders: headers,
      body,
    }).catch(() => {});
  }

  #told({ what, key }: Loose): void {
    if (what === "ready") this.draw();
    else if (what === "choose") this.tray?.chosen(key);
    else if (what === "power") this.onPower(key);
    else if (what === "notification-click") this.#endNotification(key, "click");
    else if (what === "notification-close") this.#endNotification(key, "close");
    else this.tray?.pressed(what);
  }

  #endNotification(key: string, what: Told): void {
    const tell = this.#notifications.get(key)?.tell;
    this.dismiss(key);
    tell?.(what);
  }

  /** Draws what there is, once for all the changes of this turn. */
  draw(): void {
    if (this.#drawing || !this.#page) return;
    this.#drawing = true;
    setImmediate(() => {
      this.#drawing = false;
      const { tray } = this;
      this.#call("hostDraw", {
        icon: tray?.icon() ?? "",
        toolTip: tray?.toolTip() ?? "",
        present: tray !== undefined,
        items: tray?.items() ?? [],
        notifications: [...this.#notifications].map(([key, { title, body }]) => ({ key, title, body })),
        outside: this.#outside,
      });
    });
  }

  openMenu(): void {
    setImmediate(() => this.#call("hostOpenMenu", true));
  }

  #call(name: string, argument: unknown): void {
    const expression = `globalThis.${name}?.(${JSON.stringify(argument)})`;
    void this.#page?.send("Runtime.evaluate", { expression }).catch(() => {});
  }

  notify(key: string, title: string, body: string, tell: (what: Told) => void): void {
    this.#notifications.set(key, { title, body, tell });
    this.draw();
  }

  dismiss(key: string): boolean {
    const known = this.#notifications.delete(key);
    this.draw();
    return known;
  }

  openedOutside(url: string): void {
    this.#outside.push(url);
    this.draw();
  }
}

export const trayPage = new TrayPage();
app.beforeReady.push(() => trayPage.open());

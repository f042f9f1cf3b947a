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
};
type DrawnTray = {
  icon(): string;
  toolTip(): string;
  items(): readonly DrawnItem[];
  click(): void;
  choose(key: string): void;
};
type Ending = "click" | "close";
type Notice = { readonly title: string; readonly body: string; tell(what: Ending): void };

const address = "https://tray.host.invalid/";
const place = { width: 360, height: 520, corner: true };

class TrayPage implements PageOwner {
  onPower: (name: string) => void = () => {};
  readonly #notices = new Map<string, Notice>();
  readonly #outside: string[] = [];
  #tray: DrawnTray | undefined;
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
    const { requestId, request } = params;
    const responseHeaders = [{ name: "content-type", value: "text/html; charset=utf-8" }];
    const body = Buffer.from(request.url === address ? trayHtml : "").toString("base64");
    const answer = { requestId, responseCode: 200, responseHeaders, body };
    void send("Fetch.fulfillRequest", answer).catch(() => {});
  }

  #told({ what, key }: Loose): void {
    if (what === "ready") this.draw();
    else if (what === "power") this.onPower(key);
    else if (what === "click") this.#tray?.click();
    else if (what === "choose") this.#tray?.choose(key);
    else if (what === "notification-click") this.endNotification(key, "click");
    else if (what === "notification-close") this.endNotification(key, "close");
  }

  /** Draws what there is, once for all the changes of this turn. */
  draw(): void {
    if (this.#drawing || !this.#page) return;
    this.#drawing = true;
    setImmediate(() => {
      this.#drawing = false;
      const state = {
        present: this.#tray !== undefined,
        icon: this.#tray?.icon() ?? "",
        toolTip: this.#tray?.toolTip() ?? "",
        items: this.#tray?.items() ?? [],
        notifications: [...this.#notices].map(([key, { title, body }]) => ({ key, title, body })),
        outside: this.#outside,
      };
      const expression = `globalThis.hostDraw?.(${JSON.stringify(state)})`;
      void this.#page?.send("Runtime.evaluate", { expression }).catch(() => {});
    });
  }

  setTray(tray: DrawnTray | undefined): void {
    this.#tray = tray;
    this.draw();
  }

  notify(key: string, notice: Notice): void {
    this.#notices.set(key, notice);
    this.draw();
  }

  endNotification(key: string, how: Ending): void {
    const notice = this.#notices.get(key);
    this.#notices.delete(key);
    this.draw();
    notice?.tell(how);
  }

  openedOutside(url: string): void {
    this.#outside.push(url);
    this.draw();
  }
}

export const trayPage = new TrayPage();
app.openTray = () => trayPage.open();

/**
 * The lazy engine: no Chromium runs before the first page, and it ends after the last one. It gives every page target
 * to its owner while the target is still paused, so that nothing in a page runs before the owner has prepared it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Chromium, launchChromium, type Message } from "./chromium.ts";
import { type Loose, NotInHost } from "./loud.ts";

export type Send = (method: string, params?: object) => Promise<Loose>;

/** A page's owner: `prepare` queues what must be in place before the page runs and must not wait for an answer. */
export type PageOwner = {
  prepare(send: Send, info: Loose, main: boolean): void;
  message(message: Message, send: Send): void;
  gone(): void;
};
export type Page = { readonly targetId: string; readonly send: Send };
export type PopupAnswer =
  | { readonly owner: PageOwner; readonly adopt: (page: Page) => void }
  | "deny"
  | "ignore";

const autoAttach = (type: string) => ({
  autoAttach: true,
  waitForDebuggerOnStart: true,
  flatten: true,
  filter: [{ type }, { exclude: true }],
});

/** In CSS pixels; in the middle of the screen if not in its lower right corner (only with a display). */
export type Place = { readonly width: number; readonly height: number; readonly corner?: boolean };

const graceMs = 500;

class Engine {
  /** Set by browser-window.ts: a page that nobody asked for. */
  onPopup: (info: Loose) => Promise<PopupAnswer> = async () => "ignore";
  headed = process.platform !== "linux" || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  port: string | undefined;
  readonly #beforeStop = new Set<(chromium: Chromium) => Promise<void>>();
  readonly #owners = new Map<string, { owner: PageOwner; send: Send; targetId: string | undefined }>();
  /** Pages that were asked for, by address or by opener. */
  readonly #expected = new Map<string, { owner: PageOwner | undefined; ready: (page: Page) => void }>();
  #chromium: Promise<Chromium> | undefined;
  #stopping: Promise<void> | undefined;
  #pac: string | undefined;
  #pages = 0;
  #timer: NodeJS.Timeout | undefined;
  #serial = 0;

  /** Chromium takes it at its start, for the pages of every session that has no way of its own. */
  setPac(url: string): void {
    if (url !== this.#pac && this.#chromium)
      throw new NotInHost("Session.setProxy pac_script while Chromium runs");
    this.#pac = url;
  }

  beforeStop(work: (chromium: Chromium) => Promise<void>): void {
    this.#beforeStop.add(work);
  }

  /** The running Chromium, if there is one; never starts it. */
  get running(): Promise<Chromium> | undefined {
    return this.#stopping ? undefined : this.#chromium;
  }

  /** Starts Chromium if it isn't running. */
  async start(): Promise<Chromium> {
    clearTimeout(this.#timer);
    await this.#stopping;
    this.#chromium ??= this.#launch();
    return this.#chromium;
  }

  async #launch(): Promise<Chromium> {
    const chromium = await launchChromium({ headed: this.headed, port: this.port, pac: this.#pac });
    chromium.listen((message) => this.#message(chromium, message));
    void chromium.ended.then(() => {
      this.#chromium = undefined;
      const owners = [...this.#owners.values()];
      this.#owners.clear();
      for (const { owner, targetId } of owners) if (targetId) this.#lost(owner);
    });
    await chromium.send("Target.setAutoAttach", autoAttach("page"));
    return chromium;
  }

  /** Opens a blank page in a browser context (the default one if none is named). */
  async openPage(
    contextOf: () => Promise<string | undefined>,
    owner: PageOwner,
    place: Place,
  ): Promise<Page> {
    this.#pages++;
    try {
      const chromium = await this.start();
      const contextId = await contextOf();
      const blank = { ...place, ...(contextId === undefined ? {} : { browserContextId: contextId }) };
      const made = this.headed
        ? this.#openBare(chromium, owner, blank)
        : this.#openTab(chromium, owner, blank);
      const ended = chromium.ended.then(() => Promise.reject(new Error("Chromium has ended")));
      return await Promise.race([made, ended]);
    } catch (error) {
      this.#pages--;
      throw error;
    }
  }

  async #openTab(
    chromium: Chromium,
    owner: PageOwner | undefined,
    { corner: _, ...more }: Loose,
  ): Promise<Page> {
    const url = `about:blank#host-${++this.#serial}`;
    const page = Promise.withResolvers<Page>();
    this.#expected.set(url, { owner, ready: page.resolve });
    await chromium.send("Target.createTarget", { ...more, url, newWindow: true });
    return page.promise;
  }

  /** With a display: a pop-up of a page that goes at once, because pop-ups have no tab strip and may be small. */
  async #openBare(
    chromium: Chromium,
    owner: PageOwner,
    { width, height, corner, ...more }: Loose,
  ): Promise<Page> {
    const opener = await this.#openTab(chromium, undefined, { ...more, windowState: "minimized" });
    const page = Promise.withResolvers<Page>();
    this.#expected.set(opener.targetId, { owner, ready: page.resolve });
    const part = corner ? 1 : 0.5;
    const at = `left=\${(screen.availWidth - ${width}) * ${part}},top=\${(screen.availHeight - ${height + 70}) * ${part}}`;
    const expression = `open("about:blank", "", \`popup,noopener,width=${width},height=${height},${at}\`)`;
    await opener.send("Runtime.evaluate", { expression, userGesture: true });
    const made = await page.promise;
    await chromium.send("Target.closeTarget", { targetId: opener.targetId });
    return made;
  }

  /** Saves what must be kept and closes Chromium; resolves when its process has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    const running = this.#chromium;
    if (!running) return this.#stopping;
    this.#stopping ??= (async () => {
      const chromium = await running.catch(() => undefined);
      if (chromium) {
        for (const work of this.#beforeStop) await work(chromium).catch(() => {});
        await chromium.close();
      }
      this.#chromium = undefined;
      this.#stopping = undefined;
    })();
    return this.#stopping;
  }

  #lost(owner: PageOwner): void {
    this.#pages--;
    owner.gone();
    if (this.#pages > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#pages === 0) void this.stop();
    }, graceMs);
  }

  /** The OS window of a page. */
  async windowOf(targetId: string): Promise<{ chromium: Chromium; windowId: number }> {
    const chromium = await this.start();
    const { windowId } = await chromium.send("Browser.getWindowForTarget", { targetId });
    return { chromium, windowId };
  }

  #message(chromium: Chromium, message: Message): void {
    if (message.method === "Target.attachedToTarget") this.#attached(chromium, message);
    else if (message.method === "Target.detachedFromTarget") {
      const entry = this.#owners.get(message.params.sessionId);
      this.#owners.delete(message.params.sessionId);
      if (entry?.targetId) this.#lost(entry.owner);
    } else if (message.sessionId) {
      const entry = this.#owners.get(message.sessionId);
      entry?.owner.message(message, entry.send);
    } else if (message.method === "Browser.downloadWillBegin") {
      for (const { owner, send, targetId } of this.#owners.values())
        if (targetId) owner.message(message, send);
    }
  }

  #attached(chromium: Chromium, { params, sessionId: parent }: Message): void {
    const { targetInfo: info, sessionId } = params;
    const send: Send = (method, more) => chromium.send(method, more, sessionId);
    const later = (method: string, more?: object): void => void send(method, more).catch(() => {});
    const resume = (): void => later("Runtime.runIfWaitingForDebugger");
    const own = async (owner: PageOwner, main: boolean): Promise<void> => {
      this.#owners.set(sessionId, { owner, send, targetId: main ? info.targetId : undefined });
      owner.prepare(send, info, main);
      later("Target.setAutoAttach", autoAttach("iframe"));
      // The answer means that all of the above is in place; a navigation before it would outrun it.
      await send("Runtime.runIfWaitingForDebugger").catch(() => {});
    };
    const opener = parent === undefined ? undefined : this.#owners.get(parent);
    const page = { targetId: info.targetId, send };
    const key = this.#expected.has(info.openerId) ? info.openerId : info.url;
    const expected = this.#expected.get(key);
    this.#expected.delete(key);
    if (opener) void own(opener.owner, false);
    else if (info.type !== "page") resume();
    else if (expected?.owner) void own(expected.owner, true).then(() => expected.ready(page));
    else if (expected) void send("Runtime.runIfWaitingForDebugger").then(() => expected.ready(page));
    else {
      void this.onPopup(info).then((answer) => {
        if (answer === "ignore") resume();
        else if (answer === "deny") void this.#deny(chromium, info, sessionId, send);
        else {
          this.#pages++;
          clearTimeout(this.#timer);
          answer.adopt(page);
          void own(answer.owner, true);
        }
      });
    }
  }

  /**
   * The opener hangs in window.open() until its paused pop-up goes on, so: no request, a mark that the wrapper of
   * window.open (page-scripts.ts) turns into `null`, resume, and only then close.
   */
  async #deny(
    chromium: Chromium,
    { targetId, canAccessOpener }: Loose,
    sessionId: string,
    send: Send,
  ): Promise<void> {
    const quietly = (method: string, params?: object) => send(method, params).catch(() => {});
    const refused = Promise.withResolvers<void>();
    const message = ({ method, params }: Message): void => {
      if (method !== "Fetch.requestPaused") return;
      void quietly("Fetch.failRequest", { requestId: params.requestId, errorReason: "Aborted" }).then(
        refused.resolve,
      );
    };
    const owner: PageOwner = { prepare: () => {}, message, gone: refused.resolve };
    this.#owners.set(sessionId, { owner, send, targetId: undefined });
    const watched = quietly("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
    const marked = quietly("Runtime.evaluate", { expression: "window.__hostDenied = true" });
    // A pop-up without an opener answers only after it was resumed; about:blank makes no request.
    await Promise.race([canAccessOpener ? Promise.all([watched, marked]) : watched, sleep(5000)]);
    void quietly("Runtime.runIfWaitingForDebugger");
    await Promise.race([refused.promise, sleep(1000)]);
    await chromium.send("Target.closeTarget", { targetId }).catch(() => {});
  }
}

export const engine = new Engine();

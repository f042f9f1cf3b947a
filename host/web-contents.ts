/** A window's page: Electron's navigation events out of CDP's, in the order of docs/api/web-contents.md. */
import { AuthQuestions } from "./auth.ts";
import type { Message } from "./chromium.ts";
import type { Page, PageOwner, Send } from "./engine.ts";
import { type Frame, loadError, makeFrame, type Navigation, Openings } from "./frames.ts";
import { PreloadPort } from "./ipc.ts";
import { HostEmitter, hostEvent, type Loose, loudClass, loudObject, NotInHost, words } from "./loud.ts";
import { type NetError, netError } from "./net-errors.ts";
import { pageScripts, preloadWorld, titleWorld } from "./page-scripts.ts";
import { aliasOf, serveScheme, unalias } from "./scheme.ts";
import type { HostSession } from "./session.ts";

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

const events = words(`
  will-frame-navigate will-redirect did-navigate did-finish-load did-fail-load did-stop-loading
  did-create-window render-process-gone will-prevent-unload login destroyed`);

/** What the window wants to know besides. */
type Told = { title(title: string): void; stopped(): void };

let lastId = 0;
const redirects = new Set([301, 302, 303, 307, 308]);

export class WebContents extends HostEmitter implements PageOwner {
  readonly id = ++lastId;
  readonly session: HostSession;
  readonly mainFrame: Frame = makeFrame("", null);
  readonly #preload: string | undefined;
  readonly #page = Promise.withResolvers<Page>();
  readonly #frames = new Map<string, Frame>();
  readonly #told: Told;
  /** By CDP's loader id. */
  readonly #navigations = new Map<string, Navigation>();
  #send: Send | undefined;
  #targetId = "";
  #title = "";
  #destroyed = false;
  #loading = false;
  #ownLoad = false;
  /** The main frame's latest navigation. */
  #latest: Navigation | undefined;
  #errorPage = false;
  #settle: ((error?: Error) => void) | undefined;
  readonly #port = new PreloadPort((method, params) => this.#send?.(method, params) ?? Promise.resolve());
  #openHandler: OpenHandler | undefined;
  readonly #openings = new Openings();
  readonly #auth = new AuthQuestions();
  #leave: ((went: boolean) => void) | undefined;

  constructor(session: HostSession, preload: string | undefined, told: Told) {
    super("WebContents", events);
    this.#told = told;
    this.session = session;
    this.#preload = preload;
    this.#page.promise.catch(() => {});
    session.windows++;
  }

  // --- the page's owner (engine.ts) ---

  adopt(page: Page): void {
    this.#page.resolve(page);
  }

  fail(error: Error): void {
    this.#page.reject(error);
    this.#settle?.(error);
  }

  get page(): Promise<Page> {
    return this.#page.promise;
  }

  get targetId(): string {
    return this.#targetId;
  }

  prepare(send: Send, info: Loose, main: boolean): void {
    const now = (method: string, params?: object): void => void send(method, params).catch(() => {});
    for (const domain of ["Page", "Runtime", "Network", "Security", "Inspector"]) now(`${domain}.enable`);
    now("Security.setOverrideCertificateErrors", { override: true });
    // Every request is paused once: of those that aren't, Chromium tells no login.
    const patterns = [
      { urlPattern: "*" },
      { urlPattern: "*", resourceType: "Document", requestStage: "Response" },
    ];
    now("Fetch.enable", { patterns, handleAuthRequests: true });
    for (const script of pageScripts(main ? this.#preload : undefined))
      now("Page.addScriptToEvaluateOnNewDocument", script);
    now("Runtime.addBinding", { name: "__hostTitle", executionContextName: titleWorld });
    now("Runtime.addBinding", { name: "__hostSend", executionContextName: preloadWorld });
    if (!main) return;
    this.#send = send;
    this.#targetId = info.targetId;
    this.#frames.set(info.targetId, this.mainFrame);
  }

  gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.session.windows--;
    this.#page.reject(new Error("The window is closed"));
    this.#settle?.(loadError(-3, "ERR_ABORTED", this.getURL()));
    this.#leave?.(true);
    this.emit("destroyed", hostEvent());
  }

  message({ method, params }: Message, send: Send): void {
    const handler = (this.#on as Loose)[method] as ((params: Loose, send: Send) => void) | undefined;
    if (!this.#destroyed) handler?.(params, send);
  }

  // --- CDP's events ---

  readonly #on = {
    "Page.frameAttached": (p: Loose) => this.#frame(p.frameId, p.parentFrameId),
    "Page.frameDetached": (p: Loose) => p.reason !== "swap" && this.#frames.delete(p.frameId),
    "Page.frameStartedNavigating": (p: Loose) => this.#started(p),
    "Fetch.requestPaused": (p: Loose, send: Send) => void this.#paused(p, send).catch(() => {}),
    "Fetch.authRequired": (p: Loose, send: Send) => this.#auth.ask(this, p, send),
    "Page.frameNavigated": (p: Loose) => this.#navigated(p.frame),
    "Page.navigatedWithinDocument": (p: Loose) => {
      this.#frame(p.frameId).url = unalias(p.url);
    },
    "Page.loadEventFired": (_: Loose, send: Send) => {
      if (send !== this.#send || this.#errorPage || !this.#latest?.over) return;
      this.emit("did-finish-load", hostEvent());
      if (this.#latest?.own) this.#settle?.();
    },
    "Page.frameStoppedLoading": (p: Loose) => {
      // While a navigation is under way the stop is the document's before (a new window's blank page, mostly).
      if (p.frameId !== this.#targetId || !this.#latest?.over) return;
      this.#loading = false;
      this.session.saveSoon();
      this.emit("did-stop-loading", hostEvent());
      if (this.#latest.own) this.#settle?.(loadError(-2, "ERR_FAILED", this.getURL()));
      this.#told.stopped();
    },
    "Network.loadingFailed": (p: Loose) => this.#failed(p),
    "Security.certificateError": (p: Loose, send: Send) => this.#certificate(p, send),
    "Page.windowOpen": (p: Loose) => this.#openings.told(p),
    "Page.javascriptDialogOpening": (p: Loose, send: Send) => this.#dialog(p, send),
    "Runtime.executionContextCreated": ({ context }: Loose) => {
      if (context.name !== preloadWorld || context.auxData?.frameId !== this.#targetId) return;
      this.#port.open(context.id);
    },
    "Runtime.executionContextsCleared": (_: Loose, send: Send) => {
      if (send === this.#send) this.#port.close();
    },
    "Runtime.bindingCalled": ({ name, payload, executionContextId }: Loose) => {
      if (name === "__hostTitle") this.#titled(payload);
      else if (name === "__hostSend") void this.#port.called(executionContextId, payload, this.#ipcEvent());
    },
    "Inspector.targetCrashed": (_: Loose, send: Send) => {
      if (send === this.#send)
        this.emit("render-process-gone", hostEvent(), { reason: "crashed", exitCode: 1 });
    },
    "Browser.downloadWillBegin": (p: Loose) => {
      if (!this.#frames.has(p.frameId)) return;
      const item = loudObject({ getFilename: () => p.suggestedFilename }, "DownloadItem");
      const event = hostEvent();
      this.session.emit("will-download", event, item, this);
      if (!event.defaultPrevented) process.stderr.write("host: downloads are not in the host; cancelled\n");
    },
  };

  #frame(id: string, parentId?: string): Frame {
    const known = this.#frames.get(id);
    if (known) return known;
    const made = makeFrame(id, (parentId && this.#frames.get(parentId)) || this.mainFrame);
    this.#frames.set(id, made);
    return made;
  }

  #navigation(loaderId: string, url: string, main: boolean): Navigation {
    const known = this.#navigations.get(loaderId);
    if (known) return known;
    const made = { url, main, own: false, prevented: false, over: false, error: undefined, status: 200 };
    this.#navigations.set(loaderId, made);
    // Only the newest few matter: late events name at most the navigation before.
    const [oldest] = this.#navigations.keys();
    if (this.#navigations.size > 50 && oldest) this.#navigations.delete(oldest);
    return made;
  }

  #started(p: Loose): void {
    const main = this.#frame(p.frameId) === this.mainFrame;
    if (/sameDocument/i.test(p.navigationType)) return;
    const nav = this.#navigation(p.loaderId, unalias(p.url), main);
    if (!main) return;
    nav.own = this.#ownLoad;
    this.#latest = nav;
    this.#ownLoad = false;
    this.#loading = true;
  }

  async #paused(p: Loose, send: Send): Promise<void> {
    const { requestId, request } = p;
    const document = p.resourceType === "Document";
    const url = unalias(request.url);
    const go = () => send("Fetch.continueRequest", { requestId });
    const refuse = () => send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
    if (!document) return url === request.url ? go() : serveScheme(this.session.handlers, p, url, send);
    const frame = this.#frame(p.frameId);
    const nav = this.#navigation(p.networkId ?? requestId, url, frame === this.mainFrame);
    nav.url = url;
    const allowed = (name: string, to: string): boolean => {
      const event = hostEvent({ url: to, isSameDocument: false, isMainFrame: nav.main, frame });
      this.emit(name, event);
      nav.prevented ||= event.defaultPrevented;
      return !event.defaultPrevented;
    };
    if (p.responseErrorReason) return go();
    if (p.responseStatusCode === undefined) {
      const asked = nav.own || p.redirectedRequestId !== undefined;
      if (!asked && !allowed("will-frame-navigate", url)) return refuse();
      return url === request.url ? go() : serveScheme(this.session.handlers, p, url, send);
    }
    nav.status = p.responseStatusCode;
    const location = p.responseHeaders?.find(
      (header: Loose) => header.name.toLowerCase() === "location",
    )?.value;
    if (!redirects.has(nav.status) || !location || !URL.canParse(location, request.url)) return go();
    return allowed("will-redirect", new URL(location, request.url).href) ? go() : refuse();
  }

  #navigated(committed: Loose): void {
    const frame = this.#frame(committed.id, committed.parentId);
    const main = frame === this.mainFrame;
    const nav = this.#navigations.get(committed.loaderId);
    if (!main || !nav) {
      frame.url = unalias(committed.url);
      return;
    }
    nav.over = true;
    this.#errorPage = committed.unreachableUrl !== undefined;
    frame.url = unalias(committed.unreachableUrl ?? committed.url);
    for (const id of this.#frames.keys()) if (id !== this.#targetId) this.#frames.delete(id);
    if (this.#errorPage) {
      this.#reportFailure(nav, nav.error ?? netError("ERR_FAILED"));
      return;
    }
    this.session.saveSoon();
    this.emit("did-navigate", hostEvent(), frame.url, nav.status);
  }

  #failed(p: Loose): void {
    const nav = this.#navigations.get(p.requestId);
    if (!nav) return;
    const known = nav.error;
    nav.over = true;
    nav.error ??= netError(p.errorText);
    // A refused certificate ends the navigation as "aborted", without an error page: it is reported here.
    if (known && !nav.prevented) this.#reportFailure(nav, known);
  }

  #reportFailure({ url, main }: { url: string; main: boolean }, { code, description }: NetError): void {
    this.emit("did-fail-load", hostEvent(), code, description, url, main);
    if (main) this.#settle?.(loadError(code, description, url));
  }

  /** Never accepted, and no page that offers to go on. */
  #certificate(p: Loose, send: Send): void {
    const url = unalias(p.requestURL);
    const nav = [...this.#navigations.values()].findLast((each) => each.url === url);
    if (nav) nav.error = netError(p.errorType);
    void send("Security.handleCertificateError", { eventId: p.eventId, action: "cancel" }).catch(() => {});
  }

  #dialog(p: Loose, send: Send): void {
    const answer = (accept: boolean): void =>
      void send("Page.handleJavaScriptDialog", { accept }).catch(() => {});
    if (p.type !== "beforeunload") {
      answer(p.type === "alert");
      return;
    }
    const event = hostEvent();
    this.emit("will-prevent-unload", event);
    answer(event.defaultPrevented);
    if (!event.defaultPrevented) this.#leave?.(false);
  }

  // --- preload and IPC ---

  #titled(title: string): void {
    if (this.#navigations.size === 0 || this.#errorPage) return;
    this.#title = title;
    this.#told.title(title);
  }

  #ipcEvent(): object {
    return loudObject({ sender: this, senderFrame: this.mainFrame }, "IpcMainInvokeEvent");
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#preload !== undefined) this.#port.post({ channel, args });
  }

  // --- what the product calls ---

  getURL(): string {
    return this.mainFrame.url;
  }
  getTitle(): string {
    return this.#title;
  }
  isLoading(): boolean {
    return this.#loading;
  }

  /** Resolves with did-finish-load; rejects with `code`, `errno` and `url` as Electron does. */
  async loadURL(url: string, options?: object): Promise<void> {
    if (options) throw new NotInHost("WebContents.loadURL options");
    this.#settle?.(loadError(-3, "ERR_ABORTED", this.getURL()));
    const done = Promise.withResolvers<void>();
    done.promise.catch(() => {});
    const settle = (error?: Error): void => {
      if (this.#settle === settle) this.#settle = undefined;
      if (error) done.reject(error);
      else done.resolve();
    };
    this.#settle = settle;
    this.#loading = true;
    const page = await this.#page.promise;
    if (this.#settle === settle) {
      this.#ownLoad = true;
      this.#latest = undefined;
      const target = aliasOf(url, this.session.handlers.keys());
      page.send("Page.navigate", { url: target }).then(
        (answer) => {
          if (this.#settle !== settle) return;
          if (this.#ownLoad && answer.errorText)
            this.#reportFailure({ url, main: true }, netError(answer.errorText));
          else if (answer.loaderId === undefined && !answer.errorText) {
            // Within the document: no navigation will follow that could be taken for ours.
            this.#ownLoad = false;
            settle();
          }
        },
        (error: Error) => settle(error),
      );
    }
    return done.promise;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** What to do with a pop-up that this page opened; Electron allows where no handler is set. */
  async decideOpen(): Promise<{
    details: Electron.HandlerDetails;
    response: Electron.WindowOpenHandlerResponse;
  }> {
    const details = await this.#openings.next();
    return { details, response: this.#openHandler?.(details) ?? { action: "allow" } };
  }

  ownsFrame(id: string): boolean {
    return this.#frames.has(id);
  }

  /** The value of the last script, in an isolated world of the main frame. Rejects with what the script threw. */
  async executeJavaScriptInIsolatedWorld(
    worldId: number,
    scripts: readonly Electron.WebSource[],
    userGesture = false,
  ): Promise<Loose> {
    if (!Number.isInteger(worldId) || worldId < 1 || worldId === 999)
      throw new NotInHost(`isolated world ${worldId}`);
    const { send, targetId } = await this.#page.promise;
    const { executionContextId } = await send("Page.createIsolatedWorld", {
      frameId: targetId,
      worldName: `host-world-${worldId}`,
    });
    let value: Loose;
    for (const { code } of scripts) {
      const answer = await send("Runtime.evaluate", {
        contextId: executionContextId,
        expression: code,
        awaitPromise: true,
        returnByValue: true,
        userGesture,
      });
      if (answer.exceptionDetails)
        throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
      value = answer.result.value;
    }
    return value;
  }

  /** Runs beforeunload and closes the page; false if the page refused to go. */
  async leave(): Promise<boolean> {
    if (this.#destroyed) return true;
    const left = Promise.withResolvers<boolean>();
    this.#leave = left.resolve;
    const page = await this.#page.promise.catch(() => undefined);
    if (!page) return true;
    page.send("Page.close").catch(() => {});
    return left.promise;
  }
}
loudClass(WebContents, "WebContents");

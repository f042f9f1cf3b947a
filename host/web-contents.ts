/** A window's page: Electron's navigation events out of CDP's, in the order of docs/api/web-contents.md. */
import { app } from "./app.ts";
import type { Message } from "./chromium.ts";
import type { Page, PageOwner, Send } from "./engine.ts";
import { type Frame, loadError, makeFrame, type Navigation, Navigations } from "./frames.ts";
import { dispatchInvoke } from "./ipc.ts";
import { HostEmitter, hostEvent, type Loose, loudClass, loudObject, NotInHost, words } from "./loud.ts";
import { NativeImage } from "./native-image.ts";
import { type NetError, netError } from "./net-errors.ts";
import { handlerDetails, Openings } from "./openings.ts";
import { colorScheme } from "./os.ts";
import { pageScripts, preloadWorld, titleWorld } from "./page-scripts.ts";
import { PreloadPort } from "./preload-port.ts";
import { aliasOf, aliasPatterns, serveScheme, unalias } from "./scheme.ts";
import type { HostSession } from "./session.ts";

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

const events = words(`
  will-navigate will-frame-navigate will-redirect did-start-navigation did-navigate
  did-navigate-in-page did-finish-load did-fail-load did-stop-loading dom-ready did-create-window
  page-title-updated render-process-gone destroyed will-prevent-unload certificate-error`);

/** Between the host's own files only. */
const hostEvents = ["host-title", "host-shown"];

let lastId = 0;
const redirects = new Set([301, 302, 303, 307, 308]);

export class WebContents extends HostEmitter implements PageOwner {
  readonly id = ++lastId;
  readonly session: HostSession;
  readonly mainFrame: Frame = makeFrame("", null);
  readonly #preload: string | undefined;
  readonly #page = Promise.withResolvers<Page>();
  readonly #frames = new Map<string, Frame>();
  readonly #navigations = new Navigations();
  #send: Send | undefined;
  #targetId = "";
  #title = "";
  #destroyed = false;
  #loading = false;
  #ownLoad = false;
  /** The main frame's latest navigation. */
  #latest: Navigation | undefined;
  readonly #withinDocument = new Set<string>();
  #errorPage = false;
  #settle: ((error?: Error) => void) | undefined;
  readonly #port = new PreloadPort((method, params) => this.#send?.(method, params) ?? Promise.resolve());
  #openHandler: OpenHandler | undefined;
  readonly #openings = new Openings();
  #leave: ((went: boolean) => void) | undefined;

  constructor(session: HostSession, preload: string | undefined) {
    super("WebContents", [...events, ...hostEvents]);
    this.session = session;
    this.#preload = preload;
    this.#page.promise.catch(() => {});
    session.windows++;
    app.emit("web-contents-created", hostEvent({}), this);
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
    const patterns = ["Request", "Response"].map((requestStage) => ({
      urlPattern: "*",
      resourceType: "Document",
      requestStage,
    }));
    const alias = aliasPatterns(this.session.handlers.keys());
    now("Fetch.enable", { patterns: [...patterns, ...alias] });
    for (const script of pageScripts(main ? this.#preload : undefined))
      now("Page.addScriptToEvaluateOnNewDocument", script);
    now("Runtime.addBinding", { name: "__hostTitle", executionContextName: titleWorld });
    now("Runtime.addBinding", { name: "__hostSend", executionContextName: preloadWorld });
    now("Emulation.setEmulatedMedia", colorScheme());
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
    this.emit("destroyed", hostEvent({}));
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
    "Page.frameNavigated": (p: Loose) => this.#navigated(p.frame),
    "Page.navigatedWithinDocument": (p: Loose) => {
      const frame = this.#frame(p.frameId);
      frame.url = unalias(p.url);
      // Chromium tells the start of some of them only; Electron documents it for all.
      if (!this.#withinDocument.delete(p.url)) this.#emitStart(frame, frame.url, true);
      this.emit("did-navigate-in-page", hostEvent({}), frame.url, frame === this.mainFrame, 0, 0);
    },
    "Page.domContentEventFired": (_: Loose, send: Send) => {
      if (send === this.#send && !this.#errorPage && this.#latest?.over)
        this.emit("dom-ready", hostEvent({}));
    },
    "Page.loadEventFired": (_: Loose, send: Send) => {
      if (send !== this.#send || this.#errorPage || !this.#latest?.over) return;
      this.emit("did-finish-load", hostEvent({}));
      if (this.#latest?.own) this.#settle?.();
    },
    "Page.frameStoppedLoading": (p: Loose) => {
      // While a navigation is under way the stop is the document's before (a new window's blank page, mostly).
      if (p.frameId !== this.#targetId || !this.#latest?.over) return;
      this.#loading = false;
      this.session.saveSoon();
      this.emit("did-stop-loading", hostEvent({}));
      if (this.#latest.own) this.#settle?.(loadError(-2, "ERR_FAILED", this.getURL()));
      this.emit("host-shown");
    },
    "Network.loadingFailed": (p: Loose) => this.#failed(p),
    "Security.certificateError": (p: Loose, send: Send) => this.#certificate(p, send),
    "Page.windowOpen": (p: Loose) => {
      this.#openings.told(p);
    },
    "Page.javascriptDialogOpening": (p: Loose, send: Send) => this.#dialog(p, send),
    "Runtime.executionContextCreated": ({ context }: Loose) => {
      if (context.name !== preloadWorld || context.auxData?.frameId !== this.#targetId) return;
      this.#port.open(context.id);
    },
    "Runtime.executionContextsCleared": (_: Loose, send: Send) => {
      if (send === this.#send) this.#port.close();
    },
    "Runtime.bindingCalled": (p: Loose) => this.#binding(p),
    "Inspector.targetCrashed": (_: Loose, send: Send) => {
      if (send === this.#send)
        this.emit("render-process-gone", hostEvent({}), { reason: "crashed", exitCode: 1 });
    },
    "Browser.downloadWillBegin": (p: Loose) => {
      if (!this.#frames.has(p.frameId)) return;
      const item = loudObject(
        { getURL: () => unalias(p.url), getFilename: () => p.suggestedFilename, cancel: () => {} },
        "DownloadItem",
      );
      const event = hostEvent({});
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

  #started(p: Loose): void {
    const frame = this.#frame(p.frameId);
    const main = frame === this.mainFrame;
    const isSameDocument = /sameDocument/i.test(p.navigationType);
    const url = unalias(p.url);
    if (!isSameDocument) {
      const nav = this.#navigations.getOrStart(p.loaderId, url, main);
      nav.own = main && this.#ownLoad;
      if (main) {
        this.#latest = nav;
        this.#ownLoad = false;
        this.#loading = true;
      }
    }
    if (isSameDocument) this.#withinDocument.add(p.url);
    this.#emitStart(frame, url, isSameDocument);
  }

  #emitStart(frame: Frame, url: string, isSameDocument: boolean): void {
    const isMainFrame = frame === this.mainFrame;
    const details = { url, isSameDocument, isMainFrame, frame, initiator: undefined };
    this.emit("did-start-navigation", hostEvent(details), url, isSameDocument, isMainFrame, 0, 0);
  }

  async #paused(p: Loose, send: Send): Promise<void> {
    const { requestId, request } = p;
    const document = p.resourceType === "Document";
    const url = unalias(request.url);
    const go = () => send("Fetch.continueRequest", { requestId });
    const refuse = () => send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
    if (!document) return url === request.url ? go() : serveScheme(this.session.handlers, p, url, send);
    const frame = this.#frame(p.frameId);
    const nav = this.#navigations.getOrStart(p.networkId ?? requestId, url, frame === this.mainFrame);
    nav.url = url;
    const details = { url, isSameDocument: false, isMainFrame: nav.main, frame, initiator: undefined };
    const allowed = (name: string, to: string): boolean => {
      const event = hostEvent({ ...details, url: to });
      this.emit(name, event, to, false, nav.main, 0, 0);
      nav.prevented ||= event.defaultPrevented;
      return !event.defaultPrevented;
    };
    if (p.responseErrorReason) return go();
    if (p.responseStatusCode === undefined) {
      const asked = nav.own || p.redirectedRequestId !== undefined;
      if (!asked && !(allowed("will-frame-navigate", url) && (!nav.main || allowed("will-navigate", url))))
        return refuse();
      return url === request.url ? go() : serveScheme(this.session.handlers, p, url, send);
    }
    nav.status = p.responseStatusCode;
    nav.statusText = p.responseStatusText ?? "";
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
    for (const [id, other] of this.#frames)
      if (other !== frame && other.top === frame) this.#frames.delete(id);
    if (this.#errorPage) {
      this.#reportFailure(nav, nav.error ?? netError("ERR_FAILED"));
      return;
    }
    this.session.origins.add(new URL(committed.url).origin);
    this.session.saveSoon();
    this.emit("did-navigate", hostEvent({}), frame.url, nav.status || 200, nav.statusText);
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
    this.emit("did-fail-load", hostEvent({}), code, description, url, main, 0, 0);
    if (main) this.#settle?.(loadError(code, description, url));
  }

  #certificate(p: Loose, send: Send): void {
    const error = netError(p.errorType);
    let trusted = false;
    const event = hostEvent({});
    const answer = (yes: boolean): void => {
      trusted = yes && event.defaultPrevented;
    };
    const certificate = { data: "", issuerName: "", subjectName: "", fingerprint: "", serialNumber: "" };
    const nav = this.#navigations.to(unalias(p.requestURL));
    const args = [p.requestURL, `net::${error.description}`, certificate, answer, nav?.main ?? false];
    this.emit("certificate-error", event, ...args);
    app.emit("certificate-error", event, this, ...args);
    if (!trusted && nav) nav.error = error;
    void send("Security.handleCertificateError", {
      eventId: p.eventId,
      action: trusted ? "continue" : "cancel",
    }).catch(() => {});
  }

  #dialog(p: Loose, send: Send): void {
    const answer = (accept: boolean): void =>
      void send("Page.handleJavaScriptDialog", { accept }).catch(() => {});
    if (p.type !== "beforeunload") {
      answer(p.type === "alert");
      return;
    }
    const event = hostEvent({});
    this.emit("will-prevent-unload", event);
    answer(event.defaultPrevented);
    if (!event.defaultPrevented) this.#leave?.(false);
  }

  // --- preload and IPC ---

  #binding(p: Loose): void {
    if (p.name === "__hostTitle") {
      if (!this.#navigations.any || this.#errorPage) return;
      this.#title = p.payload;
      this.emit("host-title", p.payload);
      return;
    }
    if (p.name !== "__hostSend" || p.executionContextId !== this.#port.context) return;
    const { id, channel, args } = JSON.parse(p.payload);
    const event = { sender: this, senderFrame: this.mainFrame, frameId: 0, processId: 0, type: "frame" };
    void dispatchInvoke(event, channel, args).then((answer) => {
      if (this.#port.context === p.executionContextId) this.#port.post(JSON.stringify({ id, ...answer }));
    });
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#preload === undefined) return;
    this.#port.post(JSON.stringify({ channel, args }));
  }

  // --- what the product calls ---

  getURL(): string {
    return this.mainFrame.url;
  }
  getTitle(): string {
    return this.#title;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isLoading(): boolean {
    return this.#loading;
  }
  stop(): void {
    void this.#send?.("Page.stopLoading").catch(() => {});
  }
  reload(): void {
    this.#ownLoad = true;
    void this.#send?.("Page.reload").catch(() => {});
  }

  /** Resolves with did-finish-load; rejects with `code`, `errno` and `url` as Electron does. */
  async loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    if (options && Object.keys(options).length > 0) throw new NotInHost("WebContents.loadURL options");
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
    const details = handlerDetails(await this.#openings.next(), this.mainFrame.url);
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

  async capturePage(): Promise<NativeImage> {
    const { send } = await this.#page.promise;
    const { data } = await send("Page.captureScreenshot", { format: "png" });
    return new NativeImage(Buffer.from(data, "base64"));
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

import type { ErrorCode } from "../../core/errors.ts";
import type { RefusedBy, WindowRef } from "../../core/login/attempt-state.ts";
import type { ConsentPlan, ConsentPress } from "../../core/login/consent.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import type { ConsentWords } from "../../core/rules/consent-words.ts";
import { BrowserWindow, type WebContents, type WindowOpenHandlerResponse } from "../electron.ts";
import type { ProxyLogins } from "../network/proxy-logins.ts";
import type { EndSession } from "../provider/logout.ts";
import { bring } from "./bring.ts";
import { endSessionIn } from "./end-session.ts";
import { LoginPartition } from "./login-partition.ts";
import { LoginWindow } from "./login-window.ts";
import { mayNavigate } from "./navigation.ts";
import { loginWindowOptions, popupOptions } from "./options.ts";
import { answerProxies } from "./proxy-login.ts";

/** What the login windows tell the client. */
export type LoginWindowEvents = {
  /**
   * A page of the allowed origins changed its structure; also sent once more after a press that led nowhere.
   * `status`: what its server answered with.
   */
  readonly pageSeen: (window: WindowRef, page: PageSnapshot, status: number) => void;
  readonly pageFailed: (window: WindowRef, code: ErrorCode) => void;
  /** A page has stood for a while, and nothing can be seen of it. */
  readonly pageUnseen: (window: WindowRef) => void;
  readonly popupOpened: (window: number) => void;
  readonly closed: (window: WindowRef) => void;
  /** A navigation outside the allowed origins was blocked. */
  readonly navigationRefused: (window: WindowRef, url: string, by: RefusedBy) => void;
};

export type LoginWindowsDeps = {
  readonly partition: string;
  readonly serviceName: string;
  /** Asked at each navigation: the provider's own pages are known only once its metadata has been read. */
  readonly allowedOrigins: (redirectOrigin: string | null) => ReadonlySet<string>;
  readonly openExternal: (url: string) => boolean;
  /** By which the consent page is answered; null = the service has no line authentication, and so no such page. */
  readonly consentWords: ConsentWords | null;
  readonly proxyLogins: ProxyLogins;
  /** The partition's proxy is set; no page is asked for before. */
  readonly ready: Promise<void>;
};

const NOBODY: LoginWindowEvents = {
  pageSeen: () => {},
  pageFailed: () => {},
  pageUnseen: () => {},
  popupOpened: () => {},
  closed: () => {},
  navigationRefused: () => {},
};

const MOST_POPUPS = 8;
/** Of a window that its opener fills, or sends a form to. */
const EMPTY: ReadonlySet<string> = new Set(["", "about:blank"]);

/**
 * The login window and the pop-ups that its pages open: one partition, no preload, exact origins, the host name always
 * in the title. They report what they see; what a page means and what to do is decided in core/login.
 */
export class LoginWindows {
  readonly #deps: LoginWindowsDeps;
  readonly #windows = new Map<WindowRef, LoginWindow>();
  #nextPopup = 1;
  /** How to show the login window at the first page that a person must see. */
  #showWhenSeen: "no" | "inactive" | "focus" | "hidden" = "no";
  /** Nobody asked for this login: nothing of it is shown, its pop-ups included. */
  #uninvited = false;
  #opened: LoginPartition | null = null;
  #closed = false;
  #events = NOBODY;
  #redirectOrigin: string | null = null;

  constructor(deps: LoginWindowsDeps) {
    this.#deps = deps;
  }

  /** From now on the client is told. */
  report(events: LoginWindowEvents): void {
    this.#events = events;
  }

  /** Where the authorization response arrives: windows may go there, and its page is not looked at. */
  awaitRedirect(origin: string): void {
    this.#redirectOrigin = origin;
  }

  /**
   * Opens the one login window; it stays hidden until a page is there that somebody must see, and with `hidden` until
   * somebody asks for it.
   */
  open(url: string, how: "focus" | "inactive" | "hidden"): void {
    const main = this.#watch("main", this.#newWindow());
    this.#showWhenSeen = how;
    this.#uninvited = how === "hidden";
    this.#load(main, url);
  }

  load(url: string): void {
    const main = this.#windows.get("main");
    main?.letGo();
    if (main !== undefined) this.#load(main, url);
    // Its page has closed it, unseen.
    else this.#events.pageFailed("main", "NET_UNEXPECTED_ANSWER");
  }

  reveal(): void {
    const main = this.#windows.get("main");
    if (main === undefined) return;
    // A page that was loaded hidden can be shown at once.
    if (this.#showWhenSeen === "no" || (this.#uninvited && main.showable)) {
      this.#showWhenSeen = "no";
      bring(main.window, true);
    } else this.#showWhenSeen = "focus";
    if (!this.#uninvited) return;
    this.#uninvited = false;
    for (const { ref, window } of this.#windows.values()) if (ref !== "main") bring(window, true);
  }

  /** Called by the client when a page was recognised that a person must see. */
  show(): void {
    const main = this.#windows.get("main");
    if (main === undefined || main.destroyed) return;
    if (this.#showWhenSeen === "no" || this.#showWhenSeen === "hidden") return;
    bring(main.window, this.#showWhenSeen === "focus");
    this.#showWhenSeen = "no";
  }

  /** Closes without asking the page: our own window has done its work. */
  close(ref: WindowRef): void {
    if (ref === "main") this.#closeUnseen();
    const closing = this.#windows.get(ref);
    if (closing === undefined) return;
    closing.forget();
    this.#windows.delete(ref);
    closing.window.destroy();
    if (ref === "main") void this.keepCookies().catch(() => undefined);
  }

  /** Presses what was agreed to; resolves once the form has left, or when it is certain that it won't. */
  async press(ref: WindowRef, plan: ConsentPlan): Promise<ConsentPress> {
    const pressed = this.#windows.get(ref);
    const words = this.#deps.consentWords;
    if (words === null || pressed === undefined || pressed.destroyed)
      return { kind: "kept", doubt: "changed", path: null, fields: [] };
    const url = pressed.window.webContents.getURL();
    const outcome = await pressed.press(plan, words);
    if (outcome.kind === "kept" && !pressed.destroyed)
      void pressed.takeAway().then((gone) => gone && this.#load(pressed, url));
    return outcome;
  }

  /** Puts a login ID into the login page's empty field. @returns whether it was filled in */
  async fill(ref: WindowRef, find: (page: PageSnapshot) => number | null, text: string): Promise<boolean> {
    return (await this.#windows.get(ref)?.fill(find, text)) ?? false;
  }

  visible(): boolean[] {
    return [...this.#windows.values()].map(({ window, destroyed }) => !destroyed && window.isVisible());
  }

  /** Somebody is working in one of them. */
  focused(): boolean {
    return [...this.#windows.values()].some(({ window, destroyed }) => !destroyed && window.isFocused());
  }

  /**
   * Ends the provider's session out of sight with the partition's cookies (RP-initiated logout), in at most `limitMs`.
   * @returns false when the way back that confirms it was registered and didn't come
   */
  async endSession(end: EndSession, limitMs: number): Promise<boolean> {
    if (!mayNavigate(end.url, this.#allowed())) return end.confirms === null;
    return endSessionIn(this.#newWindow(), end, {
      guard: (window) => this.#guard(window.webContents, null),
      ready: this.#deps.ready,
      stopped: () => this.#closed,
      limitMs,
    });
  }

  /** The cookies of this process ended with it: what was typed so far leads nowhere, and the login begins again. */
  networkLost(): void {
    if (this.#windows.has("main")) this.#events.pageFailed("main", "NET_SERVER");
  }

  async clearLeftovers(): Promise<void> {
    await this.#partition().clear();
  }

  async keepCookies(): Promise<void> {
    await this.#partition().keepCookies();
  }

  /** For good: the end of a provider's session isn't waited for any more, either. */
  closeAll(): void {
    this.#closed = true;
    for (const ref of [...this.#windows.keys()]) this.close(ref);
  }

  #allowed(): ReadonlySet<string> {
    return this.#deps.allowedOrigins(this.#redirectOrigin);
  }

  #partition(): LoginPartition {
    this.#opened ??= new LoginPartition(this.#deps.partition);
    return this.#opened;
  }

  #newWindow(): BrowserWindow {
    return new BrowserWindow(loginWindowOptions(this.#partition().name, this.#deps.serviceName));
  }

  #load(into: LoginWindow, url: string): void {
    if (!mayNavigate(url, this.#allowed())) {
      this.#events.pageFailed(into.ref, "POLICY_PROFILE_INVALID");
      return;
    }
    into.leave();
    void this.#deps.ready.then(() => {
      if (!into.destroyed) void into.load(url);
    });
  }

  /** Nobody would ever see what the pages of the login window have opened out of sight. */
  #closeUnseen(): void {
    for (const { ref, shown } of [...this.#windows.values()]) {
      if (ref === "main" || shown) continue;
      this.close(ref);
      this.#events.closed(ref);
    }
  }

  #watch(ref: WindowRef, window: BrowserWindow): LoginWindow {
    const { serviceName, consentWords } = this.#deps;
    const watched = new LoginWindow({
      ref,
      window,
      serviceName,
      consentWords,
      partition: this.#partition(),
      mayLookAt: (url) =>
        mayNavigate(url, this.#allowed()) && URL.parse(url)?.origin !== this.#redirectOrigin,
      pageSeen: (page, status) => this.#events.pageSeen(ref, page, status),
      pageFailed: (code) => this.#events.pageFailed(ref, code),
      closed: (shown) => {
        if (this.#windows.get(ref) === watched) this.#windows.delete(ref);
        // A window that nobody has seen was closed by its page, and by no person.
        if (ref === "main" && !shown) this.#events.pageFailed(ref, "NET_UNEXPECTED_ANSWER");
        else this.#events.closed(ref);
      },
      unseen: () => this.#events.pageUnseen(ref),
    });
    this.#windows.set(ref, watched);
    this.#guard(window.webContents, watched);
    return watched;
  }

  /** @param watched null for a window that nobody is told of */
  #guard(contents: WebContents, watched: LoginWindow | null): void {
    const refuse = (by: "redirect" | "link") => (event: Navigation) => {
      if (mayNavigate(event.url, this.#allowed())) return;
      event.preventDefault();
      if (event.isMainFrame && watched !== null)
        void watched.ledBy(by).then((led) => this.#events.navigationRefused(watched.ref, event.url, led));
    };
    contents.on("will-frame-navigate", refuse("link"));
    contents.on("will-redirect", refuse("redirect"));
    // Overrides the page's beforeunload: otherwise its window silently can't be closed (Electron).
    contents.on("will-prevent-unload", (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url, features }) => {
      if (watched === null || watched.refusesWindow()) return { action: "deny" };
      return this.#mayOpen(watched, url, features);
    });
    answerProxies(contents, this.#deps.proxyLogins, (code) => {
      if (watched !== null) this.#events.pageFailed(watched.ref, code);
    });
    contents.on("did-create-window", (window) => {
      const ref = this.#nextPopup++;
      this.#watch(ref, window);
      this.#events.popupOpened(ref);
    });
  }

  #mayOpen(from: LoginWindow, url: string, features: string): WindowOpenHandlerResponse {
    const ours = EMPTY.has(url) || mayNavigate(url, this.#allowed());
    // A pop-up that somebody has seen is theirs, whoever asked for the login that is under way.
    const unseen = from.ref === "main" ? this.#uninvited : !from.shown;
    if (ours && this.#windows.size <= MOST_POPUPS) {
      return {
        action: "allow",
        // A pop-up with the browser version (図1) is the person's and stays after our own window has closed.
        outlivesOpener: true,
        overrideBrowserWindowOptions: {
          ...popupOptions(this.#deps.partition, this.#deps.serviceName, features),
          show: !unseen,
        },
      };
    }
    // A hidden page opens nothing, and one pop-up too many isn't sent to the person's browser.
    if (!ours && !unseen && !this.#deps.openExternal(url))
      this.#events.navigationRefused(from.ref, url, "link");
    return { action: "deny" };
  }
}

type Navigation = { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void };

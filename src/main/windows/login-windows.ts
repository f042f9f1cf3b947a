import type { ErrorCode } from "../../core/errors.ts";
import type { WindowRef } from "../../core/login/attempt-state.ts";
import type { ConsentPlan } from "../../core/login/consent.ts";
import { fingerprint, type PageSnapshot } from "../../core/login/page.ts";
import type { EndSession } from "../adapters/provider-logout.ts";
import type { ProxyLogins } from "../adapters/proxy-logins.ts";
import { BrowserWindow, type Session, session, type WebContents } from "../electron.ts";
import { loadErrorCode } from "./load-error.ts";
import { mayNavigate } from "./navigation.ts";
import { loginWindowOptions } from "./options.ts";
import { pressScript, SNAPSHOT_SCRIPT } from "./page-script.ts";
import { pageSnapshotSchema } from "./page-snapshot-schema.ts";
import { answerProxies } from "./proxy-login.ts";
import { windowTitle } from "./window-title.ts";

/** What the login windows tell the client. */
export type LoginWindowEvents = {
  /**
   * A page of the allowed origins changed its structure; also sent once more after a press that led nowhere.
   * `status`: what its server answered with.
   */
  readonly pageSeen: (window: WindowRef, page: PageSnapshot, status: number) => void;
  readonly pageFailed: (window: WindowRef, code: ErrorCode) => void;
  readonly popupOpened: (window: number) => void;
  readonly closed: (window: WindowRef) => void;
  /** A page wanted to go where the profile doesn't reach, sent by its server or by itself; the window stayed. */
  readonly navigationRefused: (window: WindowRef, url: string, by: "redirect" | "link") => void;
};

export type LoginWindowsDeps = {
  readonly partition: string;
  readonly serviceName: string;
  /** Asked anew at each navigation: the pending redirect changes with the attempt. */
  readonly allowedOrigins: () => ReadonlySet<string>;
  /** Where the authorization response arrives; its page is not looked at. */
  readonly redirectOrigin: () => string | null;
  readonly openExternal: (url: string) => boolean;
  readonly proxyLogins: ProxyLogins;
  readonly events: LoginWindowEvents;
};

/** Milliseconds between two looks at a page; a late-rendered page is seen at the next. */
const LOOK_INTERVAL_MS = 250;
const LOOK_LIMIT_MS = 3_000;
/** A page that still stands unchanged so long after a press is reported again. */
const PRESS_SETTLE_MS = 3_000;
/** Looks in a row, 50 ms apart, at which a page must not be loading to be at rest. */
const RESTING_LOOKS = 8;
const MOST_POPUPS = 8;
const ISOLATED_WORLD = 1_404;

type Watched = {
  readonly ref: WindowRef;
  readonly window: BrowserWindow;
  /** Fingerprint of what was last reported. */
  last: string | null;
  looking: boolean;
  /** Of the page's answer. */
  status: number;
  /** Set by our own load until the new page has committed: what is seen until then is the old page. */
  leaving: boolean;
  /** Show the window when the first page that needs eyes is there. */
  showWhenSeen: "no" | "inactive" | "focus" | "hidden";
  timer: NodeJS.Timeout | null;
};

/**
 * The login window and the pop-ups that its pages open: one partition, no preload, exact origins, the host name always
 * in the title. It looks and reports; what a page means and what to do is decided in core/login.
 */
export class LoginWindows {
  readonly #deps: LoginWindowsDeps;
  readonly #watched = new Map<WindowRef, Watched>();
  #nextPopup = 1;
  /** Nobody asked for this login: nothing of it is shown, its pop-ups included. */
  #uninvited = false;
  #hardened: Session | null = null;
  #closed = false;

  constructor(deps: LoginWindowsDeps) {
    this.#deps = deps;
  }

  /**
   * Opens the one login window; it stays hidden until a page is there that somebody must see, and with `hidden` until
   * somebody asks for it.
   */
  open(url: string, how: "focus" | "inactive" | "hidden"): void {
    this.#session();
    const window = new BrowserWindow(loginWindowOptions(this.#deps.partition, this.#deps.serviceName));
    const watched = this.#watch("main", window);
    watched.showWhenSeen = how;
    this.#uninvited = how === "hidden";
    this.#load(watched, url);
  }

  load(url: string): void {
    const watched = this.#watched.get("main");
    if (watched !== undefined) this.#load(watched, url);
  }

  reveal(): void {
    const watched = this.#watched.get("main");
    if (watched === undefined) return;
    // A page that was seen out of sight is there to be shown.
    if (watched.showWhenSeen === "no" || (this.#uninvited && watched.last !== null)) {
      watched.showWhenSeen = "no";
      bringForward(watched.window);
    } else watched.showWhenSeen = "focus";
    if (!this.#uninvited) return;
    this.#uninvited = false;
    for (const { ref, window } of this.#watched.values()) if (ref !== "main") bringForward(window);
  }

  /** Closes without asking the page: our own window has done its work. */
  close(ref: WindowRef): void {
    const watched = this.#watched.get(ref);
    if (watched === undefined) return;
    this.#forget(watched);
    watched.window.destroy();
  }

  /** True once the press is under way; false when the page is not any more the one that was agreed to. */
  async press(ref: WindowRef, plan: ConsentPlan): Promise<boolean> {
    const watched = this.#watched.get(ref);
    if (watched === undefined || watched.window.isDestroyed()) return false;
    const contents = watched.window.webContents;
    if (!mayNavigate(contents.getURL(), this.#deps.allowedOrigins())) return false;
    const pressed = await evaluate(contents, pressScript(plan)).catch(() => false);
    setTimeout(() => {
      if (watched.last === plan.fingerprint) watched.last = null;
    }, PRESS_SETTLE_MS).unref();
    return pressed === true;
  }

  visible(): boolean[] {
    return [...this.#watched.values()].map(({ window }) => !window.isDestroyed() && window.isVisible());
  }

  /** Somebody is working in one of them. */
  focused(): boolean {
    return [...this.#watched.values()].some(({ window }) => !window.isDestroyed() && window.isFocused());
  }

  /**
   * Ends the provider's session out of sight with the partition's cookies (RP-initiated logout), in at most `limitMs`.
   * @returns false when the way back that confirms it was registered and didn't come
   */
  async endSession({ url, confirms }: EndSession, limitMs: number): Promise<boolean> {
    if (!mayNavigate(url, this.#deps.allowedOrigins())) return confirms === null;
    this.#session();
    const window = new BrowserWindow(loginWindowOptions(this.#deps.partition, this.#deps.serviceName));
    let confirmed = false;
    // Only where it leads counts; nobody needs to be there.
    const arrived = (event: Navigation) => {
      if (!event.isMainFrame || confirms?.(event.url) !== true) return;
      confirmed = true;
      event.preventDefault();
    };
    window.webContents.on("will-frame-navigate", arrived);
    window.webContents.on("will-redirect", arrived);
    this.#guard(window.webContents, null);
    try {
      window.loadURL(url).catch(() => undefined);
      // The page that ends the provider's session may submit a form of its own: done is when it has come to rest.
      let restingLooks = 0;
      await waitUntil(() => {
        if (this.#closed || window.isDestroyed() || confirmed) return true;
        restingLooks = window.webContents.isLoading() ? 0 : restingLooks + 1;
        return restingLooks > RESTING_LOOKS;
      }, limitMs);
    } finally {
      if (!window.isDestroyed()) window.destroy();
    }
    return confirmed || confirms === null;
  }

  async clearCookies(): Promise<void> {
    await this.#session().clearStorageData();
  }

  /** For good: the end of a provider's session isn't waited for any more, either. */
  closeAll(): void {
    this.#closed = true;
    for (const ref of [...this.#watched.keys()]) this.close(ref);
  }

  #session(): Session {
    if (this.#hardened !== null) return this.#hardened;
    const own = session.fromPartition(this.#deps.partition);
    own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    own.setPermissionCheckHandler(() => false);
    own.setDevicePermissionHandler(() => false);
    own.on("will-download", (event) => event.preventDefault());
    this.#hardened = own;
    return own;
  }

  #load(watched: Watched, url: string): void {
    if (!mayNavigate(url, this.#deps.allowedOrigins())) {
      this.#deps.events.pageFailed(watched.ref, "POLICY_PROFILE_INVALID");
      return;
    }
    watched.leaving = true;
    watched.last = null;
    // A failure comes as did-fail-load as well; here it would only be unhandled.
    watched.window.loadURL(url).catch(() => undefined);
  }

  #watch(ref: WindowRef, window: BrowserWindow): Watched {
    const watched: Watched = {
      ref,
      window,
      last: null,
      looking: false,
      status: 200,
      leaving: false,
      showWhenSeen: "no",
      timer: null,
    };
    this.#watched.set(ref, watched);
    const contents = window.webContents;
    this.#guard(contents, watched);
    const retitle = () => {
      if (!window.isDestroyed())
        window.setTitle(windowTitle(contents.getURL(), contents.getTitle(), this.#deps.serviceName));
    };
    window.on("page-title-updated", (event) => {
      event.preventDefault();
      retitle();
    });
    contents.on("did-navigate", (_event, _url, status) => {
      watched.leaving = false;
      watched.status = status;
      retitle();
    });
    contents.on("did-fail-load", (_event, code, _description, _url, isMainFrame) => {
      const error = loadErrorCode(code);
      if (isMainFrame && error !== null) this.#deps.events.pageFailed(ref, error);
    });
    contents.on("render-process-gone", (_event, { reason }) => {
      // A window that we close ends its renderer cleanly; that is no failure.
      if (reason !== "clean-exit" && this.#watched.get(ref) === watched) {
        this.#deps.events.pageFailed(ref, "APP_UNEXPECTED");
      }
    });
    window.on("closed", () => {
      if (this.#watched.get(ref) !== watched) return;
      this.#forget(watched);
      this.#deps.events.closed(ref);
    });
    watched.timer = setInterval(() => void this.#look(watched), LOOK_INTERVAL_MS);
    return watched;
  }

  #guard(contents: WebContents, watched: Watched | null): void {
    const refuse = (by: "redirect" | "link") => (event: Navigation) => {
      if (mayNavigate(event.url, this.#deps.allowedOrigins())) return;
      event.preventDefault();
      if (event.isMainFrame && watched !== null)
        this.#deps.events.navigationRefused(watched.ref, event.url, by);
    };
    contents.on("will-frame-navigate", refuse("link"));
    contents.on("will-redirect", refuse("redirect"));
    // A page's wish to stay is no reason: without this its window can't be closed, and nothing says why (Electron).
    contents.on("will-prevent-unload", (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      const ours = url === "about:blank" || mayNavigate(url, this.#deps.allowedOrigins());
      if (watched !== null && ours && this.#watched.size <= MOST_POPUPS) {
        return {
          action: "allow",
          overrideBrowserWindowOptions: {
            ...loginWindowOptions(this.#deps.partition, this.#deps.serviceName),
            show: !this.#uninvited,
          },
        };
      }
      // A page that nobody sees opens nothing, and what is one pop-up too many isn't the person's browser's.
      if (watched !== null && !ours && !this.#uninvited && !this.#deps.openExternal(url))
        this.#deps.events.navigationRefused(watched.ref, url, "link");
      return { action: "deny" };
    });
    answerProxies(contents, this.#deps.proxyLogins, () => {
      if (watched !== null) this.#deps.events.pageFailed(watched.ref, "NET_PROXY_AUTH");
    });
    contents.on("did-create-window", (window) => {
      const ref = this.#nextPopup++;
      this.#watch(ref, window);
      this.#deps.events.popupOpened(ref);
    });
  }

  async #look(watched: Watched): Promise<void> {
    const { window, ref } = watched;
    if (watched.looking || watched.leaving || window.isDestroyed()) return;
    const contents = window.webContents;
    if (contents.isLoading() && watched.last !== null) return;
    watched.looking = true;
    try {
      const page = await this.#snapshot(contents);
      if (page === null || watched.leaving || this.#watched.get(ref) !== watched || window.isDestroyed())
        return;
      const now = fingerprint(page);
      if (now === watched.last) return;
      watched.last = now;
      this.#deps.events.pageSeen(ref, page, watched.status);
    } finally {
      watched.looking = false;
    }
  }

  /** Null for a page that isn't ours to look at, or that didn't answer in time. */
  async #snapshot(contents: WebContents): Promise<PageSnapshot | null> {
    const url = contents.getURL();
    const origin = URL.parse(url)?.origin ?? null;
    if (!mayNavigate(url, this.#deps.allowedOrigins()) || origin === this.#deps.redirectOrigin()) return null;
    const answer = await evaluate(contents, SNAPSHOT_SCRIPT).catch(() => null);
    const parsed = pageSnapshotSchema.safeParse(answer);
    // What the browser says of where it is counts, not what the document says.
    return parsed.success && parsed.data.origin === origin ? parsed.data : null;
  }

  /** Called by the client when a page was recognised that a person must see. */
  show(): void {
    const watched = this.#watched.get("main");
    if (watched === undefined || watched.showWhenSeen === "no" || watched.window.isDestroyed()) return;
    if (watched.showWhenSeen === "hidden") return;
    if (watched.showWhenSeen === "focus") bringForward(watched.window);
    else watched.window.showInactive();
    watched.showWhenSeen = "no";
  }

  #forget(watched: Watched): void {
    if (watched.timer !== null) clearInterval(watched.timer);
    watched.timer = null;
    this.#watched.delete(watched.ref);
  }
}

type Navigation = { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void };

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

async function evaluate(contents: WebContents, code: string): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("the page didn't answer")), LOOK_LIMIT_MS);
  });
  try {
    return await Promise.race([contents.executeJavaScriptInIsolatedWorld(ISOLATED_WORLD, [{ code }]), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function waitUntil(condition: () => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition() && Date.now() < end) await new Promise((done) => setTimeout(done, 50));
}

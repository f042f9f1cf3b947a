import type { ErrorCode } from "../../core/errors.ts";
import type { RefusedBy, WindowRef } from "../../core/login/attempt-state.ts";
import type { ConsentPlan, ConsentPress } from "../../core/login/consent.ts";
import { fingerprint, type PageSnapshot } from "../../core/login/page.ts";
import type { ConsentWords } from "../../core/rules/consent-words.ts";
import type { BrowserWindow } from "../electron.ts";
import { netError } from "../network/network-error.ts";
import { pressConsent } from "../page/consent-press.ts";
import { fillScript, leadsScript, SNAPSHOT_SCRIPT } from "../page/page-script.ts";
import { PageView } from "../page/page-view.ts";
import type { Closed } from "../page/press-gate.ts";
import { pageSnapshotSchema } from "../page/snapshot-schema.ts";
import { AwaitedPage } from "./awaited-page.ts";
import type { LoginPartition } from "./login-partition.ts";
import { keepTitled } from "./window-title.ts";

export type LoginWindowDeps = {
  readonly ref: WindowRef;
  readonly window: BrowserWindow;
  readonly partition: LoginPartition;
  readonly serviceName: string;
  /** Whether this page may be looked at. */
  readonly mayLookAt: (url: string) => boolean;
  /** By which the consent page is answered; null = the service has none. */
  readonly consentWords: ConsentWords | null;
  readonly pageSeen: (page: PageSnapshot, status: number) => void;
  readonly pageFailed: (code: ErrorCode) => void;
  /** @param shown somebody has seen it */
  readonly closed: (shown: boolean) => void;
  /** A page has stood for a while, and nothing could be seen of it (reliability 37). */
  readonly unseen: () => void;
};

/** Milliseconds between two looks at a page; a late-rendered page is seen at the next. */
const LOOK_INTERVAL_MS = 250;
const UNSEEN_LIMIT_MS = 4_000;
/** A page that still stands unchanged so long after a press is told of once more. */
const PRESS_SETTLE_MS = 3_000;
const EMPTY_PAGE = "about:blank";
/** What a page sent as it went away has reached the gate by then. */
const GONE_MS = 500;

/** One window of the login: looks at its pages, tells of what changed, and presses what was agreed to. */
export class LoginWindow {
  readonly ref: WindowRef;
  readonly window: BrowserWindow;
  readonly #deps: LoginWindowDeps;
  readonly #view: PageView;
  readonly #id: number;
  readonly #looks: NodeJS.Timeout;
  /** While the consent page is pressed: a new window or a dialog ends that. */
  #pressing: Closed | null = null;
  /** Fingerprint of what was last told. */
  #last: string | null = null;
  #looking = false;
  /** It is being pressed or filled in: the regular looks would come between the steps. */
  #answering = false;
  /** Of the page's answer. */
  #status = 200;
  /** Set by our own load until the new page has committed: what is seen until then is the old page. */
  #leaving = false;
  #unseen: NodeJS.Timeout | null = null;
  /** The page has stood for so long that it is shown as it is. */
  #givenUp = false;
  #shown: boolean;
  readonly #awaited: AwaitedPage;
  #forgotten = false;
  #prepared: Promise<void> | null = null;
  #wanted = "";

  constructor(deps: LoginWindowDeps) {
    this.#deps = deps;
    this.ref = deps.ref;
    this.window = deps.window;
    this.#id = deps.window.webContents.id;
    this.#shown = deps.window.isVisible();
    this.#awaited = new AwaitedPage(deps.window.webContents, deps.pageFailed);
    // A dialog at the press ends it; otherwise it is the person's, where somebody can see it.
    const onDialog = () => {
      this.#pressing?.end("dialog");
      return this.#pressing !== null || !deps.window.isVisible();
    };
    this.#view = new PageView(deps.window.webContents, onDialog, !this.#shown);
    this.#listen();
    this.#looks = setInterval(() => void this.#look(), LOOK_INTERVAL_MS);
  }

  /** Something of the page now in it was seen, or won't be. */
  get showable(): boolean {
    return this.#last !== null || this.#givenUp;
  }

  /** It has been there for somebody to see. */
  get shown(): boolean {
    return this.#shown;
  }

  get destroyed(): boolean {
    return this.window.isDestroyed();
  }

  /** Failures are reported by did-fail-load. */
  async load(url: string): Promise<void> {
    this.#wanted = url;
    this.#prepared ??= this.#view.prepare().catch(() => undefined);
    await this.#prepared;
    if (this.#wanted !== url || this.destroyed || this.#forgotten) return;
    this.#awaited.begin();
    await this.window.loadURL(url).catch(() => undefined);
  }

  /** What is loaded from now on is another page. */
  leave(): void {
    this.#leaving = true;
    this.#last = null;
    this.#givenUp = false;
  }

  /** Another authorization request is about to be loaded: an earlier press doesn't count any more. */
  letGo(): void {
    this.#pressing?.open();
    this.#pressing = null;
  }

  /** While the page is pressed it opens nothing: a new window isn't what was agreed to. */
  refusesWindow(): boolean {
    this.#pressing?.end("new-window");
    return this.#pressing !== null;
  }

  /** A navigation was refused: the page is still there and tells what led to that address. */
  async ledBy(by: "redirect" | "link"): Promise<RefusedBy> {
    this.#awaited.end();
    const began = this.#deps.partition.gate.beginning(this.#id);
    if (by === "link" || began === null || this.#deps.consentWords === null) return by;
    const led = await this.#view.evaluate(leadsScript(began.url)).catch(() => null);
    return led === "login-form" || led === "script" ? "login-answer" : by;
  }

  /** Presses what was agreed to; resolves once the form has left, or when it is certain that it won't. */
  async press(plan: ConsentPlan, words: ConsentWords): Promise<ConsentPress> {
    const { gate } = this.#deps.partition;
    const url = this.window.webContents.getURL();
    this.#answering = true;
    try {
      // A dialog at the press is a doubt, and has to be heard.
      await this.#view.speak();
      const pressed = await pressConsent(
        {
          look: () => this.#snapshot(),
          evaluate: (code) => this.#view.evaluate(code),
          closeGate: () => {
            this.#pressing = gate.close(this.#id, url);
            return this.#pressing;
          },
        },
        plan,
        words,
      );
      if (pressed.kind === "sent") this.#tellAgainLater();
      return pressed;
    } finally {
      this.#answering = false;
    }
  }

  /**
   * Puts a login ID into the page's empty field for it. To be called as the page is told of, so that no look comes in
   * between. @param find the field on the page as it is then; null = it has none
   * @returns whether it was filled in
   */
  async fill(find: (page: PageSnapshot) => number | null, text: string): Promise<boolean> {
    if (this.#answering || this.destroyed) return false;
    this.#answering = true;
    try {
      const page = await this.#snapshot();
      const field = page === null || this.#leaving || this.#forgotten ? null : find(page);
      return field !== null && (await this.#view.evaluate(fillScript(field, text))) === true;
    } catch {
      return false; // it went away meanwhile
    } finally {
      this.#answering = false;
    }
  }

  /**
   * The press wasn't sent, but the choice is still in the page and its scripts may be about to send it. So the page is
   * taken away.
   * @returns true once nothing of it can be under way any longer, and it may be fetched anew
   */
  async takeAway(): Promise<boolean> {
    const gate = this.#pressing;
    if (gate === null) return false;
    this.leave();
    await this.window.loadURL(EMPTY_PAGE).catch(() => undefined);
    await new Promise((done) => setTimeout(done, GONE_MS));
    if (this.#forgotten || this.destroyed || this.#pressing !== gate) return false;
    this.letGo();
    return true;
  }

  /** No more events of it. */
  forget(): void {
    this.#forgotten = true;
    clearInterval(this.#looks);
    this.#awaited.end();
    this.#stopWaitingToSee();
  }

  #listen(): void {
    const { window } = this;
    const contents = window.webContents;
    keepTitled(window, this.#deps.serviceName);
    contents.on("did-navigate", (_event, url, status) => {
      // Before the first page, and between one that was pressed in vain and the same anew.
      if (url !== EMPTY_PAGE) this.#arrived(url, status);
    });
    contents.on("did-fail-load", (_event, _code, name, _url, isMainFrame) => {
      const error = netError(name);
      if (!isMainFrame || error === null || this.#forgotten) return;
      this.#awaited.end();
      this.#deps.pageFailed(error.code);
    });
    contents.on("render-process-gone", (_event, { reason }) => {
      // A window that we close ends its renderer cleanly; that is no failure.
      if (reason === "clean-exit" || this.#forgotten) return;
      this.#awaited.end();
      this.#deps.pageFailed("APP_UNEXPECTED");
    });
    window.on("show", () => {
      this.#shown = true;
      this.#view.speak().catch(() => undefined);
    });
    window.on("closed", () => {
      this.#pressing?.open();
      this.#deps.partition.gate.forget(this.#id);
      if (this.#forgotten) return;
      this.forget();
      this.#deps.closed(this.#shown);
    });
  }

  #arrived(url: string, status: number): void {
    this.#pressing?.arrived(url);
    this.#pressing = null;
    this.#awaited.end();
    this.#leaving = false;
    this.#last = null;
    this.#givenUp = false;
    this.#status = status;
    if (this.#forgotten || !this.#deps.mayLookAt(url)) {
      this.#stopWaitingToSee();
      return;
    }
    // From the first page on of which nothing is seen: one that goes on by itself again and again is none that will be.
    this.#unseen ??= setTimeout(() => {
      this.#unseen = null;
      if (this.#last !== null || this.#leaving || this.destroyed) return;
      this.#givenUp = true;
      this.#deps.unseen();
    }, UNSEEN_LIMIT_MS);
  }

  #stopWaitingToSee(): void {
    if (this.#unseen !== null) clearTimeout(this.#unseen);
    this.#unseen = null;
  }

  #tellAgainLater(): void {
    const last = this.#last;
    setTimeout(() => {
      if (this.#last === last) this.#last = null;
    }, PRESS_SETTLE_MS).unref();
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#answering || this.#leaving || this.destroyed) return;
    // Another page is on its way; one that only never finishes loading is looked at all the same (reliability 37).
    if (this.window.webContents.isWaitingForResponse() && this.#last !== null) return;
    this.#looking = true;
    try {
      const page = await this.#snapshot();
      if (page === null || this.#leaving || this.#forgotten || this.destroyed) return;
      const now = fingerprint(page);
      if (now === this.#last) return;
      this.#last = now;
      this.#stopWaitingToSee();
      this.#deps.pageSeen(page, this.#status);
    } finally {
      this.#looking = false;
    }
  }

  /** Null for a page that isn't ours to look at, or that didn't answer in time. */
  async #snapshot(): Promise<PageSnapshot | null> {
    if (this.destroyed) return null;
    const url = this.window.webContents.getURL();
    if (!this.#deps.mayLookAt(url)) return null;
    try {
      const page = pageSnapshotSchema.parse(await this.#view.evaluate(SNAPSHOT_SCRIPT));
      // What the browser says of where it is counts, not what the document says.
      if (page.origin !== URL.parse(url)?.origin) return null;
      return { ...page, opaque: page.opaque + (await this.#view.closedShadowTrees()) };
    } catch {
      return null;
    }
  }
}

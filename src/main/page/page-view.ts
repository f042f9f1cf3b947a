import { z } from "zod";
import type { WebContents } from "../electron.ts";

/** Name of the isolated world of our scripts. */
const WORLD = "storage-drive";
/** A page that doesn't answer in time is looked at again only after it has answered. */
const ANSWER_LIMIT_MS = 3_000;

const frameTree = z.object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) });
const world = z.object({ executionContextId: z.int() });
const evaluated = z.object({
  result: z.object({ value: z.unknown() }).partial(),
  exceptionDetails: z.unknown().optional(),
});

/** A window that is closed while its page prints takes the client with it; nobody prints from a login. */
const NO_PRINTING = `{
  const forbid = (view) => {
    Object.defineProperty(view, "print", { value: () => {} });
    const { execCommand } = view.Document.prototype;
    view.Document.prototype.execCommand = function (command, ...how) {
      return String(command).toLowerCase() !== "print" && execCommand.call(this, command, ...how);
    };
  };
  forbid(window);
  const { open } = window;
  // A window that is empty at first has no new document (Page.addScriptToEvaluateOnNewDocument).
  window.open = (...how) => {
    const opened = open.apply(window, how);
    try {
      forbid(opened);
    } catch {} // none, another site's, or one that was opened before
    return opened;
  };
}`;

/**
 * A dialog of a page is put on the desktop by Electron, also beside a window that isn't shown, and stays there when it is
 * answered here. So a page that nobody sees has none: as if somebody had pressed Cancel.
 */
const HUSH = `if (!(Symbol.for("dialogs") in window)) {
  const { alert, confirm, prompt } = window;
  Object.defineProperty(window, Symbol.for("dialogs"), { value: { alert, confirm, prompt } });
  Object.assign(window, { alert: () => {}, confirm: () => false, prompt: () => null });
}`;
/** In frames too; those of other sites have no dialogs (Chromium since 92). */
const SPEAK = `(function speak(view) {
  try {
    Object.assign(view, view[Symbol.for("dialogs")]);
    for (let frame = 0; frame < view.length; frame += 1) speak(view[frame]);
  } catch {}
})(window)`;

const added = z.object({ identifier: z.string() });

/** All nodes in one list: a page may be nested deeper than a message of the protocol may be, and then Chromium ends it. */
const shadowRoot = z.object({ shadowRootType: z.string() });
const flattened = z.object({ nodes: z.array(z.object({ shadowRoots: z.array(shadowRoot).default([]) })) });

/**
 * Runs scripts in a page over the Chrome DevTools Protocol, in an isolated world of the top frame. It works while the
 * page still loads, exposes nothing to the page, and reports dialogs
 * (docs/adr/0007-looking-at-pages.md).
 */
export class PageView {
  readonly #contents: WebContents;
  readonly #onDialog: () => boolean;
  /** Whether its next pages have no dialogs, and by which scripts. */
  #hushed: boolean;
  readonly #hushing: Promise<unknown>[] = [];
  /** The page now in it may have none. */
  #mayBeHushed: boolean;
  /** At most one script is under way in a page: one that hangs doesn't get a second. */
  #busy: Promise<unknown> | null = null;

  /**
   * @param onDialog a page opened a dialog; true = close it without a yes
   * @param hushed nobody sees its pages, until `speak()`
   */
  constructor(contents: WebContents, onDialog: () => boolean, hushed: boolean) {
    this.#contents = contents;
    this.#hushed = hushed;
    this.#mayBeHushed = hushed;
    this.#onDialog = onDialog;
    contents.debugger.on("message", (_event, method) => {
      if (method === "Page.javascriptDialogOpening" && this.#onDialog())
        this.#send("Page.handleJavaScriptDialog", { accept: false }).catch(() => undefined);
    });
    // Before the first page: a dialog may open while it is still parsed.
    this.#send("Page.enable").catch(() => undefined);
    this.#dress().catch(() => undefined);
  }

  /** To be waited for before a window's first page: what is said of every page is heard only where there is one. */
  async prepare(): Promise<void> {
    const contents = this.#contents;
    await contents.loadURL("about:blank");
    await this.#dress();
    // Nobody goes back to the empty one.
    contents.once("did-navigate", () => contents.clearHistory());
  }

  /** From now on its pages have their dialogs, the one that is in it too. @throws when the page doesn't answer */
  async speak(): Promise<void> {
    if (!this.#mayBeHushed) return;
    this.#hushed = false;
    await this.#alone(async () => {
      for (const one of this.#hushing.splice(0))
        await this.#send("Page.removeScriptToEvaluateOnNewDocument", added.parse(await one));
      await this.#send("Runtime.evaluate", { expression: SPEAK });
    });
    this.#mayBeHushed = false;
  }

  /** Runs a script and answers its value. @throws when the page doesn't answer, is gone, or the script fails */
  evaluate(code: string): Promise<unknown> {
    return this.#alone(async () => {
      const { frameTree: tree } = frameTree.parse(await this.#send("Page.getFrameTree"));
      const made = await this.#send("Page.createIsolatedWorld", { frameId: tree.frame.id, worldName: WORLD });
      const { result, exceptionDetails } = evaluated.parse(
        await this.#send("Runtime.evaluate", {
          contextId: world.parse(made).executionContextId,
          expression: code,
          returnByValue: true,
        }),
      );
      if (exceptionDetails !== undefined) throw new Error("the page script failed");
      return result.value ?? null;
    });
  }

  /** How many closed shadow trees the page has: what is in them no script of a page can read. */
  closedShadowTrees(): Promise<number> {
    return this.#alone(async () => {
      await this.#send("DOM.enable");
      const answer = await this.#send("DOM.getFlattenedDocument", { depth: -1, pierce: true });
      // Or it goes on telling of every change.
      await this.#send("DOM.disable");
      const roots = flattened.parse(answer).nodes.flatMap(({ shadowRoots }) => shadowRoots);
      return roots.filter(({ shadowRootType }) => shadowRootType === "closed").length;
    });
  }

  async #dress(): Promise<void> {
    const add = (source: string) => this.#send("Page.addScriptToEvaluateOnNewDocument", { source });
    const adding = [add(NO_PRINTING)];
    if (this.#hushed) {
      const hush = add(HUSH);
      this.#hushing.push(hush);
      adding.push(hush);
    }
    await Promise.all(adding);
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const end = performance.now() + ANSWER_LIMIT_MS;
    // A look under way is waited for: a yes that comes in the middle of it isn't lost.
    while (this.#busy !== null && performance.now() < end)
      await Promise.race([this.#busy, new Promise((late) => setTimeout(late, end - performance.now()))]);
    if (this.#busy !== null) throw new Error("the page is still at the script before");
    const running = work();
    const settled = running
      .catch(() => undefined)
      .then(() => {
        this.#busy = null;
      });
    this.#busy = settled;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("the page didn't answer")), ANSWER_LIMIT_MS);
    });
    try {
      return await Promise.race([running, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(method: string, params: object = {}): Promise<unknown> {
    const { debugger: devtools } = this.#contents;
    if (!devtools.isAttached()) {
      devtools.attach("1.3");
      if (method !== "Page.enable") await devtools.sendCommand("Page.enable");
    }
    return devtools.sendCommand(method, params);
  }
}

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

/** A node of `DOM.getDocument`, as far as shadow trees and frames are concerned. */
type DomNode = {
  readonly shadowRootType?: string | undefined;
  readonly children?: readonly DomNode[] | undefined;
  readonly shadowRoots?: readonly DomNode[] | undefined;
};
const domNode: z.ZodType<DomNode> = z.lazy(() =>
  z.object({
    shadowRootType: z.string().optional(),
    children: z.array(domNode).optional(),
    shadowRoots: z.array(domNode).optional(),
  }),
);

/**
 * Runs scripts in a page over the Chrome DevTools Protocol, in an isolated world of the top frame. It works while the
 * page still loads, exposes nothing to the page, and reports dialogs
 * (docs/adr/0007-looking-at-pages.md).
 */
export class PageView {
  readonly #contents: WebContents;
  readonly #onDialog: () => boolean;
  /** At most one script is under way in a page: one that hangs doesn't get a second. */
  #busy: Promise<unknown> | null = null;

  /** @param onDialog a page opened a dialog; true = close it without a yes */
  constructor(contents: WebContents, onDialog: () => boolean) {
    this.#contents = contents;
    this.#onDialog = onDialog;
    contents.debugger.on("message", (_event, method) => {
      if (method === "Page.javascriptDialogOpening" && this.#onDialog())
        this.#send("Page.handleJavaScriptDialog", { accept: false }).catch(() => undefined);
    });
    // Before the first page: a dialog may open while it is still parsed.
    this.#send("Page.enable").catch(() => undefined);
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
      const answer = await this.#send("DOM.getDocument", { depth: -1, pierce: true });
      return closedIn(z.object({ root: domNode }).parse(answer).root);
    });
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

function closedIn(node: DomNode): number {
  const own = node.shadowRootType === "closed" ? 1 : 0;
  const below = [...(node.children ?? []), ...(node.shadowRoots ?? [])];
  return below.reduce((sum, child) => sum + closedIn(child), own);
}

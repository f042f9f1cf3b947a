import type { ErrorCode } from "../../core/errors.ts";
import type { WebContents } from "../electron.ts";

/** As long as somebody may need to type a smart card's PIN in the middle of it. */
const PAGE_LIMIT_MS = 60_000;

/**
 * Whether what we loaded brings a page. An answer may have none (204, a download), which leaves the window as it was and
 * counts as no failure of its load ("did-fail-load" leaves out what was aborted); and Chromium waits for an answer as
 * long as the connection stands.
 */
export class AwaitedPage {
  readonly #failed: (code: ErrorCode) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(contents: WebContents, failed: (code: ErrorCode) => void) {
    this.#failed = failed;
    // The page before, or another load in this one's place, may stop as well.
    contents.on("did-stop-loading", () => {
      if (!contents.isLoading()) this.#fail("NET_UNEXPECTED_ANSWER");
    });
  }

  begin(): void {
    this.end();
    this.#timer = setTimeout(() => this.#fail("NET_TIMEOUT"), PAGE_LIMIT_MS);
  }

  /** It is there, or isn't waited for any more. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #fail(code: ErrorCode): void {
    if (this.#timer === null) return;
    this.end();
    this.#failed(code);
  }
}

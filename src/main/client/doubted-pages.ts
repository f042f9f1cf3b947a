import type { Seen, WindowRef } from "../../core/login/attempt-state.ts";
import type { ClientLoop } from "./loop.ts";

/** How long a consent page that leaves a doubt may go on being drawn. */
const DOUBT_SETTLE_MS = 1_000;

/** Consent pages that leave a doubt: what is still being drawn may become a page that can be answered. */
export class DoubtedPages {
  readonly #loop: ClientLoop;
  readonly #settled: (window: WindowRef, seen: Seen, doubt: string) => void;
  readonly #waiting = new Map<WindowRef, Seen>();

  /** @param settled told of a page whose doubt is still there after its time */
  constructor(loop: ClientLoop, settled: (window: WindowRef, seen: Seen, doubt: string) => void) {
    this.#loop = loop;
    this.#settled = settled;
  }

  /** Takes the place of what was seen in this window before. @returns whether the page has to wait */
  holdBack(window: WindowRef, seen: Seen): boolean {
    const waited = this.#waiting.delete(window);
    if (seen.screen !== "consent" || !("doubt" in seen.reading)) return false;
    this.#waiting.set(window, seen);
    if (!waited) this.#loop.start(`doubt-${window}`, DOUBT_SETTLE_MS, () => this.#settle(window));
    return true;
  }

  drop(window: WindowRef): void {
    this.#waiting.delete(window);
  }

  #settle(window: WindowRef): void {
    const seen = this.#waiting.get(window);
    if (seen?.screen !== "consent" || !("doubt" in seen.reading)) return;
    this.#waiting.delete(window);
    this.#settled(window, seen, seen.reading.doubt);
  }
}

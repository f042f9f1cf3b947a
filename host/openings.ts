/** Who opened a pop-up with which name: CDP may tell of the new target before it tells that. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Loose } from "./loud.ts";
import { unalias } from "./scheme.ts";

const limitMs = 1000;

export class Openings {
  readonly #untaken: Loose[] = [];
  readonly #waiting: ((opening: Loose) => void)[] = [];

  /** Parameters of CDP's Page.windowOpen. */
  told(opening: Loose): void {
    const first = this.#waiting.shift();
    if (first) first(opening);
    else this.#untaken.push(opening);
  }

  /** The next opening; undefined if nobody tells in time (a window that no script opened). */
  async next(): Promise<Loose> {
    const ready = this.#untaken.shift();
    if (ready) return ready;
    const { promise, resolve } = Promise.withResolvers<Loose>();
    this.#waiting.push(resolve);
    const opening = await Promise.race([promise, sleep(limitMs)]);
    if (!opening) this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
    return opening;
  }
}

/** Page.windowOpen as Electron's handler sees it. */
export const handlerDetails = (opening: Loose, referrer: string): Electron.HandlerDetails => ({
  url: unalias(opening?.url ?? ""),
  frameName: opening?.windowName === "_blank" ? "" : (opening?.windowName ?? ""),
  features: (opening?.windowFeatures ?? []).join(","),
  disposition: "new-window",
  referrer: { url: referrer, policy: "strict-origin-when-cross-origin" },
});

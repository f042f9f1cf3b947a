/** Frames, navigations and pop-ups as the host follows them. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Loose, loudObject } from "./loud.ts";
import type { NetError } from "./net-errors.ts";
import { unalias } from "./scheme.ts";

export type Frame = { readonly id: string; url: string; readonly parent: Frame | null };

/** A frame as Electron shows it. One object for each frame, so that `senderFrame === webContents.mainFrame` holds. */
export const makeFrame = (id: string, parent: Frame | null): Frame =>
  loudObject({ id, url: "", parent }, "WebFrameMain");

export type Navigation = {
  url: string;
  readonly main: boolean;
  /** Started by our own loadURL(): raises no will-frame-navigate. */
  own: boolean;
  prevented: boolean;
  /** Committed, failed or cancelled. */
  over: boolean;
  error: NetError | undefined;
  status: number;
};

/** What Electron's loadURL() rejects with. */
export const loadError = (errno: number, code: string, url: string): Error =>
  Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });

const openingLimitMs = 1000;

/** Who opened a pop-up with which name: CDP may tell of the new target before it tells that (Page.windowOpen). */
export class Openings {
  readonly #untaken: Loose[] = [];
  readonly #waiting: ((opening: Loose) => void)[] = [];

  told(opening: Loose): void {
    const first = this.#waiting.shift();
    if (first) first(opening);
    else this.#untaken.push(opening);
  }

  /** The next opening as Electron's handler sees it; without an address if nobody tells of one in time. */
  async next(): Promise<Electron.HandlerDetails> {
    const { promise, resolve } = Promise.withResolvers<Loose>();
    if (this.#untaken.length > 0) resolve(this.#untaken.shift());
    else this.#waiting.push(resolve);
    const opening = await Promise.race([promise, sleep(openingLimitMs)]);
    if (!opening) this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
    const name = opening?.windowName ?? "";
    return loudObject(
      { url: unalias(opening?.url ?? ""), frameName: name === "_blank" ? "" : name },
      "HandlerDetails",
    ) as Loose;
  }
}

/** Frames and navigations as the host follows them. */
import { type Loose, loudObject } from "./loud.ts";
import type { NetError } from "./net-errors.ts";

export type Frame = {
  readonly id: string;
  url: string;
  readonly parent: Frame | null;
  readonly top: Frame;
  readonly origin: string;
};
export type Navigation = {
  url: string;
  readonly main: boolean;
  /** Started by our own loadURL() or reload(): raises no will-navigate. */
  own: boolean;
  prevented: boolean;
  /** Committed, failed or cancelled. */
  over: boolean;
  error: NetError | undefined;
  status: number;
  statusText: string;
};

/** A frame as Electron shows it. One object for each frame, so that `senderFrame === webContents.mainFrame` holds. */
export function makeFrame(id: string, parent: Frame | null): Frame {
  const frame: Loose = {
    id,
    url: "",
    parent,
    get origin(): string {
      const { protocol, host, origin } = new URL(frame.url || "about:blank");
      return origin === "null" && host ? `${protocol}//${host}` : origin;
    },
  };
  frame.top = parent ? parent.top : frame;
  return loudObject(frame, "WebFrameMain");
}

/** What Electron's loadURL() rejects with. */
export const loadError = (errno: number, code: string, url: string): Error =>
  Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });

/** The navigations of a page by CDP's loader id. */
export class Navigations {
  readonly #known = new Map<string, Navigation>();
  get any(): boolean {
    return this.#known.size > 0;
  }
  get(loaderId: string): Navigation | undefined {
    return this.#known.get(loaderId);
  }
  to(url: string): Navigation | undefined {
    return [...this.#known.values()].findLast((each) => each.url === url);
  }
  getOrStart(loaderId: string, url: string, main: boolean): Navigation {
    const known = this.#known.get(loaderId);
    if (known) return known;
    const state = { own: false, prevented: false, over: false, error: undefined, status: 0, statusText: "" };
    const made: Navigation = { url, main, ...state };
    // Only the newest few matter: late events name at most the navigation before.
    if (this.#known.size > 50)
      for (const old of [...this.#known.keys()].slice(0, 25)) this.#known.delete(old);
    this.#known.set(loaderId, made);
    return made;
  }
}

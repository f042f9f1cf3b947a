/**
 * The HTTP client: every request but a page's goes through here (reliability 30), over Chromium's network stack like the
 * pages, so with the same proxies, certificates and names. Time limits; no redirect is followed; no cookies, no cache.
 */
export type Outbound = {
  /**
   * The whole answer, at most 8 MB; a good one whose JSON is whole counts as whole, also where its end never came. Rejects with `NetworkError` `NET_*`. An abort by the caller's own signal, other than
   * its time-out, is passed on as it is. What isn't a GET or HEAD is never sent twice: it goes over a connection of its own.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /**
   * One `HEAD` within four seconds, over plain HTTP if the URL says so: to find out what failed. It carries no
   * credentials, and its answer can't be trusted. Rejects as `fetch` does.
   */
  peek(url: URL): Promise<Response>;
  /** Aborts all requests under way. */
  close(): Promise<void>;
};

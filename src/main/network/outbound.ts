/**
 * The one way out: every request that isn't a page's goes through here (reliability 30), over the network that
 * the pages have: the same proxies, certificates and names. Time limits; no redirect is followed; no cookie, no cache.
 */
export type Outbound = {
  /**
   * The whole answer, at most 8 MB. Rejects with `NetworkError` `NET_*`. An abort by the caller's own signal, other than
   * its time-out, is passed on as it is. What isn't a GET or HEAD is never sent twice: it goes over a connection of its own.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /**
   * One `HEAD` within four seconds, in the clear if the URL says so: to look around after a failure. Nothing is sent
   * along, and nothing of the answer may be trusted. Rejects as `fetch` does.
   */
  peek(url: URL): Promise<Response>;
  /** Ends what is under way. */
  close(): Promise<void>;
};

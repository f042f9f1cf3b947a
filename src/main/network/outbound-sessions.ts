import type { ProxyChoice } from "../config/proxy.ts";
import { type Session, session } from "../electron.ts";
import { NetworkError } from "./network-error.ts";
import { setProxy } from "./set-proxy.ts";
import { trustAuthorities } from "./trusted-authorities.ts";

export type OutboundSessionsDeps = {
  readonly proxy: ProxyChoice;
  /** Further certificate authorities, PEM. */
  readonly authorities: readonly string[];
  readonly partition: string;
};

/** Electron's sessions that requests go out on, in memory. Each is handed out once its proxy is set. */
export class OutboundSessions {
  /** For what may be sent twice. */
  readonly ordinary: Promise<Session>;
  readonly #deps: OutboundSessionsDeps;
  readonly #all: Session[] = [];
  /** Those for one request at a time that are free just now. */
  readonly #idle: Promise<Session>[];
  #closings = 0;

  constructor(deps: OutboundSessionsDeps) {
    this.#deps = deps;
    this.ordinary = this.#open(deps.partition);
    this.#idle = [this.#open(`${deps.partition}-single`)];
  }

  /**
   * Sends over a connection of its own. Chromium sends a request again whose reused connection ended before the answer,
   * a POST too (net/http/http_network_transaction.cc, ShouldResendRequest): a token that is used twice may end the
   * session (RFC 9700 4.14.2).
   */
  async once<T>(url: URL, signal: AbortSignal, send: (via: Session) => Promise<T>): Promise<T> {
    const closings = this.#closings;
    const single = this.#idle.pop() ?? this.#open(`${this.#deps.partition}-single-${this.#all.length}`);
    try {
      const via = await single;
      // To end all connections would also end the fetch of a PAC file, and leave no proxy to use: let it finish first.
      await unlessAborted(via.resolveProxy(url.href), signal);
      await via.closeAllConnections();
      if (closings !== this.#closings) throw new NetworkError("NET_SERVER", "ended by us");
      return await send(via);
    } finally {
      this.#idle.push(single);
    }
  }

  /** Forgets what proxies were told. */
  forgetProxies(): void {
    for (const one of this.#all) void one.clearAuthCache();
  }

  async close(): Promise<void> {
    this.#closings += 1;
    await Promise.all(this.#all.map((one) => one.closeAllConnections()));
  }

  #open(name: string): Promise<Session> {
    const made = session.fromPartition(name, { cache: false });
    this.#all.push(made);
    trustAuthorities(made, this.#deps.authorities);
    return setProxy(made, this.#deps.proxy).then(() => made);
  }
}

/** Resolves when it is settled or nobody waits for it any more. */
async function unlessAborted(asked: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await Promise.race([asked.catch(() => null), aborted]);
}

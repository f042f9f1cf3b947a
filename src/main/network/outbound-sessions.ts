import type { ProxyChoice } from "../config/proxy.ts";
import { type Session, session } from "../electron.ts";
import { NetworkError } from "./network-error.ts";
import { onNetworkLost } from "./network-process.ts";
import { setProxy } from "./set-proxy.ts";
import { trustAuthorities } from "./trusted-authorities.ts";

export type OutboundSessionsDeps = {
  readonly proxy: ProxyChoice;
  /** Further certificate authorities, PEM. */
  readonly authorities: readonly string[];
  readonly partition: string;
};

/** Those of one network: what they hold of it ends with it. */
type Opened = {
  readonly all: Session[];
  readonly ordinary: Promise<Session>;
  /** Those for one request at a time that are free just now. */
  readonly idle: Promise<Session>[];
};

/** Electron's sessions that requests go out on, in memory. Each is handed out once its proxy is set. */
export class OutboundSessions {
  readonly #deps: OutboundSessionsDeps;
  #opened: Opened;
  /** How many networks there were before this one. */
  #lost = 0;
  #closings = 0;
  readonly #unfollow: () => void;

  constructor(deps: OutboundSessionsDeps) {
    this.#deps = deps;
    this.#opened = this.#begin();
    this.#unfollow = onNetworkLost(() => {
      this.#lost += 1;
      this.#opened = this.#begin();
    });
  }

  /** For what may be sent twice. */
  get ordinary(): Promise<Session> {
    return this.#opened.ordinary;
  }

  /**
   * Sends over a connection of its own. Chromium sends a request again whose reused connection ended before the answer,
   * a POST too (net/http/http_network_transaction.cc, ShouldResendRequest): a token that is used twice may end the
   * session (RFC 9700 4.14.2).
   */
  async once<T>(url: URL, signal: AbortSignal, send: (via: Session) => Promise<T>): Promise<T> {
    const closings = this.#closings;
    const { idle, all } = this.#opened;
    const single = idle.pop() ?? this.#open(`-single-${all.length}`, all);
    try {
      const via = await single;
      // To end all connections would also end the fetch of a PAC file, and leave no proxy to use: let it finish first.
      await unlessAborted(via.resolveProxy(url.href), signal);
      await via.closeAllConnections();
      if (closings !== this.#closings) throw new NetworkError("NET_SERVER", "ended by us");
      return await send(via);
    } finally {
      idle.push(single);
    }
  }

  /** Forgets what proxies were told. */
  forgetProxies(): void {
    for (const one of this.#opened.all) void one.clearAuthCache();
  }

  async close(): Promise<void> {
    this.#closings += 1;
    this.#unfollow();
    await Promise.all(this.#opened.all.map((one) => one.closeAllConnections()));
  }

  #begin(): Opened {
    const all: Session[] = [];
    return { all, ordinary: this.#open("", all), idle: [this.#open("-single", all)] };
  }

  #open(name: string, all: Session[]): Promise<Session> {
    const network = this.#lost === 0 ? "" : `.${this.#lost}`;
    const made = session.fromPartition(`${this.#deps.partition}${network}${name}`, { cache: false });
    all.push(made);
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

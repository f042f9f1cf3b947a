import { lookup as resolve } from "node:dns";
import type { LookupFunction } from "node:net";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from "undici";
import { isLoopback } from "../loopback-host.ts";
import { NetworkError, networkError } from "./network-error.ts";

/**
 * The one way out: every request that isn't a page's goes through here (design, "One way out"). Certificates of the
 * OS, the proxy that the OS names, `.localhost`, time limits; no redirect is followed.
 */
export type Outbound = {
  /**
   * Rejects with `NetworkError` `NET_*`. Reading the body may still fail: `networkError` tells why.
   * An abort by the caller's own signal, other than its time-out, is passed on as it is.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
};

export type OutboundDeps = {
  /** Milliseconds for one whole request, body included. */
  readonly timeoutMs?: number;
  /** Answers as a PAC script does ("PROXY host:port; DIRECT"); `session.resolveProxy` in the product (reliability 30). */
  readonly resolveProxy?: (url: string) => Promise<string>;
  /** A further certificate authority, PEM. */
  readonly ca?: string;
};

const REQUEST_MS = 20_000;
const CONNECT_MS = 10_000;
const LARGEST_ANSWER = 8 * 1024 * 1024;

export function createOutbound(deps: OutboundDeps = {}): Outbound {
  const timeoutMs = deps.timeoutMs ?? REQUEST_MS;
  const dispatchers = new Map<string, Dispatcher>();

  function dispatcher(proxy: string | null, secure: boolean): Dispatcher {
    const key = `${secure ? "tls" : "plain"} ${proxy ?? ""}`;
    const kept = dispatchers.get(key);
    if (kept !== undefined) return kept;
    const tls = secure ? { ca: authorities(deps.ca) } : {};
    const made = proxy === null ? direct(timeoutMs, tls) : through(proxy, timeoutMs, tls);
    dispatchers.set(key, made);
    return made;
  }

  async function proxyFor(url: URL): Promise<string | null> {
    if (deps.resolveProxy === undefined || isLoopback(url.hostname)) return null;
    try {
      return proxyUrl(await deps.resolveProxy(url.href));
    } catch {
      throw new NetworkError("NET_PROXY", "the proxy could not be resolved");
    }
  }

  return {
    async fetch(input, init = {}) {
      const url = new URL(input);
      refusePlainHttp(url);
      const proxy = await proxyFor(url);
      const limit = AbortSignal.timeout(timeoutMs);
      const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
      try {
        const request = {
          ...init,
          signal,
          redirect: "manual",
          dispatcher: dispatcher(proxy, url.protocol === "https:"),
        };
        return (await undiciFetch(url, request as Parameters<typeof undiciFetch>[1])) as unknown as Response;
      } catch (thrown) {
        if (init.signal?.aborted === true && !isTimeout(init.signal.reason)) throw thrown;
        throw networkError(thrown, proxy !== null) ?? new NetworkError("NET_SERVER", "no answer");
      }
    },
    async close() {
      const open = [...dispatchers.values()];
      dispatchers.clear();
      await Promise.all(open.map((one) => one.destroy()));
    },
  };
}

// reliability 10: nothing accepts plain http but loopback.
function refusePlainHttp(url: URL): void {
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return;
  throw new NetworkError("NET_TLS", `${url.protocol} refused`);
}

const lookup: LookupFunction = (hostname, options, callback) => {
  if (!isLoopback(hostname)) {
    resolve(hostname, options, callback);
    return;
  }
  const all = [
    { address: "127.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ];
  if (options.all) callback(null, all);
  else callback(null, options.family === 6 ? "::1" : "127.0.0.1", options.family === 6 ? 6 : 4);
};

function limits(timeoutMs: number) {
  // A short keep-alive: a connection that the server has meanwhile closed would fail a token request that can't be repeated.
  return {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 1_000,
    maxResponseSize: LARGEST_ANSWER,
    allowH2: false,
  };
}

type Trust = { readonly ca?: string[] };

function direct(timeoutMs: number, tls: Trust): Dispatcher {
  const connect = { lookup, timeout: Math.min(CONNECT_MS, timeoutMs), ...tls };
  return new Agent({ ...limits(timeoutMs), connect });
}

function through(proxy: string, timeoutMs: number, tls: Trust): Dispatcher {
  const connectTimeout = Math.min(CONNECT_MS, timeoutMs);
  return new ProxyAgent({ ...limits(timeoutMs), uri: proxy, connectTimeout, requestTls: tls, proxyTls: tls });
}

// The OS's own store counts beside the bundled one: offices inspect TLS under a certificate of their own (reliability 30).
function authorities(further: string | undefined): string[] {
  return [...getCACertificates("default"), ...ofTheSystem(), ...(further === undefined ? [] : [further])];
}

function ofTheSystem(): string[] {
  try {
    return getCACertificates("system");
  } catch {
    return [];
  }
}

/** The first entry of a PAC answer that can be used; null = direct. */
export function proxyUrl(answer: string): string | null {
  for (const entry of answer.split(";")) {
    const [kind = "", place = ""] = entry.trim().split(/\s+/u);
    if (kind.toUpperCase() === "DIRECT") return null;
    const scheme = PROXY_SCHEMES[kind.toUpperCase()];
    if (scheme !== undefined && URL.canParse(`${scheme}://${place}`)) return `${scheme}://${place}`;
  }
  return null;
}

const PROXY_SCHEMES: Readonly<Record<string, string>> = {
  PROXY: "http",
  HTTP: "http",
  HTTPS: "https",
  SOCKS: "socks5",
  SOCKS5: "socks5",
};

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

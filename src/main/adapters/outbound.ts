import { lookup as resolve } from "node:dns";
import type { LookupFunction } from "node:net";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from "undici";
import { isLoopback } from "../loopback-host.ts";
import { isUnsent, NetworkError, networkError } from "./network-error.ts";
import { type ProxyCredentials, type ProxyLogins, proxyPlace } from "./proxy-logins.ts";
import {
  createRouteMemory,
  ProxyUnreachable,
  ProxyWantsCredentials,
  proxyClient,
  proxyRoutes,
  type Route,
} from "./proxy-routes.ts";
import { greetSocks } from "./socks-greeting.ts";

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
  /**
   * One `HEAD` within four seconds, in the clear if the URL says so: to look around after a failure. Nothing is sent
   * along, and nothing of the answer may be trusted. Rejects as `fetch` does.
   */
  peek(url: URL): Promise<Response>;
  close(): Promise<void>;
};

export type OutboundDeps = {
  /** Milliseconds for one whole request, body included. */
  readonly timeoutMs?: number;
  /** Answers as a PAC script does ("PROXY host:port; DIRECT"); `session.resolveProxy` in the product (reliability 30). */
  readonly resolveProxy?: (url: string) => Promise<string>;
  /** Further certificate authorities, PEM. */
  readonly ca?: readonly string[];
  /** Who to be at a proxy that asks. */
  readonly proxyLogins?: ProxyLogins;
  /** `dns.lookup`: the system's resolver. */
  readonly resolveHost?: LookupFunction;
};

const REQUEST_MS = 20_000;
const CONNECT_MS = 10_000;
const PEEK_MS = 4_000;
/** For each of several addresses (RFC 8305 5): a packet that was lost is sent again after a second (RFC 6298 2). */
const ATTEMPT_MS = 2_500;
/** Of the time to connect: a resolver may try its servers for longer than that, and then nobody hears what is wrong. */
const LOOKUP_SHARE = 0.8;
const LARGEST_ANSWER = 8 * 1024 * 1024;

export function createOutbound(deps: OutboundDeps = {}): Outbound {
  const timeoutMs = deps.timeoutMs ?? REQUEST_MS;
  const dispatchers = new Map<string, Dispatcher>();
  const credentials = new Map<string, ProxyCredentials>();
  const memory = createRouteMemory(() => performance.now());
  // What IT keeps in the keychain is found there again.
  deps.proxyLogins?.onForget(() => [...credentials.keys()].forEach(forget));

  function dispatcher(proxy: Route, secure: boolean): Dispatcher {
    const key = `${secure ? "tls" : "plain"} ${proxy ?? ""}`;
    const kept = dispatchers.get(key);
    if (kept !== undefined) return kept;
    const tls = secure ? { ca: authorities(deps.ca) } : {};
    const made =
      proxy === null
        ? direct(timeoutMs, tls, deps.resolveHost ?? resolve)
        : through(proxy, timeoutMs, tls, credentials.get(proxy) ?? null);
    dispatchers.set(key, made);
    return made;
  }

  async function routesTo(url: URL, signal: AbortSignal): Promise<readonly Route[]> {
    if (deps.resolveProxy === undefined || isLoopback(url.hostname)) return [null];
    const routes = proxyRoutes(
      // A proxy script may run for ever, and nothing else would end the wait for it.
      await Promise.race([deps.resolveProxy(url.href), aborted(signal)]).catch(() => {
        throw new NetworkError("NET_PROXY", "the proxy could not be resolved");
      }),
    );
    if (routes.length === 0) throw new NetworkError("NET_PROXY", "no proxy of a known kind");
    return memory.order(routes);
  }

  async function once(url: URL, init: RequestInit, proxy: Route): Promise<Response> {
    try {
      if (proxy?.startsWith("socks") === true) await greetSocks(proxy, Math.min(CONNECT_MS, timeoutMs) / 4);
      const request = {
        ...init,
        redirect: "manual",
        dispatcher: dispatcher(proxy, url.protocol === "https:"),
      };
      return (await undiciFetch(url, request as Parameters<typeof undiciFetch>[1])) as unknown as Response;
    } catch (thrown) {
      throw networkError(thrown, proxy !== null) ?? thrown;
    }
  }

  /** Again with what is known of this proxy's user by now: nothing was sent on before. */
  async function introduced(url: URL, init: RequestInit, proxy: Route): Promise<Response> {
    for (;;) {
      // What this request brings: others may learn who to be while it is under way.
      const given = credentials.get(proxy ?? "");
      try {
        return await once(url, init, proxy);
      } catch (thrown) {
        if (!(thrown instanceof ProxyWantsCredentials) || !thrown.basic || proxy === null) throw thrown;
        if (given !== undefined) deps.proxyLogins?.refused(placeOf(proxy), given);
        if (credentials.has(proxy) && credentials.get(proxy) !== given) continue;
        const known = await deps.proxyLogins?.of(placeOf(proxy)).catch(() => null);
        forget(proxy);
        if (known == null)
          throw mayAskPerson(proxy) ? thrown : new NetworkError("NET_PROXY", "HTTP 407, unnamed");
        credentials.set(proxy, known);
      }
    }
  }

  function mayAskPerson(proxy: string): boolean {
    return deps.proxyLogins === undefined || deps.proxyLogins.waiting() === placeOf(proxy);
  }

  function forget(proxy: string): void {
    credentials.delete(proxy);
    for (const [key, one] of dispatchers) {
      if (!key.endsWith(` ${proxy}`)) continue;
      dispatchers.delete(key);
      void one.close(); // lets what is under way end
    }
  }

  /** One way after the other, as long as nothing was sent on; what the direct one says is nearest to the server. */
  async function anyRoute(url: URL, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
    let unreachable: NetworkError | null = null;
    for (const route of await routesTo(url, init.signal)) {
      try {
        const answer = await introduced(url, init, route);
        memory.worked(route);
        return answer;
      } catch (thrown) {
        if (!(thrown instanceof ProxyUnreachable || isUnsent(thrown))) throw thrown;
        if (route !== null) memory.failed(route);
        unreachable = route === null ? thrown : (unreachable ?? thrown);
      }
    }
    throw unreachable ?? new NetworkError("NET_PROXY", "no way");
  }

  async function request(url: URL, init: RequestInit): Promise<Response> {
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    try {
      return await anyRoute(url, { ...init, signal });
    } catch (thrown) {
      if (init.signal?.aborted === true && !isTimeout(init.signal.reason)) throw thrown;
      throw networkError(thrown) ?? new NetworkError("NET_SERVER", "no answer");
    }
  }

  return {
    async fetch(input, init = {}) {
      const url = new URL(input);
      refusePlainHttp(url);
      return request(url, init);
    },
    peek: (url) => request(url, { method: "HEAD", signal: AbortSignal.timeout(PEEK_MS) }),
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

/** `.localhost` is this PC (RFC 6761 6.3), whatever the resolver says. */
function lookupThrough(resolveHost: LookupFunction, limitMs: number): LookupFunction {
  return (hostname, options, callback) => {
    if (isLoopback(hostname)) ownAddress(options, callback);
    else limited(resolveHost, limitMs)(hostname, options, callback);
  };
}

const ownAddress = (
  options: Parameters<LookupFunction>[1],
  callback: Parameters<LookupFunction>[2],
): void => {
  const all = [
    { address: "127.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ];
  if (options.all) callback(null, all);
  else callback(null, options.family === 6 ? "::1" : "127.0.0.1", options.family === 6 ? 6 : 4);
};

/** Without an answer in time the name can't be resolved just now (getaddrinfo(3), EAI_AGAIN). */
function limited(resolveHost: LookupFunction, limitMs: number): LookupFunction {
  return (hostname, options, callback) => {
    const late = Object.assign(new Error("no answer from the resolver"), { code: "EAI_AGAIN" });
    const timer = setTimeout(() => callback(late, [], undefined), limitMs);
    resolveHost(hostname, options, (...answer) => {
      clearTimeout(timer);
      callback(...answer); // one that comes too late is dropped by whoever asked
    });
  };
}

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

function direct(timeoutMs: number, tls: Trust, resolveHost: LookupFunction): Dispatcher {
  const timeout = Math.min(CONNECT_MS, timeoutMs);
  const lookup = lookupThrough(resolveHost, LOOKUP_SHARE * timeout);
  // Whether several addresses are tried is left to Node: the one of Electron 25, told to, forgets the server's name
  // in TLS (RFC 6066 3) as it goes on to the next.
  const connect = { lookup, timeout, autoSelectFamilyAttemptTimeout: ATTEMPT_MS, ...tls };
  return new Agent({ ...limits(timeoutMs), connect });
}

function through(
  proxy: string,
  timeoutMs: number,
  tls: Trust,
  credentials: ProxyCredentials | null,
): Dispatcher {
  const connectTimeout = Math.min(CONNECT_MS, timeoutMs);
  return new ProxyAgent({
    ...limits(timeoutMs),
    uri: proxy,
    clientFactory: proxyClient,
    connectTimeout,
    requestTls: tls,
    // With any, undici opens TLS to a SOCKS proxy, too.
    ...(proxy.startsWith("https:") && { proxyTls: tls }),
    ...(credentials !== null && { token: basic(credentials) }),
  });
}

function placeOf(proxy: string): string {
  const { hostname, port, protocol } = new URL(proxy);
  return proxyPlace({ host: hostname, port: Number(port) || (protocol === "https:" ? 443 : 80) });
}

// RFC 7617: user and password as UTF-8.
function basic({ user, password }: ProxyCredentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

// The OS's own store counts beside the bundled one: offices inspect TLS under a certificate of their own (reliability 30).
function authorities(further: readonly string[] = []): string[] {
  return [...getCACertificates("default"), ...ofTheSystem(), ...further];
}

function ofTheSystem(): string[] {
  try {
    return getCACertificates("system");
  } catch {
    return [];
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

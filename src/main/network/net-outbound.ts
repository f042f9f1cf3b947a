import { isLoopback } from "../../core/loopback-host.ts";
import { type ProxyChoice, proxyConfig } from "../config/proxy.ts";
import { type ClientRequest, net, type Session, session } from "../electron.ts";
import { NetworkError, netError, networkError } from "./network-error.ts";
import type { Outbound } from "./outbound.ts";
import { type ProxyCredentials, type ProxyLogins, proxyPlace } from "./proxy-logins.ts";
import { trustAuthorities } from "./trusted-authorities.ts";

export type NetOutboundDeps = {
  readonly proxy: ProxyChoice;
  /** Further certificate authorities, PEM. */
  readonly authorities: readonly string[];
  /** Who to be at a proxy that asks. */
  readonly proxyLogins: ProxyLogins;
  /** Milliseconds for one whole request, answer included. */
  readonly timeoutMs?: number;
  /** Names its sessions, where a process has several. */
  readonly partition?: string;
};

const REQUEST_MS = 20_000;
const PEEK_MS = 4_000;
/** How long a name that stands in Chromium's own list of hosts takes to be found there. */
const KNOWN_NAME_MS = 500;
const NO_TUNNEL = "ERR_TUNNEL_CONNECTION_FAILED";
const BROKEN_OFF: ReadonlySet<unknown> = new Set([
  "ERR_CONNECTION_CLOSED",
  "ERR_CONNECTION_RESET",
  "ERR_EMPTY_RESPONSE",
  "ERR_SOCKET_NOT_CONNECTED",
]);
/** The proxy is there; behind it the way ends (RFC 9110 15.6.3 to 15.6.5). */
const BEHIND_PROXY: ReadonlySet<number> = new Set([502, 503, 504]);
/** Longer than that takes. */
const VERIFIED_MS = 100;
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** A session, once its proxy is set: no request goes out before. */
type Way = Promise<Session>;
type Send = (via: Session) => Promise<Response>;

/** `Outbound` over Electron's `net`, on sessions of its own in memory; to be made once the app is ready. */
export function createNetOutbound(deps: NetOutboundDeps): Outbound {
  const { timeoutMs = REQUEST_MS, partition = "outbound" } = deps;
  const sessions: Session[] = [];
  function opened(name: string): Way {
    const made = session.fromPartition(name, { cache: false });
    sessions.push(made);
    trustAuthorities(made, deps.authorities);
    return made.setProxy(proxyConfig(deps.proxy)).then(() => made);
  }
  const ordinary = opened(partition);
  /** For what mustn't be sent twice: each takes one request at a time. */
  const idle = [opened(`${partition}-single`)];
  const forgetProxies = () => {
    for (const one of sessions) void one.clearAuthCache();
  };
  deps.proxyLogins.onForget(forgetProxies);
  const proxyLogins: ProxyLogins = {
    ...deps.proxyLogins,
    refused(proxy, credentials) {
      deps.proxyLogins.refused(proxy, credentials);
      forgetProxies(); // or the other session would tell it once more: some accounts are locked after three times
    },
  };
  const open = new Set<ClientRequest>();
  let closings = 0;

  /**
   * Chromium sends a request again whose reused connection ended before the answer, a POST too (net/http/
   * http_network_transaction.cc, ShouldResendRequest): a token that is used twice may end the session (RFC 9700 4.14.2).
   */
  async function once(url: URL, signal: AbortSignal, send: Send): Promise<Response> {
    const before = closings;
    const single = idle.pop() ?? opened(`${partition}-single-${sessions.length}`);
    try {
      const via = await single;
      // What ends all connections ends the one that fetches a PAC file, too, and no way is left then.
      await unlessAborted(via.resolveProxy(url.href), signal);
      await via.closeAllConnections();
      if (closings !== before) throw new NetworkError("NET_SERVER", "ended by us");
      return await send(via);
    } finally {
      idle.push(single);
    }
  }

  async function request(url: URL, init: RequestInit, limitMs: number): Promise<Response> {
    const limit = AbortSignal.timeout(limitMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const repeatable = init.method === undefined || init.method === "GET" || init.method === "HEAD";
    const send = (via: Session) => exchange({ url, init, signal, via, proxyLogins, open });
    try {
      const sent = async () => (repeatable ? send(await ordinary) : once(url, signal, send));
      return await sent().catch((thrown: unknown) => onceVerified(thrown, sent));
    } catch (thrown) {
      if (init.signal?.aborted === true && !isTimeout(init.signal.reason)) throw thrown;
      const waited = limit.aborted ? await waitedFor(await ordinary, url) : null;
      const error = waited ?? networkError(thrown) ?? new NetworkError("NET_SERVER", "no answer");
      throw (await isUnclear(await ordinary, url, error)) ? await whoFailed(url, error) : error;
    }
  }

  /**
   * While one connection's certificate is being judged here, Electron gives another that begins Chromium's own verdict
   * (network_service_allow_remote_certificate_verification_logic.patch, "Synchronous completion"). Nothing was sent yet.
   */
  async function onceVerified(thrown: unknown, sent: () => Promise<Response>): Promise<Response> {
    const unknown = thrown instanceof NetworkError && thrown.cause === "ERR_CERT_AUTHORITY_INVALID";
    if (!unknown || deps.authorities.length === 0) throw thrown;
    await new Promise((verified) => setTimeout(verified, VERIFIED_MS));
    return sent();
  }

  /**
   * Whether it was the proxy or the server behind it: Chromium doesn't tell why there is no tunnel, nor on which side a
   * connection broke; asked in the clear, the proxy itself says it.
   */
  async function whoFailed({ hostname }: URL, error: NetworkError): Promise<NetworkError> {
    const answer = await peek(new URL(`http://${hostname}/`)).catch(() => null);
    if (answer === null) return new NetworkError("NET_PROXY", String(error.cause));
    return BEHIND_PROXY.has(answer.status) ? new NetworkError("NET_SERVER", String(error.cause)) : error;
  }

  const peek = (url: URL) => request(url, { method: "HEAD" }, Math.min(PEEK_MS, timeoutMs));

  return {
    async fetch(input, init = {}) {
      const url = new URL(input);
      refusePlainHttp(url);
      return request(url, init, timeoutMs);
    },
    peek,
    async close() {
      closings += 1;
      for (const one of open) one.abort();
      await Promise.all(sessions.map((one) => one.closeAllConnections()));
    },
  };
}

type Exchange = {
  readonly url: URL;
  readonly init: RequestInit;
  readonly signal: AbortSignal;
  readonly via: Session;
  readonly proxyLogins: ProxyLogins;
  readonly open: Set<ClientRequest>;
};

function exchange({ url, init, signal, via, proxyLogins, open }: Exchange): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const asking = net.request({
      method: init.method ?? "GET",
      url: url.href,
      session: via,
      credentials: "omit",
      useSessionCookies: false,
      redirect: "manual",
    });
    open.add(asking);
    const proxy = answerProxy(asking, proxyLogins);
    const failed = (thrown: unknown) => {
      const error = thrown instanceof Error ? netError(thrown.message) : null;
      finish(() => reject(proxy.unanswered() ?? error ?? thrown));
    };
    const stopped = () => {
      asking.abort();
      finish(() => reject(signal.reason));
    };
    const finish = (settle: () => void) => {
      signal.removeEventListener("abort", stopped);
      open.delete(asking);
      settle();
    };
    const answered = (status: number, headers: ReceivedHeaders, chunks: readonly Buffer[]) =>
      finish(() => {
        try {
          resolve(responseOf(status, headers, chunks));
        } catch (thrown) {
          reject(networkError(thrown) ?? new NetworkError("NET_UNEXPECTED_ANSWER", "no answer of HTTP"));
        }
      });
    signal.addEventListener("abort", stopped, { once: true });
    asking.on("error", failed);
    asking.on("abort", () => failed(new NetworkError("NET_SERVER", "ended by us")));
    // A redirect is an answer like any other: who asked decides, and nothing follows it.
    asking.on("redirect", (status, _method, _to, headers) => {
      answered(status, headers, []);
      asking.abort();
    });
    asking.on("response", (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on("data", (chunk) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= LARGEST_ANSWER) return;
        finish(() => reject(new NetworkError("NET_UNEXPECTED_ANSWER", "larger than any answer")));
        asking.abort();
      });
      answer.on("error", failed);
      answer.on("aborted", () => failed(new NetworkError("NET_SERVER", "broken off")));
      answer.on("end", () => {
        const refused =
          answer.statusCode === 407 ? (proxy.unanswered() ?? proxyRefusal(answer.headers)) : null;
        if (refused !== null) finish(() => reject(refused));
        else answered(answer.statusCode, answer.headers, chunks);
      });
    });
    for (const [name, value] of new Headers(init.headers)) asking.setHeader(name, value);
    asking.setHeader("cache-control", "no-store");
    if (init.body !== undefined && init.body !== null) asking.write(Buffer.from(String(init.body)));
    asking.end();
  });
}

/**
 * Tells a proxy who is asking (Electron, ClientRequest "login"; reliability 30). A server's own question isn't ours to
 * answer: it ends as if nobody had typed anything.
 */
function answerProxy(asking: ClientRequest, logins: ProxyLogins): { unanswered(): NetworkError | null } {
  const given = new Map<string, ProxyCredentials>();
  let unanswered: NetworkError | null = null;
  asking.on("login", (question, answer) => {
    if (!question.isProxy) return answer();
    const proxy = proxyPlace(question);
    const before = given.get(proxy);
    // The same request asks again: what it was told isn't taken.
    if (before !== undefined) logins.refused(proxy, before);
    void logins
      .of(proxy)
      .catch(() => null)
      .then((known) => {
        if (known !== null) {
          given.set(proxy, known);
          return answer(known.user, known.password);
        }
        const named = logins.waiting() === proxy;
        unanswered = new NetworkError(named ? "NET_PROXY_AUTH" : "NET_PROXY", `HTTP 407 ${question.scheme}`);
        answer();
      });
  });
  return { unanswered: () => unanswered };
}

/** One that asks in a way that nobody here speaks, such as Negotiate without a ticket. */
function proxyRefusal(headers: ReceivedHeaders): NetworkError {
  const schemes = [headers["proxy-authenticate"] ?? []].flat().map((one) => one.split(" ")[0]);
  return new NetworkError("NET_PROXY", ["HTTP 407", ...schemes.slice(0, 4)].join(" "));
}

type ReceivedHeaders = Readonly<Record<string, string | string[]>>;

function responseOf(status: number, headers: ReceivedHeaders, chunks: readonly Buffer[]): Response {
  if (status < 200 || status > 599) throw new NetworkError("NET_UNEXPECTED_ANSWER", `HTTP ${status}`);
  const hasBody = chunks.length > 0 && ![204, 205, 304].includes(status);
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    // Bytes, as in `fetch`: Electron has read them as UTF-8, and `Response` takes no such text.
    [values].flat().map((value): [string, string] => [name, Buffer.from(value, "utf8").toString("latin1")]),
  );
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers: pairs });
}

async function isUnclear(via: Session, url: URL, { cause }: NetworkError): Promise<boolean> {
  if (url.protocol !== "https:") return false; // in the clear the proxy has answered by itself
  return cause === NO_TUNNEL || (BROKEN_OFF.has(cause) && (await via.resolveProxy(url.href)) !== "DIRECT");
}

/** What a request that took too long waited for, where it didn't get as far as an address. */
async function waitedFor(via: Session, url: URL): Promise<NetworkError | null> {
  const way = await atOnce(via.resolveProxy(url.href));
  if (way === null) return new NetworkError("NET_PROXY", "no answer from the proxy's script");
  if (way !== "DIRECT" || (await atOnce(via.resolveHost(url.hostname))) !== null) return null;
  return new NetworkError("NET_DNS", "no answer from the resolver");
}

/** Null where it fails or isn't known already. */
function atOnce<T>(asked: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), KNOWN_NAME_MS));
  return Promise.race([asked.catch(() => null), late]);
}

/** Resolves when it is settled or nobody waits for it any more. */
async function unlessAborted(asked: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await Promise.race([asked.catch(() => null), aborted]);
}

// reliability 10: nothing accepts plain http but loopback.
function refusePlainHttp(url: URL): void {
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return;
  throw new NetworkError("NET_TLS", `${url.protocol} refused`);
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

import { isLoopback } from "../../core/loopback-host.ts";
import type { ClientRequest, Session } from "../electron.ts";
import { exchange, isTimeout } from "./exchange.ts";
import { NetworkError, networkError } from "./network-error.ts";
import type { Outbound } from "./outbound.ts";
import { OutboundSessions, type OutboundSessionsDeps } from "./outbound-sessions.ts";
import type { ProxyLogins } from "./proxy-logins.ts";
import { proxyOrServer, waitedFor } from "./proxy-or-server.ts";

export type NetOutboundDeps = Omit<OutboundSessionsDeps, "partition"> & {
  /** Who to be at a proxy that asks. */
  readonly proxyLogins: ProxyLogins;
  /** Milliseconds for one whole request, answer included. */
  readonly timeoutMs?: number;
  /** Names its sessions, where a process has several. */
  readonly partition?: string;
};

const REQUEST_MS = 20_000;
const PEEK_MS = 4_000;
/** Longer than Electron takes to verify a certificate (`onceVerified`). */
const VERIFIED_MS = 100;

/** `Outbound` over Electron's `net`, on sessions of its own in memory; to be made once the app is ready. */
export function createNetOutbound(deps: NetOutboundDeps): Outbound {
  const { timeoutMs = REQUEST_MS, partition = "outbound", authorities } = deps;
  const sessions = new OutboundSessions({ proxy: deps.proxy, authorities, partition });
  const proxyLogins = forgottenBy(sessions, deps.proxyLogins);
  const open = new Set<ClientRequest>();

  async function request(url: URL, init: RequestInit, limitMs: number): Promise<Response> {
    const limit = AbortSignal.timeout(limitMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const send = (via: Session) => exchange({ url, init, signal, via, proxyLogins, open });
    const sent = async () =>
      isRepeatable(init) ? send(await sessions.ordinary) : sessions.once(url, signal, send);
    try {
      return await sent().catch((thrown: unknown) => onceVerified(thrown, authorities, sent));
    } catch (thrown) {
      if (init.signal?.aborted === true && !isTimeout(init.signal.reason)) throw thrown;
      const via = await sessions.ordinary;
      const waited = limit.aborted ? await waitedFor(via, url) : null;
      const error = waited ?? networkError(thrown) ?? new NetworkError("NET_SERVER", "no answer");
      throw await proxyOrServer(via, url, error, peek);
    }
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
      for (const one of open) one.abort();
      await sessions.close();
    },
  };
}

/** These logins; what is forgotten or refused here, every session forgets. */
function forgottenBy(sessions: OutboundSessions, logins: ProxyLogins): ProxyLogins {
  logins.onForget(() => sessions.forgetProxies());
  return {
    ...logins,
    refused(proxy, credentials) {
      logins.refused(proxy, credentials);
      // Or another session would send them once more: some accounts are locked after three times.
      sessions.forgetProxies();
    },
  };
}

/**
 * While one connection's certificate is being judged here, Electron gives another that begins Chromium's own verdict
 * (network_service_allow_remote_certificate_verification_logic.patch, "Synchronous completion"). Nothing was sent yet, so
 * it is sent once more.
 */
async function onceVerified(
  thrown: unknown,
  authorities: readonly string[],
  sent: () => Promise<Response>,
): Promise<Response> {
  const unknown = thrown instanceof NetworkError && thrown.cause === "ERR_CERT_AUTHORITY_INVALID";
  if (!unknown || authorities.length === 0) throw thrown;
  await new Promise((verified) => setTimeout(verified, VERIFIED_MS));
  return sent();
}

function isRepeatable({ method }: RequestInit): boolean {
  return method === undefined || method === "GET" || method === "HEAD";
}

// reliability 10: nothing accepts plain http but loopback.
function refusePlainHttp(url: URL): void {
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return;
  throw new NetworkError("NET_TLS", `${url.protocol} refused`);
}

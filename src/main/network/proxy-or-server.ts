import { OF_PROXY } from "../../core/session/network-cause.ts";
import type { Session } from "../electron.ts";
import { NetworkError, networkError } from "./network-error.ts";
import type { Outbound } from "./outbound.ts";

/** How long a name that stands in Chromium's own list of hosts takes to be found there. */
const KNOWN_NAME_MS = 500;
/** Said of a CONNECT alone, without what the proxy answered (net/base/net_error_list.h). */
const NO_TUNNEL: ReadonlySet<unknown> = new Set([
  "ERR_TUNNEL_CONNECTION_FAILED",
  "ERR_PROXY_AUTH_UNSUPPORTED",
]);
const BROKEN_OFF: ReadonlySet<unknown> = new Set([
  "ERR_CONNECTION_CLOSED",
  "ERR_CONNECTION_RESET",
  "ERR_EMPTY_RESPONSE",
  "ERR_SOCKET_NOT_CONNECTED",
]);
/** The proxy answers, but can't reach the server (RFC 9110 15.6.3 to 15.6.5). */
const BEHIND_PROXY: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Whether it was the proxy or the server behind it. Chromium doesn't tell why there is no tunnel, nor on which side a
 * connection broke. Asked for plain HTTP, the proxy says it in its answer.
 */
export async function proxyOrServer(
  via: Session,
  url: URL,
  error: NetworkError,
  peek: Outbound["peek"],
): Promise<NetworkError> {
  if (!(await isUnclear(via, url, error))) return error;
  const seen = await peek(new URL(`http://${url.hostname}/`)).catch(networkError);
  if (seen instanceof Response)
    return BEHIND_PROXY.has(seen.status) ? new NetworkError("NET_SERVER", String(error.cause)) : error;
  return seen !== null && OF_PROXY.has(seen.code) ? seen : new NetworkError("NET_PROXY", String(error.cause));
}

async function isUnclear(via: Session, url: URL, { cause }: NetworkError): Promise<boolean> {
  if (url.protocol !== "https:") return false; // the proxy itself has answered
  return NO_TUNNEL.has(cause) || (BROKEN_OFF.has(cause) && (await via.resolveProxy(url.href)) !== "DIRECT");
}

/** What a request that took too long waited for, if it was the proxy's script or the resolver; otherwise null. */
export async function waitedFor(via: Session, url: URL): Promise<NetworkError | null> {
  const way = await atOnce(via.resolveProxy(url.href));
  if (way === null) return new NetworkError("NET_PAC", "no answer from the proxy's script");
  if (way !== "DIRECT" || (await atOnce(via.resolveHost(url.hostname))) !== null) return null;
  return new NetworkError("NET_DNS", "no answer from the resolver");
}

/** Null where it fails or isn't known already. */
function atOnce<T>(asked: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), KNOWN_NAME_MS));
  return Promise.race([asked.catch(() => null), late]);
}

import type { Dispatcher } from "undici";
import { Pool } from "undici";
import { describe, NetworkError } from "./network-error.ts";

/** One way to the service; null = direct, without a proxy. */
export type Route = string | null;

const SCHEMES: Readonly<Record<string, string>> = {
  PROXY: "http",
  HTTP: "http",
  HTTPS: "https",
  SOCKS: "socks5",
  SOCKS5: "socks5",
};

/** The ways that a PAC script's answer names and that can be gone, in its order; none for kinds that can't. */
export function proxyRoutes(answer: string): readonly Route[] {
  if (answer.trim() === "") return [null];
  return answer.split(";").flatMap((entry): Route[] => {
    const [kind = "", place = ""] = entry.trim().split(/\s+/u);
    if (kind.toUpperCase() === "DIRECT") return [null];
    const scheme = SCHEMES[kind.toUpperCase()];
    const url = `${scheme}://${place}`;
    return scheme !== undefined && place !== "" && URL.canParse(url) ? [url] : [];
  });
}

/** The proxy itself can't be reached, so nothing was sent on: the next route may be tried. */
export class ProxyUnreachable extends NetworkError {
  constructor(detail: string) {
    super("NET_PROXY", detail);
    this.name = "ProxyUnreachable";
  }
}

/** The proxy wants to know who asks (RFC 9110 15.5.8). */
export class ProxyWantsCredentials extends NetworkError {
  /** Whether it takes user and password (Basic); NTLM and Kerberos aren't spoken here. */
  readonly basic: boolean;

  constructor(challenges: string) {
    const basic = /(?:^|,)\s*basic\b/iu.test(challenges);
    // Which schemes it wants instead, such as NTLM or Negotiate (Kerberos), is for whoever reads the log.
    const schemes = challenges.match(/(?<=^|,)\s*[A-Za-z][\w-]*(?=\s|,|$)/gu)?.map((one) => one.trim()) ?? [];
    const wanted = basic || schemes.length === 0 ? "" : ` ${schemes.slice(0, 4).join(", ")}`;
    super(basic ? "NET_PROXY_AUTH" : "NET_PROXY", `HTTP 407${wanted}`);
    this.name = "ProxyWantsCredentials";
    this.basic = basic;
  }
}

/** A client of the proxy itself that tells what became of the tunnel: undici has a text for it, but no code. */
export function proxyClient(origin: string | URL, options: object): Dispatcher {
  const pool = new Pool(origin, options);
  const connect = pool.connect.bind(pool) as (
    parameters: Dispatcher.ConnectOptions,
  ) => Promise<Dispatcher.ConnectData>;
  const watched = async (parameters: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    const answer = await connect(parameters).catch((thrown: unknown) => {
      const stopped = parameters.signal as AbortSignal | null | undefined;
      throw stopped?.aborted === true ? thrown : new ProxyUnreachable(describe(thrown));
    });
    if (answer.statusCode === 200) return answer;
    answer.socket.on("error", () => {}).destroy();
    throw refusal(answer);
  };
  return Object.assign(pool, { connect: watched });
}

function refusal({ statusCode, headers }: Dispatcher.ConnectData): NetworkError {
  if (statusCode === 407)
    return new ProxyWantsCredentials([headers["proxy-authenticate"] ?? ""].flat().join(","));
  // The proxy is there; behind it the way ends (RFC 9110 15.6.3 to 15.6.5).
  const behind = statusCode === 502 || statusCode === 503 || statusCode === 504;
  return new NetworkError(behind ? "NET_SERVER" : "NET_PROXY", `proxy: HTTP ${statusCode}`);
}

const REMEMBERED_MS = 5 * 60_000;

/** Puts proxies that couldn't be reached lately last, so that not every request waits for them first. */
export function createRouteMemory(now: () => number): {
  order(routes: readonly Route[]): readonly Route[];
  failed(proxy: string): void;
  worked(route: Route): void;
} {
  const failedAt = new Map<string, number>();
  const isBad = (route: Route) =>
    route !== null && now() - (failedAt.get(route) ?? Number.NEGATIVE_INFINITY) < REMEMBERED_MS;
  return {
    order: (routes) => [...routes.filter((one) => !isBad(one)), ...routes.filter(isBad)],
    failed: (proxy) => void failedAt.set(proxy, now()),
    worked: (route) => void (route !== null && failedAt.delete(route)),
  };
}

import { networkInterfaces } from "node:os";
import type { ErrorCode } from "../../core/errors.ts";
import { isLoopback } from "../../core/loopback-host.ts";
import type { Profile } from "../../core/service/profile.ts";
import {
  mayHideCause,
  type NetworkFindings,
  networkCause,
  type Reach,
  type Reaching,
} from "../../core/session/network-cause.ts";
import { answerDate } from "./answer-date.ts";
import { networkError } from "./network-error.ts";
import type { Outbound } from "./outbound.ts";

/**
 * Finds out what failed (reliability 27): one `HEAD /` to the service's Internet host; one to the line's if that is what
 * failed; one over plain HTTP if the first one failed. They carry no credentials, and of the answers only their arrival
 * is believed. One look a failure, and failures back off.
 */
export type NetworkProbe = {
  /** Never rejects. @returns `failed`, or what it really is */
  explain(failed: ErrorCode, reaching: Reaching): Promise<ErrorCode>;
  /** For the provider's requests: after an answer over TLS, the provider itself has said what is wrong. */
  watching(outbound: Outbound): Outbound;
};

export type NetworkProbeDeps = {
  readonly outbound: Pick<Outbound, "peek">;
  readonly profile: Pick<Profile, "issuer" | "loginUrl" | "origins">;
  readonly now: () => number;
  readonly linked?: () => boolean;
};

type Seen = { readonly reach: Reach; readonly skewMs: number | null };

export function createNetworkProbe(deps: NetworkProbeDeps): NetworkProbe {
  const { profile, linked = hasAddress } = deps;
  const hosts = hostsOf(profile);
  const away = () => (hosts.internet === null || !isLoopback(hosts.internet.hostname)) && !linked();
  let provenAnswer = false;
  // Several failures at once share one look.
  const looking = new Map<Reaching, Promise<NetworkFindings>>();

  async function around(reaching: Reaching): Promise<NetworkFindings> {
    const isAway = away();
    if (!isAway && hosts.internet !== null) return lookAround(deps, hosts, hosts.internet, reaching);
    return { linked: !isAway, internet: null, plain: null, line: null, skewMs: null };
  }

  return {
    watching: (way) => ({
      ...way,
      async fetch(url, init) {
        provenAnswer = false;
        const answer = await way.fetch(url, init);
        provenAnswer = new URL(url).protocol === "https:";
        return answer;
      },
    }),
    async explain(failed, reaching) {
      // Without a network a proxy can't be reached either: the network is the cause.
      if (!mayHideCause(failed)) return away() ? "NET_OFFLINE" : failed;
      // The provider's own answer says what is wrong: ten thousand clients needn't ask its login page, too.
      if (reaching === "provider" && provenAnswer) return failed;
      const running = looking.get(reaching) ?? around(reaching).finally(() => looking.delete(reaching));
      looking.set(reaching, running);
      return networkCause(failed, await running);
    },
  };
}

async function lookAround(
  deps: NetworkProbeDeps,
  hosts: ReturnType<typeof hostsOf>,
  internet: URL,
  reaching: Reaching,
): Promise<NetworkFindings> {
  const look = (url: URL) => lookAt(deps, url, hosts.known);
  const { line } = hosts;
  const first = await look(internet);
  const failed = typeof first.reach === "object";
  const plain = failed && internet.protocol === "https:" ? await look(inTheClear(internet)) : null;
  const second = !failed && line !== null && hosts.of(reaching) === line.origin ? await look(line) : null;
  return {
    linked: true,
    internet: first.reach,
    plain: plain?.reach ?? null,
    line: second?.reach ?? null,
    skewMs: first.skewMs ?? plain?.skewMs ?? null,
  };
}

async function lookAt(
  { outbound, now }: NetworkProbeDeps,
  url: URL,
  known: ReadonlySet<string>,
): Promise<Seen> {
  try {
    const answer = await outbound.peek(url);
    const date = answerDate(answer.headers);
    return {
      reach: isDiverted(answer, url, known) ? "diverted" : "answered",
      skewMs: date === null ? null : date - now(),
    };
  } catch (thrown) {
    return { reach: { failed: networkError(thrown)?.code ?? "NET_SERVER" }, skewMs: null };
  }
}

/** The origins that are asked; a profile without an Internet host is asked at its provider. */
export function hostsOf({ issuer, loginUrl, origins }: NetworkProbeDeps["profile"]) {
  const provider = originOf(issuer);
  const internet = origins.internet ?? provider;
  const line = origins.line === internet ? undefined : origins.line;
  const known = [provider, originOf(loginUrl), ...Object.values(origins)];
  return {
    internet: internet === null ? null : new URL(internet),
    line: line === undefined ? null : new URL(line),
    known: new Set(known.flatMap((origin) => URL.parse(origin ?? "")?.hostname ?? [])),
    of: (reaching: Reaching) => (reaching === "provider" ? provider : (originOf(loginUrl) ?? provider)),
  };
}

export function originOf(url: string | null): string | null {
  return URL.parse(url ?? "")?.origin ?? null;
}

export function inTheClear(url: URL): URL {
  return new URL(`http://${url.hostname}/`);
}

/**
 * Whether a captive portal answered. Status 511 says so (RFC 6585 6); over plain HTTP, a redirect away from the
 * service's hosts does too.
 */
export function isDiverted(answer: Response, url: URL, known: ReadonlySet<string>): boolean {
  if (answer.status === 511) return true;
  if (url.protocol === "https:" || answer.status < 300 || answer.status > 399) return false;
  const to = URL.parse(answer.headers.get("location") ?? "", url.href)?.hostname;
  return to !== undefined && to !== url.hostname && !known.has(to);
}

/** Link-local addresses lead no further (RFC 4291 2.5.6, RFC 3927: no DHCP server answered, or a virtual adapter). */
export const LINK_LOCAL = /^(?:fe[89ab]|169\.254\.)/iu;

/** Whether this PC has an address that isn't loopback or link-local. */
export function hasAddress(interfaces = networkInterfaces()): boolean {
  return Object.values(interfaces).some((addresses) =>
    addresses?.some(({ internal, address }) => !internal && !LINK_LOCAL.test(address)),
  );
}

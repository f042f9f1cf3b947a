import { networkInterfaces } from "node:os";
import type { Addresses, Look } from "../../core/doctor/network-findings.ts";
import { isLoopback } from "../../core/loopback-host.ts";
import type { Profile } from "../../core/service/profile.ts";
import { answerDate } from "../network/answer-date.ts";
import { networkError } from "../network/network-error.ts";
import type { Outbound } from "../network/outbound.ts";
import { hostsOf, inTheClear, isDiverted, LINK_LOCAL, originOf } from "../network/probe.ts";
import type { ExaminedHosts, ExaminedPc } from "./check.ts";

type Examined = Pick<Profile, "issuer" | "loginUrl" | "origins">;

/** Null where the profile doesn't say where its service is. */
export function examinedHosts(profile: Examined): ExaminedHosts | null {
  const { internet, line } = hostsOf(profile);
  if (internet === null) return null;
  const { operator } = profile.origins;
  return {
    internet,
    line,
    operator: operator === undefined ? null : new URL(operator),
    local: isLoopback(internet.hostname),
    loginByLine: line !== null && originOf(profile.loginUrl) === line.origin,
  };
}

/** Every host that the profile names. */
export function profileHosts(profile: Examined): ReadonlySet<string> {
  return hostsOf(profile).known;
}

/** One `HEAD /` to each, however many ask for it; nothing is sent along, and nothing believed but that an answer came. */
export function createLooks(
  outbound: Pick<Outbound, "peek">,
  profile: Examined,
  now: () => number,
): ExaminedPc["look"] {
  const hosts = examinedHosts(profile);
  const known = profileHosts(profile);
  const taken = new Map<string, Promise<Look | null>>();

  async function take(url: URL): Promise<Look> {
    try {
      const answer = await outbound.peek(url);
      const date = answerDate(answer.headers);
      return {
        reach: isDiverted(answer, url, known) ? "diverted" : "answered",
        status: answer.status,
        detail: null,
        skewMs: date === null ? null : date - now(),
      };
    } catch (thrown) {
      const error = networkError(thrown);
      const detail = typeof error?.cause === "string" ? error.cause : null;
      return { reach: { failed: error?.code ?? "NET_SERVER" }, status: null, detail, skewMs: null };
    }
  }

  function addressOf(at: Parameters<ExaminedPc["look"]>[0]): URL | null {
    if (hosts === null) return null;
    if (at !== "plain") return hosts[at];
    return hosts.internet.protocol === "https:" ? inTheClear(hosts.internet) : null;
  }

  return (at) => {
    const url = addressOf(at);
    const look = taken.get(at) ?? (url === null ? Promise.resolve(null) : take(url));
    taken.set(at, look);
    return look;
  };
}

/** The addresses of this PC in networks that others are in. */
export function ownAddresses(interfaces = networkInterfaces()): Addresses {
  const all = Object.values(interfaces).flatMap((list) => list?.filter(({ internal }) => !internal) ?? []);
  const out = all.filter(({ address }) => !LINK_LOCAL.test(address));
  return {
    ipv4: out.some(({ family }) => family === "IPv4"),
    ipv6: out.some(({ family }) => family === "IPv6"),
    linkLocalOnly: all.length > 0 && out.length === 0,
  };
}

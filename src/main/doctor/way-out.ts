import type { Facts } from "../../core/doctor/report.ts";
import { type Session, session } from "../electron.ts";
import { createNetOutbound, type NetOutboundDeps } from "../network/net-outbound.ts";
import type { Outbound } from "../network/outbound.ts";
import { trustAuthorities } from "../network/trusted-authorities.ts";
import { onSettledNetwork } from "./settled-network.ts";

const PARTITION = "doctor";
/** Chromium's verdict stands (Electron, `setCertificateVerifyProc`). */
const AS_FOUND = -3;
const NAME_LIMIT_MS = 4_000;
/** For one whole request, so that a check comes to an end before its own limit. */
const REQUEST_MS = 6_000;

/** What Chromium says of names and ways, asked on the session that the requests go through. */
export type NameLook = {
  /** `DIRECT`, `PROXY host:port`; null where the script that names the proxies can't be had, or not in time. */
  route(url: URL): Promise<string | null>;
  /** Null where nobody knows the name. */
  addresses(host: string): Promise<readonly string[] | null>;
};

export type WayOut = {
  readonly outbound: Outbound;
  readonly names: NameLook;
  /** Who vouched for a host when its certificate was last looked at, and who believed it. */
  signed(host: string): Facts;
  /** Forgets the names of earlier runs; their connections ended with them. */
  renew(): Promise<void>;
};

/**
 * The client's own `Outbound` with its proxy, authorities and proxy logins, on a session of its own, so that nothing is
 * answered from the caches of the others.
 */
export function createWayOut(
  deps: Pick<NetOutboundDeps, "proxy" | "authorities" | "proxyLogins">,
  partition = PARTITION,
): WayOut {
  const outbound = onSettledNetwork(createNetOutbound({ ...deps, timeoutMs: REQUEST_MS, partition }));
  const via = session.fromPartition(partition, { cache: false });
  const signers = watchSigners(via, deps.authorities);
  return {
    outbound,
    names: {
      // A script that must be had and can't leaves no way at all: an empty one.
      route: async (url) => (await inTime(via.resolveProxy(url.href))) || null,
      async addresses(host) {
        const found = await inTime(via.resolveHost(host));
        return found === null || found.endpoints.length === 0
          ? null
          : found.endpoints.map(({ address }) => address);
      },
    },
    signed: (host) => signers.get(host) ?? {},
    // To end connections here would end the fetch of a PAC file with them (`OutboundSessions.once`).
    renew: () => via.clearHostResolverCache(),
  };
}

/** Notes whose certificates come, and leaves the verdict to `trustAuthorities`. */
function watchSigners(via: Session, authorities: readonly string[]): ReadonlyMap<string, Facts> {
  const signers = new Map<string, Facts>();
  type Verify = NonNullable<Parameters<Session["setCertificateVerifyProc"]>[0]>;
  const noting =
    (verify: Verify): Verify =>
    (request, callback) =>
      verify(request, (verdict) => {
        const { hostname, certificate, verificationResult, isIssuedByKnownRoot } = request;
        const trustedBy = believer(verificationResult, verdict, isIssuedByKnownRoot);
        signers.set(hostname, { signedBy: certificate.issuerName, trustedBy, verdict: verificationResult });
        callback(verdict);
      });
  via.setCertificateVerifyProc(noting((_request, callback) => callback(AS_FOUND)));
  trustAuthorities(
    { setCertificateVerifyProc: (verify) => verify && via.setCertificateVerifyProc(noting(verify)) },
    authorities,
  );
  return signers;
}

/** `public`: an authority that everybody knows; `system`: one that this PC alone was told of, as an office's inspection. */
function believer(
  found: string,
  verdict: number,
  isPublic: boolean,
): "public" | "system" | "policy" | "nobody" {
  if (found === "net::OK") return isPublic ? "public" : "system";
  return verdict === AS_FOUND ? "nobody" : "policy";
}

/** Null where it fails, or isn't answered in time. */
function inTime<T>(asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), NAME_LIMIT_MS);
  });
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}

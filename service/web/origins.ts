import { LINKS } from "../../src/core/service/links.ts";
import { MANUALS } from "../../src/core/service/manuals.ts";
import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";

export const ROLES = ["internet", "line", "operator", "contract", "web", "issuer"] as const;
export type Role = (typeof ROLES)[number];
/** Who else can say who somebody is (facts A6); each has a host of its own, and none is the service's. */
export const UPSTREAMS = [
  "google",
  "facebook",
  "microsoft",
  "d-account",
  "ntt-east-business-id",
  "active-directory",
] as const satisfies readonly LoginMethod[];
export type UpstreamMethod = (typeof UPSTREAMS)[number];
/** The first label of a host name. */
export type HostName = Role | UpstreamMethod;
export type Origins = Readonly<Record<Role, string>>;
/** Which of the two login hosts somebody came through (facts A1, A2). */
export type Door = "internet" | "line";

/** What a Host header names. `lookalike` is a stranger's host that resembles the operator's (reliability 8). */
export type ServedHost =
  | { readonly kind: "role"; readonly service: ServiceId; readonly role: Role }
  | { readonly kind: "upstream"; readonly service: ServiceId; readonly role: UpstreamMethod }
  | { readonly kind: "lookalike"; readonly service: ServiceId }
  | { readonly kind: "admin" };

/** Where the service listens. */
export type Listening = { readonly port: number; readonly secure: boolean };

const schemeOf = ({ secure }: Listening) => (secure ? "https" : "http");

/** One host name for each origin, because cookies ignore ports. */
export function originsOf(service: ServiceId, at: Listening): Origins {
  const origin = (role: Role) => `${schemeOf(at)}://${role}.${service}.localhost:${at.port}`;
  return {
    internet: origin("internet"),
    line: origin("line"),
    operator: origin("operator"),
    contract: origin("contract"),
    web: origin("web"),
    issuer: origin("issuer"),
  };
}

export function adminOrigin(at: Listening): string {
  return `${schemeOf(at)}://admin.localhost:${at.port}`;
}

/** Where an outside provider is. */
export function upstreamOrigin(service: ServiceId, method: UpstreamMethod, { issuer }: Origins): string {
  const { protocol, port } = new URL(issuer);
  return `${protocol}//${method}.${service}.localhost:${port}`;
}

/** The outside providers that a service's manual names, in its order. */
export function upstreamsOf(service: ServiceId): readonly UpstreamMethod[] {
  return MANUALS[service].methods.filter((method): method is UpstreamMethod => method !== "password");
}

/** A stranger's origin that resembles the operator's. */
export function lookalikeOrigin(service: ServiceId, { operator }: Origins): string {
  const { protocol, port } = new URL(operator);
  return `${protocol}//operator.${service}.kaisen-tsuchi.localhost:${port}`;
}

/** Null for every host that isn't ours: a name rebound to loopback gets nothing. */
export function servedHost(host: string | undefined): ServedHost | null {
  const name = (host ?? "").toLowerCase().replace(/:\d+$/u, "");
  if (name === "admin.localhost") return { kind: "admin" };
  const parts = name.split(".");
  const service = SERVICE_IDS.find((id) => id === parts[1]);
  if (service === undefined) return null;
  if (name === `operator.${service}.kaisen-tsuchi.localhost`) return { kind: "lookalike", service };
  const named = (candidate: HostName) => name === `${candidate}.${service}.localhost`;
  const role = ROLES.find(named);
  if (role !== undefined) return { kind: "role", service, role };
  const upstream = upstreamsOf(service).find(named);
  return upstream === undefined ? null : { kind: "upstream", service, role: upstream };
}

/** Path of a service's login URL: the real one's (`/VX4`, `/VX5`, `/VX9`; cowork has none: `/`). */
export function loginUrlPath(service: ServiceId): string {
  return new URL(LINKS[service].internetLogin).pathname;
}

import type { ServiceId } from "../../src/core/service/profile.ts";
import { type UpstreamMethod, upstreamsOf } from "../web/origins.ts";
import type { Contract, User } from "./organisation-schema.ts";
import type { OutsideAccount } from "./upstream-schema.ts";

/** At every provider there is one more, who belongs to nobody at the service. */
const STRANGER = { sub: "yoso", name: "余所 次郎" } as const;

export function outsiderKey({
  service,
  method,
  sub,
}: Pick<OutsideAccount, "service" | "method" | "sub">): string {
  return `${service} ${method} ${sub}`;
}

/** What somebody types at a provider: an address of its own, or an id. */
function loginOf(service: ServiceId, method: UpstreamMethod, sub: string, domain: string): string {
  if (method === "active-directory") return `${sub}@${domain}`;
  const isId = method === "d-account" || method === "ntt-east-business-id";
  return isId ? `${sub}-${service}` : `${sub}@${method}.example`;
}

/** The accounts at a service's outside providers that its users are linked to, and a stranger's at each (RFC 2606 names). */
export function startOutsiders(
  service: ServiceId,
  users: readonly User[],
  contract: Contract,
): OutsideAccount[] {
  const domain = contract.activeDirectory?.domain ?? `ad.${service}.example`;
  return upstreamsOf(service).flatMap((method) => {
    const linked = users.flatMap(({ service: of, method: by, external, name }) =>
      of === service && by === method && external !== null ? [{ sub: external, name }] : [],
    );
    return [...linked, STRANGER].map(({ sub, name }) => {
      const login = loginOf(service, method, sub, domain);
      return { service, method, sub, name, login, password: "Soto-2025" };
    });
  });
}

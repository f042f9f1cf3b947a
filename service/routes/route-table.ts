import type { Entry } from "../visit/route.ts";
import { type HostName, ROLES, type Role } from "../web/origins.ts";
import { accountRoutes } from "./account.ts";
import { consoleRoutes } from "./console.ts";
import { contractRoutes } from "./contract.ts";
import { loginHostRoutes } from "./login-host.ts";
import { operatorRoutes } from "./operator.ts";
import { providerRoutes } from "./provider.ts";
import { upstreamRoutes } from "./upstream.ts";
import { webRoutes } from "./web.ts";

/** Every page of every host. The first entry that fits answers; a host's last one takes the rest. */
const TABLE: Readonly<Record<Role, readonly Entry[]>> = {
  internet: loginHostRoutes,
  line: loginHostRoutes,
  operator: operatorRoutes,
  contract: contractRoutes,
  web: [...consoleRoutes, ...webRoutes],
  issuer: [...accountRoutes, ...providerRoutes],
};

const isRole = (host: HostName): host is Role => ROLES.some((role) => role === host);

export function entryFor(host: HostName, path: string): Entry {
  const found = (isRole(host) ? TABLE[host] : upstreamRoutes).find(({ at }) =>
    at.endsWith("/*") ? path.startsWith(at.slice(0, -1)) : at === path,
  );
  if (found === undefined) throw new Error(`no entry for the rest of ${host}`);
  return found;
}

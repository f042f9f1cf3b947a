import type { Route } from "../state/fault-schema.ts";
import type { Entry } from "../visit/route.ts";
import type { Visit } from "../visit/visit.ts";

const provider = (at: string, fault: Route, handle = toProvider): Entry => ({ at, fault, handle });

/** The OpenID provider's own paths; whatever else is asked of the issuer's host goes to it too. */
export const providerRoutes: readonly Entry[] = [
  provider("/.well-known/*", "discovery"),
  provider("/jwks", "jwks"),
  provider("/token", "token"),
  provider("/me", "userinfo"),
  provider("/token/revocation", "revocation", revocation),
  provider("/session/end", "end-session"),
  provider("/session/end/*", "end-session"),
  provider("/*", "authorize"),
];

function toProvider(visit: Visit): void {
  visit.tenant.handle(visit.req, visit.res);
}

/** The provider has no event for a revocation that went well. */
function revocation(visit: Visit): void {
  const { state, service, res } = visit;
  res.on("finish", () => {
    if (res.statusCode === 200) state.record({ service, type: "revocation", outcome: "success" });
  });
  toProvider(visit);
}

import { goTo, notFound, type Visit } from "../visit/visit.ts";
import { loginUrlPath } from "../web/origins.ts";

/**
 * The login URL (facts A1, A2). With an authorization request in its query it hands it to the provider and says
 * through which door it came; without one, a person is in a browser: the browser version's own login starts.
 */
export function loginUrlRoute(visit: Visit): void {
  const { url, origins, role, service } = visit;
  if (role !== "internet" && role !== "line") {
    notFound(visit);
    return;
  }
  // A contract's own address for Active Directory names its 接続ID (facts A50).
  const [, connection] = /^\/ad\/([^/]{1,100})$/u.exec(url.pathname) ?? [];
  if (url.pathname !== loginUrlPath(service) && connection === undefined) {
    goTo(visit, loginUrlPath(service));
    return;
  }
  const about = { door: role, ...(connection === undefined ? {} : { connection }) };
  if (!url.searchParams.has("client_id")) {
    goTo(visit, `${origins.web}/start?${new URLSearchParams(about)}`);
    return;
  }
  const query = new URLSearchParams(url.searchParams);
  for (const [name, value] of Object.entries(about)) query.set(name, value);
  goTo(visit, `${origins.issuer}/auth?${query}`);
}

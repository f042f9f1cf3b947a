import { frontPath } from "../origins.ts";
import { goTo, notFound, type Visit } from "../visit.ts";

/**
 * The login URL (facts A1, A2). With an authorization request in its query it hands it to the provider and says
 * through which door it came; without one, a person is in a browser: the browser version's own login starts.
 */
export function frontDoorRoute(visit: Visit): void {
  const { url, origins, role, service } = visit;
  if (role !== "internet" && role !== "line") {
    notFound(visit);
    return;
  }
  if (url.pathname !== frontPath(service)) {
    goTo(visit, frontPath(service));
    return;
  }
  if (!url.searchParams.has("client_id")) {
    goTo(visit, `${origins.web}/start?door=${role}`);
    return;
  }
  const query = new URLSearchParams(url.searchParams);
  query.set("door", role);
  goTo(visit, `${origins.issuer}/auth?${query}`);
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { PROFILES } from "../src/core/service/profiles.ts";
import { type AdminRoom, adminRoute } from "./admin-routes.ts";
import type { Route } from "./admin-schema.ts";
import { now } from "./clock.ts";
import { applyFault } from "./fault-layer.ts";
import { exchange, guard } from "./http.ts";
import { frontPath, type Place, placeOf, type Role } from "./origins.ts";
import { asset } from "./pages/assets.ts";
import { plainPage } from "./pages/layout.ts";
import { methodLabel } from "./pages/login.ts";
import { accountRoute, resetRequestRoute } from "./routes/account.ts";
import { frontDoorRoute } from "./routes/front-door.ts";
import { lineReturnRoute } from "./routes/line-return.ts";
import { driveLoginRoute, loginRoute } from "./routes/login.ts";
import { lookalikeRoute, operatorRoute } from "./routes/operator.ts";
import { secondFactorRoute } from "./routes/second-factor.ts";
import type { WebVersion } from "./routes/web.ts";
import { notFound, show, type Visit } from "./visit.ts";

export type Room = AdminRoom & { readonly web: WebVersion };

/** Answers one request, whatever host it is for. Never throws. */
export async function serve(room: Room, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    res.setHeader("Date", now().toUTCString()); // the shifted clock, also for who learns skew from it
    const place = placeOf(req.headers.host);
    if (place === null) return refuse(res, 421);
    if (sendAsset(req, res)) return;
    if (place.kind === "admin") return await adminRoute(room, exchange(req, res));
    await serveTenant(room, place, req, res);
  } catch (error) {
    room.state.record({
      service: null,
      type: "error",
      outcome: error instanceof Error ? error.name : "unknown",
    });
    if (res.headersSent) res.destroy();
    else refuse(res, 500);
  }
}

function refuse(res: ServerResponse, status: number): void {
  guard(res);
  res.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  res.end(`${status}\n`);
}

function sendAsset(req: IncomingMessage, res: ServerResponse): boolean {
  const found =
    req.method === "GET" && req.url?.startsWith("/assets/") ? asset(req.url.slice("/assets/".length)) : null;
  if (found === null) return false;
  guard(res);
  res.setHeader("Content-Type", found.type);
  res.end(found.text);
  return true;
}

async function serveTenant(
  room: Room,
  place: Exclude<Place, { kind: "admin" }>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const tenant = room.tenants.get(place.service);
  if (tenant === undefined) return refuse(res, 421);
  const x = exchange(req, res);
  const role = place.kind === "lookalike" ? "operator" : place.role;
  const route = routeOf(role, x.url.pathname);
  const { state } = room;
  const fault = state.takeRouteFault(place.service, route);
  if (fault !== null && (await applyFault(fault, tenant, req, res)) === "done") return;
  const visit: Visit = { ...x, state, tenant, service: place.service, role, origins: tenant.origins };
  if (place.kind === "lookalike") return lookalikeRoute(visit);
  if (role === "web") return room.web.route(visit);
  if (role === "operator") return operatorRoute(visit);
  if (role === "contract") return notYet(visit, "認証・契約情報変更ログイン");
  if (role === "issuer") return issuer(visit, route);
  return loginHost(visit, route);
}

/** What a request is, for faults and events. */
function routeOf(role: Role, path: string): Route {
  if (role === "web" || role === "contract") return role;
  if (role === "operator") return "consent";
  if (role === "issuer") {
    if (path.startsWith("/.well-known/")) return "discovery";
    if (path.startsWith("/lo/")) return "account";
    if (path.startsWith("/session/end")) return "end-session";
    const known: Readonly<Record<string, Route>> = {
      "/jwks": "jwks",
      "/token": "token",
      "/me": "userinfo",
      "/token/revocation": "revocation",
    };
    return known[path] ?? "authorize";
  }
  if (path.startsWith("/login/")) return "login";
  if (path === "/second-factor") return "second-factor";
  if (path.startsWith("/kaisen/")) return "line-return";
  return path === "/drive-login" ? "drive-login" : "front";
}

function issuer(visit: Visit, route: Route): Promise<void> | void {
  if (route === "account") return accountRoute(visit);
  const { state, service, res } = visit;
  if (route === "revocation") {
    // The provider has no event for a revocation that went well.
    res.on(
      "finish",
      () => res.statusCode === 200 && state.record({ service, type: "revocation", outcome: "success" }),
    );
  }
  visit.tenant.handle(visit.req, res);
}

function loginHost(visit: Visit, route: Route): Promise<void> | void {
  const { pathname } = visit.url;
  if (route === "login") return loginRoute(visit, pathname.slice("/login/".length));
  if (route === "second-factor") return secondFactorRoute(visit);
  if (route === "drive-login") return driveLoginRoute(visit);
  if (pathname === "/kaisen/return" && visit.role === "line") return lineReturnRoute(visit);
  if (pathname === "/reset-request") return resetRequestRoute(visit);
  if (pathname.startsWith("/federated/")) return federated(visit, pathname.slice("/federated/".length));
  if (pathname === "/terms") return notYet(visit, "利用規約");
  if (pathname === "/lost-device") return notYet(visit, "デバイスを紛失した場合");
  if (pathname === "/" || pathname === frontPath(visit.service)) return frontDoorRoute(visit);
  return notFound(visit);
}

function federated(visit: Visit, name: string): void {
  const method = PROFILES[visit.service].methods.find(
    (candidate) => candidate === name && candidate !== "password",
  );
  if (method === undefined) {
    notFound(visit);
    return;
  }
  const uid = visit.cookies.get("last_login");
  const back = uid === undefined ? undefined : { href: `/login/${uid}`, label: "ログイン画面に戻る" };
  const text =
    "この模擬サービスでは、このログイン方法はまだ使えません。メールアドレスとパスワードでログインしてください。";
  show(visit, "federated", plainPage(visit.service, methodLabel(method), [text], back), 200, { method });
}

function notYet(visit: Visit, title: string): void {
  show(
    visit,
    "not-yet",
    plainPage(visit.service, title, ["この画面は、この模擬サービスにはまだありません。"]),
  );
}

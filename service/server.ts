import type { IncomingMessage, ServerResponse } from "node:http";
import { type AdminRoom, adminRoute } from "./admin/routes.ts";
import { trainingRoute } from "./admin/training.ts";
import { asset } from "./pages/assets.ts";
import { applyFault } from "./provider/fault-layer.ts";
import { lookalikeRoute } from "./routes/operator.ts";
import { entryFor } from "./routes/route-table.ts";
import { now } from "./state/clock.ts";
import type { Visit } from "./visit/visit.ts";
import { type Exchange, exchange, guard, targetOf } from "./web/http.ts";
import { type ServedHost, servedHost } from "./web/origins.ts";

/** Answers one request, whatever host it is for. Never throws. */
export async function serve(room: AdminRoom, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    res.setHeader("Date", now().toUTCString()); // the shifted clock, also for who learns skew from it
    const target = targetOf(req);
    if (target === null) return refuse(res, 400);
    const place = servedHost(target.host);
    if (place === null) return refuse(res, 421);
    if (sendAsset(req, res)) return;
    const x = exchange(req, res, target);
    if (place.kind === "admin") return await adminHost(room, x);
    await serveTenant(room, place, x);
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

function adminHost(room: AdminRoom, x: Exchange): Promise<void> {
  return x.url.pathname.startsWith("/__admin/") ? adminRoute(room, x) : trainingRoute(room, x);
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
  room: AdminRoom,
  place: Exclude<ServedHost, { kind: "admin" }>,
  x: Exchange,
): Promise<void> {
  const { req, res } = x;
  const tenant = room.tenants.get(place.service);
  if (tenant === undefined) return refuse(res, 421);
  const role = place.kind === "lookalike" ? "operator" : place.role;
  const entry = entryFor(role, x.url.pathname);
  const { state } = room;
  const fault = state.takeRouteFault(place.service, entry.fault);
  if (fault !== null && (await applyFault(fault, tenant, req, res)) === "done") return;
  const { service } = place;
  const visit: Visit = { ...x, state, tenant, service, role, origins: tenant.origins };
  return place.kind === "lookalike" ? lookalikeRoute(visit) : entry.handle(visit);
}

import { termsPage } from "../pages/login.ts";
import { outsideCallbackRoute } from "../people/federation.ts";
import { RETURN_PATH } from "../provider/upstream.ts";
import type { Entry } from "../visit/route.ts";
import { notFound, show, type Visit } from "../visit/visit.ts";
import { loginUrlPath } from "../web/origins.ts";
import { resetRequestRoute } from "./account.ts";
import { enrolmentRoutes } from "./enrolment.ts";
import { federatedRoute } from "./federated.ts";
import { lineReturnRoute } from "./line-return.ts";
import { driveLoginRoute, loginRoute } from "./login.ts";
import { loginUrlRoute } from "./login-url.ts";
import { secondFactorRoutes } from "./second-factor.ts";

/** The two login hosts, over the Internet and by the line (facts A1, A2). */
export const loginHostRoutes: readonly Entry[] = [
  { at: "/login/*", fault: "login", handle: loginRoute },
  ...[...enrolmentRoutes, ...secondFactorRoutes].map((step) => ({
    ...step,
    fault: "second-factor" as const,
  })),
  { at: "/drive-login", fault: "drive-login", handle: driveLoginRoute },
  { at: "/kaisen/return", fault: "line-return", handle: lineReturnRoute },
  { at: "/reset-request", fault: "front", handle: resetRequestRoute },
  { at: RETURN_PATH, fault: "front", handle: outsideCallbackRoute },
  { at: "/ad/*", fault: "front", handle: loginUrlRoute },
  { at: "/federated/*", fault: "front", handle: federatedRoute },
  { at: "/terms", fault: "front", handle: termsRoute },
  { at: "/*", fault: "front", handle: frontOrNothing },
];

function frontOrNothing(visit: Visit): void {
  const { pathname } = visit.url;
  if (pathname === "/" || pathname === loginUrlPath(visit.service)) loginUrlRoute(visit);
  else notFound(visit);
}

/** 利用規約 is on cowork's login page alone (screens B1). */
function termsRoute(visit: Visit): void {
  if (visit.service === "cowork") show(visit, "terms", termsPage(visit.service));
  else notFound(visit);
}

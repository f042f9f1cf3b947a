import { PROFILES } from "../../src/core/service/profiles.ts";
import { frontPath } from "../origins.ts";
import { plainPage } from "../pages/layout.ts";
import { methodLabel, termsPage } from "../pages/login.ts";
import type { Entry } from "../route-table.ts";
import { notFound, show, type Visit } from "../visit.ts";
import { resetRequestRoute } from "./account.ts";
import { enrolmentRoutes } from "./enrolment.ts";
import { frontDoorRoute } from "./front-door.ts";
import { lineReturnRoute } from "./line-return.ts";
import { driveLoginRoute, loginRoute } from "./login.ts";
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
  { at: "/federated/*", fault: "front", handle: federatedRoute },
  { at: "/terms", fault: "front", handle: termsRoute },
  { at: "/*", fault: "front", handle: frontOrNothing },
];

function frontOrNothing(visit: Visit): void {
  const { pathname } = visit.url;
  if (pathname === "/" || pathname === frontPath(visit.service)) frontDoorRoute(visit);
  else notFound(visit);
}

function federatedRoute(visit: Visit): void {
  const name = visit.url.pathname.slice("/federated/".length);
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

/** 利用規約 is on cowork's login page alone (screens B1). */
function termsRoute(visit: Visit): void {
  if (visit.service === "cowork") show(visit, "terms", termsPage(visit.service));
  else notFound(visit);
}

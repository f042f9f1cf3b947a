import { outsideCallbackRoute } from "../people/federation.ts";
import { forMembers, forOperation } from "../people/membership.ts";
import { RETURN_PATH } from "../provider/upstream.ts";
import type { Entry, Handler } from "../visit/route.ts";
import { notFound } from "../visit/visit.ts";
import { accessPathConfirmRoute, accessPathRoute } from "./access-path.ts";
import { activeDirectoryRoute } from "./active-directory.ts";
import { contractLoginRoute, contractLogoutRoute, contractOutsideRoute } from "./contract-login.ts";
import { paperworkRoute, planRoute } from "./contract-paper.ts";
import { credentialMenuRoute } from "./credential-menu.ts";
import { inviteRoutes } from "./invite.ts";
import { methodLinkRoutes, ownMethodRoute, ownOutsideRoute, ownPasswordMethodRoute } from "./login-method.ts";
import { changesTogether, mailLinkRoutes, mailRequestRoute } from "./mail-change.ts";
import { passwordChangeRoute } from "./password-change.ts";
import { secondFactorConfirmRoute, secondFactorSettingRoute } from "./second-factor-setting.ts";

const entry = (at: string, handle: Handler): Entry => ({ at, fault: "contract", handle });

/** The contract and credential menu's host (facts A3, screens B15–B36). */
export const contractRoutes: readonly Entry[] = [
  entry("/", contractLoginRoute),
  entry("/with/*", contractOutsideRoute),
  entry(RETURN_PATH, outsideCallbackRoute),
  entry("/logout", contractLogoutRoute),
  entry("/menu", forMembers(credentialMenuRoute)),
  // Where method and address change together (codec), one screen starts both: B17′.
  entry(
    "/login-method",
    forOperation("login-method", (visit, user) =>
      changesTogether(visit.service, user) ? mailRequestRoute(visit, user) : ownMethodRoute(visit, user),
    ),
  ),
  entry("/login-method/password", forOperation("login-method", ownPasswordMethodRoute)),
  entry("/login-method/with/*", forOperation("login-method", ownOutsideRoute)),
  entry("/mail", forOperation("mail", mailRequestRoute)),
  entry("/password", forOperation("password", passwordChangeRoute)),
  entry("/access-path", forOperation("access-path", accessPathRoute)),
  entry("/access-path/confirm", forOperation("access-path", accessPathConfirmRoute)),
  entry("/second-factor", forOperation("second-factor", secondFactorSettingRoute)),
  entry("/second-factor/confirm", forOperation("second-factor", secondFactorConfirmRoute)),
  entry("/active-directory", forOperation("active-directory", activeDirectoryRoute)),
  entry("/contract", forOperation("contract", paperworkRoute("契約情報変更"))),
  entry("/plan", forOperation("plan", planRoute)),
  entry("/cancel", forOperation("cancel", paperworkRoute("解約"))),
  ...mailLinkRoutes,
  ...methodLinkRoutes,
  ...inviteRoutes,
  entry("/*", notFound),
];

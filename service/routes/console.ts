import { mayUseConsole } from "../people/membership.ts";
import { showRefusal } from "../people/refusal.ts";
import type { User } from "../state/organisation-schema.ts";
import type { Entry } from "../visit/route.ts";
import { goTo, notFound, type Visit } from "../visit/visit.ts";
import { loginUrlPath } from "../web/origins.ts";
import { consoleLinesRoute } from "./console-lines.ts";
import {
  changeLinkRoute,
  inviteAgainRoute,
  sendChangeLinkRoute,
  userRoute,
  usersRoute,
} from "./console-users.ts";
import { webSession } from "./web.ts";

/** 管理コンソール (screens B37–B41) under the browser version's host, for its contract holder and administrators. */
export const consoleRoutes: readonly Entry[] = [
  { at: "/console", fault: "console", handle: consoleRoute },
  { at: "/console/*", fault: "console", handle: consoleRoute },
];

async function consoleRoute(visit: Visit): Promise<void> {
  const { state, service, origins, url } = visit;
  const session = webSession(visit);
  const user = session && state.userBySub(service, session.sub);
  if (user === undefined) return goTo(visit, `${origins.internet}${loginUrlPath(service)}`);
  if (!mayUseConsole(visit, user)) {
    const why = "管理コンソールを使えるのは、契約者と管理者権限を持つユーザだけです。";
    const next = "回線番号の登録や利用者の変更は、契約者または管理者権限を持つユーザにご依頼ください。";
    return showRefusal(visit, { why, next }, { href: "/", label: "ブラウザ版に戻る" });
  }
  const [, , area, sub, ...rest] = url.pathname.split("/");
  if (area === undefined || area === "") return goTo(visit, `${origins.web}/console/users`);
  if (area === "lines" && sub === undefined) return consoleLinesRoute(visit, user);
  if (area !== "users") return notFound(visit);
  return sub === undefined ? usersRoute(visit, user) : oneUser(visit, user, sub, rest.join("/"));
}

async function oneUser(visit: Visit, actor: User, sub: string, what: string): Promise<void> {
  const target = visit.state.userBySub(visit.service, decoded(sub));
  if (target === undefined) return notFound(visit);
  switch (what) {
    case "":
      return userRoute(visit, target);
    case "mail":
      return changeLinkRoute(visit, target);
    case "mail/send":
      return sendChangeLinkRoute(visit, actor, target);
    case "invite":
      return inviteAgainRoute(visit, actor, target);
    default:
      return notFound(visit);
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ""; // no name of anybody
  }
}

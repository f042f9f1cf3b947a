import { checkCredentialChange } from "../../src/core/rules/credential-change.ts";
import { BACK_TO_MENU } from "../pages/contract-names.ts";
import { setOutsideMethod, setPasswordMethod, spendLink } from "../people/credentials.ts";
import { personOf } from "../people/membership.ts";
import { inWords, showRefusal } from "../people/refusal.ts";
import type { User } from "../state/organisation-schema.ts";
import type { Entry } from "../visit/route.ts";
import { goTo, notFound, type Visit } from "../visit/visit.ts";
import { loginUrl } from "./contract-login.ts";
import { linkWay } from "./link-way.ts";
import {
  connectionIdRoute,
  type MethodWay,
  methodChoiceRoute,
  outsideAnswerRoute,
  passwordMethodRoute,
} from "./method-choice.ts";
import { ownLink } from "./own-link.ts";

/** B17 from the menu: the contract holder's own login method. */
export function ownMethodRoute(visit: Visit, user: User): Promise<void> {
  return methodChoiceRoute(visit, ownWay(visit, user));
}

/** B18 from the menu. Active Directory isn't for the contract holder (facts A39), so there is no B35 here. */
export async function ownPasswordMethodRoute(visit: Visit, user: User): Promise<void> {
  const change = { method: { from: user.method, to: "password" }, mail: false } as const;
  const verdict = checkCredentialChange(visit.service, personOf(visit, user), change);
  if (verdict.outcome === "refused") return showRefusal(visit, inWords(verdict), BACK_TO_MENU);
  await passwordMethodRoute(visit, ownWay(visit, user), (password) => {
    setPasswordMethod(visit, user, password);
    goTo(visit, loginUrl(visit));
  });
}

/** Where an outside provider's answer comes to, for the menu. */
export function ownOutsideRoute(visit: Visit, user: User): void {
  outsideAnswerRoute(visit, ownWay(visit, user), visit.url.pathname.slice("/login-method/with/".length));
}

function ownWay(visit: Visit, user: User): MethodWay {
  return {
    user,
    at: (step) => `/login-method${step}`,
    back: BACK_TO_MENU.href,
    linked: (method, subject) => {
      setOutsideMethod(visit, user, method, subject);
      goTo(visit, loginUrl(visit));
    },
  };
}

/** B17, B18 and B35 by a link that the contract holder or an administrator sent (B40). */
export const methodLinkRoutes: readonly Entry[] = [
  { at: "/link/method", fault: "contract", handle: methodLinkRoute },
  { at: "/link/method/*", fault: "contract", handle: methodLinkRoute },
];

async function methodLinkRoute(visit: Visit): Promise<void> {
  const opened = ownLink(visit, "method-change");
  if (opened === null) return;
  const { user } = opened;
  const way = linkWay(visit, opened, "/link/method", () => goTo(visit, loginUrl(visit)));
  const step = visit.url.pathname.slice("/link/method".length);
  if (step.startsWith("/with/")) return outsideAnswerRoute(visit, way, step.slice("/with/".length));
  switch (step) {
    case "":
      return methodChoiceRoute(visit, way);
    case "/password":
      return passwordMethodRoute(visit, way, (password) => {
        setPasswordMethod(visit, user, password);
        spendLink(visit, opened.link);
        goTo(visit, loginUrl(visit));
      });
    case "/active-directory":
      return connectionIdRoute(visit, way);
    default:
      return notFound(visit);
  }
}

import { z } from "zod";
import { contractLoginPage } from "../pages/contract-login.ts";
import { plainPage } from "../pages/layout.ts";
import { loginMessage } from "../pages/login.ts";
import { methodName } from "../pages/methods.ts";
import { askOutside, type OutsideAnswer, takeOutsideAnswer } from "../people/federation.ts";
import { member } from "../people/membership.ts";
import { showRefusal } from "../people/refusal.ts";
import { formRoute } from "../visit/form-route.ts";
import { goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { mailField, secretField } from "../web/fields.ts";
import { setCookie } from "../web/http.ts";
import { loginUrlPath, type UpstreamMethod, upstreamsOf } from "../web/origins.ts";
import { secret } from "../web/secret.ts";
import { checkPassword } from "./login.ts";
import { askConnectionId, OUTSIDE_WHY, outsideOwner } from "./method-choice.ts";

const fields = z.object({ mail: mailField, password: secretField("パスワード") });

/** B15. Reachable over the Internet whatever the access path is: that is the way back of facts A16. */
export async function contractLoginRoute(visit: Visit): Promise<void> {
  const { service, origins } = visit;
  if (visit.method === "GET" && member(visit) !== null) return goTo(visit, `${origins.contract}/menu`);
  await formRoute(visit, {
    fields,
    page: (form) => {
      const page = contractLoginPage(service, form, {
        login: loginUrl(visit),
        reset: `${origins.internet}/reset-request`,
      });
      show(visit, "contract-login", page);
    },
    accept({ mail, password }) {
      const user = checkPassword(visit, mail, password);
      if (user === "wrong" || user === "locked") return { form: loginMessage(service, user) };
      startMembership(visit, user.sub);
      return null;
    },
  });
}

/** Logs somebody in to the menu, in this browser. */
export function startMembership(visit: Visit, sub: string): void {
  const { state, service, origins } = visit;
  state.contractSessions.delete(visit.cookies.get("contract") ?? "");
  const id = secret();
  state.contractSessions.set(id, { service, sub });
  setCookie(visit, "contract", id);
  state.record({ service, type: "login", outcome: "success", host: visit.role, sub, how: "menu" });
  goTo(visit, `${origins.contract}/menu`);
}

/** `/with/<method>`: an outside provider's button on B15, and its answer. */
export async function contractOutsideRoute(visit: Visit): Promise<void> {
  const { pathname } = visit.url;
  const method = upstreamsOf(visit.service).find((candidate) => `/with/${candidate}` === pathname);
  if (method === undefined) return notFound(visit);
  const answer = takeOutsideAnswer(visit, method);
  if (answer !== null) return takeAnswer(visit, method, answer);
  if (method !== "active-directory") return askOutside(visit, method, pathname);
  await askConnectionId(visit, { action: pathname, back: "/" }, () => askOutside(visit, method, pathname));
}

function takeAnswer(visit: Visit, method: UpstreamMethod, answer: OutsideAnswer): void {
  const owner = answer.kind === "account" ? outsideOwner(visit, method, answer.sub) : undefined;
  if (owner !== undefined && !owner.invited) {
    startMembership(visit, owner.sub);
    return;
  }
  const why =
    answer.kind === "account"
      ? `この${methodName(method)}は、ログイン方法に登録されていません。`
      : OUTSIDE_WHY[answer.kind];
  const next = "設定しているログイン方法でログインしてください。";
  showRefusal(visit, { why, next }, { href: "/", label: "ログイン画面へ" });
}

export function contractLogoutRoute(visit: Visit): void {
  const { state, service, origins } = visit;
  state.contractSessions.delete(visit.cookies.get("contract") ?? "");
  setCookie(visit, "contract", "", 0);
  const back = { href: `${origins.contract}/`, label: "ログイン画面へ" };
  show(visit, "contract-logged-out", plainPage(service, "ログアウトしました", [], back));
}

/** B1, for those who are done here. */
export function loginUrl({ origins, service }: Visit): string {
  return `${origins.internet}${loginUrlPath(service)}`;
}

import { plainPage } from "../pages/layout.ts";
import { type LineRefusal, lineErrorPage } from "../pages/line-error.ts";
import { goTo, show, type Visit } from "../visit.ts";

/** The login is done: the provider goes on with the authorization request. */
export async function finish(
  visit: Visit,
  uid: string,
  sub: string,
  how: "pwd" | "mfa" | "line",
): Promise<void> {
  const next = await visit.tenant.finishLogin(uid, sub, how === "pwd" ? ["pwd"] : ["pwd", how]);
  if (next === null) return showStale(visit);
  visit.state.record({
    service: visit.service,
    type: "login",
    outcome: "success",
    host: visit.role,
    sub,
    how,
  });
  goTo(visit, next);
}

/** B13. @param uid the interaction that may be tried again; null = none */
export function showLineError(visit: Visit, why: LineRefusal, uid: string | null): void {
  const back = uid === null ? null : `/login/${uid}`;
  show(visit, "line-error", lineErrorPage(visit.service, back), 403, { why });
}

/** For a login page whose authorization request is over. */
export function showStale(visit: Visit): void {
  const text =
    "このログイン画面はすでに終わっています。アプリまたはログインページからもう一度お試しください。";
  show(visit, "stale-login", plainPage(visit.service, "ログインを続けられません", [text]), 410);
}

import { lineErrorPage } from "../pages/line-error.ts";
import type { LineRefusal } from "../provider/line-check.ts";
import type { FirstFactor } from "../state/state-schema.ts";
import { goTo, show, showStale, type Visit } from "../visit/visit.ts";

/** Who it is, how they said so, and what was asked besides. */
export type Login = {
  readonly sub: string;
  readonly first: FirstFactor;
  readonly second: "mfa" | "line" | null;
};

/** The login is done: the provider goes on with the authorization request. */
export async function finish(visit: Visit, uid: string, { sub, first, second }: Login): Promise<void> {
  const amr = second === null ? [first] : [first, second];
  const next = await visit.tenant.finishLogin(uid, sub, amr);
  if (next === null) return showStale(visit);
  const { service, role, state } = visit;
  state.record({ service, type: "login", outcome: "success", host: role, sub, how: second ?? first, amr });
  goTo(visit, next);
}

/** B13. @param uid the interaction that may be tried again; null = none */
export function showLineError(visit: Visit, why: LineRefusal, uid: string | null): void {
  const back = uid === null ? null : `/login/${uid}`;
  show(visit, "line-error", lineErrorPage(visit.service, back), 403, { why });
}

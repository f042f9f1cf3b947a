import { checkConnection } from "../../src/core/rules/access-path.ts";
import { renewDevice, secondFactorAsked } from "../people/second-factor.ts";
import { checkLine } from "../provider/line-check.ts";
import { consentKey } from "../state/consent-key.ts";
import type { User } from "../state/organisation-schema.ts";
import type { FirstFactor } from "../state/state-schema.ts";
import type { Visit } from "../visit/visit.ts";
import { askConsent } from "./line-return.ts";
import { finish, showLineError } from "./outcome.ts";
import { startSecondFactor } from "./second-factor-steps.ts";

/** Somebody has said who they are, for an authorization request. */
export type Passed = {
  readonly uid: string;
  readonly client: string;
  readonly user: User;
  readonly first: FirstFactor;
};

/** What follows on the first factor: the line is checked at its own door, elsewhere a second factor may be asked. */
export async function passed(visit: Visit, login: Passed): Promise<void> {
  return visit.role === "line" ? lineLogin(visit, login) : internetLogin(visit, login);
}

async function internetLogin(visit: Visit, { uid, user, first }: Passed): Promise<void> {
  const { state, service } = visit;
  const path = state.contract(service).accessPath === "line-only" ? "line-only" : "line-and-internet";
  if (checkConnection(service, path, "internet").outcome === "refused")
    return showLineError(visit, "line-only", uid); // facts A14
  if (secondFactorAsked(visit, user)) return startSecondFactor(visit, user, uid);
  renewDevice(visit, user);
  return finish(visit, uid, { sub: user.sub, first, second: null });
}

/** Line authentication runs in place of the second factor (facts A25). */
async function lineLogin(visit: Visit, { uid, client, user, first }: Passed): Promise<void> {
  const { state, service } = visit;
  secondFactorAsked(visit, user); // never here, and the record says why
  const agreed = state.consents.has(consentKey(service, state.line.number));
  const answer = checkLine(state.line, state.contract(service), agreed);
  if (answer.kind === "refused") return showLineError(visit, answer.why, uid);
  if (answer.kind === "passed") return finish(visit, uid, { sub: user.sub, first, second: "line" });
  askConsent(visit, { sub: user.sub, interaction: uid, client, first });
}

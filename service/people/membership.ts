import { checkPasswordChange } from "../../src/core/rules/password.ts";
import { mayDo, type Person } from "../../src/core/rules/permissions.ts";
import { checkTrial } from "../../src/core/rules/trial.ts";
import { findings, nextStep } from "../../src/core/rules/verdict.ts";
import type { Operation } from "../../src/core/service/permissions.ts";
import { BACK_TO_MENU } from "../pages/contract-names.ts";
import type { User } from "../state/organisation-schema.ts";
import type { Handler } from "../visit/route.ts";
import { goTo, type Visit } from "../visit/visit.ts";
import { inWords, type Refusal, showRefusal } from "./refusal.ts";

const DAY = 86_400_000;

/** Who is logged in to the contract host in this browser (B15). */
export function member({ state, service, cookies }: Visit): User | null {
  const session = state.contractSessions.get(cookies.get("contract") ?? "");
  if (session === undefined || session.service !== service) return null;
  return state.userBySub(service, session.sub) ?? null;
}

/** Whoever changed how somebody logs in: sessions of the menu end, B1 follows (B18, B20, B21). */
export function endMembership({ state }: Visit, user: User): void {
  for (const [id, { sub }] of state.contractSessions) if (sub === user.sub) state.contractSessions.delete(id);
}

/** Somebody as the who-may-do-what table sees them. */
export function personOf({ state, service }: Visit, user: User): Person {
  const { plan, trialStarted } = state.contract(service);
  const role = user.role === "contractor" ? "holder" : "other";
  const endsAt =
    trialStarted === null ? null : checkTrial(service, Date.parse(trialStarted), Date.now()).value.endsAt;
  return { role, plan, daysSinceTrial: endsAt === null ? null : (Date.now() - endsAt) / DAY };
}

/**
 * What keeps somebody from an operation of the menu, null = nothing. The core judges; where the manual is silent
 * (codec) somebody has to choose, and the simulation takes what the other three have: the password is everyone's,
 * the rest the contract holder's.
 */
export function obstacle(visit: Visit, user: User, operation: Operation): Refusal | null {
  const { state, service } = visit;
  const person = personOf(visit, user);
  const verdict = mayDo(service, operation, person);
  if (verdict.outcome === "refused") return inWords(verdict);
  if (verdict.value.menu === null)
    return { why: "この設定は、このサービスにはありません。", next: "メニューにある項目をご利用ください。" };
  const open = verdict.certainty !== "unknown" || person.role === "holder" || operation === "password";
  if (!open)
    return {
      why: "マニュアルに記載がないため、この模擬サービスでは契約者だけが行えます。",
      next: "契約者にご依頼ください。",
    };
  const { trialStarted } = state.contract(service);
  if (operation === "plan" && person.plan === "trial" && trialStarted !== null) {
    const trial = checkTrial(service, Date.parse(trialStarted), Date.now());
    if (trial.outcome === "refused") return inWords(trial);
  }
  return operation === "password" ? passwordObstacle(visit, user) : null;
}

/** A password can be changed by those only whose method it is (facts A10). */
function passwordObstacle({ service }: Visit, user: User): Refusal | null {
  const method = user.method === "password" ? "password" : "other";
  const verdict = checkPasswordChange(service, { current: "-", next: "", confirmation: "" }, method);
  const none = findings(verdict).some(({ code }) => code === "method-has-no-password");
  return none && verdict.outcome === "refused" ? inWords(verdict) : null;
}

type MemberHandler = (visit: Visit, user: User) => Promise<void> | void;

/** For those who are logged in to the contract host; the others get B15. */
export function forMembers(handle: MemberHandler): Handler {
  return (visit) => {
    const user = member(visit);
    return user === null ? goTo(visit, `${visit.origins.contract}/`) : handle(visit, user);
  };
}

/** For those who may do it; the others, also with a typed URL, are told why not and what to do. */
export function forOperation(operation: Operation, handle: MemberHandler): Handler {
  return forMembers((visit, user) => {
    const refusal = obstacle(visit, user, operation);
    if (refusal !== null) return showRefusal(visit, refusal, BACK_TO_MENU);
    return handle(visit, user);
  });
}

/** May this account use the console? As the core has it of registering a line (B41). */
export function mayUseConsole({ service }: Visit, user: User): boolean {
  const { who } = nextStep(service, "register-line");
  if (user.role === "contractor") return true;
  return user.role === "administrator" && who === "holder-or-administrator";
}

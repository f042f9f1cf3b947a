import { type ResetBy, resetsSecondFactor } from "../../src/core/rules/second-factor-reset.ts";
import type { User } from "../state/organisation-schema.ts";
import type { Link } from "../state/state-schema.ts";
import type { Visit } from "../visit/visit.ts";
import type { UpstreamMethod } from "../web/origins.ts";
import { endMembership } from "./membership.ts";

// What changes how somebody logs in. Whatever it is, sessions of the menu end and the rules say what becomes of the
// second factor (facts A33).

/** Mail and password become the login method (B18, B33). */
export function setPasswordMethod(visit: Visit, user: User, password: string): void {
  Object.assign(user, { method: "password", external: null, password, invited: false });
  changed(visit, user, "login-method", "method-changed");
}

/** An outside account becomes the login method. @param subject who it is there */
export function setOutsideMethod(visit: Visit, user: User, method: UpstreamMethod, subject: string): void {
  Object.assign(user, { method, external: subject, password: null, invited: false });
  changed(visit, user, "login-method", "method-changed");
}

/** A new address (B20), with a new password where that is the method (B21). */
export function setMail(visit: Visit, user: User, mail: string, password: string | null): void {
  Object.assign(user, { mail }, password === null ? {} : { password });
  changed(visit, user, "mail-change", "mail-changed");
}

function changed(visit: Visit, user: User, by: ResetBy, outcome: string): void {
  const { state, service } = visit;
  const method = user.method === "password" ? "password" : "other";
  if (resetsSecondFactor(service, by, method).value.resets === "yes") state.resetSecondFactor(user);
  endMembership(visit, user);
  state.record({ service, type: "credential", outcome, sub: user.sub, method: user.method });
}

/** Marks the link as used, and all others of its kind that were mailed to the same person. */
export function spendLink({ state, service }: Visit, spent: Link): void {
  for (const link of state.links.values()) {
    const same = link.service === service && link.kind === spent.kind && link.sub === spent.sub;
    if (same) link.used = true;
  }
}

/** Whether the address is somebody else's. A person's own may be typed again. */
export function isTaken({ state, service }: Visit, mail: string, user: User): boolean {
  const owner = state.user(service, mail);
  return owner !== undefined && owner !== user;
}

import type { ErrorCode } from "../errors.ts";
import { isClockWrong, OF_PROXY, type Reach } from "../session/network-cause.ts";
import type { Facts, Finding } from "./report.ts";

/** What came of one `HEAD /` to a host. */
export type Look = {
  readonly reach: Reach;
  /** HTTP status; null where nothing answered. */
  readonly status: number | null;
  /** What the network says of a failure, such as `ERR_CONNECTION_REFUSED`; null where somebody answered. */
  readonly detail: string | null;
  /** How far this PC's clock is behind the answer's `Date`, milliseconds; null where it had none. */
  readonly skewMs: number | null;
};

/** The addresses that this PC has besides those of itself. */
export type Addresses = {
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  /** Such as 169.254/16: no DHCP server answered. */
  readonly linkLocalOnly: boolean;
};

const ok = (facts: Facts = {}): Finding => ({ is: "ok", facts });
const fail = (cause: ErrorCode, facts: Facts = {}): Finding => ({ is: "fail", cause, facts });
const warn = (cause: ErrorCode, facts: Facts = {}): Finding => ({ is: "warn", cause, facts });
export const NO_ANSWER: Finding = { is: "no-answer", facts: {} };
export const NOT_HERE: Finding = { is: "not-here", facts: {} };

/** The code of a look that failed; null where somebody answered. */
export function failureOf({ reach }: Look): ErrorCode | null {
  return typeof reach === "object" ? reach.failed : null;
}

/** @param local the service is on this PC. @param internet null where it isn't known whom to ask */
export function networkFinding(addresses: Addresses, local: boolean, internet: Look | null): Finding {
  const facts = { ...addresses };
  if (local) return ok(facts);
  if (!addresses.ipv4 && !addresses.ipv6) return fail("NET_OFFLINE", facts);
  // An address, and no way out.
  if (internet !== null && failureOf(internet) === "NET_OFFLINE") return fail("NET_OFFLINE", facts);
  return ok(facts);
}

/** @param route as Chromium tells it: `DIRECT`, `PROXY host:port`; null where its script can't be had */
export function proxyFinding(choice: string, route: string | null, internet: Look): Finding {
  const facts = { choice, route, detail: internet.detail };
  if (route === null) return fail("NET_PAC", facts);
  const failed = failureOf(internet);
  if (failed !== null && OF_PROXY.has(failed)) return fail(failed, facts);
  return ok(facts);
}

/** @param addresses null where the name isn't known, or nobody said so in time: a service that answered has one */
export function dnsFinding(host: string, addresses: readonly string[] | null, internet: Look): Finding {
  const facts = { host, addresses: addresses?.length ?? 0 };
  const failed = failureOf(internet);
  const isUnknown = failed === "NET_DNS" || (failed !== null && addresses === null);
  return isUnknown ? fail("NET_DNS", facts) : ok(facts);
}

/** Somebody in between can't forge a certificate, so only where the service didn't answer he may be seen in the clear. */
export function portalFinding(internet: Look, plain: Look | null): Finding {
  if (internet.reach === "diverted") return fail("NET_CAPTIVE_PORTAL");
  if (internet.reach === "answered") return ok();
  if (plain?.reach === "diverted") return fail("NET_CAPTIVE_PORTAL");
  return plain?.reach === "answered" ? ok() : NO_ANSWER;
}

export function clockFinding(internet: Look, plain: Look | null): Finding {
  const skewMs = internet.skewMs ?? plain?.skewMs ?? null;
  if (skewMs === null) return NO_ANSWER;
  const facts = { behindSeconds: Math.round(skewMs / 1_000) };
  return isClockWrong(skewMs) ? fail("SESSION_CLOCK_WRONG", facts) : ok(facts);
}

/** @param signed who vouches for the host, as far as it is known */
export function tlsFinding(internet: Look, signed: Facts): Finding {
  const failed = failureOf(internet);
  if (failed === "NET_TLS" || failed === "NET_TLS_INSPECTION") return fail(failed, signed);
  return failed === null ? ok(signed) : NO_ANSWER;
}

export function serviceFinding(host: string, internet: Look): Finding {
  const facts = { host, status: internet.status, detail: internet.detail };
  const failed = failureOf(internet);
  if (failed !== null) return fail(failed, facts);
  return inTrouble(internet) ? warn("NET_SERVER", facts) : ok(facts);
}

/** Off the contracted line it has no name, mostly. @param needed the login page is there */
export function lineNameFinding(host: string, addresses: readonly string[] | null, needed: boolean): Finding {
  const facts = { host, addresses: addresses?.length ?? 0 };
  if (addresses !== null) return ok(facts);
  return needed ? fail("LINE_UNREACHABLE", facts) : warn("LINE_UNREACHABLE", facts);
}

export function lineFinding(host: string, line: Look, needed: boolean): Finding {
  const facts = { host, status: line.status, detail: line.detail };
  const failed = failureOf(line);
  if (failed === null) return inTrouble(line) ? warn("NET_SERVER", facts) : ok(facts);
  const cause = failed === "NET_TLS" || failed === "NET_TLS_INSPECTION" ? failed : "LINE_UNREACHABLE";
  return needed ? fail(cause, facts) : warn(cause, facts);
}

/** Asked for a consent alone, which comes once. */
export function operatorFinding(host: string, operator: Look): Finding {
  const facts = { host, status: operator.status, detail: operator.detail };
  const failed = failureOf(operator);
  if (failed !== null) return warn(failed, facts);
  return inTrouble(operator) ? warn("NET_SERVER", facts) : ok(facts);
}

/** @param hasLine the profile knows a line authentication */
export function ipv6Finding({ ipv6 }: Addresses, local: boolean, hasLine: boolean): Finding {
  if (local || !hasLine) return { is: "not-here", facts: { ipv6 } };
  return ipv6 ? ok({ ipv6 }) : warn("LINE_IP_SIX_OFF", { ipv6 });
}

function inTrouble({ status }: Look): boolean {
  return status !== null && status >= 500 && status !== 501;
}

import { randomInt, timingSafeEqual } from "node:crypto";
import { explainSecondFactor } from "../../src/core/rules/second-factor.ts";
import { findings } from "../../src/core/rules/verdict.ts";
import type { User } from "../state/organisation-schema.ts";
import type { Challenge } from "../state/state-schema.ts";
import type { Visit } from "../visit/visit.ts";
import { setCookie } from "../web/http.ts";
import { secret } from "../web/secret.ts";
import { acceptedStep } from "./totp.ts";

const DAY_SECONDS = 86_400;
/** How long a code that was sent is good. Not captured. */
const SMS_MS = 10 * 60_000;
/** Wrong codes, and SMS, allowed within ten minutes. Not captured. */
const MOST_TRIES = 10;
const TRIES_MS = 10 * 60_000;

export type Trying = "code" | "sms" | "recovery";

/** Whether this login is asked for a second factor, by the core's reading of the manual, and why (facts A22–A26). */
export function secondFactorAsked(visit: Visit, user: User): boolean {
  const { state, service } = visit;
  if (!user.secondFactor) return false;
  const contract = state.contract(service);
  const verdict = explainSecondFactor(
    service,
    {
      method: user.method,
      byLine: visit.role === "line",
      accessPath: contract.accessPath === "both" ? "line-and-internet" : "line-only",
      setting: contract.secondFactor ? "on" : "off",
      lastAccess: state.devices.get(deviceKey(visit, user))?.seen ?? "never",
    },
    Date.now(),
  );
  const asked = verdict.value.asked !== "no";
  const why = findings(verdict)[0]?.code ?? null;
  const outcome = asked ? "asked" : "not-asked";
  state.record({ service, type: "second-factor", outcome, why, sub: user.sub });
  return asked;
}

const deviceKey = (visit: Visit, user: User) => `${visit.cookies.get("device") ?? ""} ${user.sub}`;

/** A remembered browser stays so for thirty days from this login on (facts A22: 30 days without access). */
export function renewDevice(visit: Visit, user: User): void {
  const device = visit.state.devices.get(deviceKey(visit, user));
  if (device === undefined) return;
  device.seen = Date.now();
  keepDeviceCookie(visit, visit.cookies.get("device") ?? "");
}

/** Remembers this browser for this account; what it knows of other accounts stays. */
export function rememberDevice(visit: Visit, sub: string): void {
  const browser = visit.cookies.get("device") ?? secret();
  visit.state.devices.set(`${browser} ${sub}`, { sub, seen: Date.now() });
  keepDeviceCookie(visit, browser);
}

// The cookie lives longer than thirty days: the server decides how long it counts, for each account of this browser.
const keepDeviceCookie = (visit: Visit, browser: string) =>
  setCookie(visit, "device", browser, 400 * DAY_SECONDS);

export function newChallenge(visit: Visit, user: User, interaction: string): Challenge {
  const id = secret();
  const challenge: Challenge = {
    service: visit.service,
    sub: user.sub,
    interaction,
    step: user.enrolled === null ? "enrol" : "code",
    phone: null,
    secret: null,
    enrolling: null,
    sms: null,
    recoveryCode: null,
    remember: false,
  };
  visit.state.challenges.set(id, challenge);
  setCookie(visit, "challenge", id);
  return challenge;
}

/** Sends a code by SMS; a waiting `sms-lost` fault lets it vanish on its way (facts A49). */
export function sendCode(visit: Visit, challenge: Challenge, user: User, phone: string): void {
  const { state, service } = visit;
  const code = String(randomInt(1_000_000)).padStart(6, "0"); // six characters (facts A28)
  challenge.sms = { code, at: Date.now() };
  countTry(visit, "sms", user.sub);
  const lost = state.takeFault(service, ({ kind }) => kind === "sms-lost") !== null;
  if (!lost) state.text({ service, mail: user.mail, phone, code });
  record(visit, lost ? "sms-lost" : "sms-sent", user.sub);
}

/** A code from an SMS: what was sent last, while it is good, and once. */
export function checkSmsCode(challenge: Challenge, typed: string): "right" | "wrong" | "expired" {
  const { sms } = challenge;
  if (sms === null || Date.now() - sms.at > SMS_MS) return "expired";
  if (!sameText(sms.code, typed)) return "wrong";
  challenge.sms = null;
  return "right";
}

/** A code from an authenticator, which is good once. */
export function checkTotpCode(visit: Visit, sub: string, key: string, typed: string): "right" | "wrong" {
  const after = visit.state.totpSteps.get(sub) ?? 0;
  const step = acceptedStep(key, typed, { time: Date.now(), after });
  if (step === null) return "wrong";
  visit.state.totpSteps.set(sub, step);
  return "right";
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // without those that are read as another

/** 24 letters and digits in groups of four (facts A31; the number is an inference, facts B). */
export function newRecoveryCode(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return Array.from({ length: 6 }, group).join("-");
}

/** Constant-time comparison. */
export function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function countTry(visit: Visit, what: Trying, sub: string): void {
  const { tries } = visit.state;
  const key = `${what} ${sub}`;
  tries.set(key, [...recentTries(visit, what, sub), Date.now()]);
}

export function clearTries(visit: Visit, sub: string): void {
  for (const what of ["code", "sms", "recovery"]) visit.state.tries.delete(`${what} ${sub}`);
}

/** Whether the tries of the last ten minutes, from all browsers, have reached the limit. */
export function isTriedTooOften(visit: Visit, what: Trying, sub: string): boolean {
  return recentTries(visit, what, sub).length >= MOST_TRIES;
}

function recentTries(visit: Visit, what: Trying, sub: string): readonly number[] {
  const known = visit.state.tries.get(`${what} ${sub}`) ?? [];
  return known.filter((at) => Date.now() - at < TRIES_MS);
}

/** Notes what happened to a second factor. */
export function record(visit: Visit, outcome: string, sub: string): void {
  visit.state.record({ service: visit.service, type: "second-factor", outcome, sub });
}

import { whereToChangeConsent } from "../rules/consent.ts";
import { whichLoginUrl } from "../rules/login-url.ts";
import { mailSubject } from "../rules/mail-subject.ts";
import { mayDo } from "../rules/permissions.ts";
import { smsDoesNotArrive } from "../rules/sms-arrival.ts";
import { findings, type NextStep, nextStep } from "../rules/verdict.ts";
import type { Actor, LinkTerm, MailKind, SmsRefusal } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { Operation, Plan, Role } from "../service/permissions.ts";
import type { Certainty, ServiceId } from "../service/profile.ts";
import { wayToScreen } from "../service/screens.ts";
import type { Way } from "./guide-state.ts";
import type { Known } from "./known.ts";
import { type MayAsk, mayStillAsk } from "./may-still-ask.ts";
import { GUIDE_STEPS, type GuideStepId } from "./steps.ts";

/** Who acts: the client, IT, or whom the manuals name. */
export type Who = "client" | "it" | Actor;

/** What a step is called and needs in this service, for this person. Data, to be put into words. */
export type StepFacts = {
  readonly step: GuideStepId;
  readonly who: Who;
  /** The labels that lead there, verbatim and in order; empty = the manual names none, or there is none. */
  readonly way: readonly string[];
  /** Words on the page itself, verbatim. */
  readonly labels: readonly string[];
  /** How surely the manual says who and where; `unknown` = it is silent, and that is said. */
  readonly certainty: Certainty;
  /** May this person do it? Null = no right is needed, or it depends on what isn't known of them. */
  readonly permission: May | null;
  /** In place of the step where the person may not take it. */
  readonly instead: NextStep | null;
  /** `term` is null where no manual shows it (facts A17–A21, A51). */
  readonly mail: { readonly subject: string; readonly term: LinkTerm | null } | null;
  /** Refusals of messages to lift (facts A49); empty where the manual is silent. */
  readonly lift: readonly SmsRefusal[];
  /** Where to log in: by the line in method ② (facts A2), over the Internet on the way back in (facts A1); for a reset, the login page. */
  readonly address: string | null;
  /** Where the consent is changed (facts A46); `unknown` = either, by the line's contract. */
  readonly consentAt: "サービス申込み受付ページ" | "provider" | "unknown" | null;
  /** What the login after method ② may still ask for. Shown, never promised. */
  readonly mayAsk: readonly MayAsk[];
};

const ROLES: readonly Role[] = ["holder", "other"];
const PLANS: readonly Plan[] = ["basic", "trial"];

type May = ReturnType<typeof mayDo>;

/** What the rule answers for everybody whom this person can be, a list for each role, in it one for each plan. */
function verdicts(service: ServiceId, operation: Operation, { known, branch }: Way): readonly May[][] {
  // A trial that has ended is one, whatever the contract is today.
  const { role, plan } = branch === "trial-ended" ? { ...known, plan: "trial" as const } : known;
  return (role === null ? ROLES : [role]).map((one) =>
    (plan === null ? PLANS : [plan]).map((other) => mayDo(service, operation, { role: one, plan: other })),
  );
}

/** What a person hears of a verdict; which rows it rests on doesn't count. */
const heard = (verdict: May) =>
  JSON.stringify([verdict.outcome, findings(verdict), verdict.certainty, verdict.next]);
const differ = (all: readonly string[]) => new Set(all).size > 1;

/** Does it depend on the person's role, or on the contract's plan, who takes this step? */
export function depends(step: GuideStepId, way: Way, on: "role" | "plan"): boolean {
  const { service } = way.known;
  const { may, manual } = GUIDE_STEPS[step];
  if (service === null) return false;
  // Not in the table of rights: the contract holder or an administrator does it (facts A15).
  if (on === "role" && manual === "register-line") return true;
  if (may === null) return false;
  const byRole = verdicts(service, may, way);
  return on === "role"
    ? differ(byRole.map((all) => all.map(heard).join()))
    : byRole.some((all) => differ(all.map(heard)));
}

/** Everything that is to be said of a step. */
export function stepFacts(step: GuideStepId, now: Way): StepFacts {
  const { by, may, manual, mail, labels } = GUIDE_STEPS[step];
  const { known, answers } = now;
  const { service } = known;
  const all = service === null || may === null ? [] : verdicts(service, may, now).flat();
  const allowed = differ(all.map(heard)) ? null : (all[0] ?? null);
  const instead = allowed?.outcome === "refused" ? allowed.next : null;
  const own = service === null || manual === null ? null : nextStep(service, manual);
  // Whoever asks somebody else says where it is done.
  const place = instead !== null && instead.screen !== null ? instead : own;
  const address = addressOf(step, known);
  const sms = step === "lift-sms-refusal" && service !== null ? smsDoesNotArrive(service) : null;
  const silent = service === null && (manual !== null || mail !== null);
  return {
    step,
    who: by === "client" || by === "press" ? "client" : by === "it" ? "it" : whoActs(step, place, known),
    way: wayTo(step, place, service),
    labels: service === null ? [] : labels(service),
    certainty: silent
      ? "unknown"
      : certaintyOf(step, service, [place?.certainty, allowed?.certainty, address?.certainty]),
    permission: allowed,
    instead,
    mail: service === null || mail === null ? null : mailOf(service, mail),
    lift: sms?.value.lift ?? [],
    address: address?.url ?? null,
    consentAt: step === "change-consent" ? consentPlace(answers["line-contract"]) : null,
    mayAsk: step === "log-in-after-browser" ? mayStillAsk(known) : [],
  };
}

/** The steps of the way back in are the contract holder's, by whatever name the menu goes (facts A16). */
const HOLDERS: ReadonlySet<GuideStepId> = new Set(["open-internet-login", "open-credential-menu"]);

function whoActs(step: GuideStepId, place: NextStep | null, { role }: Known): Who {
  const who = place?.who ?? (HOLDERS.has(step) ? "holder" : "self");
  return role === "holder" && who !== "provider" ? "self" : who;
}

function wayTo(step: GuideStepId, place: NextStep | null, service: ServiceId | null): readonly string[] {
  if (step === "open-credential-menu" && service !== null)
    return wayToScreen(service, nextStep(service, "set-access-path").screen ?? "B16");
  if (place === null || service === null) return [];
  const way = place.screen === null ? [] : wayToScreen(service, place.screen);
  return place.menu === null ? way : [...way, place.menu];
}

function certaintyOf(
  step: GuideStepId,
  service: ServiceId | null,
  said: readonly (Certainty | undefined)[],
): Certainty {
  const { wayBack } = GUIDE_STEPS[step];
  // That the menu is reached over the Internet, only one manual says (facts A16).
  const menu =
    service !== null && wayBack === "holder-opens-credential-menu"
      ? MANUALS[service].accessPath.menuOverInternet
      : undefined;
  const sms =
    step === "lift-sms-refusal" && service !== null ? smsDoesNotArrive(service).certainty : undefined;
  const all = [...said, menu, sms];
  if (all.includes("unknown")) return "unknown";
  return all.includes("inferred") ? "inferred" : "stated";
}

/** Where a service has no mail of that kind, the one for a new address does its work (facts A20, A38). */
function mailOf(service: ServiceId, kind: MailKind): StepFacts["mail"] {
  const { mails, links } = MANUALS[service];
  const sent = mails[kind] === undefined ? "mail-change" : kind;
  const link = sent === "lock" ? "unblock" : sent;
  if (link === "active-directory") return null;
  const subject = mailSubject(service, sent).value;
  return subject === null ? null : { subject, term: links[link].value };
}

type Address = { readonly url: string | null; readonly certainty: Certainty };

/** Where the step's page is: the line's in method ②, the Internet's on the way back in, the client's own for a reset. */
function addressOf(step: GuideStepId, { service, line, loginUrl, lineLogin }: Known): Address | null {
  switch (step) {
    case "open-line-login":
      return lineLogin === null ? manualsLogin(service, true) : { url: lineLogin, certainty: "stated" };
    case "open-internet-login":
      return manualsLogin(service, false);
    case "request-reset":
      return loginUrl === null ? manualsLogin(service, line) : { url: loginUrl, certainty: "stated" };
    default:
      return null;
  }
}

function manualsLogin(service: ServiceId | null, onLine: boolean): Address | null {
  if (service === null) return null;
  const { value, certainty } = whichLoginUrl(service, { onLine, accessPath: null, method: null });
  return { url: value.url, certainty };
}

function consentPlace(line: "flets" | "collaboration" | "unknown" | undefined): StepFacts["consentAt"] {
  return line === undefined || line === "unknown" ? "unknown" : whereToChangeConsent(line).value.at;
}

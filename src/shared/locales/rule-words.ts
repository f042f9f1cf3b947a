import type * as accessPath from "../../core/rules/access-path.ts";
import type * as activeDirectory from "../../core/rules/active-directory.ts";
import type { checkCode } from "../../core/rules/code-format.ts";
import type * as consent from "../../core/rules/consent.ts";
import type * as credentialChange from "../../core/rules/credential-change.ts";
import type { checkLineNumber, eligibleLines } from "../../core/rules/line-number.ts";
import type { checkLineNumberList } from "../../core/rules/line-number-list.ts";
import type { explainUnlock, triesLeft } from "../../core/rules/lockout.ts";
import type { loginMethods } from "../../core/rules/login-methods.ts";
import type { linkPlaces, whichLoginUrl } from "../../core/rules/login-url.ts";
import type { checkMailLink } from "../../core/rules/mail-link.ts";
import type { mailOfSubject, mailSubject } from "../../core/rules/mail-subject.ts";
import type { officePath } from "../../core/rules/office-link.ts";
import type { checkPassword, checkPasswordChange } from "../../core/rules/password.ts";
import type { mayDo } from "../../core/rules/permissions.ts";
import type { afterRecoveryCode, checkRecoveryCode } from "../../core/rules/recovery-code.ts";
import type * as secondFactor from "../../core/rules/second-factor.ts";
import type * as reset from "../../core/rules/second-factor-reset.ts";
import type { smsDoesNotArrive } from "../../core/rules/sms-arrival.ts";
import type { checkTrial } from "../../core/rules/trial.ts";
import type { NextStep } from "../../core/rules/verdict.ts";
import type { Actor, Manual } from "../../core/service/manual.ts";
import type { Operation } from "../../core/service/permissions.ts";
import type { Certainty, LoginMethod } from "../../core/service/profile.ts";
import type { StepId } from "../../core/service/steps.ts";

/** Every rule of the core that answers with a verdict, by the name that people and scripts call it. */
export type RuleVerdicts = {
  "access-path": ReturnType<typeof accessPath.accessPathSetting>;
  connection: ReturnType<typeof accessPath.checkConnection>;
  "way-back-in": ReturnType<typeof accessPath.wayBackIn>;
  "line-error": ReturnType<typeof accessPath.lineErrorChecks>;
  "connection-id": ReturnType<typeof activeDirectory.checkConnectionId>;
  "active-directory-account": ReturnType<typeof activeDirectory.checkActiveDirectoryAccount>;
  "active-directory-screen": ReturnType<typeof activeDirectory.activeDirectoryScreen>;
  code: ReturnType<typeof checkCode>;
  "consent-expected": ReturnType<typeof consent.consentExpected>;
  "consent-change": ReturnType<typeof consent.whereToChangeConsent>;
  "change-order": ReturnType<typeof credentialChange.checkChangeOrder>;
  "method-change": ReturnType<typeof credentialChange.checkMethodChange>;
  "credential-change": ReturnType<typeof credentialChange.checkCredentialChange>;
  "line-number": ReturnType<typeof checkLineNumber>;
  "line-number-list": ReturnType<typeof checkLineNumberList>;
  "eligible-lines": ReturnType<typeof eligibleLines>;
  "tries-left": ReturnType<typeof triesLeft>;
  unlock: ReturnType<typeof explainUnlock>;
  "login-methods": ReturnType<typeof loginMethods>;
  "login-url": ReturnType<typeof whichLoginUrl>;
  "link-places": ReturnType<typeof linkPlaces>;
  "mail-link": ReturnType<typeof checkMailLink>;
  "mail-subject": ReturnType<typeof mailSubject>;
  "mail-of-subject": ReturnType<typeof mailOfSubject>;
  office: ReturnType<typeof officePath>;
  password: ReturnType<typeof checkPassword>;
  "password-change": ReturnType<typeof checkPasswordChange>;
  permission: ReturnType<typeof mayDo>;
  "recovery-code": ReturnType<typeof checkRecoveryCode>;
  "after-recovery-code": ReturnType<typeof afterRecoveryCode>;
  "second-factor": ReturnType<typeof secondFactor.explainSecondFactor>;
  "second-factor-enrolment": ReturnType<typeof secondFactor.enrolment>;
  "second-factor-off": ReturnType<typeof secondFactor.turnOffSecondFactor>;
  "second-factor-reset": ReturnType<typeof reset.resetsSecondFactor>;
  "second-factor-ways": ReturnType<typeof reset.waysToResetSecondFactor>;
  sms: ReturnType<typeof smsDoesNotArrive>;
  trial: ReturnType<typeof checkTrial>;
};

export type RuleName = keyof RuleVerdicts;

/** The reasons and pieces of advice that a rule can give. */
export type WhyOf<R extends RuleName> = RuleVerdicts[R]["advice"][number];

type ValueOf<R extends RuleName> = RuleVerdicts[R]["value"];

/** What was looked at, or what is known, as a line of its own. */
export type Detail = { readonly label: string; readonly value: string };

/**
 * Said of something found. It may refuse (`reason`) or only be worth telling (`advice`). Names that differ by service
 * come from its manual's data.
 */
type Said<Found> = string | ((found: Found, as: "reason" | "advice", manual: Manual) => string);

/** A rule's words; a code of the core that has none here doesn't compile. */
export type WordsOfRule<R extends RuleName> = {
  readonly headline: string | ((verdict: RuleVerdicts[R]) => string);
  readonly why: { readonly [C in WhyOf<R>["code"]]: Said<Extract<WhyOf<R>, { readonly code: C }>> };
  readonly details?: (value: ValueOf<R>, manual: Manual) => readonly Detail[];
  /** It is uncertain because something wasn't entered, not because a manual is silent. */
  readonly incomplete?: (verdict: RuleVerdicts[R]) => boolean;
  /** Further steps that lead to the same, in the order to try them. */
  readonly ways?: (value: ValueOf<R>) => readonly NextStep[];
};

export type RuleWords = {
  readonly rules: { readonly [R in RuleName]: WordsOfRule<R> };
  readonly step: Readonly<Record<StepId, string>>;
  readonly who: Readonly<Record<Actor, string>>;
  /** What a person opens when a step has neither screen nor menu of the service. */
  readonly placeNotStated: string;
  readonly otherCompanysPage: string;
  readonly operation: Readonly<Record<Operation, string>>;
  readonly method: Readonly<Record<LoginMethod, string>>;
  /** How sure an answer is; `service` is the name of its manual. */
  readonly certainty: Readonly<Record<Certainty, (service: string) => string>>;
  /** In place of the above where only an entry is missing. */
  readonly incomplete: string;
  /** Labels of screens in a row, as people would read them to each other. */
  readonly path: (labels: readonly string[]) => string;
};

import type { Fact } from "../src/core/service/manual.ts";

/** Where a row of the manuals lives: a rule, data that a rule reads, or a screen that is recognised. What it says is in facts.ts. */
export type Trace = {
  readonly fact: Fact;
  readonly kind: "rule" | "profile data" | "screen";
  /** `file#export`, below src/core. */
  readonly where: readonly string[];
  /** Path of the datum: `MANUALS.links.reset`, with `?` whether it is there; what differs by service is worked out from it. */
  readonly data: readonly string[];
};

const trace = (
  fact: Fact,
  kind: Trace["kind"],
  where: readonly string[],
  data: readonly string[] = [],
): Trace => ({ fact, kind, where, data });

/** Every row of the manuals. docs/rules.md is made of it. */
export const TRACES: readonly Trace[] = [
  trace("A1", "profile data", ["rules/login-url.ts#whichLoginUrl"], ["LINKS.internetLogin"]),
  trace(
    "A2",
    "profile data",
    ["rules/login-url.ts#whichLoginUrl"],
    ["LINKS.lineLogin", "PROFILES.unverified.origins.line"],
  ),
  trace("A3", "profile data", ["rules/login-url.ts#linkPlaces"], ["LINKS.contract", "LINKS.invite"]),
  trace("A4", "profile data", ["rules/login-url.ts#linkPlaces"], ["LINKS.unblock"]),
  trace("A5", "profile data", ["rules/login-url.ts#linkPlaces"], ["LINKS.reset"]),
  trace(
    "A6",
    "profile data",
    ["rules/login-methods.ts#loginMethods", "rules/credential-change.ts#checkMethodChange"],
    ["PROFILES.methods"],
  ),
  trace("A7", "profile data", ["rules/login-methods.ts#loginMethods"], ["PROFILES.federationWord"]),
  trace(
    "A8",
    "rule",
    ["rules/password.ts#checkPassword", "rules/password.ts#characterClasses"],
    ["MANUALS.password"],
  ),
  trace("A9", "rule", ["rules/password.ts#checkPassword"]),
  trace("A10", "rule", ["rules/password.ts#checkPasswordChange"]),
  trace(
    "A11",
    "rule",
    ["rules/line-number.ts#checkLineNumber", "rules/line-number.ts#normaliseLineNumber"],
    ["MANUALS.lineNumberLengths"],
  ),
  trace(
    "A12",
    "rule",
    ["rules/line-number-list.ts#checkLineNumberList"],
    ["MANUALS.lineNumberLimit", "MANUALS.lineNumberLimit.certainty"],
  ),
  trace("A13", "profile data", ["rules/line-number.ts#eligibleLines"], ["MANUALS.eligibleLines"]),
  trace(
    "A14",
    "rule",
    ["rules/access-path.ts#checkConnection", "rules/access-path.ts#accessPathSetting"],
    ["MANUALS.accessPath.names"],
  ),
  trace(
    "A15",
    "profile data",
    ["rules/access-path.ts#accessPathSetting"],
    ["STEPS.set-access-path", "STEPS.register-line"],
  ),
  trace(
    "A16",
    "rule",
    ["rules/access-path.ts#wayBackIn"],
    [
      "MANUALS.accessPath.wayBack",
      "MANUALS.accessPath.menu",
      "MANUALS.accessPath.formerMenu",
      "MANUALS.accessPath.menuOverInternet",
    ],
  ),
  trace(
    "A17",
    "rule",
    ["rules/mail-link.ts#checkMailLink", "rules/mail-link.ts#linkDeadlines"],
    ["MANUALS.links.unblock"],
  ),
  trace("A18", "rule", ["rules/mail-link.ts#checkMailLink"], ["MANUALS.links.reset"]),
  trace("A19", "rule", ["rules/mail-link.ts#checkMailLink"], ["MANUALS.links.mail-change"]),
  trace("A20", "rule", ["rules/mail-link.ts#checkMailLink"], ["MANUALS.links.method-change"]),
  trace("A21", "rule", ["rules/mail-link.ts#checkMailLink"], ["MANUALS.links.invite"]),
  trace(
    "A22",
    "rule",
    ["rules/second-factor.ts#explainSecondFactor"],
    ["MANUALS.secondFactor.afterDays", "MANUALS.secondFactor.mayDiffer"],
  ),
  trace("A23", "rule", ["rules/second-factor.ts#explainSecondFactor"], ["MANUALS.secondFactor.passwordOnly"]),
  trace(
    "A24",
    "rule",
    ["rules/second-factor.ts#turnOffSecondFactor", "rules/second-factor.ts#explainSecondFactor"],
    ["MANUALS.secondFactor.canBeTurnedOff"],
  ),
  trace("A25", "rule", ["rules/second-factor.ts#explainSecondFactor"]),
  trace(
    "A26",
    "rule",
    ["rules/second-factor.ts#explainSecondFactor"],
    ["MANUALS.secondFactor.offWithLineOnly"],
  ),
  trace("A27", "profile data", ["rules/second-factor.ts#enrolment"], ["MANUALS.secondFactor.enrolment"]),
  trace("A28", "rule", ["rules/code-format.ts#checkCode"], ["MANUALS.codes.sms"]),
  trace("A29", "rule", ["rules/code-format.ts#checkCode"], ["MANUALS.codes.totp"]),
  trace("A30", "screen", ["rules/second-factor.ts#REMEMBER_BROWSER"]),
  trace("A31", "rule", [
    "rules/recovery-code.ts#checkRecoveryCode",
    "rules/recovery-code.ts#afterRecoveryCode",
  ]),
  trace("A32", "rule", ["rules/recovery-code.ts#afterRecoveryCode"]),
  trace(
    "A33",
    "rule",
    [
      "rules/second-factor-reset.ts#resetsSecondFactor",
      "rules/second-factor-reset.ts#waysToResetSecondFactor",
    ],
    ["STEPS.change-mail", "STEPS.change-method"],
  ),
  trace("A34", "rule", ["rules/lockout.ts#afterWrongPassword", "rules/lockout.ts#triesLeft"]),
  trace("A35", "screen", ["login/screen.ts#recognise"], ["MANUALS.lockText"]),
  trace("A36", "rule", ["rules/lockout.ts#explainUnlock"]),
  trace("A37", "rule", ["rules/trial.ts#checkTrial", "rules/permissions.ts#mayDo"], ["MANUALS.trial"]),
  trace(
    "A38",
    "rule",
    ["rules/credential-change.ts#checkChangeOrder", "rules/credential-change.ts#checkCredentialChange"],
    ["MANUALS.change"],
  ),
  trace(
    "A39",
    "rule",
    ["rules/credential-change.ts#checkMethodChange"],
    ["MANUALS.activeDirectory.holderMayChoose"],
  ),
  trace("A40", "rule", ["rules/credential-change.ts#checkMethodChange"], ["MANUALS.facebookToFacebook"]),
  trace("A41", "rule", ["rules/credential-change.ts#checkMethodChange"], ["MANUALS.logOutBeforeLinking"]),
  trace(
    "A42",
    "rule",
    ["rules/credential-change.ts#checkMethodChange"],
    ["MANUALS.activeDirectory.needsSetup"],
  ),
  trace(
    "A43",
    "rule",
    ["rules/active-directory.ts#checkConnectionId"],
    ["MANUALS.activeDirectory?", "MANUALS.activeDirectory.connectionIdPrefix"],
  ),
  trace(
    "A44",
    "rule",
    ["rules/active-directory.ts#checkActiveDirectoryAccount"],
    ["MANUALS.activeDirectory?"],
  ),
  trace(
    "A45",
    "rule",
    ["rules/active-directory.ts#activeDirectoryScreen"],
    ["MANUALS.activeDirectory?", "MANUALS.activeDirectory.skippedOnDomainPc"],
  ),
  trace("A46", "screen", [
    "rules/consent.ts#consentExpected",
    "rules/consent.ts#CONSENT_PAGE",
    "rules/consent.ts#whereToChangeConsent",
    "login/consent.ts#readConsent",
  ]),
  trace("A47", "rule", ["rules/access-path.ts#lineErrorChecks"]),
  trace("A48", "profile data", ["rules/office-link.ts#officePath"], ["MANUALS.officeOverInternet"]),
  trace(
    "A49",
    "profile data",
    ["rules/sms-arrival.ts#smsDoesNotArrive"],
    ["MANUALS.secondFactor.smsRefusals"],
  ),
  trace("A50", "rule", ["rules/login-url.ts#whichLoginUrl"], ["MANUALS.activeDirectory.loginUrls"]),
  trace(
    "A51",
    "profile data",
    ["rules/mail-subject.ts#mailSubject", "rules/mail-subject.ts#mailOfSubject"],
    ["MANUALS.mails"],
  ),
  trace(
    "who-may-do-what",
    "rule",
    ["rules/permissions.ts#mayDo", "rules/permissions.ts#whatMayDo"],
    ["PERMISSIONS"],
  ),
];

import {
  accessPathSetting,
  checkConnection,
  lineErrorChecks,
  wayBackIn,
} from "../../src/core/rules/access-path.ts";
import { consentExpected, whereToChangeConsent } from "../../src/core/rules/consent.ts";
import { checkCredentialChange } from "../../src/core/rules/credential-change.ts";
import { checkLineNumber, eligibleLines } from "../../src/core/rules/line-number.ts";
import { checkLineNumberList } from "../../src/core/rules/line-number-list.ts";
import { loginMethods } from "../../src/core/rules/login-methods.ts";
import { linkPlaces, whichLoginUrl } from "../../src/core/rules/login-url.ts";
import { checkMailLink } from "../../src/core/rules/mail-link.ts";
import { mailOfSubject, mailSubject } from "../../src/core/rules/mail-subject.ts";
import { officePath } from "../../src/core/rules/office-link.ts";
import { mayDo, whatMayDo } from "../../src/core/rules/permissions.ts";
import { checkTrial } from "../../src/core/rules/trial.ts";
import { check, LINES, NOTHING, TEXT } from "./check.ts";
import { accessPath, count, flag, maybe, method, moment, one, otherwise, plan, role } from "./options.ts";

const operation = one(
  "login-method",
  "mail",
  "password",
  "access-path",
  "second-factor",
  "active-directory",
  "contract",
  "plan",
  "cancel",
);

/** Lines, addresses, mails, rights and the contract: what an office asks. */
export const CONTRACT_CHECKS = {
  "line-number": check({
    options: {},
    input: LINES,
    example: "storage-drive check line-number CAF1234567890",
    ask: (_, { service, typed, asArgument }) =>
      asArgument && typed.length === 1
        ? { rule: "line-number", verdict: checkLineNumber(service, typed[0] ?? "") }
        : { rule: "line-number-list", verdict: checkLineNumberList(service, typed.join("\n")) },
  }),
  "eligible-lines": check({
    options: {},
    input: NOTHING,
    example: "storage-drive check eligible-lines",
    ask: (_, { service }) => ({ rule: "eligible-lines", verdict: eligibleLines(service) }),
  }),
  "line-error": check({
    options: {},
    input: NOTHING,
    example: "storage-drive check line-error",
    ask: (_, { service }) => ({ rule: "line-error", verdict: lineErrorChecks(service) }),
  }),
  "way-back-in": check({
    options: {},
    input: NOTHING,
    example: "storage-drive check way-back-in --service ot",
    ask: (_, { service }) => ({ rule: "way-back-in", verdict: wayBackIn(service) }),
  }),
  "access-path": check({
    options: { "access-path": otherwise(accessPath, "line-and-internet") },
    input: NOTHING,
    example: "storage-drive check access-path --access-path line-only",
    ask: (values, { service }) => ({
      rule: "access-path",
      verdict: accessPathSetting(service, values["access-path"]),
    }),
  }),
  connection: check({
    options: { "access-path": accessPath, from: one("registered-line", "other-line", "internet") },
    input: NOTHING,
    example: "storage-drive check connection --access-path line-only --from internet",
    ask: ({ from, ...values }, { service }) => ({
      rule: "connection",
      verdict: checkConnection(service, values["access-path"], from),
    }),
  }),
  "login-url": check({
    options: {
      "on-line": maybe(one("yes", "no")),
      "access-path": maybe(accessPath),
      method: maybe(method),
    },
    input: NOTHING,
    example: "storage-drive check login-url --on-line yes",
    ask: ({ method: set, ...values }, { service, known }) => {
      const onLine = values["on-line"] === null ? null : values["on-line"] === "yes";
      const situation = { onLine, accessPath: values["access-path"], method: set, known };
      return { rule: "login-url", verdict: whichLoginUrl(service, situation) };
    },
  }),
  "login-methods": check({
    options: {},
    input: NOTHING,
    example: "storage-drive check login-methods --service codec",
    ask: (_, { service }) => ({ rule: "login-methods", verdict: loginMethods(service) }),
  }),
  link: check({
    options: { kind: one("unblock", "reset", "mail-change", "method-change", "invite"), at: moment },
    input: NOTHING,
    example: "storage-drive check link --kind reset --at 2025-01-10T12:00 --now 2025-01-24",
    ask: ({ kind, at }, { service, now }) => ({
      rule: "mail-link",
      verdict: checkMailLink(service, kind, at.at, now),
    }),
  }),
  "link-places": check({
    options: {},
    input: NOTHING,
    example: "storage-drive check link-places --service cowork",
    ask: (_, { service }) => ({ rule: "link-places", verdict: linkPlaces(service) }),
  }),
  "mail-subject": check({
    options: { kind: one("lock", "reset", "mail-change", "method-change", "invite", "active-directory") },
    input: NOTHING,
    example: "storage-drive check mail-subject --kind lock",
    ask: ({ kind }, { service }) => ({ rule: "mail-subject", verdict: mailSubject(service, kind) }),
  }),
  "which-mail": check({
    options: {},
    input: TEXT,
    example: "storage-drive check which-mail '【コワークストレージ】アカウントロック' --service cowork",
    ask: (_, { service, typed: [subject = ""] }) => ({
      rule: "mail-of-subject",
      verdict: mailOfSubject(service, subject),
    }),
  }),
  "who-may": check({
    options: {
      operation: maybe(operation),
      role,
      plan: otherwise(plan, "basic"),
      "days-since-trial": maybe(count),
    },
    input: NOTHING,
    example: "storage-drive check who-may --operation mail --role other",
    ask: ({ operation: what, ...values }, { service }) => {
      const person = {
        role: values.role,
        plan: values.plan,
        daysSinceTrial: values["days-since-trial"],
      };
      if (what !== null) return { rule: "permission", verdict: mayDo(service, what, person) };
      return whatMayDo(service, person).map(({ operation: about, verdict }) => ({
        about,
        answer: { rule: "permission", verdict },
      }));
    },
  }),
  change: check({
    options: {
      role,
      plan: otherwise(plan, "basic"),
      from: otherwise(method, "password"),
      to: maybe(method),
      mail: flag,
    },
    input: NOTHING,
    example: "storage-drive check change --role holder --to google --mail",
    ask: ({ from, to, mail, ...person }, { service }) => {
      const change = { method: to === null ? null : { from, to }, mail };
      return { rule: "credential-change", verdict: checkCredentialChange(service, person, change) };
    },
  }),
  trial: check({
    options: { at: moment },
    input: NOTHING,
    example: "storage-drive check trial --at 2025-01-30",
    ask: ({ at }, { service, now }) => ({ rule: "trial", verdict: checkTrial(service, at.at, now) }),
  }),
  consent: check({
    options: { region: maybe(one("east", "west")), answered: flag },
    input: NOTHING,
    example: "storage-drive check consent --region west",
    ask: ({ region, answered }) => ({
      rule: "consent-expected",
      verdict: consentExpected(region, answered),
    }),
  }),
  "consent-change": check({
    options: { line: one("flets", "collaboration") },
    input: NOTHING,
    example: "storage-drive check consent-change --line flets",
    ask: ({ line }) => ({ rule: "consent-change", verdict: whereToChangeConsent(line) }),
  }),
  office: check({
    options: {},
    input: NOTHING,
    example: "storage-drive check office",
    ask: (_, { service }) => ({ rule: "office", verdict: officePath(service) }),
  }),
} as const;

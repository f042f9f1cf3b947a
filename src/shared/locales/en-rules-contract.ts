import { timeLeft } from "../tokyo-time.ts";
import { detail, formChanged, forms, notStated, time, until } from "./en-rule-parts.ts";
import { enSteps } from "./en-steps.ts";
import type { RuleWords } from "./rule-words.ts";

const noActiveDirectory = "This service’s manual knows no login with Active Directory.";

const { method, operation } = enSteps;

const permission = {
  "holder-only": "Only the contract holder can do this.",
  "basic-plan-only": "This is possible in a contract with the basic plan only, not during a free trial.",
  "trial-change-over": ({ days }: { days: number }) =>
    `The plan can be changed within ${days} days after the free trial ends.`,
  "within-days-after-trial": ({ days }: { days: number }) =>
    `After the free trial ends it is possible for ${days} days.`,
  "not-stated": notStated,
} as const;

const methodChange = {
  "mail-first": "Login method and mail address can’t be changed together. Change the mail address first.",
  "method-needs-mail": "In this service, changing the login method includes changing the mail address.",
  "method-not-offered": (found: { method: keyof typeof method }) =>
    `This service’s manual doesn’t list ${method[found.method]} as a login method.`,
  "holder-not-with-active-directory": "The contract holder can’t choose Active Directory.",
  "facebook-to-facebook": (_found: unknown, as: string) =>
    as === "reason"
      ? "From Facebook you can’t go to another Facebook account directly. Change to another login method first."
      : "Whether you can go from Facebook to another Facebook account is not stated for this service.",
  "log-out-first": (found: { method: keyof typeof method }) =>
    `It is recommended to log out of ${method[found.method]} in the browser first.`,
  "active-directory-must-be-set-up":
    "It can be chosen only after the contract holder has set up Active Directory. Ask the contract holder.",
} as const;

const changes = { ...permission, ...methodChange } as const;

export const enContractRules = {
  permission: {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "You can’t change this yourself"
        : certainty === "unknown"
          ? "Whether you can change this is not stated"
          : "You can change this yourself",
    why: permission,
    details: ({ operation: which, menu }) => [
      detail("Operation", operation[which]),
      ...(menu === null ? [] : [detail("Menu", menu)]),
    ],
  },
  "change-order": {
    headline: ({ outcome }) =>
      outcome === "refused"
        ? "They can’t be changed in this combination"
        : "They can be changed in this combination",
    why: changes,
  },
  "method-change": {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "You can’t change to this login method"
        : certainty === "unknown"
          ? "Whether this change is possible is not stated"
          : "You can change to this login method",
    why: changes,
    details: ({ from, to }) => [detail("From", method[from]), detail("To", method[to])],
  },
  "credential-change": {
    headline: (verdict) =>
      verdict.outcome === "refused"
        ? verdict.code === "holder-only" || verdict.code === "basic-plan-only"
          ? "You can’t change this yourself"
          : "It can’t be changed like this"
        : verdict.certainty === "unknown"
          ? "Whether this change is possible is not stated"
          : "It can be changed like this",
    why: changes,
  },
  trial: {
    headline: ({ value }) =>
      ({
        running: "The free trial is running",
        "plan-may-change": "The free trial is over, but the plan can still be changed",
        over: "The time to change the plan is over",
        unknown: "The manual doesn’t state how long the free trial is",
      })[value.phase],
    why: {
      "not-stated": notStated,
      "plan-change-over": ({ days }) =>
        `The plan can be changed within ${days} days after the free trial ends.`,
      "depends-on-counting": "The answer depends on how the days are counted, and no manual says how.",
    },
    details: ({ endsAt, planChangeUntil }) => [
      ...(endsAt === null ? [] : [detail("Free trial", `by the longest count, ${until(endsAt)}`)]),
      ...(planChangeUntil === null
        ? []
        : [detail("Change of plan", `by the longest count, ${until(planChangeUntil)}`)]),
    ],
  },
  "login-methods": {
    headline: "Login methods of this service",
    why: {},
    details: ({ methods, federationWord }) => [
      detail("Login methods", methods.map((one) => method[one]).join(", ")),
      ...(federationWord === null ? [] : [detail("Its word for other companies’ accounts", federationWord)]),
    ],
  },
  "mail-link": {
    headline: ({ outcome, value, advice }) =>
      outcome === "refused"
        ? "This link has expired"
        : value.deadlines === null
          ? "The manual doesn’t state a term"
          : advice.some(({ code }) => code === "last-hours")
            ? "This link may have expired"
            : "This link is still within its term",
    why: {
      expired: ({ since, until: what }) =>
        what === "access"
          ? `By any way of counting, it had to be opened by ${time(since - 1)}.`
          : `By any way of counting, the procedure had to be completed by ${time(since - 1)}.`,
      "no-such-link": "This service’s manual knows no mail of this kind.",
      "term-not-shown": "This service’s manual doesn’t state how long this link can be used.",
      "last-hours": "By one way of counting it has expired already. Open it at once.",
      "mail-from-the-future":
        "The mail’s time is later than this PC’s clock. Check the time that was entered and the PC’s clock.",
    },
    details: ({ term, deadlines, left }) =>
      term === null || deadlines === null || left === null
        ? []
        : [
            detail(
              "Term",
              term.until === "access"
                ? `Open the link within ${term.days} days of the mail`
                : `Complete the procedure within ${term.days} days of the mail`,
            ),
            detail("If the mail’s day is the first day", until(deadlines.countingMailDay)),
            detail("If a day is 24 hours", until(deadlines.byTheHour)),
            detail("If the next day is the first day", until(deadlines.notCountingMailDay)),
            ...(left.most === 0
              ? []
              : [
                  detail(
                    "Left",
                    left.least === 0
                      ? `at most ${timeLeft(left.most, "en")}`
                      : `at least ${timeLeft(left.least, "en")}`,
                  ),
                ]),
          ],
  },
  "link-places": {
    headline: "Where the links in the mails really lead",
    why: {},
    details: ({ contract, invite, unblock, reset }) => [
      detail("Credentials and contract", contract),
      detail("Invitation", invite),
      detail("Unlocking the account", unblock),
      detail("Password reset", reset),
    ],
  },
  "mail-subject": {
    headline: ({ value }) =>
      value === null ? "The manual doesn’t name a mail of this kind" : "The subject of this mail",
    why: {},
    details: (subject) => (subject === null ? [] : [detail("Subject", subject)]),
  },
  "mail-of-subject": {
    headline: ({ value }) =>
      value === null ? "The manual doesn’t name a mail with this subject" : "The manual names this mail",
    why: {},
  },
  "connection-id": {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "This isn’t the form of a connection ID (接続ID)"
        : certainty === "unknown"
          ? "This service’s manual knows no connection ID (接続ID)"
          : "The connection ID (接続ID) begins as it should",
    why: {
      "no-active-directory": noActiveDirectory,
      empty: "No connection ID was typed.",
      prefix: ({ needed }) => `A connection ID begins with “${needed}”.`,
      "nothing-after-prefix": "Only its beginning was typed. How long it is in all is not stated.",
      "not-user-at-domain": "Type it as user@domain.",
      "form-changed": formChanged,
    },
    details: forms,
  },
  "active-directory-account": {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "This isn’t the form of an Active Directory account"
        : certainty === "unknown"
          ? "This service’s manual knows no Active Directory"
          : "The account has the right form",
    why: {
      "no-active-directory": noActiveDirectory,
      empty: "No account was typed.",
      prefix: ({ needed }) => `It begins with “${needed}”.`,
      "nothing-after-prefix": "Only its beginning was typed.",
      "not-user-at-domain": "Type it as user@domain.",
      "form-changed": formChanged,
    },
    details: forms,
  },
  "active-directory-screen": {
    headline: ({ value }) =>
      ({
        yes: "The Active Directory login screen is shown",
        no: "On a PC in the domain the Active Directory login screen is skipped",
        unknown: "This service’s manual knows no Active Directory",
      })[value.shown],
    why: {
      "no-active-directory": noActiveDirectory,
      empty: "Nothing was typed.",
      prefix: ({ needed }) => `It begins with “${needed}”.`,
      "nothing-after-prefix": "Only its beginning was typed.",
      "not-user-at-domain": "Type it as user@domain.",
      "form-changed": formChanged,
    },
  },
} satisfies Partial<RuleWords["rules"]>;

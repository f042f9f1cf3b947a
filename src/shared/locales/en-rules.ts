import type { Manual } from "../../core/service/manual.ts";
import { timeLeft, tokyoTime } from "../tokyo-time.ts";
import { enSteps } from "./en-steps.ts";
import type { Detail, RuleWords } from "./rule-words.ts";

const time = (at: number) => tokyoTime(at, "en");
/** A deadline is the first moment that is too late. */
const until = (deadline: number) => `until ${time(deadline - 1)}`;

const CLASS = { upper: "upper case", lower: "lower case", digit: "digits", symbol: "symbols" } as const;
const classes = (found: readonly (keyof typeof CLASS)[]) => found.map((one) => CLASS[one]).join(", ");

const detail = (label: string, value: string): Detail => ({ label, value });
const range = (least: number, most: number) => (least === most ? `${least}` : `${least}–${most}`);
const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const forms = ({ typed, normalised }: { readonly typed: string; readonly normalised: string }) => [
  detail("As typed", typed),
  detail("As checked", normalised),
];

const notStated = "This service’s manual doesn’t say.";
const formChanged =
  "For the check it was made half-width, without blanks and hyphens. Whether it is accepted as typed is not stated.";
const noActiveDirectory = "This service’s manual knows no login with Active Directory.";

const { method, operation } = enSteps;
const lineOnly = (manual: Manual) =>
  `“${manual.accessPath.names["line-only"].menu}” (line authentication only)`;

const password = {
  "too-short": ({ length, needed }: { length: number; needed: number }, as: string) =>
    as === "reason"
      ? `It needs at least ${needed} characters and has ${length}.`
      : `The manual doesn’t state a rule; as in the other services, at least ${needed} characters are advisable. It has ${length}.`,
  "too-few-classes": (
    { found, needed }: { found: readonly (keyof typeof CLASS)[]; needed: number },
    as: string,
  ) => {
    const now = found.length === 0 ? "" : ` It has only ${classes(found)}.`;
    const kinds = "upper case, lower case, digits and symbols";
    return as === "reason"
      ? `It needs at least ${needed} of these kinds: ${kinds}.${now}`
      : `The manual doesn’t state a rule; as in the other services, at least ${needed} of ${kinds} are advisable.${now}`;
  },
  "confirmation-differs": ({ only }: { only: "blanks" | "width" | null }) =>
    only === "blanks"
      ? "It differs from the confirmation only in blanks before or after it."
      : only === "width"
        ? "It differs from the confirmation only in full-width and half-width."
        : "It doesn’t match the confirmation.",
  "depends-on-counting": ({ of }: { of: "length" | "classes" }) =>
    of === "length"
      ? "Characters such as emoji can be counted in several ways. No manual says how, so it may be taken for too short."
      : "No manual says which kind full-width and other such characters count as, so there may be too few kinds.",
  "confirmation-composed-differently":
    "It looks the same as the confirmation, but marks such as accents are stored differently. Whether they are taken for equal is not stated.",
  "beyond-ascii":
    "It has characters other than half-width letters, digits and symbols. Whether they may be used is not stated.",
  "surrounding-blanks":
    "It has blanks before or after it. Copying can bring them along: check that they belong there.",
} as const;

const passwordDetails = ({
  length,
  classes: found,
}: {
  length: { least: number; most: number };
  classes: { sure: readonly (keyof typeof CLASS)[]; possible: readonly (keyof typeof CLASS)[] };
}) => [
  detail("Characters", range(length.least, length.most)),
  detail("Kinds of characters", found.sure.length === 0 ? "–" : classes(found.sure)),
];

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
    `It is recommended to log out of ${method[found.method]} in the browser first, so that nobody else’s account gets linked.`,
  "active-directory-must-be-set-up":
    "It can be chosen only after the contract holder has set up Active Directory. Ask the contract holder.",
} as const;

const changes = { ...permission, ...methodChange } as const;

/** As `ja-rules.ts`; names that stand on Japanese pages stay as they stand there. */
export const enRules: RuleWords = {
  ...enSteps,
  rules: {
    password: {
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "This password can’t be used"
          : certainty === "stated"
            ? "This password meets the conditions"
            : certainty === "inferred"
              ? "It probably meets the conditions, but that isn’t certain"
              : "The manual doesn’t state the conditions",
      why: password,
      details: passwordDetails,
    },
    "password-change": {
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "The password can’t be changed like this"
          : certainty === "stated"
            ? "The password can be changed like this"
            : "It can probably be changed like this, but that isn’t certain",
      why: {
        ...password,
        "current-missing": "The change asks for the current password too.",
        "method-has-no-password":
          "A password can be changed only when the login method is mail address and password.",
      },
      details: passwordDetails,
    },
    "line-number": {
      headline: ({ outcome }) =>
        outcome === "refused" ? "This isn’t the form of a line number" : "The line number has the right form",
      why: {
        empty: "No line number was typed.",
        prefix: (_found, _as, { lineNumberLengths }) =>
          `A line number begins with ${Object.keys(lineNumberLengths)
            .map((start) => `“${start}”`)
            .join(" or ")}.`,
        characters: "It has characters other than letters and digits.",
        length: ({ length, needed }) => `It needs ${needed} characters in all and has ${length}.`,
        "form-changed": formChanged,
      },
      details: forms,
    },
    "line-number-list": {
      headline: ({ outcome, value }) =>
        outcome === "refused"
          ? "The list can’t be registered as it is"
          : `${plural(value.numbers.length, "line number has", "line numbers have")} the right form`,
      why: {
        "empty-list": "No line number was typed.",
        "wrong-lines": ({ count }) =>
          `${plural(count, "line doesn’t", "lines don’t")} have the form of a line number.`,
        "too-many": ({ count, limit }, as) =>
          as === "reason"
            ? `At most ${limit} can be registered; there are ${count}.`
            : `There are ${count}. This service’s manual states no limit; another service has a limit of ${limit}.`,
        "form-changed": ({ count }) =>
          `For the check ${plural(count, "line was", "lines were")} made half-width, without blanks and hyphens. Whether they are accepted as typed is not stated.`,
        duplicates: ({ count }) =>
          `${plural(count, "number stands", "numbers stand")} there more than once. Whether that is accepted is not stated.`,
      },
      details: ({ lines, numbers, duplicates }) => [
        detail("Lines with text", `${lines.length}`),
        detail("Numbers of the right form", `${numbers.length}`),
        ...(duplicates.length === 0 ? [] : [detail("More than once", duplicates.join(", "))]),
      ],
    },
    "eligible-lines": {
      headline: "Lines that can be registered for line authentication",
      why: {},
      details: (lines) => lines.map((line, index) => detail(`${index + 1}`, line)),
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
    "second-factor": {
      headline: ({ value, certainty }) =>
        value.asked === "unknown"
          ? "Whether two-step verification is asked can’t be told"
          : value.asked === "yes"
            ? certainty === "stated"
              ? "Two-step verification is asked"
              : "Two-step verification is probably asked"
            : certainty === "stated"
              ? "Two-step verification is not asked"
              : "Two-step verification is probably not asked",
      why: {
        "by-line": "With the login URL for line authentication, the line is checked instead.",
        "not-with-this-method": (found) =>
          `Two-step verification belongs to logging in with mail address and password. It is not asked with ${method[found.method]}.`,
        "turned-off": "The contract holder has turned it off for the whole contract.",
        "off-with-line-only": (_found, _as, manual) =>
          `With the access path ${lineOnly(manual)} it is turned off automatically.`,
        "first-on-device": "It is the first login on this device.",
        "long-without-access": ({ days }) => `The last use was ${days} days ago or more.`,
        "seen-recently": ({ days }) => `This device was used within the last ${days} days.`,
        "last-access-unknown": "The day of the last use on this device isn’t known. Enter it if you know it.",
        "may-differ-here": "The manual says that it may differ in some environments.",
      },
    },
    "second-factor-enrolment": {
      headline: ({ value }) =>
        value.first === "sms"
          ? "First comes a screen to register a mobile phone’s number"
          : "First comes a screen to register an authenticator app",
      why: {},
      details: ({ otherLink }) => [detail("Link to the other way", otherLink)],
    },
    "second-factor-off": {
      headline: ({ value }) =>
        value.possible
          ? "Two-step verification can be turned off for the whole contract"
          : "This service’s manual knows no setting to turn two-step verification off",
      why: { "no-such-setting": "This service’s manual has no such setting." },
    },
    "second-factor-reset": {
      headline: ({ value }) =>
        ({
          yes: "Two-step verification is reset by this",
          no: "Two-step verification is probably not reset by this",
          unknown: "Whether this resets two-step verification is not stated",
        })[value.resets],
      why: {
        "holder-only": "Only the contract holder can do this.",
        "only-with-password-method":
          "Two-step verification belongs to logging in with mail address and password. With another method there is nothing to reset.",
        "not-stated": "The manual doesn’t say that this resets it.",
      },
    },
    "second-factor-ways": {
      headline: "Ways to reset two-step verification",
      why: {},
      ways: ({ ways }) => ways,
    },
    sms: {
      headline: ({ certainty }) =>
        certainty === "unknown"
          ? "The manual doesn’t say what to do when no SMS arrives"
          : "Change the phone’s SMS settings, then log in again",
      why: { "not-stated": notStated },
      details: ({ lift }) =>
        lift.map((one, index) =>
          detail(
            `Setting ${index + 1}`,
            {
              international: "Lift the refusal of international SMS",
              "foreign-operator": "Lift the refusal of SMS from foreign operators",
              "allow-only-list": "Lift the setting that allows listed numbers only",
            }[one],
          ),
        ),
    },
    code: {
      headline: ({ outcome }) =>
        outcome === "refused" ? "This isn’t the form of a code" : "The code has the right form",
      why: {
        length: ({ length, needed }) => `It needs ${needed} characters and has ${length}.`,
        "not-digits": (_found, as) =>
          as === "reason"
            ? "It consists of digits only."
            : "It has characters other than digits. Whether it is digits only is not stated.",
        "form-changed": "For the check it was made half-width and without blanks.",
      },
      details: forms,
    },
    "recovery-code": {
      headline: ({ outcome, advice }) =>
        outcome === "refused"
          ? "No recovery code was typed"
          : advice.length === 0
            ? "It has the usual form of a recovery code"
            : "It differs from the usual form of a recovery code",
      why: {
        empty: "No recovery code was typed.",
        "unusual-length": ({ length, usual }) =>
          `Without blanks and hyphens it has ${length} characters. ${usual} are usual, but this service’s manual doesn’t say so.`,
        "unusual-characters":
          "It has characters other than letters and digits. Which are used is not stated.",
      },
      details: ({ submit, stripped }) => [
        detail("To type into the login screen", submit),
        detail("As counted", stripped),
      ],
    },
    "after-recovery-code": {
      headline: "After its use a new recovery code is shown",
      why: {},
      details: ({ tick }) => [
        detail("The old recovery code", "No longer works on any device"),
        detail("Once the new one is saved", `Tick “${tick}”`),
      ],
    },
    "tries-left": {
      headline: ({ value }) =>
        value.left === 0
          ? "The account is probably locked"
          : `Probably ${plural(value.left, "try", "tries")} left before it is locked`,
      why: {
        "probably-locked": "At this number the account is locked and a mail is sent.",
        "nearly-locked": "Resetting the password is advisable before going on.",
      },
      details: ({ failures }) => [detail("Passwords that didn’t match", `${failures}`)],
    },
    unlock: {
      headline: ({ value, next }) =>
        next?.step === "open-mail-link"
          ? "The link in the mail unlocks it"
          : value.reset === "no"
            ? "You probably can’t unlock it yourself"
            : "Resetting the password unlocks it",
      why: {
        "link-expired": "The link in the mail has expired.",
        "reset-needs-password-method":
          "A password reset unlocks it only when the login method is mail address and password.",
      },
      details: ({ link }) =>
        link?.value.deadlines == null
          ? []
          : [
              detail("Link’s term (shortest count)", until(link.value.deadlines.countingMailDay)),
              detail("Link’s term (longest count)", until(link.value.deadlines.notCountingMailDay)),
            ],
      ways: ({ ways }) => ways,
    },
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
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "It can’t be changed like this"
          : certainty === "unknown"
            ? "Whether this change is possible is not stated"
            : "It can be changed like this",
      why: changes,
    },
    "login-url": {
      headline: ({ outcome, value }) =>
        outcome === "refused"
          ? "You can’t log in from here"
          : {
              internet: "Log in at the URL for the Internet",
              line: "Log in at the URL for line authentication",
              either: "If the line isn’t known, log in at the URL for the Internet",
              none: "You can’t log in from here",
            }[value.door],
      why: {
        "line-only-needs-the-line": (_found, _as, manual) =>
          `The contract is set to ${lineOnly(manual)}: logging in works from a registered line only.`,
        "url-by-mail": "The login URL for Active Directory differs by contract and was sent by mail.",
        "line-url-doubtful":
          "The manual prints the same URL for line authentication and for the Internet. If you can’t log in, ask your administrator for the right one.",
        "line-not-known": "The URL depends on whether you connect from a registered line.",
      },
      details: ({ url }) => (url === null ? [] : [detail("Login URL", url)]),
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
    "login-methods": {
      headline: "Login methods of this service",
      why: {},
      details: ({ methods, federationWord }) => [
        detail("Login methods", methods.map((one) => method[one]).join(", ")),
        ...(federationWord === null
          ? []
          : [detail("Its word for other companies’ accounts", federationWord)]),
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
    "access-path": {
      headline: "The setting of the access path",
      why: {},
      details: ({ names }) => [
        detail("Name in the menu", names.menu),
        detail("Name in the console", names.console),
        detail("Affects", "The whole contract (every user)"),
      ],
      ways: ({ places }) => places,
    },
    connection: {
      headline: ({ outcome }) =>
        outcome === "refused"
          ? "You can’t log in over this connection"
          : "You can log in over this connection",
      why: {
        "line-only-refuses-the-internet": (_found, _as, manual) =>
          `The contract is set to ${lineOnly(manual)}: logging in over the Internet isn’t possible.`,
        "line-not-registered": "This line isn’t registered in the contract.",
      },
    },
    "way-back-in": {
      headline: "What to do when another line’s number was registered and nobody can log in",
      why: {
        "menu-over-internet-not-stated":
          "Whether this menu can be opened over the Internet is not stated for this service.",
        "renamed-menu": "Part of the manual still uses this menu’s former name.",
      },
      details: ({ steps, menu, nameInDocument }, manual) => [
        ...steps.map((step, index) =>
          detail(
            `Step ${index + 1}`,
            {
              "open-internet-login": "Open the login screen for the Internet",
              "holder-opens-credential-menu": `The contract holder logs in to the menu for credentials and opens “${menu}”`,
              "set-line-and-internet": `Set it back to “${manual.accessPath.names["line-and-internet"].menu}”`,
              "register-right-number": "Register the right line number in the console",
            }[step],
          ),
        ),
        ...(nameInDocument === null ? [] : [detail("Former name in the manual", nameInDocument)]),
      ],
    },
    "line-error": {
      headline: "What to check when line authentication fails",
      why: {},
      details: ({ checks }) =>
        checks.map((check, index) =>
          detail(
            `Check ${index + 1}`,
            {
              "line-authentication-set-up": "Is line authentication set up?",
              "right-number-registered": "Is the right line number registered?",
            }[check],
          ),
        ),
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
    "consent-expected": {
      headline: ({ value }) =>
        ({
          yes: "The line notice page (回線情報通知) is shown. It isn’t a fault",
          no: "The line notice page (回線情報通知) is probably not shown",
          unknown: "Whether the line notice page (回線情報通知) is shown can’t be told",
        })[value.expected],
      why: {
        "first-time-from-the-west": "It is shown at the first login from a line of NTT West.",
        "answered-before": "It was answered before, with the choice not to show it again.",
        "not-from-the-east":
          "The manual says that it is shown at the first login from a line of NTT West. It says nothing of lines of NTT East.",
        "region-not-known": "It depends on whether the line is one of NTT East or NTT West.",
      },
    },
    "consent-change": {
      headline: "Where the answer to the line notice is changed",
      why: {},
      details: ({ at }) => [
        detail(
          "Where",
          at === "provider" ? "Your provider of Hikari Collaboration (光コラボレーション)" : at,
        ),
      ],
    },
    office: {
      headline: ({ value }) =>
        value.goesOver === "internet"
          ? "Office連携 goes over the Internet also with line authentication"
          : "Which way Office連携 goes is not stated",
      why: { "not-stated": notStated },
    },
  },
};

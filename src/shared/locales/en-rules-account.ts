import { detail, forms, lineOnly, notStated, until } from "./en-rule-parts.ts";
import { enSteps } from "./en-steps.ts";
import type { RuleWords } from "./rule-words.ts";

const CLASS = { upper: "upper case", lower: "lower case", digit: "digits", symbol: "symbols" } as const;
const classes = (found: readonly (keyof typeof CLASS)[]) => found.map((one) => CLASS[one]).join(", ");

const range = (least: number, most: number) => (least === most ? `${least}` : `${least}–${most}`);
const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

const { method } = enSteps;

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

export const enAccountRules = {
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
      "unusual-characters": "It has characters other than letters and digits. Which are used is not stated.",
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
    incomplete: ({ value }) => value.link === null || value.reset === "if-password-is-set",
    why: {
      "link-expired": "The link in the mail has expired.",
      "reset-needs-password-method":
        "A password reset unlocks it only when the login method is mail address and password.",
    },
    details: ({ link }) =>
      link?.value.deadlines == null
        ? []
        : [
            detail("Link’s term (shortest)", until(link.value.deadlines.countingMailDay)),
            detail("Link’s term (longest)", until(link.value.deadlines.notCountingMailDay)),
          ],
    ways: ({ ways }) => ways,
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
    incomplete: ({ advice }) => advice.some(({ code }) => code === "last-access-unknown"),
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
        : "Check these settings of the phone",
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
} satisfies Partial<RuleWords["rules"]>;

import { detail, formChanged, forms, lineOnly, notStated } from "./en-rule-parts.ts";
import type { RuleWords } from "./rule-words.ts";

const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const enLineRules = {
  "line-number": {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "This isn’t the form of a line number"
        : certainty === "stated"
          ? "The line number has the right form"
          : "Made half-width and so on, it has the form of a line number",
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
      outcome === "refused" ? "You can’t log in over this connection" : "You can log in over this connection",
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
    incomplete: ({ advice }) => advice.length === 1 && advice[0]?.code === "line-not-known",
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
  "consent-expected": {
    headline: ({ value }) =>
      ({
        yes: "The line notice page (回線情報通知) is shown. It isn’t a fault",
        no: "The line notice page (回線情報通知) is probably not shown",
        unknown: "Whether the line notice page (回線情報通知) is shown can’t be told",
      })[value.expected],
    incomplete: ({ advice }) => advice.some(({ code }) => code === "region-not-known"),
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
      detail("Where", at === "provider" ? "Your provider of Hikari Collaboration (光コラボレーション)" : at),
    ],
  },
  office: {
    headline: ({ value }) =>
      value.goesOver === "internet"
        ? "Office連携 goes over the Internet also with line authentication"
        : "Which way Office連携 goes is not stated",
    why: { "not-stated": notStated },
  },
} satisfies Partial<RuleWords["rules"]>;

import { enRecoveryBranches } from "./en-recovery-branches.ts";
import { enRecoverySteps } from "./en-recovery-steps.ts";
import type { QuestionWords, RecoveryWords } from "./recovery-words.ts";

const mailAnswers = {
  there: "It is here",
  expired: "It is here, but its link doesn’t work",
  missing: "It isn’t here",
};

const question: QuestionWords = {
  "password-known": {
    ask: "Which of these is true of the mail address and the password?",
    answers: {
      retype: "I know them and will type them again",
      forgotten: "I don’t know the password",
      "mail-changed": "A change of the mail address is under way",
      "method-changed": "A change of the login method is under way",
      trial: "I was using a trial",
    },
  },
  "unlock-mail": { ask: "Has the mail about the locked account arrived?", answers: mailAnswers },
  "code-there": {
    ask: "Do you have the code of two-step verification?",
    answers: {
      there: "Yes",
      "sms-missing": "The SMS doesn’t arrive",
      "device-lost": "I can’t use the phone or the authenticator",
    },
  },
  "recovery-code-there": {
    ask: "Do you have a recovery code that hasn’t been used?",
    answers: { there: "Yes", "used-or-lost": "It has been used, or I have none" },
  },
  "method-mail": { ask: "Has the mail for the change of the login method arrived?", answers: mailAnswers },
  "address-mail": { ask: "Has the mail for the change arrived at the new address?", answers: mailAnswers },
  "line-where": {
    ask: "Where is this PC connected now?",
    answers: {
      "on-line": "Where the contracted line is, such as the office",
      elsewhere: "At home, on the way, by tethering, a VPN or the like",
      unknown: "I don’t know",
    },
  },
  "line-others": {
    ask: "Can others log in at the same place?",
    answers: { "others-in": "Yes", nobody: "Nobody can", unknown: "I don’t know" },
  },
  "notice-answer": {
    ask: "How did you answer the line information notice?",
    answers: {
      told: "To notify",
      "not-seen": "I haven’t seen it",
      refused: "Not to notify",
      "other-pc": "I answered it at another PC",
    },
  },
  "line-changed": {
    ask: "Was the registered line number changed lately?",
    answers: { "number-changed": "Yes", unchanged: "No", unknown: "I don’t know" },
  },
  "line-contract": {
    ask: "With whom is the contract for the line?",
    answers: {
      flets: "NTT (フレッツ光)",
      collaboration: "Another provider (コラボ光)",
      unknown: "I don’t know",
    },
  },
  "browser-login": {
    ask: "Log in there with your mail address and password. What happened?",
    answers: {
      "logged-in": "I am logged in",
      "line-error": "It showed an error of line authentication (回線認証エラー)",
      "other-person": "It showed somebody else’s name",
      not: "I couldn’t log in",
    },
  },
  "browser-account": {
    ask: "Is an account still logged in to the service in this PC’s browser?",
    answers: { "mine-or-none": "None, or my own", "other-person": "Somebody else’s" },
  },
  role: {
    ask: "Are you the contract holder of this service?",
    answers: { holder: "The contract holder", other: "Another user", unknown: "I don’t know" },
  },
  plan: {
    ask: "Which plan is in use?",
    answers: { basic: "Basic plan", trial: "Trial", unknown: "I don’t know" },
  },
};

const days = (count: number) => `${count} ${count === 1 ? "day" : "days"}`;

/** The recovery guide in English; names on Japanese pages stay as they are. */
export const enRecovery: RecoveryWords = {
  branch: enRecoveryBranches,
  question,
  step: enRecoverySteps,
  action: {
    "log-in": "Log in",
    "show-login-window": "Show the login window",
    "show-consent": "Show the confirmation",
    "open-line-login": "Open the login page for line authentication",
    "open-browser": "Log in with browser",
    "open-reset-page": "Open the password reset",
    "show-proxy-login": "Enter the proxy’s login",
    "switch-account": "Use another account",
  },
  done: "Done",
  stuck: "It doesn’t work",
  unsure: "I can’t answer",
  who: { client: "This app", it: "Whoever looks after the PC and its network" },
  ask: (who) => `To be asked: ${who}.`,
  mail: (subject) => `The mail’s subject is “${subject}”.`,
  term: (term) =>
    term === null
      ? "This service’s manual doesn’t say how long the link is valid."
      : term.until === "access"
        ? `The link can be opened for ${days(term.days)} from the mail.`
        : `Finish it within ${days(term.days)} from the mail.`,
  labels: (labels) => `On the page: ${labels}.`,
  lift: {
    international: "Refusal of SMS from abroad",
    "foreign-operator": "Refusal of SMS from foreign operators",
    "allow-only-list": "A list of numbers from which alone SMS are taken",
  },
  consentAt: {
    サービス申込み受付ページ: "For フレッツ光 it is changed at “サービス申込み受付ページ”.",
    provider: "For コラボ光 it is changed by the provider of your contract.",
    unknown:
      "For フレッツ光 it is changed at “サービス申込み受付ページ”, for コラボ光 by the provider of your contract.",
  },
  mayAsk: {
    password: {
      yes: "Your mail address and password will be asked for.",
      no: "Your mail address and password aren’t needed.",
      unknown: "Your mail address and password may be asked for.",
    },
    consent: {
      yes: "The line information notice will be shown.",
      no: "The line information notice won’t be shown.",
      unknown: "On a line that hasn’t answered it, the line information notice may be shown.",
    },
    "second-factor": {
      yes: "The code of two-step verification will be asked for.",
      no: "From the contracted line, the code of two-step verification usually isn’t needed.",
      unknown: "The code of two-step verification may be asked for.",
    },
  },
  online: "You are logged in.",
  helpdesk: "Call your administrator or the helpdesk, and say this.",
  phone: (service, code, branch) =>
    `I can’t log in to ${service}. The code is ${code}. The recovery guide got as far as “${branch}”.`,
};

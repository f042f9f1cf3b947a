import type { jaChecks } from "./ja-checks.ts";
import type { Same } from "./texts.ts";

export const enChecks: Same<typeof jaChecks> = {
  heading: "Checks",
  lead: "Answers for when you are unsure about logging in. Everything is checked on this PC; what you type is neither sent nor kept.",
  topics: "What to check",
  back: "Check something else",
  service: "Service to check",
  chooseService: "Please choose",
  noService: "Choose the service to check.",
  ask: "Check",
  more: "Find out more in Checks",
  notKnown: "Not known",

  topic: {
    password: "Can this password be used?",
    number: "Does this line number or code have the right form?",
    link: "Can the link in the mail still be used?",
    unlock: "My account is locked",
    "second-factor": "Why is two-step verification asked, or not asked?",
    reset: "How is two-step verification reset?",
    change: "Can I change this myself?",
    "login-url": "Which URL do I log in at?",
  },

  answer: {
    region: "Answer",
    reasons: "Why",
    advice: "Please note",
    step: "What to do next",
    who: "Who does it",
    where: "Where",
    stepNotStated: "The manual doesn’t state this step.",
    others: "Other ways",
    looked: "What was checked",
  },

  password: {
    password: "Password",
    confirmation: "Password again",
    confirmationHint: "If you type it, they are compared too.",
    show: "Show the password",
    notStated: "How long it may be at most and which symbols are allowed is in no service’s manual.",
  },

  number: {
    kind: "What to check",
    kinds: {
      line: "Line number",
      sms: "Code from an SMS",
      totp: "Code from an authenticator app",
      recovery: "Recovery code",
      "connection-id": "Connection ID (接続ID)",
      "active-directory": "Active Directory account",
    },
    lines: "Line numbers (one a line)",
    linesHint: "One number, or a whole list pasted.",
    typed: "What to check",
    secretHint: "It is gone when you leave this page.",
    recoveryHint: "It is gone when you leave this page. In the login screen, enter it exactly as copied.",
    existsNotChecked: "Only the form is checked, not whether it is registered.",
    wrongLines: "Lines of another form",
    rightLines: "Show the lines of the right form ({{count}})",
    line: "Line {{line}}",
    eligible: "Lines that can be registered",
  },

  link: {
    kind: "Kind of mail",
    kinds: {
      unblock: "Unlocking the account",
      reset: "Password reset",
      "mail-change": "Change of the mail address",
      "method-change": "Change of the login method",
      invite: "Invitation of a user",
    },
    subject: "Its subject is “{{subject}}”.",
    noSubject: "This service’s manual has no subject for this kind of mail.",
    places: "Where the links really lead",
  },

  time: {
    mailedAt: "When the mail arrived",
    zone: "In this PC’s time ({{zone}}).",
    inJapan: "Checked as {{time}}.",
    missing: "Enter the time to see the answer.",
  },

  unlock: {
    locked: "Now",
    states: { locked: "It is locked", trying: "It isn’t locked yet" },
    method: "Login method",
    methods: { password: "Mail address and password", other: "Another one", unknown: "Not known" },
    failures: "Passwords in a row that didn’t match",
    times: "{{count}}",
    mailedAt: "When the unlock mail arrived",
    mailHint: "Leave it empty if you don’t know.",
  },

  "second-factor": {
    method: "Login method",
    byLine: "Login URL",
    doors: { internet: "For the Internet", line: "For line authentication" },
    path: "Access path",
    setting: "Setting of two-step verification (whole contract)",
    settings: { on: "On", off: "Off", unknown: "Not known" },
    last: "Last login on this device",
    lasts: { never: "None yet", at: "Enter the time", unknown: "Not known" },
    lastAt: "Time of the last login",
    enrolment: "Registering it for the first time",
    sms: "When no SMS arrives",
    off: "Can two-step verification be turned off?",
  },

  reset: {
    question: "What you want to know",
    ways: "How it is reset",
    by: {
      "password-reset": "Does a password reset do it?",
      "login-method": "Does setting the login method do it?",
      "mail-change": "Does changing the mail address do it?",
      "password-change": "Does changing the password do it?",
    },
    recovery: "After a recovery code was used",
  },

  change: {
    role: "You are",
    roles: { holder: "The contract holder", other: "Another user" },
    plan: "Plan",
    plans: { basic: "Basic plan", trial: "Free trial" },
    operation: "What you want to change",
    from: "Login method now",
    to: "New login method",
    withMail: "Change the mail address at the same time",
    trialStart: "Start of the free trial",
    trialHint: "If you enter it, the time left for the change is checked.",
    table: "What you may do",
    may: { yes: "Yes", no: "No", unknown: "Not stated" },
  },

  "login-url": {
    onLine: "Are you on a registered line?",
    onLines: { yes: "Yes", no: "No", unknown: "Not known" },
    error: "When line authentication fails",
    wayBack: "When another line’s number was registered and nobody can log in",
  },
};

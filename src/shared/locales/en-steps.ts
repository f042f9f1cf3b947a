import type { RuleWords } from "./rule-words.ts";

/** As `ja-steps.ts`; names that stand on Japanese pages stay as they stand there. */
export const enSteps: Omit<RuleWords, "rules"> = {
  step: {
    "type-again": "Type it again.",
    "open-mail-link": "Open the link in the mail.",
    "request-reset": "Reset the password from the login screen.",
    "change-password": "Change the password.",
    "change-method": "Change the login method.",
    "change-mail": "Change the mail address.",
    "change-mail-first": "Change the mail address first.",
    "set-access-path": "Change the access path.",
    "register-line": "Register the line number in the line authentication settings.",
    "set-second-factor": "Change the setting of two-step verification.",
    "set-active-directory": "Set up Active Directory.",
    "change-plan": "Change the plan.",
    "ask-holder": "Ask the contract holder or a user with administrator rights.",
    "ask-holder-for-link":
      "Ask the contract holder or a user with administrator rights to send the link for the change.",
    "lift-sms-refusal": "Lift the phone’s refusal of SMS, then log in again.",
    "log-out-of-account": "Log out of the account that will be linked first.",
    "use-another-method": "Choose another login method.",
  },
  who: {
    self: "You",
    holder: "The contract holder",
    "holder-or-administrator": "The contract holder or a user with administrator rights",
    provider: "You or the phone’s operator",
  },
  placeNotStated: "This service’s manual doesn’t say",
  otherCompanysPage: "On the page of the company that provides the account",
  operation: {
    "login-method": "Login method",
    mail: "Mail address",
    password: "Password",
    "access-path": "Access path",
    "second-factor": "Two-step verification",
    "active-directory": "Active Directory",
    contract: "Contract details",
    plan: "Plan",
    cancel: "Cancelling the contract",
  },
  method: {
    password: "Mail address and password",
    google: "Google",
    facebook: "Facebook",
    microsoft: "Microsoft",
    "d-account": "d account",
    "active-directory": "Active Directory",
    "ntt-east-business-id": "NTT East Business ID",
  },
  certainty: {
    stated: (service) => `The manual of ${service} states this.`,
    inferred: (service) =>
      `This includes points that the manual of ${service} doesn’t state. The service may decide otherwise.`,
    unknown: (service) => `The manual of ${service} doesn’t state this. See what the service itself decides.`,
  },
  incomplete: "Something isn’t known, so this can’t be answered for certain.",
  path: (labels) => labels.map((label) => `“${label}”`).join(" → "),
};

import { enChecks } from "./en-checks.ts";
import { enErrors } from "./en-errors.ts";
import { enSettings } from "./en-settings.ts";
import { enBundle, enEvents } from "./en-support.ts";
import { enUpdate } from "./en-update.ts";
import { starting } from "./starting.ts";
import type { Texts } from "./texts.ts";

/** English, complete: the compiler compares it with `ja.ts`. */
export const en: Texts = {
  product: { name: starting.en.product },

  state: {
    "signed-out": "Logged out",
    working: starting.en.working,
    attention: "Action needed",
    online: "Logged in",
    offline: "Offline",
  },

  doing: {
    starting: "Starting.",
    "signed-out": "Log in to start using the service.",
    resting: "You are logged out. Usually nothing needs to be typed for the next login.",
    resuming: "Resuming the previous login.",
    connecting: "Connecting to the service.",
    "your-turn": "Please continue in the login window.",
    "in-browser": "Waiting for the login in your browser.",
    "consent-asked": "Waiting for your answer about the line notice.",
    "consent-driven": "Answering the line notice as you chose.",
    finishing: "Finishing the login.",
    online: "Ready to use.",
    "online-retrying": "You can work. The next check is being tried again automatically.",
    offline: "The login is kept. It continues by itself once connected.",
    "waiting-for-provider": "Trying again automatically until the service can be reached.",
    "store-closed": "Waiting for the place where the login is kept to open.",
    leaving: "Logging out.",
  },

  error: enErrors,
  update: enUpdate,

  next: {
    none: "Nothing needs to be done.",
    wait: "It is tried again automatically. Please wait.",
    "log-in": "Log in.",
    "answer-in-window": "Continue in the login window.",
    "retype-password": "Type it again in the login window.",
    "open-unlock-mail": "Unlock the account from the mail titled アカウントロック.",
    "reset-password": "Reset the password.",
    "check-line":
      "Ask the contract holder or an administrator to check the line authentication setting and the line number.",
    "ask-administrator": "Ask your administrator to check it.",
    "introduce-to-proxy": "Enter the proxy’s user name and password in the status window.",
    "continue-in-browser": "Continue the login in your browser.",
    "copy-address": "Copy the address and open it in a browser.",
    "unlock-keychain": "Unlock the keychain.",
    "answer-dialog": "Answer in the window of the other app.",
    "allow-keychain": "Allow this app in the keychain’s settings.",
    "free-disk-space": "Free some disk space.",
    "install-keychain": "Ask your administrator to set up a keychain.",
    "check-network": "Check the network connection.",
    "check-clock": "Check the date and time of this PC.",
    "check-usage": "Check how the command is used.",
    "contact-helpdesk": "Tell the helpdesk the error code.",
  },

  whom: {
    person: "The helpdesk, if this does not help",
    administrator: "Your administrator",
    holder: "The contract holder, or a user with administrator rights",
    helpdesk: "The helpdesk",
  },

  phone: { sentence: "It says “{{title}}”. {{wish}}" },

  action: {
    login: "Log in",
    "cancel-login": "Cancel login",
    relogin: "Log in again",
    logout: "Log out",
    "switch-account": "Use another account",
    forget: "Remove from this PC…",
    "open-web": "Open web version",
    "show-login-window": "Show login window",
    "open-browser": "Log in with browser",
  },

  tray: {
    showStatus: starting.en.showStatus,
    update: "A new version is there…",
    guide: "If something is wrong (recovery guide)",
    settings: "Settings…",
    about: "About this app",
    quit: "Quit",
    tooltip: "{{service}} – {{state}}",
    code: "Error code: {{code}}",
    stateLineWithReason: "{{state}} – {{reason}}",
  },

  startFailure: {
    message: "The app couldn't be started.",
    phone: "Call an administrator or the helpdesk and say this.",
  },

  window: {
    login: "{{host}} – Log in – {{service}}",
    status: "{{service}} – Status",
    consent: "Line notice – {{service}}",
    guide: "Recovery guide – {{service}}",
    settings: "Settings – {{service}}",
    checks: "Checks – {{service}}",
    about: "About this app – {{service}}",
    bundle: "File for the helpdesk – {{service}}",
  },

  notification: {
    loginNeeded: { title: "Please log in", body: "Log in to {{service}}." },
    consentAsked: {
      title: "Please check the line notice",
      body: "{{service}} needs one answer to go on with the login.",
    },
    consentApproved: {
      title: "The line notice was answered with “notify”",
      body: "Approved by {{by}} on {{at}}, {{recipient}} ({{serviceName}}) was answered automatically.",
    },
    loginFinished: {
      title: "Login finished",
      body: "You are logged in to {{service}} as {{account}}. {{where}}",
    },
    update: {
      title: "Version {{version}} is there",
      body: "Press here to see what is new, and to update.",
    },
    icon: "The icon is in the notification area at the bottom right of the screen.",
    iconOnMac: "The icon is in the menu bar at the top of the screen.",
  },

  common: {
    simulation: "Simulation",
    simulationHint: "A practice service that runs inside this PC. It is not connected to the real service.",
    close: "Close",
    back: "Back to status",
    checks: "Checks",
    settings: "Settings",
    about: "About this app",
    loading: "Loading…",
    errorCode: "Error code",
    supportCode: "Support code",
    supportCodeUse: "When you call the helpdesk, read out these digits.",
    askWhom: "Whom to ask",
    copy: "Copy",
    copied: "Copied",
    dismiss: "Dismiss this message",
  },

  status: {
    account: "Account",
    accountWithoutMail: "The mail address is not known here",
    since: "Since {{time}}",
    others: "Other actions",
    lastError: "Last problem",
    events: "Recent events",
    remaining: "About {{minutes}} min left",
    remainingUnderOne: "Less than 1 min left",
    resetPassword: "Reset password",
    reviewConsent: "Show the question",
    openBrowserAgain: "Open the browser again",
    browserAddress: "Address of the login page",
    browserAddressHint: "If no browser opens, copy it and open it in a browser on this PC.",
    copyAddress: "Copy address",
    tokenStoreLabel: "Where the login is kept",
    tokenStoreAsks: "Waiting for your answer to another app",
    dialogOf: "{{program}} is waiting for your answer",
    tokenStore: {
      locked: "The keychain is locked",
      missing: "No keychain is available",
      denied: "The keychain does not allow this app",
      corrupt: "The keychain’s content cannot be read",
      "session-only": "It cannot be kept, so it lasts until this app quits",
    },
    consentApproved: {
      title: "Line notice",
      answer: "It was answered with “notify” automatically, as your administrator approved that beforehand.",
      recipient: "Who is told",
      approved: "Approved by",
      approvedBy: "{{by}} ({{at}})",
      contract: "Contract",
    },
    firstRunTitle: "Where the icon is",
    firstRun:
      "This app runs in the notification area at the bottom right of the screen. On Windows, pressing “^” may be needed to see its icon.",
    unreachable: "This window could not load. Please close it and open it again.",
  },

  proxy: {
    title: "Proxy {{proxy}}",
    user: "User name",
    password: "Password",
    hint: "If you don’t know it, ask your administrator. It is saved in this PC’s keychain and sent to this proxy only.",
    send: "Save and log in",
  },

  forget: {
    title: "Remove the login from this PC?",
    body: "The login kept on this PC and the remembered answer to the line notice are removed. The next login needs the mail address and password.",
    kept: "Files stored in the service are not deleted.",
    confirm: "Remove",
    keep: "Keep",
  },

  consent: {
    heading: "Line notice",
    lead: "To go on with the login, you need to say whether the number of your line may be passed on. This is not a fault or an error.",
    what: "What is passed on",
    whatValue: "Customer ID (line number, お客さまID)",
    recipient: "To whom",
    forService: "For which service",
    whyTitle: "About the recipient’s name",
    why: "This app works with NTT東日本’s link app (ストレージサービス連携アプリ) to confirm that you connect from the contracted line. That is why a name other than your service’s may be shown.",
    onceTitle: "You are asked once",
    once: "“Notify and continue” also sets that this question is skipped from now on.",
    disclaimerTitle: "Disclaimer",
    disclaimer: "By notifying you agree to the line operator’s disclaimer.",
    disclaimerLink: "Open the line operator’s explanation",
    laterTitle: "To change it later",
    later:
      "With フレッツ光, use the operator’s application page (サービス申込み受付ページ). With コラボ光, contact your provider.",
    origin: "The page came from: {{origin}}",
    yes: "Notify and continue",
    byHand: "Do it myself",
    abort: "Stop",
    none: "There is nothing to confirm at the moment.",
    changed: "The page has changed. Please read it once more before you answer.",
    doubt: {
      "too-large": "The page holds more than could be checked.",
      "hidden-part": "A part of the page can’t be checked by this app.",
      answers: "The page doesn’t offer just the two answers, to notify or not to.",
      "several-forms": "The page asks in more than one place.",
      covered: "An answer or the button is covered, or too small to be seen.",
      "names-differ": "What is shown differs from what a screen reader is told.",
      disabled: "An answer can’t be chosen.",
      "other-control": "There is something else to choose or to fill in.",
      "unseen-choice": "Something that can’t be seen would be sent along.",
      button: "It isn’t clear which button sends the answer.",
      "other-form": "Something else on the page could be taken for the answer.",
      target: "The answer wouldn’t go to the line operator as it should.",
      recipient: "The recipient isn’t named, or more than one is.",
      terms: "The page speaks of something else, such as costs or third parties.",
      changed: "The page changed after you confirmed it. Nothing was sent.",
      changing: "The page keeps changing.",
      "held-back": "The page tried to send something else than it showed, and was stopped. Nothing was sent.",
      dialog: "The page asked another question. Nothing was sent.",
      "new-window": "The page tried to open another window. Nothing was sent.",
      "no-reaction": "The button was pressed, but the page didn’t react.",
      "second-page": "After the answer the page asked once more.",
    },
  },

  guide: {
    heading: "Recovery guide",
    open: "Open the recovery guide",
    steps: "Steps",
    step: { done: "Done: ", now: "Now: ", ahead: "To come: " },
    ticked: "Done: {{step}}",
    todo: "Next",
    bySelf: "Once this is seen to be done, the guide goes on by itself.",
    who: "Who does it",
    where: "Where",
    address: "Address",
    look: {
      running: "Examining this PC, its network and the service.",
      progress: "{{done}} of {{of}} checks done",
      stop: "Stop the examination",
      clear: "The examination found nothing that keeps you from logging in.",
      found: "The guide follows the cause that the examination found.",
      stopped: "Going on without the rest of the examination.",
    },
    contact: { name: "Whom to ask", telephone: "Phone", mail: "Mail", hours: "Hours" },
    codeWaits: "It is shown here once the examination has ended.",
    say: "What to say",
    restart: "Begin again",
    online: "You can close this window.",
  },

  settings: enSettings,

  checks: enChecks,

  event: enEvents,
  bundle: enBundle,

  about: {
    heading: "About this app",
    what: "It logs in to the cloud storage automatically and keeps the login.",
    version: "Version",
    service: "Service",
    simulation:
      "The service connected now is a simulation. It runs inside this PC only and is not connected to any real service or line.",
  },
};

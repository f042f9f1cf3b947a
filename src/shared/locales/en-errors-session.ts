import type { ErrorTexts } from "./error-texts.ts";

/** Errors of the session and the keychain. */
export const enSessionErrors = {
  SESSION_ENDED: {
    title: "Please log in again",
    cause: "The service has ended this PC’s login.",
    next: "Log in again.",
    phone: "Why has the login ended?",
  },
  SESSION_LOGIN_REQUIRED: {
    title: "The service asks you to log in",
    cause: "The service answered that it needs you (to log in or to agree) before it goes on.",
    next: "Log in again.",
    phone: "What does it want me to do?",
  },
  SESSION_ANOTHER_ACCOUNT: {
    title: "Another account’s information arrived",
    cause: "It differs from the account that is logged in, so it was discarded unused.",
    next: "Tell the helpdesk the error code.",
    phone: "Which account do I use?",
  },
  SESSION_TOKEN_INVALID: {
    title: "The login information could not be verified",
    cause: "What arrived could not be shown to be genuine, so it was discarded unused.",
    next: "Tell the helpdesk the error code.",
    phone: "How do I go on?",
  },
  SESSION_RECORD_NEWER: {
    title: "The login was saved by a newer version",
    cause: "A newer version of this app saved the login on this PC. It was set aside and not deleted.",
    next: "Log in again. Once the app is updated, this no longer appears.",
    phone: "How do I update the app?",
  },
  SESSION_RECORD_DAMAGED: {
    title: "The record of your login can’t be read",
    cause: "Its file is damaged. The next start restores it from its copy.",
    next: "Nothing has to be done. If it can’t be restored, log in again.",
    phone: "How do I get my login back?",
  },
  SESSION_CLOCK_WRONG: {
    title: "This PC’s clock is wrong",
    cause: "It differs from the service’s time by five minutes or more. Logins may fail until it is right.",
    next: "Check the date and time of this PC. It continues by itself once they are right.",
    phone: "How do I set the date and time?",
  },
  SESSION_RECORD_UNSAVED: {
    title: "The login could not be recorded on this PC",
    cause: "A file on the disk cannot be written; another app may be using it. You are still logged in.",
    next: "It is tried again automatically. Please wait.",
    phone: "Could you check whether the file can be written?",
  },
  SESSION_LOGOUT_UNSAVED: {
    title: "The logout could not be saved on this PC",
    cause: "The disk cannot be written, so the next start may be logged in again.",
    next: "It is tried again automatically. Please wait.",
    phone: "Could you check whether the file can be written?",
  },
  SESSION_NOT_KEPT: {
    title: "The app ended before the login could be kept",
    cause:
      "The place where the login is kept (a keychain, a password manager, a file on this PC) was not available in time.",
    next: "Log in again. If another app asks for something, answer there.",
    phone: "Could you check whether the place where the login is kept can be used?",
  },
  SESSION_REVOKE_UNCONFIRMED: {
    title: "This PC’s information was removed",
    cause: "Whether the service has ended the login as well could not be confirmed.",
    next: "Nothing needs to be done.",
    phone: "Could you check whether the service still has the login?",
  },
  SESSION_NOT_REVOKED: {
    title: "This PC’s information was removed; the login at the service is still there",
    cause: "This service has no way to end it. There it stays valid until its own time is over.",
    next: "To end it there too, ask your administrator.",
    phone: "Could you end the login at the service?",
  },
  STORE_LOCKED: {
    title: "The keychain is locked",
    cause: "The place where the login is kept is not open, so it cannot be read. You are not logged out.",
    next: "Unlock the keychain. It continues by itself then. If you closed the unlock dialog, press “Log in”.",
    phone: "How do I unlock it?",
  },
  STORE_DIALOG_WAITING: {
    title: "Another app is waiting for your answer",
    cause:
      "The place where the login is kept (a keychain or a password manager) asks for a permission or a password. You are not logged out.",
    next: "Answer there. If you don’t see it, look behind the other windows. It goes on automatically afterwards.",
    phone: "May I allow what it asks for?",
  },
  STORE_MISSING: {
    title: "No keychain was found",
    cause: "This PC has no safe place available to keep the login.",
    next: "Ask your administrator to set up a keychain.",
    phone: "Could you set one up?",
  },
  STORE_DENIED: {
    title: "The keychain does not allow this app",
    cause: "The place where the login is kept refused this app.",
    next: "Allow this app in the keychain’s settings.",
    phone: "How do I allow it?",
  },
  STORE_FULL: {
    title: "The login cannot be saved",
    cause: "There is no room left where the login is kept. You are not logged out.",
    next: "Free some disk space. It continues by itself then.",
    phone: "How do I free some disk space?",
  },
  STORE_CORRUPT: {
    title: "The kept login cannot be read",
    cause: "What the keychain holds is no longer readable.",
    next: "Log in again.",
    phone: "Could you check the keychain?",
  },
  STORE_PC_UNKNOWN: {
    title: "This PC’s identity cannot be read",
    cause: "Whether the kept login belongs to this PC cannot be told just now. You are not logged out.",
    next: "It is tried again automatically. After a login there is no need to wait.",
    phone: "Could you check whether the identity can be read?",
  },
  STORE_RECORD_UNREAD: {
    title: "The file of the kept login cannot be opened",
    cause: "Another app may be using it, or the right to read it is missing. You are not logged out.",
    next: "It is tried again automatically. Please wait.",
    phone: "Could you check whether the file is in use, and whether it may be read?",
  },
  STORE_TIMEOUT: {
    title: "The keychain does not answer",
    cause: "The place where the login is kept did not answer in time.",
    next: "It is tried again automatically. If a window asks for a permission or a password, answer there.",
    phone: "Could you check whether the keychain works?",
  },
} as const satisfies Partial<ErrorTexts>;

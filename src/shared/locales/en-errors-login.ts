import { LOCK_AFTER } from "../../core/rules/lockout.ts";
import type { ErrorTexts } from "./error-texts.ts";

/** Errors of logging in and line authentication. */
export const enLoginErrors = {
  AUTH_WRONG_PASSWORD: {
    title: "The mail address or password does not match",
    cause: `What was typed does not match what is registered. After ${LOCK_AFTER} in a row the account is locked.`,
    next: "Type it again in the login window.",
    phone: "How do I reset the password?",
  },
  AUTH_LOCKED: {
    title: "The account is locked",
    cause: "Too many passwords did not match, so the service has stopped logins.",
    next: "Follow the link in the mail with アカウントロック in its subject to unlock it. Resetting the password unlocks it too.",
    phone: "How do I unlock it?",
  },
  AUTH_PASSWORD_RESET: {
    title: "The password is being reset",
    cause: "The login window shows a page of the password reset.",
    next: "Continue in the login window.",
    phone: "How do I go on with the reset?",
  },
  AUTH_SECOND_FACTOR: {
    title: "Waiting for your two-step code",
    cause: "The service asks for a code to make sure that it is you.",
    next: "Type the code in the login window.",
    phone: "What can I do if no code arrives?",
  },
  AUTH_CONTINUE_IN_BROWSER: {
    title: "Continue the login in your browser",
    cause: "This login is done in your own browser. It comes back to this app by itself when it is done.",
    next: "Choose how to log in there and go on. If no browser is open, open it from the status window.",
    phone: "What do I do in the browser?",
  },
  AUTH_BROWSER_NOT_OPENED: {
    title: "The browser could not be opened",
    cause: "This PC did not answer the request to open a browser.",
    next: "Copy the address in the status window and open it in a browser.",
    phone: "How do I open one?",
  },
  AUTH_EMBEDDED_REFUSED: {
    title: "The service does not accept a login from this window",
    cause: "The login service took it for a window inside an app.",
    next: "Tell the helpdesk the error code.",
    phone: "How can I log in?",
  },
  AUTH_OUTSIDE_PAGE: {
    title: "This app cannot open that page",
    cause:
      "The login page wanted to go to a page that is not registered. It was stopped. The login window can be used as before.",
    next: "To use that page, press “Log in with browser”.",
    phone: "I will read out where it wanted to go: may I open that?",
  },
  AUTH_METHOD_FORBIDDEN: {
    title: "This way to log in can’t be used",
    cause:
      "Your company does not allow logging in with another service’s account or in the browser. It was stopped before it left the service.",
    next: "In the login window, choose a way within it, such as mail address and password.",
    phone: "Which ways to log in may I use?",
  },
  AUTH_UNKNOWN_PAGE: {
    title: "Please continue in the login window",
    cause: "It shows a page that this app does not know, so nothing is done automatically.",
    next: "Follow the page in the login window.",
    phone: "How do I go on with the page that I see?",
  },
  AUTH_TIME_LIMIT: {
    title: "The time to log in is over",
    cause: "The login was not finished in time, so it was ended.",
    next: "Log in again.",
    phone: "How do I get past the page where I stopped?",
  },
  AUTH_DENIED: {
    title: "The login was cancelled",
    cause: "The service answered that it does not allow the login.",
    next: "Log in again.",
    phone: "Why is the login not allowed?",
  },
  AUTH_PROVIDER_ERROR: {
    title: "The service cannot go on with the login",
    cause: "The service answered that it cannot go on with this login.",
    next: "Tell the helpdesk the error code and the word beside it. If you are still logged in, it keeps trying by itself.",
    phone: "I will read out the word beside the error code.",
  },
  AUTH_ISSUER_UNUSABLE: {
    title: "The login service’s setting (issuer) has to be checked",
    cause: "The issuer address that was set does not answer as a login service.",
    next: "Ask your administrator to check the issuer setting.",
    phone: "Could you check the issuer setting?",
  },
  AUTH_REQUEST_REFUSED: {
    title: "The service does not accept a login from this app",
    cause:
      "It answered with an error page instead of a login page. The registration of this app (client id or redirect) may not match.",
    next: "Ask your administrator to check the registration of this app.",
    phone: "Could you check the registration of this app?",
  },
  AUTH_PORT_TAKEN: {
    title: "The result of a login cannot be received",
    cause: "Another app uses the port on this PC on which it would arrive.",
    next: "Ask your administrator to check the port setting. It is tried again by itself once the port is free.",
    phone: "Could you check the port setting?",
  },
  AUTH_RESPONSE_INVALID: {
    title: "The result of the login could not be verified",
    cause: "It could not be shown to belong to the login started on this PC, so it was discarded unused.",
    next: "Tell the helpdesk the error code.",
    phone: "How do I go on?",
  },
  AUTH_RESTART_LIMIT: {
    title: "The login could not be finished",
    cause: "The login was started anew automatically, but no result arrived from the service.",
    next: "Tell the helpdesk the error code.",
    phone: "Could you find out where it stops?",
  },
  AUTH_NO_REFRESH_TOKEN: {
    title: "The login cannot be kept",
    cause: "The service did not issue what is needed to skip the next login.",
    next: "Ask your administrator to check the connection settings.",
    phone: "Could you check the connection settings?",
  },
  LINE_NOT_VERIFIED: {
    title: "The contracted line could not be confirmed",
    cause:
      "Line authentication did not succeed. Another Wi-Fi, tethering, a VPN, a proxy or disabled IPv6 may be the cause.",
    next: "Ask the contract holder or an administrator to check the line authentication setting (回線認証設定) and the registered line number.",
    phone: "Could you check the line authentication setting and the registered line number?",
  },
  LINE_UNREACHABLE: {
    title: "Not connected through the contracted line",
    cause:
      "The Internet can be reached, the line authentication cannot. Another Wi-Fi, tethering, a VPN or a proxy may be the cause.",
    next: "Connect through the contracted line. It continues by itself once connected.",
    phone: "How do I connect through the contracted line?",
  },
  LINE_IP_SIX_OFF: {
    title: "No IPv6 connection",
    cause: "This PC has no IPv6 address. On some lines the line authentication can’t work without one.",
    next: "Ask the contract holder or your administrator whether your line uses IPv6.",
    phone: "Does our line use IPv6?",
  },
  LINE_CONSENT_BY_HAND: {
    title: "Waiting for your answer to the line notice",
    cause: "You chose to answer the page yourself.",
    next: "Choose in the login window whether to notify.",
    phone: "How do I choose whether to notify?",
  },
  LINE_CONSENT_DOUBT: {
    title: "Please check the line notice page",
    cause: "The page differs from what was expected, so the automatic steps were stopped.",
    next: "Check the page in the login window and choose whether to notify.",
    phone: "I will read out the page: could you check it?",
  },
  LINE_CONSENT_AGAIN: {
    title: "Please choose once more",
    cause: "The page had changed, or there was no time to read it yet. This answer was not sent.",
    next: "Read the page and choose once more.",
    phone: "What can I do if choosing again does not help?",
  },
  LINE_OPERATOR_UNKNOWN: {
    title: "A move to an unregistered host was stopped",
    cause:
      "Where the line information notice was due, the page wanted to go to a host that this app does not know. Nothing was sent.",
    next: "Enter nothing on that host’s pages, and tell your administrator its name.",
    phone: "I will read out the name of the host: could you check it?",
  },
} as const satisfies Partial<ErrorTexts>;

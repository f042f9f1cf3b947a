import { LOCK_AFTER } from "../../core/rules/lockout.ts";
import type { ErrorTexts } from "./texts.ts";

export const enErrors: ErrorTexts = {
  AUTH_WRONG_PASSWORD: {
    title: "The mail address or password does not match",
    cause: `What was typed does not match what is registered. After ${LOCK_AFTER} in a row the account is locked.`,
    next: "Type it again in the login window.",
  },
  AUTH_LOCKED: {
    title: "The account is locked",
    cause: "Too many passwords did not match, so the service has stopped logins.",
    next: "Follow the link in the mail titled アカウントロック to unlock it. Resetting the password unlocks it too.",
  },
  AUTH_PASSWORD_RESET: {
    title: "The password is being reset",
    cause: "The login window shows a page of the password reset.",
    next: "Continue in the login window.",
  },
  AUTH_SECOND_FACTOR: {
    title: "Waiting for your two-step code",
    cause: "The service asks for a code to make sure that it is you.",
    next: "Type the code in the login window.",
  },
  AUTH_CONTINUE_IN_BROWSER: {
    title: "Continue the login in your browser",
    cause: "This login is done in your own browser. It comes back to this app by itself when it is done.",
    next: "Choose how to log in there and go on. If no browser is open, open it from the status window.",
  },
  AUTH_BROWSER_NOT_OPENED: {
    title: "The browser could not be opened",
    cause: "This PC did not answer the request to open a browser.",
    next: "Copy the address in the status window and open it in a browser.",
  },
  AUTH_EMBEDDED_REFUSED: {
    title: "The service does not accept a login from this window",
    cause: "The login service took it for a window inside an app.",
    next: "Tell your administrator or helpdesk the error code.",
  },
  AUTH_OUTSIDE_PAGE: {
    title: "This app cannot open that page",
    cause: "The login page wanted to go to a page that is not registered. It was stopped.",
    next: "Go on in the window, or choose “Log in with browser”.",
  },
  AUTH_UNKNOWN_PAGE: {
    title: "Please continue in the login window",
    cause: "It shows a page that this app does not know, so nothing is done automatically.",
    next: "Follow the page in the login window.",
  },
  AUTH_TIME_LIMIT: {
    title: "The time to log in is over",
    cause: "The login was not finished in time, so it was ended.",
    next: "Log in again.",
  },
  AUTH_DENIED: {
    title: "The login was cancelled",
    cause: "It was cancelled on the way, or the service did not allow it.",
    next: "Log in again.",
  },
  AUTH_PROVIDER_ERROR: {
    title: "The service cannot go on with the login",
    cause: "The service answered that it cannot go on with this login.",
    next: "Tell your administrator or helpdesk the error code and the word beside it. If you are still logged in, it keeps trying by itself.",
  },
  AUTH_ISSUER_UNUSABLE: {
    title: "The login service’s setting (issuer) has to be checked",
    cause: "The issuer address that was set does not answer as a login service.",
    next: "Ask your administrator to check the issuer setting.",
  },
  AUTH_REQUEST_REFUSED: {
    title: "The service does not accept a login from this app",
    cause:
      "It answered with an error page instead of a login page. The registration of this app (client id or redirect) may not match.",
    next: "Ask your administrator to check the registration of this app.",
  },
  AUTH_PORT_TAKEN: {
    title: "The result of a login cannot be received",
    cause: "Another app uses the port on this PC on which it would arrive.",
    next: "Wait: it is tried again by itself. If it goes on, ask your administrator to check the port setting.",
  },
  AUTH_RESPONSE_INVALID: {
    title: "The result of the login could not be verified",
    cause: "It could not be shown to belong to the login started on this PC, so it was discarded unused.",
    next: "Tell your administrator or helpdesk the error code.",
  },
  AUTH_RESTART_LIMIT: {
    title: "The login could not be finished",
    cause: "The login was started anew automatically, but no result arrived from the service.",
    next: "Tell your administrator or helpdesk the error code.",
  },
  AUTH_NO_REFRESH_TOKEN: {
    title: "The login cannot be kept",
    cause: "The service did not issue what is needed to skip the next login.",
    next: "Ask your administrator to check the connection settings.",
  },
  LINE_NOT_VERIFIED: {
    title: "The contracted line could not be confirmed",
    cause:
      "Line authentication did not succeed. Another Wi-Fi, tethering, a VPN, a proxy or disabled IPv6 may be the cause.",
    next: "Ask the contract holder or an administrator to check the line authentication setting (回線認証設定) and the registered line number.",
  },
  LINE_UNREACHABLE: {
    title: "Not connected through the contracted line",
    cause:
      "The Internet can be reached, the line authentication cannot. Another Wi-Fi, tethering, a VPN or a proxy may be the cause.",
    next: "Connect through the contracted line. It continues by itself once connected.",
  },
  LINE_IP_SIX_OFF: {
    title: "No IPv6 connection",
    cause: "This PC has no IPv6 address. On some lines the line authentication can’t work without one.",
    next: "Ask the contract holder or your administrator whether your line uses IPv6.",
  },
  LINE_CONSENT_BY_HAND: {
    title: "Waiting for your answer to the line notice",
    cause: "You chose to answer the page yourself.",
    next: "Choose in the login window whether to notify.",
  },
  LINE_CONSENT_DOUBT: {
    title: "Please check the line notice page",
    cause: "The page differs from what was expected, so the automatic steps were stopped.",
    next: "Check the page in the login window and choose whether to notify.",
  },
  LINE_CONSENT_AGAIN: {
    title: "Please choose once more",
    cause: "The page had changed, or there was no time to read it yet. This answer was not sent.",
    next: "Read the page and choose once more.",
  },
  LINE_OPERATOR_UNKNOWN: {
    title: "A move to an unregistered host was stopped",
    cause:
      "Where the line information notice was due, the page wanted to go to a host that this app doesn't know. Nothing was sent.",
    next: "Enter nothing on that host's pages, and tell your administrator or helpdesk its name and the error code.",
  },
  SESSION_ENDED: {
    title: "Please log in again",
    cause: "The service has ended this PC’s login.",
    next: "Log in again.",
  },
  SESSION_LOGIN_REQUIRED: {
    title: "The service asks you to log in",
    cause: "The service answered that it needs you (to log in or to agree) before it goes on.",
    next: "Log in again.",
  },
  SESSION_ANOTHER_ACCOUNT: {
    title: "Another account’s information arrived",
    cause: "It differs from the account that is logged in, so it was discarded unused.",
    next: "Tell your administrator or helpdesk the error code.",
  },
  SESSION_TOKEN_INVALID: {
    title: "The login information could not be verified",
    cause: "What arrived could not be shown to be genuine, so it was discarded unused.",
    next: "Tell your administrator or helpdesk the error code.",
  },
  SESSION_RECORD_NEWER: {
    title: "The login was saved by a newer version",
    cause: "A newer version of this app saved the login on this PC. It was set aside and not deleted.",
    next: "Log in again. Once the app is updated, this no longer appears.",
  },
  SESSION_RECORD_DAMAGED: {
    title: "The record of your login can’t be read",
    cause: "Its file is damaged, or another app is using it. The next start restores it from its copy.",
    next: "Nothing has to be done. If it can’t be restored, log in again.",
  },
  SESSION_CLOCK_WRONG: {
    title: "This PC’s clock is wrong",
    cause: "It differs from the service’s time by five minutes or more. Logins may fail until it is right.",
    next: "Check the date and time of this PC. It continues by itself once they are right.",
  },
  SESSION_RECORD_UNSAVED: {
    title: "The login could not be recorded on this PC",
    cause: "A file on the disk cannot be written; another app may be using it. You are still logged in.",
    next: "It is tried again automatically. If it persists, tell your administrator.",
  },
  SESSION_LOGOUT_UNSAVED: {
    title: "The logout could not be saved on this PC",
    cause: "The disk cannot be written, so the next start may be logged in again.",
    next: "It is tried again automatically. If it persists, tell your administrator.",
  },
  SESSION_NOT_KEPT: {
    title: "The app ended before the login could be kept",
    cause:
      "The place where the login is kept (a keychain, a password manager, a file on this PC) was not available in time.",
    next: "Log in again. If another app asks for something, answer there.",
  },
  SESSION_REVOKE_UNCONFIRMED: {
    title: "This PC’s information was removed",
    cause: "Whether the service has ended the login as well could not be confirmed.",
    next: "Nothing needs to be done.",
  },
  SESSION_NOT_REVOKED: {
    title: "This PC’s information was removed; the login at the service is still there",
    cause: "This service has no way to end it. There it stays valid until its own time is over.",
    next: "If that worries you, withdraw this app’s access on the service’s own pages, or ask your administrator to.",
  },
  STORE_LOCKED: {
    title: "The keychain is locked",
    cause: "The place where the login is kept is not open, so it cannot be read. You are not logged out.",
    next: "Unlock the keychain. It continues by itself then. If you closed the unlock dialog, press “Log in”.",
  },
  STORE_DIALOG_WAITING: {
    title: "Another app is waiting for your answer",
    cause:
      "The place where the login is kept (a keychain or a password manager) asks for a permission or a password. You are not logged out.",
    next: "Answer there. If you don’t see it, look behind the other windows. It goes on automatically afterwards.",
  },
  STORE_MISSING: {
    title: "No keychain was found",
    cause: "This PC has no safe place available to keep the login.",
    next: "Ask your administrator to set up a keychain.",
  },
  STORE_DENIED: {
    title: "The keychain does not allow this app",
    cause: "The place where the login is kept refused this app.",
    next: "Allow this app in the keychain’s settings.",
  },
  STORE_FULL: {
    title: "The login cannot be saved",
    cause: "There is no room left where the login is kept. You are not logged out.",
    next: "Free some disk space. It continues by itself then.",
  },
  STORE_CORRUPT: {
    title: "The kept login cannot be read",
    cause: "What the keychain holds is no longer readable.",
    next: "Log in again. If that does not help, tell your administrator or the helpdesk the error code.",
  },
  STORE_PC_UNKNOWN: {
    title: "This PC’s identity cannot be read",
    cause: "Whether the kept login belongs to this PC cannot be told just now. You are not logged out.",
    next: "It is tried again automatically. To go on at once, log in. If it persists, tell your administrator.",
  },
  STORE_TIMEOUT: {
    title: "The keychain does not answer",
    cause: "The place where the login is kept did not answer in time.",
    next: "It is tried again automatically. If a window asks for a permission or a password, answer there.",
  },
  NET_OFFLINE: {
    title: "No network connection",
    cause: "This PC cannot reach the Internet.",
    next: "Check the network connection. It continues by itself once connected.",
  },
  NET_DNS: {
    title: "The service could not be found",
    cause: "The network could not look up the service’s name.",
    next: "Check the network connection. It continues by itself once connected.",
  },
  NET_TIMEOUT: {
    title: "The service does not answer",
    cause: "The service was contacted, but no answer arrived in time.",
    next: "It is tried again automatically. Please wait.",
  },
  NET_CAPTIVE_PORTAL: {
    title: "The network wants you to sign in",
    cause: "A sign-in page, such as that of a public Wi-Fi, stands between this PC and the service.",
    next: "Open a browser and sign in to the network. It continues by itself afterwards.",
  },
  NET_TLS_INSPECTION: {
    title: "The certificate’s issuer is unknown to this PC",
    cause:
      "Traffic inspection may stand in between, with a certificate that is not registered on this PC. The connection was stopped.",
    next: "Ask your administrator to register the certificate of the inspection with this PC’s system. The login window trusts only what is registered there.",
  },
  NET_TLS: {
    title: "A safe connection could not be confirmed",
    cause:
      "The name or the dates of the service’s certificate could not be verified, so the connection was stopped.",
    next: "Ask your administrator to check the certificates.",
  },
  NET_PROXY: {
    title: "No connection through the proxy",
    cause: "The proxy server did not accept the connection.",
    next: "Ask your administrator to check the proxy settings.",
  },
  NET_PROXY_AUTH: {
    title: "The proxy wants to know who you are",
    cause: "The proxy server asks for a user name and a password.",
    next: "Enter them in the status window. If you don’t know them, ask your administrator.",
  },
  NET_SERVER: {
    title: "The service is temporarily unavailable",
    cause: "The service cannot handle requests at the moment.",
    next: "It is tried again automatically. Please wait.",
  },
  NET_RATE_LIMITED: {
    title: "The service is busy",
    cause: "The service asks to wait a little.",
    next: "It is tried again automatically. Please wait.",
  },
  NET_UNEXPECTED_ANSWER: {
    title: "An unexpected answer arrived",
    cause: "A Wi-Fi sign-in page or the like may stand in between.",
    next: "Open a browser and check whether the network wants you to sign in. If it goes on, tell your administrator the address beside the code.",
  },
  POLICY_INVALID: {
    title: "The administrator’s settings cannot be read",
    cause: "The settings deployed to this PC contain something invalid.",
    next: "Ask your administrator to check the settings.",
  },
  POLICY_PROFILE_INVALID: {
    title: "The connection settings cannot be read",
    cause: "The connection information contains something invalid.",
    next: "Ask your administrator to check the connection settings.",
  },
  POLICY_PROFILE_INCOMPLETE: {
    title: "The connection settings are incomplete",
    cause: "Information needed to log in has not been set yet.",
    next: "Ask your administrator to check the connection settings.",
  },
  SETTINGS_UNREAD: {
    title: "The settings cannot be read just now",
    cause:
      "Another app may be using the file. The app started with its defaults, and your settings are still there.",
    next: "They are read again at the next start. If it persists, tell your administrator.",
  },
  SETTINGS_SET_ASIDE: {
    title: "The previous settings could not be read",
    cause: "The unreadable file was set aside and the app started with usable settings.",
    next: "Nothing needs to be done. You can review them in the settings.",
  },
  IPC_REJECTED: {
    title: "The action was not accepted",
    cause: "There was an unexpected request inside the app.",
    next: "Tell your administrator or helpdesk the error code.",
  },
  CLI_USAGE: {
    title: "Please check the command",
    cause: "It contains something that is not accepted.",
    next: "See storage-drive --help for its use.",
  },
  CLI_NOT_RUNNING: {
    title: "The app is not running",
    cause: "This command asks the running app.",
    next: "Run storage-drive login: it starts the app and logs in.",
  },
  CLI_OVERTAKEN: {
    title: "The command’s result is not known",
    cause: "Another service was chosen on the way, or the app ended.",
    next: "Show the present state, and run the command again if needed.",
  },
  CLI_TIME_LIMIT: {
    title: "No result within the given time",
    cause: "The login is still under way.",
    next: "Continue in the login window that is open.",
  },
  APP_DATA_FOLDER: {
    title: "The data folder can’t be used",
    cause: "It can’t be made or written to, or nothing says where it is.",
    next: "Ask your administrator to check where the folder is and who may write to it.",
  },
  APP_DISK_LOW: {
    title: "Little disk space is left",
    cause: "The disk that holds this app’s files is almost full.",
    next: "Delete files that you don’t need, to free disk space.",
  },
  APP_NO_BROWSER: {
    title: "No browser was found",
    cause: "No app of this PC is set to open https addresses.",
    next: "Ask your administrator to set a default browser.",
  },
  APP_NO_TRAY: {
    title: "There is no place for the icon",
    cause: "This desktop shows no icons in a notification area.",
    next: "Ask your administrator for the desktop’s tray extension. Start the app once more to open its status window.",
  },
  APP_NO_AUTOSTART: {
    title: "The app doesn’t start with this PC",
    cause: "It isn’t among the apps that start by themselves.",
    next: "Ask your administrator to set it to start with the PC.",
  },
  APP_CHECK_TIME_LIMIT: {
    title: "A check came to no end",
    cause: "One of the doctor’s checks wasn’t done in its time.",
    next: "Run the doctor again in a while.",
  },
  APP_UNEXPECTED: {
    title: "The app could not go on",
    cause: "Something unexpected happened inside the app.",
    next: "Tell your administrator or helpdesk the error code.",
  },
};

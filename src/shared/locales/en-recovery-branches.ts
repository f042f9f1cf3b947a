import { LOCK_AFTER } from "../../core/rules/lockout.ts";
import type { BranchWords } from "./recovery-words.ts";

/** Why somebody isn't logged in, in a person's words: no blame, one sentence. */
export const enRecoveryBranches: BranchWords = {
  "method-1": { title: "Logging in", so: "You aren’t logged in." },
  "method-2": {
    title: "Logging in by way of the browser",
    so: "The login didn’t come to its end in this app alone, so it begins in the browser.",
  },
  unexplained: { title: "Logging in again", so: "The exchange with the service stopped halfway." },
  "page-unknown": {
    title: "A page that isn’t recognised",
    so: "The login window shows a page that this app doesn’t know.",
  },
  "method-forbidden": {
    title: "A way to log in that isn’t allowed",
    so: "Your company doesn’t allow the way that was chosen. You log in within the login window instead.",
  },
  "in-browser": { title: "Logging in in the browser", so: "This login goes on in your own browser." },
  "browser-not-opened": { title: "The browser doesn’t open", so: "The browser couldn’t be opened." },
  "browser-other-person": {
    title: "Somebody else’s login",
    so: "Somebody else’s account is still logged in.",
  },
  "password-wrong": {
    title: "The password doesn’t match",
    so: `The mail address or the password didn’t match what is registered; after ${LOCK_AFTER} times in a row the account is locked.`,
  },
  "password-forgotten": {
    title: "Resetting the password",
    so: "A password that isn’t known is reset, and then you log in.",
  },
  "account-locked": {
    title: "The account is locked",
    so: "The service has locked the account because the password didn’t match several times.",
  },
  "unlock-link-expired": {
    title: "The unlock link has expired",
    so: "Where mail address and password are the login method, resetting the password unlocks the account too.",
  },
  "second-factor": {
    title: "Two-step verification",
    so: "The service is waiting for the code of two-step verification.",
  },
  "sms-not-arriving": {
    title: "The SMS doesn’t arrive",
    so: "The phone may be set to refuse the SMS with the code.",
  },
  "device-lost": {
    title: "The device for two-step verification can’t be used",
    so: "Without the device, the recovery code noted down at its setup lets you in.",
  },
  "recovery-code-gone": {
    title: "No recovery code",
    so: "Without a recovery code, resetting the password sets two-step verification back to the start.",
  },
  "second-factor-by-holder": {
    title: "The contract holder resets two-step verification",
    so: "When the contract holder sets the login method anew, two-step verification goes back to the start.",
  },
  "method-change-pending": {
    title: "A change of the login method is under way",
    so: "A change of the login method takes effect once it is finished by the mail’s link.",
  },
  "mail-change-pending": {
    title: "A change of the mail address is under way",
    so: "A change of the mail address takes effect once the link sent to the new address is opened.",
  },
  "change-link-expired": {
    title: "The link for the change has expired",
    so: "The link for the change can’t be used, so another has to be sent.",
  },
  "trial-ended": {
    title: "The trial has ended",
    so: "A trial ends by itself, so the plan has to be changed to go on.",
  },
  "line-refused": {
    title: "Line authentication failed",
    so: "The service couldn’t confirm that you come from the contracted line.",
  },
  "off-line": {
    title: "Not on the contracted line",
    so: "This PC may be connected by another line than the contracted one.",
  },
  "ipv6-off": { title: "IPv6", so: "IPv6 may be off on this PC or its router." },
  "line-not-registered": {
    title: "Registering the line number",
    so: "Line authentication may not be set up, or the line’s number may not be registered.",
  },
  "line-locked-out": {
    title: "Correcting the registered line number",
    so: "When the registered number isn’t that of the actual line, nobody may be able to log in.",
  },
  "consent-unanswered": {
    title: "The line information notice",
    so: "The line information notice is waiting for an answer; it isn’t a fault.",
  },
  "consent-refused": {
    title: "Changing the answer to the notice",
    so: "Without the notice, the service may not be able to confirm that you come from the contracted line.",
  },
  "consent-elsewhere": {
    title: "After an answer at another PC",
    so: "The answer to the notice seems to be for the line, not for a PC.",
  },
  "network-down": { title: "The network", so: "This PC doesn’t reach the service." },
  "service-down": {
    title: "Waiting for the service",
    so: "The service doesn’t answer; this app tries again by itself.",
  },
  "captive-portal": {
    title: "The network’s own sign-in",
    so: "The sign-in page of the Wi-Fi or another network hasn’t been finished.",
  },
  "clock-wrong": { title: "The PC’s clock", so: "The PC’s clock differs from the service’s time." },
  "proxy-unreachable": {
    title: "The proxy can’t be reached",
    so: "Nothing can be reached through the proxy.",
  },
  "proxy-login-needed": {
    title: "The proxy asks for a login",
    so: "The proxy asks for a user name and a password.",
  },
  "proxy-login-refused": {
    title: "The proxy’s login once more",
    so: "The proxy didn’t accept the user name and the password.",
  },
  "proxy-ticket-refused": {
    title: "Automatic sign-in at the proxy",
    so: "The proxy didn’t accept the sign-in of Windows or of the domain.",
  },
  "pac-missing": {
    title: "Automatic proxy configuration",
    so: "The file for automatic proxy configuration can’t be read.",
  },
  "tls-inspected": {
    title: "Inspection of connections",
    so: "This PC doesn’t know who issued the service’s certificate; an office that inspects connections may be in between.",
  },
  "certificate-wrong": {
    title: "The service’s certificate",
    so: "The name or the dates of the service’s certificate can’t be confirmed.",
  },
  "keychain-locked": { title: "The keychain is locked", so: "The keychain that holds the login is locked." },
  "keychain-dialog": {
    title: "A dialog of another app",
    so: "The keychain that holds the login may be waiting for an answer in a dialog of its own.",
  },
  "keychain-missing": {
    title: "No keychain",
    so: "This PC has no place to keep the login safely.",
  },
  "keychain-denied": {
    title: "The keychain’s permission",
    so: "The keychain doesn’t allow this app to use it.",
  },
  "keychain-corrupt": {
    title: "The kept login can’t be read",
    so: "The login kept in the keychain can’t be read.",
  },
  "keychain-full": { title: "No room to write", so: "There is no room to write the new login." },
  "file-in-use": {
    title: "A file can’t be read or written",
    so: "A file on this PC can’t be read or written just now; this app tries again by itself.",
  },
  "data-folder": { title: "The data folder", so: "The folder for this app’s data can’t be used." },
  "policy-wrong": {
    title: "The administrator’s settings",
    so: "The settings distributed to this PC have an entry that can’t be read.",
  },
  "profile-wrong": {
    title: "The settings of the connection",
    so: "The settings of the connection may not fit the service.",
  },
};

import { describe, expect, test } from "vitest";
import { BRANCHES } from "./branches.ts";
import type { Known } from "./known.ts";
import { failed, leads, type Move, noticed, ONLINE, page } from "./sample-guides.ts";

/** A branch: what the client knows, what the person answers, and where that leads. */
const WAYS: readonly (readonly [string, Partial<Known>, readonly Move[], string])[] = [
  [
    "SMS that doesn't arrive",
    { page: "second-factor" },
    ["sms-missing"],
    "sms-not-arriving: lift-sms-refusal",
  ],
  ["lost device", { code: "AUTH_SECOND_FACTOR" }, ["device-lost"], "device-lost? recovery-code-there"],
  [
    "recovery code",
    { code: "AUTH_SECOND_FACTOR" },
    ["device-lost", "there", "done", "done", "done"],
    "device-lost: arrive",
  ],
  [
    "recovery code used up",
    { code: "AUTH_SECOND_FACTOR" },
    ["device-lost", "used-or-lost"],
    "recovery-code-gone: request-reset",
  ],
  [
    "no reset mail either",
    { code: "AUTH_SECOND_FACTOR", role: "holder", plan: "basic" },
    ["device-lost", "used-or-lost", "stuck"],
    "second-factor-by-holder: set-method-anew",
  ],
  ["wrong password", { page: "login-wrong-password" }, ["retype"], "password-wrong: retype-password"],
  ["forgotten password", { code: "AUTH_WRONG_PASSWORD" }, ["forgotten"], "password-forgotten: request-reset"],
  ["locked account", { page: "login-locked" }, ["there"], "account-locked: open-unlock-mail"],
  ["expired link", { code: "AUTH_LOCKED" }, ["expired"], "unlock-link-expired: request-reset"],
  ["no unlock mail", { code: "AUTH_LOCKED" }, ["missing"], "password-forgotten: request-reset"],
  [
    "method change pending",
    { code: "AUTH_WRONG_PASSWORD" },
    ["method-changed", "there"],
    "method-change-pending: open-method-mail",
  ],
  [
    "mail change pending",
    { code: "AUTH_WRONG_PASSWORD" },
    ["mail-changed", "there"],
    "mail-change-pending: open-address-mail",
  ],
  [
    "its link expired",
    { code: "AUTH_WRONG_PASSWORD", role: "other" },
    ["mail-changed", "expired"],
    "change-link-expired: send-change-link",
  ],
  // omakase's manual says of nobody who may change the plan, so nobody is asked who they are.
  ["trial ended", { code: "AUTH_WRONG_PASSWORD" }, ["trial"], "trial-ended: change-plan"],
  ["trial ended", { code: "AUTH_WRONG_PASSWORD", service: "cowork" }, ["trial"], "trial-ended? role"],
  ["another line", { page: "line-error" }, ["elsewhere"], "off-line: join-line"],
  ["another line, seen", { code: "LINE_UNREACHABLE" }, [], "off-line: join-line"],
  ["IPv6 off", { code: "LINE_NOT_VERIFIED" }, ["on-line", "others-in"], "ipv6-off: turn-on-ipv6"],
  ["IPv6 off, found", { finding: "LINE_IP_SIX_OFF" }, [], "ipv6-off: turn-on-ipv6"],
  [
    "refused consent",
    { code: "LINE_NOT_VERIFIED" },
    ["unknown", "unknown", "refused", "flets"],
    "consent-refused: change-consent",
  ],
  [
    "consent at another PC",
    { code: "LINE_NOT_VERIFIED" },
    ["on-line", "nobody", "other-pc"],
    "consent-elsewhere: log-in",
  ],
  [
    "wrong number",
    { code: "LINE_NOT_VERIFIED" },
    ["on-line", "nobody", "told", "number-changed"],
    "line-locked-out? role",
  ],
  [
    "line not registered, consent seen to be given",
    { code: "LINE_NOT_VERIFIED", consent: "answered", role: "other" },
    ["on-line", "nobody", "unknown"],
    "line-not-registered: check-line-setting",
  ],
  ["unanswered consent", { page: "consent" }, [], "consent-unanswered: answer-consent"],
  ["its doubt", { code: "LINE_CONSENT_DOUBT" }, [], "consent-unanswered: answer-consent"],
  [
    "external account",
    { code: "AUTH_CONTINUE_IN_BROWSER" },
    ["mine-or-none", "press"],
    "in-browser: open-browser",
  ],
  [
    "a browser that is open already",
    { code: "AUTH_CONTINUE_IN_BROWSER", browserOpened: true },
    ["mine-or-none"],
    "in-browser: finish-in-browser",
  ],
  [
    "a browser that was to open, and none is to be seen",
    { code: "AUTH_CONTINUE_IN_BROWSER" },
    ["mine-or-none", noticed("browser-opened"), "stuck"],
    "browser-not-opened: copy-address",
  ],
  [
    "somebody else there",
    { code: "AUTH_CONTINUE_IN_BROWSER" },
    [noticed("browser-opened"), "other-person"],
    "browser-other-person: log-out-in-browser",
  ],
  ["another account", { code: "SESSION_ANOTHER_ACCOUNT" }, ["done"], "browser-other-person: switch-account"],
  ["no browser", { code: "AUTH_BROWSER_NOT_OPENED" }, [], "browser-not-opened: copy-address"],
  [
    "an external account that policy refuses",
    { code: "AUTH_METHOD_FORBIDDEN" },
    [page("login")],
    "method-forbidden: type-password",
  ],
  ["unknown page", { page: "unknown" }, [page("login")], "page-unknown: type-password"],
  ["portal", { code: "NET_CAPTIVE_PORTAL" }, [noticed("network-back")], "captive-portal: arrive"],
  ["network", { code: "NET_DNS" }, [], "network-down: check-network"],
  ["clock", { code: "SESSION_CLOCK_WRONG" }, [noticed("clock-right")], "clock-wrong: arrive"],
  ["proxy unreachable", { code: "NET_PROXY" }, ["done"], "proxy-unreachable: arrive"],
  ["proxy asks", { code: "NET_PROXY_AUTH" }, [], "proxy-login-needed: introduce-to-proxy"],
  [
    "proxy refuses",
    { code: "NET_PROXY_AUTH" },
    ["press", noticed("proxy-login-sent"), failed("NET_PROXY_AUTH")],
    "proxy-login-refused: retype-proxy-login",
  ],
  [
    "proxy asks once more, while somebody still types",
    { code: "NET_PROXY_AUTH" },
    ["press", failed("NET_PROXY_AUTH")],
    "proxy-login-needed: introduce-to-proxy",
  ],
  ["proxy's ticket", { code: "NET_PROXY_TICKET" }, [], "proxy-ticket-refused: renew-ticket"],
  ["PAC", { code: "NET_PAC" }, [], "pac-missing: ask-for-pac"],
  ["TLS inspected", { code: "NET_TLS_INSPECTION" }, [], "tls-inspected: ask-for-authority"],
  ["keychain locked", { code: "STORE_LOCKED" }, [noticed("keychain-open")], "keychain-locked: arrive"],
  ["keychain's dialog", { code: "STORE_DIALOG_WAITING" }, [], "keychain-dialog: answer-dialog"],
  ["keychain missing", { code: "STORE_MISSING" }, [], "keychain-missing: log-in-for-this-run"],
  ["keychain denied", { code: "STORE_DENIED" }, ["done"], "keychain-denied: log-in"],
  ["keychain corrupt", { code: "STORE_CORRUPT" }, [], "keychain-corrupt: log-in"],
  ["keychain full", { code: "STORE_FULL" }, [], "keychain-full: free-space"],
  ["nothing but signed out", {}, [], "method-1: open-login"],
  ["the broken return", { code: "AUTH_RESTART_LIMIT" }, ["done"], "method-2? browser-login"],
  ["the provider's trouble", { code: "AUTH_PROVIDER_ERROR" }, [], "unexplained: log-in"],
  ["a code that is there", { page: "second-factor" }, ["there"], "second-factor: enter-code"],
  ["line error", { page: "line-error" }, [], "line-refused? line-where"],
  ["server down", { code: "NET_SERVER" }, [], "service-down: arrive"],
  ["certificate", { code: "NET_TLS" }, [], "certificate-wrong: ask-for-certificate"],
  ["disk", { code: "SESSION_RECORD_UNSAVED" }, [], "file-in-use: arrive"],
  ["data folder", { code: "APP_DATA_FOLDER" }, [], "data-folder: ask-for-folder"],
  ["policy", { code: "POLICY_INVALID" }, [], "policy-wrong: ask-for-policy"],
  [
    "profile",
    { code: "POLICY_PROFILE_INCOMPLETE" },
    [noticed("settings-right")],
    "profile-wrong: await-settings",
  ],
];

describe("each cause has its own way out", () => {
  test.each(WAYS)("%s: %o", (_, known, moves, then) => {
    expect(leads(known, ...moves)).toBe(then);
    expect(leads(known, ...moves, ONLINE)).toBe("online");
  });
});

test("no branch is left out", () => {
  const named = WAYS.map(([, , , then]) => then.split(/[:?]/u)[0]);
  expect(Object.keys(BRANCHES).filter((branch) => !named.includes(branch))).toEqual([]);
});

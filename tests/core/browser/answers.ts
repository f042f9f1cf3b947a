import { transition as attempt } from "../../../src/core/login/attempt.ts";
import { IDLE } from "../../../src/core/login/attempt-state.ts";
import { readConsent } from "../../../src/core/login/consent.ts";
import { consentPage, loginPage, withHosts } from "../../../src/core/login/sample-pages.ts";
import { recognise } from "../../../src/core/login/screen.ts";
import { redactText } from "../../../src/core/redact.ts";
import { checkConnectionId } from "../../../src/core/rules/active-directory.ts";
import { checkCode } from "../../../src/core/rules/code-format.ts";
import { CONSENT_WORDS } from "../../../src/core/rules/consent-words.ts";
import { checkLineNumberList } from "../../../src/core/rules/line-number-list.ts";
import { explainUnlock } from "../../../src/core/rules/lockout.ts";
import { whichLoginUrl } from "../../../src/core/rules/login-url.ts";
import { checkMailLink } from "../../../src/core/rules/mail-link.ts";
import { mailOfSubject } from "../../../src/core/rules/mail-subject.ts";
import { checkPassword } from "../../../src/core/rules/password.ts";
import { whatMayDo } from "../../../src/core/rules/permissions.ts";
import { checkRecoveryCode } from "../../../src/core/rules/recovery-code.ts";
import { explainSecondFactor } from "../../../src/core/rules/second-factor.ts";
import { checkTrial } from "../../../src/core/rules/trial.ts";
import { PROFILES, SERVICE_IDS } from "../../../src/core/service/profiles.ts";
import { transition as session } from "../../../src/core/session/session.ts";
import { STARTING } from "../../../src/core/session/session-state.ts";

// 10 January 2025, noon in Tokyo, and a fortnight later: days are counted the same wherever the browser stands.
const MAILED = 1_736_478_000_000;
const FORTNIGHT = 14 * 86_400_000;

/** One question of each kind, asked of every service: what the core answers, as JSON can hold it. */
export function answers(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(SERVICE_IDS.map((service) => [service, answersOf(service)]));
}

function answersOf(service: (typeof SERVICE_IDS)[number]): Readonly<Record<string, unknown>> {
  const profile = withHosts(PROFILES[service]);
  const login = profile.origins.line ?? "";
  const consent = consentPage(profile.origins.operator ?? "");
  return {
    // Normalising, Unicode classes and code points are what engines could differ in.
    password: checkPassword(service, "Ａbｃé１😀\u304b\u3099", "Ａbｃé１😀\u304c"),
    lines: checkLineNumberList(
      service,
      "ｃａｆ 1234-567890\r\nCAF1234567890\u2028COP１２３４５６７８\n\ncaf1",
    ),
    link: checkMailLink(service, "reset", MAILED, MAILED + FORTNIGHT),
    secondFactor: explainSecondFactor(
      service,
      { method: "password", byLine: false, accessPath: null, setting: null, lastAccess: MAILED },
      MAILED + FORTNIGHT,
    ),
    mayDo: whatMayDo(service, { role: "other", plan: "trial", daysSinceTrial: 16 }),
    loginUrl: whichLoginUrl(service, { onLine: null, accessPath: null, method: null }),
    unlock: explainUnlock(service, { method: null, mailedAt: MAILED }, MAILED + FORTNIGHT),
    code: checkCode(service, "totp", " １２３ ４５６"),
    recovery: checkRecoveryCode(service, "ABCD‐efgh IJKL"),
    connection: checkConnectionId(service, "ＡＤＦＳ－１"),
    trial: checkTrial(service, MAILED, MAILED + FORTNIGHT),
    subject: mailOfSubject(service, "【コワークストレージ】 アカウント ロック"),
    screens: [loginPage(login), consent].map((page) => recognise(page, profile)),
    consent: readConsent(consent, CONSENT_WORDS),
    redacted: redactText("mail taro@example.jp code=abc Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln"),
    session: session(STARTING, { type: "started", kept: null, startupLogin: true, spreadMs: 0 }, 1),
    attempt: attempt(IDLE, {
      type: "asked",
      id: 1,
      trigger: "startup",
      reveal: false,
      shown: true,
      via: "window",
    }),
  };
}

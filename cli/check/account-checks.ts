import {
  activeDirectoryScreen,
  checkActiveDirectoryAccount,
  checkConnectionId,
} from "../../src/core/rules/active-directory.ts";
import { checkCode } from "../../src/core/rules/code-format.ts";
import { explainUnlock, triesLeft } from "../../src/core/rules/lockout.ts";
import { checkPassword, checkPasswordChange } from "../../src/core/rules/password.ts";
import { afterRecoveryCode, checkRecoveryCode } from "../../src/core/rules/recovery-code.ts";
import { enrolment, explainSecondFactor, turnOffSecondFactor } from "../../src/core/rules/second-factor.ts";
import { resetsSecondFactor, waysToResetSecondFactor } from "../../src/core/rules/second-factor-reset.ts";
import { smsDoesNotArrive } from "../../src/core/rules/sms-arrival.ts";
import { check, NOTHING, secret, TEXT } from "./check.ts";
import {
  accessPath,
  count,
  flag,
  maybe,
  method,
  moment,
  one,
  otherwise,
  passwordOrOther,
  role,
} from "./options.ts";

/** Passwords, codes, second factor, lock: what a person types, and what keeps them out. */
export const ACCOUNT_CHECKS = {
  password: check({
    options: {},
    input: secret(2, 1),
    example: "printf '%s\\n%s' 'Abcdefg1' 'Abcdefg1' | storage-drive check password",
    ask: (_, { service, typed: [password = "", confirmation] }) => ({
      rule: "password",
      verdict: checkPassword(service, password, confirmation),
    }),
  }),
  "password-change": check({
    options: { method: otherwise(passwordOrOther, "password") },
    input: secret(3, 3),
    example: "storage-drive check password-change < three-lines.txt",
    ask: ({ method: set }, { service, typed: [current = "", next = "", confirmation = ""] }) => ({
      rule: "password-change",
      verdict: checkPasswordChange(service, { current, next, confirmation }, set),
    }),
  }),
  "recovery-code": check({
    options: {},
    input: secret(1, 1),
    example: "storage-drive check recovery-code < code.txt",
    ask: (_, { service, typed: [code = ""] }) => ({
      rule: "recovery-code",
      verdict: checkRecoveryCode(service, code),
    }),
  }),
  "after-recovery-code": check({
    options: {},
    input: NOTHING,
    example: "storage-drive check after-recovery-code",
    ask: () => ({ rule: "after-recovery-code", verdict: afterRecoveryCode() }),
  }),
  code: check({
    options: { kind: one("sms", "totp") },
    input: TEXT,
    example: "storage-drive check code 123456 --kind totp",
    ask: ({ kind }, { service, typed: [code = ""] }) => ({
      rule: "code",
      verdict: checkCode(service, kind, code),
    }),
  }),
  "second-factor": check({
    options: {
      method: otherwise(method, "password"),
      "by-line": flag,
      "access-path": maybe(accessPath),
      setting: maybe(one("on", "off")),
      at: maybe(moment),
      "first-login": flag,
    },
    input: NOTHING,
    example: "storage-drive check second-factor --at 2025-01-10",
    ask: ({ at, ...values }, { service, now }) => {
      const situation = {
        method: values.method,
        byLine: values["by-line"],
        accessPath: values["access-path"],
        setting: values.setting,
        lastAccess: values["first-login"] ? ("never" as const) : (at?.at ?? null),
      };
      return { rule: "second-factor", verdict: explainSecondFactor(service, situation, now) };
    },
  }),
  "second-factor-reset": check({
    options: {
      by: maybe(one("login-method", "password-reset", "mail-change", "password-change")),
      method: otherwise(passwordOrOther, "password"),
      role: otherwise(role, "other"),
    },
    input: NOTHING,
    example: "storage-drive check second-factor-reset --role holder",
    ask: ({ by, method: set, role: who }, { service }) =>
      by === null
        ? { rule: "second-factor-ways", verdict: waysToResetSecondFactor(service, who) }
        : { rule: "second-factor-reset", verdict: resetsSecondFactor(service, by, set) },
  }),
  "second-factor-off": check({
    options: {},
    input: NOTHING,
    example: "storage-drive check second-factor-off --service codec",
    ask: (_, { service }) => ({ rule: "second-factor-off", verdict: turnOffSecondFactor(service) }),
  }),
  enrolment: check({
    options: {},
    input: NOTHING,
    example: "storage-drive check enrolment",
    ask: (_, { service }) => ({ rule: "second-factor-enrolment", verdict: enrolment(service) }),
  }),
  sms: check({
    options: {},
    input: NOTHING,
    example: "storage-drive check sms",
    ask: (_, { service }) => ({ rule: "sms", verdict: smsDoesNotArrive(service) }),
  }),
  unlock: check({
    options: { method: maybe(passwordOrOther), at: maybe(moment) },
    input: NOTHING,
    example: "storage-drive check unlock --method password --at 2025-01-10T09:30",
    ask: ({ method: set, at }, { service, now }) => ({
      rule: "unlock",
      verdict: explainUnlock(service, { method: set, mailedAt: at?.at ?? null }, now),
    }),
  }),
  "tries-left": check({
    options: { failures: count },
    input: NOTHING,
    example: "storage-drive check tries-left --failures 8",
    ask: ({ failures }) => ({ rule: "tries-left", verdict: triesLeft(Math.max(0, failures)) }),
  }),
  "connection-id": check({
    options: {},
    input: TEXT,
    example: "storage-drive check connection-id adfs-0123",
    ask: (_, { service, typed: [id = ""] }) => ({
      rule: "connection-id",
      verdict: checkConnectionId(service, id),
    }),
  }),
  "ad-account": check({
    options: {},
    input: TEXT,
    example: "storage-drive check ad-account taro@example.local",
    ask: (_, { service, typed: [account = ""] }) => ({
      rule: "active-directory-account",
      verdict: checkActiveDirectoryAccount(service, account),
    }),
  }),
  "ad-screen": check({
    options: { "domain-pc": one("yes", "no") },
    input: NOTHING,
    example: "storage-drive check ad-screen --domain-pc yes",
    ask: (values, { service }) => ({
      rule: "active-directory-screen",
      verdict: activeDirectoryScreen(service, values["domain-pc"] === "yes"),
    }),
  }),
} as const;

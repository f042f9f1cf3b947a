import { LOCK_AFTER, UNLOCKED } from "../../src/core/rules/lockout.ts";
import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import type { Contract, Seed, User } from "./organisation-schema.ts";
import { withoutUndefined } from "./without-undefined.ts";

/** An account that nobody has touched yet: mail and password, no second factor. */
export function newAccount(service: ServiceId, mail: string, change: Partial<User> = {}): User {
  return {
    service,
    sub: `${service}|${mail.toLowerCase()}`,
    mail,
    name: mail.slice(0, mail.indexOf("@")),
    password: "Riyousha-2025",
    role: "user",
    method: "password",
    external: null,
    invited: false,
    secondFactor: false,
    enrolled: null,
    recoveryCode: null,
    ...UNLOCKED,
    ...change,
  };
}

type Person = {
  /** Before the `@`, and the end of the `sub`. */
  readonly local: string;
  /** What the account is there for, in one phrase. */
  readonly purpose: string;
  readonly change: Partial<User>;
};

const person = (local: string, purpose: string, change: Partial<User>): Person => ({
  local,
  purpose,
  change,
});

const asked = { password: "Riyousha-2025", secondFactor: true } as const;

const outside = (method: LoginMethod, local: string, name: string, purpose: string): Person =>
  person(local, purpose, { name, method, password: null, external: local });

const PEOPLE: readonly Person[] = [
  person("keiyakusha", "契約者：メニューと管理コンソールのすべて", {
    name: "契約 太郎",
    password: "Keiyaku-2025",
    role: "contractor",
  }),
  person("riyousha", "利用者：2段階認証なしでログイン", { name: "利用 花子", password: "Riyousha-2025" }),
  person("kanrisha", "管理者権限を持つユーザ：管理コンソールを使える", {
    name: "管理 次郎",
    password: "Kanri-2025",
    role: "administrator",
  }),
  person("sms", "2段階認証をSMSで登録済み", {
    ...asked,
    name: "電話 三郎",
    enrolled: { kind: "sms", phone: "090-0000-0001" },
    recoveryCode: "SMS1 2345 6789 ABCD EFGH JKLM",
  }),
  person("authenticator", "2段階認証をAuthenticatorで登録済み", {
    ...asked,
    name: "認証 四季",
    enrolled: { kind: "totp", secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" },
    recoveryCode: "TOTP 2345 6789 ABCD EFGH JKLM",
  }),
  person("hatsukai", "2段階認証が未登録：次のログインで登録する", { ...asked, name: "初回 五月" }),
  person("lock", "パスワードの誤りでロック中：解除の練習", {
    name: "錠前 六郎",
    password: "Riyousha-2025",
    locked: true,
    failures: LOCK_AFTER,
  }),
  person("shoutai", "招待済みで未登録：管理コンソールからご案内メールを送り直す", {
    name: "招待 七海",
    password: null,
    invited: true,
    secondFactor: true,
  }),
  outside("google", "google", "外部 八重", "Googleアカウントでログイン"),
  outside("facebook", "facebook", "外部 九里", "Facebookアカウントでログイン"),
  outside("microsoft", "microsoft", "外部 十和", "Microsoftアカウントでログイン"),
  outside("d-account", "d-account", "外部 百合", "dアカウントでログイン"),
  outside("ntt-east-business-id", "business", "外部 千春", "NTT東日本ビジネスIDでログイン"),
  outside("active-directory", "ad", "社内 万里", "Active Directoryアカウントでログイン"),
];

/**
 * The people that a service starts with: the seed's, or the demonstration's as far as the service has their login
 * method; none of those exists (RFC 2606 names).
 */
export function startAccounts(service: ServiceId, seed: Seed = {}): User[] {
  const seeded = seed[service]?.users;
  if (seeded !== undefined)
    return seeded.map(({ mail, ...change }) => newAccount(service, mail, withoutUndefined(change)));
  const { methods } = PROFILES[service];
  return PEOPLE.filter(({ change }) => methods.includes(change.method ?? "password")).map(
    ({ local, change }) =>
      newAccount(service, `${local}@${service}.example`, { ...change, sub: `${service}|${local}` }),
  );
}

/** What an account of the start is there for; null for those that came later. */
export function purposeOf({ service, sub }: Pick<User, "service" | "sub">): string | null {
  return PEOPLE.find(({ local }) => sub === `${service}|${local}`)?.purpose ?? null;
}

/** The contract that a service starts with; the access path is the default of facts A14. */
export function startContract(service: ServiceId, seed: Seed = {}): Contract {
  const hasDirectory = PROFILES[service].methods.includes("active-directory");
  return {
    accessPath: "both",
    lines: ["CAF1234567890", "COP12345678"],
    plan: "basic",
    trialStarted: null,
    secondFactor: true,
    activeDirectory: hasDirectory
      ? { connectionId: `adfs-${service}demo2025`, domain: `ad.${service}.example` }
      : null,
    accessTokenSeconds: 600,
    refreshTokenSeconds: 30 * 86_400,
    ...withoutUndefined(seed[service]?.contract ?? {}),
  };
}

import { posix } from "node:path";
import { z } from "zod";
import { isLoginHintTemplate } from "../../core/login/login-hint.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { LONGEST_STARTUP_SPREAD_MS, STARTUP_SPREAD_MS } from "../../core/session/refresh-schedule.ts";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";
import { consentApprovalSchema } from "./consent-approval.ts";
import { choice, source, value } from "./policy-field.ts";
import { CLIENT_FIELDS } from "./policy-fields-client.ts";
import { profileId, profileOverrides } from "./profile-schema.ts";
import { proxySchema } from "./proxy.ts";

/**
 * What IT may fix, each field once. From its entry come the policy's type and readers (`policy.ts`, `registry-policy.ts`),
 * its value in effect with who decided it (`effective.ts`) and how the client asks for it (`configuration.ts`), the settings
 * that a person has (`settings.ts`), the JSON schema (`policy-json-schema.ts`), what administrators' tools take
 * (`scripts/policy`), and the table of the guide for IT (`scripts/guide-doc.ts`).
 */

const wholePath = z
  .string()
  .trim()
  .refine(isWholePath, { error: "absolute-path" satisfies RuleName });

/** `\\x.json` is absolute to Windows, and on whatever drive the client happens to run from (Node, `path.isAbsolute`). */
function isWholePath(path: string): boolean {
  return process.platform === "win32"
    ? /^(?:[a-z]:|[\\/]{2}[^\\/]+[\\/]+[^\\/]+)[\\/]/iu.test(path)
    : posix.isAbsolute(path);
}

const ATTEMPT_LIMIT_MINUTES = 10;
const SPREAD_SECONDS = STARTUP_SPREAD_MS / 1_000;
const LONGEST_SPREAD_SECONDS = LONGEST_STARTUP_SPREAD_MS / 1_000;
const services = Object.keys(PROFILES).map((id) => `\`${id}\``);

/** In the order of the guide and of `policy show`. */
export const POLICY_FIELDS = {
  service: choice(profileId, {
    unless: () => PROFILES.omakase.id,
    ja: {
      title: "サービス",
      values: services.join("、"),
      meaning: "使うサービス。`profile` と同時には指定できません",
    },
    en: { title: "Service", values: services.join(", "), meaning: "The service to use; excludes `profile`" },
  }),
  profile: source(wholePath, {
    shown: false,
    example: "/Library/Application Support/storage-service-drive/profile.json",
    ja: {
      title: "プロファイルのファイル",
      values: "絶対パス",
      meaning:
        "プロファイルのファイル。`/etc` のポリシーから指定したファイルは、ポリシーと同じく、所有者がrootで、root以外が書き込めないようにしてください(`caFile` も同じです)",
    },
    en: {
      title: "Profile file",
      values: "absolute path",
      meaning:
        "A profile's file. What a policy in `/etc` names has to be, as the policy, root's and writable by root alone; so has a `caFile`",
    },
  }),
  overrides: source(profileOverrides, {
    shown: false,
    example: { issuer: "https://login.example", clientId: "drive" },
    ja: {
      title: "プロファイルの置き換え",
      values: "下の表",
      meaning: "プロファイルの項目を置き換えます。`service` か `profile` とあわせて指定します",
    },
    en: {
      title: "Profile overrides",
      values: "the profile's fields",
      meaning: "Stand in the place of the profile's own; need `service` or `profile`",
    },
  }),
  startupLogin: choice(z.boolean(), {
    unless: () => true,
    ja: {
      title: "起動時の自動ログイン",
      values: "`true` / `false`",
      meaning: "起動時に自動でログインするか",
    },
    en: {
      title: "Log in at startup",
      values: "`true` / `false`",
      meaning: "Whether it logs in by itself at startup",
    },
  }),
  language: choice(z.enum(["ja", "en"]), {
    unless: (systemLanguage) => (/^en\b/i.test(systemLanguage) ? "en" : "ja"),
    ja: { title: "表示言語", values: '`"ja"` / `"en"`', meaning: "表示言語" },
    en: { title: "Language", values: '`"ja"` / `"en"`', meaning: "The language of all texts" },
  }),
  /** What "log out" means here (reliability 20). */
  logout: value(z.enum(["rest", "forget"]), {
    unless: () => "rest",
    ja: {
      title: "ログアウトの動作",
      values: '`"rest"` / `"forget"`',
      meaning: "「ログアウト」で休ませるか、このPCから削除するか",
    },
    en: {
      title: "What a logout does",
      values: '`"rest"` / `"forget"`',
      meaning: "Whether a logout rests the session or removes it",
    },
  }),
  /** What a kept session belongs to (reliability 19). */
  bindSession: value(z.enum(["machine", "user"]), {
    unless: () => "machine",
    ja: {
      title: "ログイン情報の結び付け",
      values: '`"machine"` / `"user"`',
      meaning:
        "ログイン情報をPCに結び付けるか、利用者に結び付けるか。下の「複製したPCと仮想デスクトップ」をご覧ください",
    },
    en: {
      title: "What a kept session belongs to",
      values: '`"machine"` / `"user"`',
      meaning: "Whether a kept session belongs to the PC or to the user, on whatever PC",
    },
  }),
  proxy: choice(proxySchema, {
    unless: () => "system",
    ja: {
      title: "プロキシ",
      values:
        '`"system"`(既定) / `"direct"` / `{ "server": "http://proxy.example:8080", "bypass": ["*.office.example", "<local>"] }` / `{ "pac": "http://wpad.example/wpad.dat" }`',
      meaning: "インターネットへの経路。ユーザー名とパスワードは書けません",
    },
    en: {
      title: "Proxy",
      values:
        '`"system"` (default) / `"direct"` / `{ "server": "http://proxy.example:8080", "bypass": ["*.office.example", "<local>"] }` / `{ "pac": "http://wpad.example/wpad.dat" }`',
      meaning: "The way to the Internet; holds no user name and no password",
    },
  }),
  /** Further certificate authorities (reliability 30). */
  caFile: source(wholePath, {
    shown: true,
    example: "/Library/Application Support/storage-service-drive/ca.pem",
    ja: {
      title: "追加の認証局",
      values: "絶対パス(PEM、またはDERの証明書1枚)",
      meaning: "OSの証明書ストアに加えて信頼する認証局。ページの表示にも、アプリ自身の通信にも使います",
    },
    en: {
      title: "Further certificate authorities",
      values: "absolute path (PEM, or one certificate as DER)",
      meaning:
        "Certificate authorities to trust beside the system's, for pages and for the app's own requests",
    },
  }),
  /** Whose certificates of this PC pages may ask for. */
  clientCertificateIssuers: value(z.array(z.string().trim().min(1).max(200)).max(20), {
    unless: (): string[] => [],
    ja: {
      title: "クライアント証明書の発行者",
      values: "文字列の一覧",
      meaning:
        "ログイン画面のページが求めたときに送ってよい、PCのクライアント証明書の発行者(コモンネーム、完全一致)。指定がなければ、求められても何も送りません",
    },
    en: {
      title: "Issuers of client certificates",
      values: "list of strings",
      meaning:
        "Issuers (common name, exact) of this PC's client certificates that a page of the login may ask for; unless given, none is sent",
    },
  }),
  /** Which servers are told who is logged in to this PC (RFC 4559); proxies are, whatever is said here (reliability 30). */
  singleSignOnHosts: value(
    z
      .array(
        z
          .string()
          .trim()
          .regex(/^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)*$/iu, { error: "sign-on-host" satisfies RuleName }),
      )
      .max(50),
    {
      unless: (): string[] => [],
      ja: {
        title: "シングルサインオンのサーバー",
        values: "ホスト名の一覧。`*.office.example` の形も使えます",
        meaning:
          "ログイン画面のページが求めたときに、PCにログオンしている利用者を、確認なしで伝える(KerberosまたはNTLMによるシングルサインオン)サーバー。指定がなければ、どのサーバーにも伝えません",
      },
      en: {
        title: "Single sign-on servers",
        values: "list of host names, also as `*.office.example`",
        meaning:
          "Servers whose pages in the login window are told by themselves who is logged on to this PC (single sign-on by Kerberos or NTLM); unless given, none is",
      },
    },
  ),
  /** `auto` leaves the window of ours where a login needs it (reliability 6). */
  loginBrowser: value(z.enum(["auto", "system"]), {
    unless: () => "auto",
    ja: {
      title: "ログインする場所",
      values: '`"auto"` / `"system"`',
      meaning:
        'ログインする場所。`"auto"` はアプリのログイン画面を使い、連携アカウントなど、ブラウザーが必要なときだけブラウザーに移ります。`"system"` はいつもPCの既定のブラウザーを使います',
    },
    en: {
      title: "Where people log in",
      values: '`"auto"` / `"system"`',
      meaning:
        'Where people log in: `"auto"` in the app\'s window, and in the browser where a login needs one; `"system"` always in the PC\'s default browser',
    },
  }),
  /** Who may vouch for a person: the service alone, or another company's account, too (facts A6, A7). */
  externalAccounts: value(z.enum(["allow", "refuse"]), {
    unless: () => "allow",
    ja: {
      title: "連携アカウントでのログイン",
      values: '`"allow"` / `"refuse"`',
      meaning:
        '連携しているサービスのアカウント(Google、Microsoftなど)でのログインを使えるか。`"refuse"` では、いつもアプリのログイン画面を使い、そこからサービスの外へ出るログインを止めます(`AUTH_METHOD_FORBIDDEN`)。ブラウザーでのログインも使えません。`loginBrowser` より優先します。下の「連携アカウントでのログインを禁止する」をご覧ください',
    },
    en: {
      title: "Logins by external accounts",
      values: '`"allow"` / `"refuse"`',
      meaning:
        "Whether people may log in with another company's account (Google, Microsoft …). `\"refuse\"`: always in the app's window, and a login that leads out of the service is stopped (`AUTH_METHOD_FORBIDDEN`); none in a browser, whatever `loginBrowser` says",
    },
  }),
  /** Who logs in on this PC, so that nobody types it (OpenID Connect Core 3.1.2.1, `login_hint`). */
  loginHint: value(
    z.nullable(z.string().refine(isLoginHintTemplate, { error: "login-hint" satisfies RuleName })),
    {
      unless: () => null,
      example: "{user}@example.co.jp",
      ja: {
        title: "ログインIDの初期値",
        values: '`"office@example.co.jp"` / `"{user}@example.co.jp"` / `"{upn}"`',
        meaning:
          "ログインIDの初期値。`{user}` はPCにログオンしているアカウント名、`{upn}` はドメインのUPNです。プロバイダーに `login_hint` として伝え、ログイン画面のログインIDの欄が空のときだけ入力します。UPNのないPCと、正しくない値のときは、入力せずにログインを続けます",
      },
      en: {
        title: "Login ID to begin with",
        values: '`"office@example.co.jp"` / `"{user}@example.co.jp"` / `"{upn}"`',
        meaning:
          "The login ID to begin with: `{user}` is the name of the OS account, `{upn}` the domain's UPN. Goes to the provider as `login_hint`, and into the login page's empty field. A PC without a UPN and a wrong value leave it out, and the login goes on",
      },
    },
  ),
  /** Who decided that the line operator is told (facts A46, reliability 8). */
  consentApproval: value(z.nullable(consentApprovalSchema), {
    unless: () => null,
    example: {
      by: "情報システム部",
      at: "2026-11-01",
      contract: "CAF0000000000",
      operator: "https://operator.example",
      recipient: "NTT東日本株式会社",
      service: "コワークストレージ",
    },
    ja: {
      title: "回線情報通知への同意",
      values:
        '`{ "by": "情報システム部", "at": "2026-11-01", "until": "2027-10-31", "contract": "CAF…", "operator": "https://…", "recipient": "NTT東日本株式会社", "service": "コワークストレージ" }`',
      meaning:
        "回線情報通知に、契約としてあらかじめ同意した記録。だれが(`by`)、いつ(`at`)、どの契約(`contract`)について同意したかを書きます。`operator`、`recipient`、`service` が画面と一致するときだけ、利用者に尋ねずに「通知する」と回答し、あとで利用者に知らせます。下の「回線情報通知への同意」をご覧ください",
    },
    en: {
      title: "Consent to the line operator's notice",
      values:
        '`{ "by": "IT department", "at": "2026-11-01", "until": "2027-10-31", "contract": "CAF…", "operator": "https://…", "recipient": "NTT東日本株式会社", "service": "コワークストレージ" }`',
      meaning:
        "A consent to the line operator's notice that was given for the contract: by whom, when, for which one. Only where `operator`, `recipient` and `service` are the page's does the app answer yes without asking, and tells the person afterwards",
    },
  }),
  attemptTimeLimitMinutes: value(z.number().min(1).max(120), {
    unless: () => ATTEMPT_LIMIT_MINUTES,
    ja: {
      title: "ログインの制限時間(分)",
      values: "1~120",
      meaning: `1回のログインにかけられる時間(分)。指定がなければ${ATTEMPT_LIMIT_MINUTES}`,
    },
    en: {
      title: "Time limit of one login (minutes)",
      values: "1–120",
      meaning: `Minutes that one login may take; ${ATTEMPT_LIMIT_MINUTES} unless given`,
    },
  }),
  /** So that an office's PCs don't ask all at once (reliability 26). */
  startupSpreadSeconds: value(z.number().min(0).max(LONGEST_SPREAD_SECONDS), {
    unless: () => SPREAD_SECONDS,
    ja: {
      title: "起動時のログインを散らす幅(秒)",
      values: `0~${LONGEST_SPREAD_SECONDS}`,
      meaning: `起動時に、前回のログインを再開するまでの時間を散らす幅(秒)。指定がなければ${SPREAD_SECONDS}。一斉に起動する台数が多いほど長くします。利用者がログインを押したときは待ちません`,
    },
    en: {
      title: "Spread of logins at startup (seconds)",
      values: `0–${LONGEST_SPREAD_SECONDS}`,
      meaning: `Seconds over which the resuming of kept logins is spread at startup; ${SPREAD_SECONDS} unless given. The more PCs start at once, the longer. A person who asks doesn't wait`,
    },
  }),
  ...CLIENT_FIELDS,
};

type Fields = typeof POLICY_FIELDS;
export type FieldName = keyof Fields;

type Named<Kind extends Fields[FieldName]["kind"]> = {
  [K in FieldName]: Fields[K]["kind"] extends Kind ? K : never;
}[FieldName];

/** What a person may choose where IT doesn't. */
export type ChoiceName = Named<"choice">;
/** What has a value in effect. */
export type ValueName = Named<"value" | "choice">;

/** The values in effect. */
export type Values = { readonly [K in ValueName]: z.output<Fields[K]["schema"]> };

/** A table made of another, key by key, which `Object.fromEntries` can't say in types. */
export function mapped<Name extends string, T extends { readonly [K in Name]: unknown }>(
  names: readonly Name[],
  make: (name: Name) => T[Name],
): T {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as T;
}

export const FIELD_NAMES = Object.keys(POLICY_FIELDS) as readonly FieldName[];
export const VALUE_NAMES = FIELD_NAMES.filter(isValue);
export const CHOICE_NAMES = FIELD_NAMES.filter(isChoice);

function isValue(name: FieldName): name is ValueName {
  return POLICY_FIELDS[name].kind !== "source";
}

function isChoice(name: FieldName): name is ChoiceName {
  return POLICY_FIELDS[name].kind === "choice";
}

import { PROFILES } from "../../core/service/profiles.ts";
import type { ConfigFault, WrongField } from "../config-fault.ts";
import type { Language } from "../view.ts";

const SERVICES = Object.keys(PROFILES);

/** Rules of our own on a field, by the name that its schema gives. */
export const RULE_WORDS = {
  "absolute-path": {
    ja: "絶対パスで書いてください。環境変数（%…%）と ~ は使えません",
    en: "must be an absolute path, without variables (%…%) and ~",
  },
  "service-or-profile": {
    ja: "service と profile は、どちらか一つだけを書いてください",
    en: "service and profile exclude each other",
  },
  "overrides-of-nothing": {
    ja: "overrides には、上書きする service か profile も必要です",
    en: "overrides need the service or profile that they belong to",
  },
  "profile-needs": {
    ja: "決まっていません。ポリシーの overrides か、プロファイルのファイルに書いてください",
    en: "isn't said: write it in the policy's overrides or in the profile's file",
  },
  "no-such-service": {
    ja: `${SERVICES.join("、")} のどれかを、このとおりに書いてください`,
    en: `must be exactly one of ${SERVICES.join(", ")}`,
  },
  "profile-id": {
    ja: "英小文字、数字、- で、32文字までで書いてください",
    en: "must be lower-case letters, digits and -, at most 32",
  },
  "openid-scope": { ja: "openid を含めてください", en: "must contain openid" },
  redirect: {
    ja: '"loopback"、{ "ports": [番号] }、{ "scheme": "jp.example.drive" } のどれかで書いてください',
    en: 'must be "loopback", { "ports": [number] } or { "scheme": "jp.example.drive" }',
  },
  "web-address": {
    ja: "https のアドレスで書いてください（http は同じPCの中だけ）。ユーザー名、パスワード、# は書けません",
    en: "must be https (plain http only to loopback), without user name or password, without #",
  },
  "issuer-address": {
    ja: "https のアドレスで書いてください（http は同じPCの中だけ）。ユーザー名、パスワード、?、# は書けません",
    en: "must be https (plain http only to loopback), without user name or password, without ? and #",
  },
  "origin-address": {
    ja: "https://ホスト名[:ポート] の形だけで書いてください（http は同じPCの中だけ）",
    en: "must be https (plain http only to loopback), without user name or password, only scheme://host[:port]",
  },
  proxy: {
    ja: '"system"、"direct"、{ "server": "http://host:port" }、{ "pac": "https://…" } のどれかで書いてください',
    en: 'must be "system", "direct", { "server": "http://host:port" } or { "pac": "https://…" }',
  },
  "proxy-server": {
    ja: "http(s)://ホスト名:ポート の形で書いてください。ユーザー名とパスワードは書けません",
    en: "must be http(s)://host:port, without user name or password",
  },
  "proxy-pac": {
    ja: "http(s):// で始まる、PACファイルのアドレスで書いてください。ユーザー名とパスワードは書けません",
    en: "must be the PAC file's address, with http(s)://, without user name or password",
  },
  "sign-on-host": {
    ja: "ホスト名を `login.office.example` か `*.office.example` の形で書いてください",
    en: "must be a host name such as `login.office.example` or `*.office.example`",
  },
  "login-hint": {
    ja: '"office@example.co.jp"、"{user}@example.co.jp"、"{upn}" のどれかの形で、空白なしで書いてください',
    en: 'must be such as "office@example.co.jp", "{user}@example.co.jp" or "{upn}", without blanks',
  },
  "hint-no-upn": {
    ja: "PCのアカウントにUPNがないため、使いません",
    en: "this PC's account has no UPN, so it is left out",
  },
  "hint-no-user": {
    ja: "PCのアカウント名が分からないため、使いません",
    en: "the name of this PC's account isn't known, so it is left out",
  },
  "hint-unusable-user": {
    ja: "PCのアカウント名がログインIDに使えない文字を含むため、使いません",
    en: "the name of this PC's account can't be part of a login ID, so it is left out",
  },
  time: {
    ja: "2026-11-01 か 2026-11-01T09:00:00+09:00 の形で書いてください",
    en: "must be such as 2026-11-01 or 2026-11-01T09:00:00+09:00",
  },
  "approval-not-yet": {
    ja: "日付がまだ先のため、使いません。利用者に確認します",
    en: "lies in the future, so people are asked",
  },
  "approval-other-operator": {
    ja: "profile の origins.operator と違うため、使いません。利用者に確認します",
    en: "isn't the profile's origins.operator, so people are asked",
  },
  "approval-expired": {
    ja: "期限を過ぎているため、使いません。利用者に確認します",
    en: "is over, so people are asked",
  },
  "screen-pattern": {
    ja: "* のほかに、1文字以上を書いてください（* は任意の文字列を表します）",
    en: "must hold something beside * (which stands for any text)",
  },
  "screen-sign": {
    ja: "title、heading、field、radio、button、link、text、alert のどれかを書いてください",
    en: "must have one of title, heading, field, radio, button, link, text, alert",
  },
  "proxy-bypass": {
    ja: "ホスト名を一つずつ、空白、; 、, なしで書いてください",
    en: "must be one host each, without blanks, ; and ,",
  },
} as const satisfies Record<string, { readonly ja: string; readonly en: string }>;

export type RuleName = keyof typeof RULE_WORDS;

export function isRuleName(text: string): text is RuleName {
  return Object.hasOwn(RULE_WORDS, text);
}

/** For the administrator whose file it is: what is wrong, where, and so what to change. */
export function configFaultWords(fault: ConfigFault, language: Language): string {
  return language === "ja" ? ja(fault) : en(fault);
}

function ja(fault: ConfigFault): string {
  switch (fault.what) {
    case "absent":
      return "ファイルがありません";
    case "not-a-file":
      return "ふつうのファイルではありません（フォルダー、パイプなど）";
    case "too-large":
      return "1MBを超えています";
    case "writable-by-others":
      return "root以外も書き換えられる状態です";
    case "unreadable":
      return `ファイルを開けません（${fault.code}）`;
    case "encoding":
      return `文字コードがUTF-8ではありません${fault.seems === null ? "" : `（${fault.seems} のようです）`}。UTF-8で保存し直してください`;
    case "syntax":
      return `${fault.line}行目の${fault.column}文字目で、JSONとして読めません`;
    case "doubled":
      return `${fault.line}行目: "${fault.key}" が2回書かれています`;
    case "fields":
      return `${list(fault.fields, "ja")}${fault.more === 0 ? "" : `、ほか${fault.more}件`}`;
    case "no-certificate":
      return "caFile: 証明書が入っていません";
    case "damaged-certificate":
      return "caFile: 読み取れない証明書があります";
    case "not-an-authority":
      return "caFile: 認証局のものではない証明書があります";
  }
}

function en(fault: ConfigFault): string {
  switch (fault.what) {
    case "absent":
      return "the file isn't there";
    case "not-a-file":
      return "it isn't a regular file (a folder, a pipe, …)";
    case "too-large":
      return "it is larger than 1 MB";
    case "writable-by-others":
      return "others than root may write it";
    case "unreadable":
      return `the file can't be opened (${fault.code})`;
    case "encoding":
      return `it isn't in UTF-8${fault.seems === null ? "" : ` (${fault.seems}, it seems)`}: save it as UTF-8`;
    case "syntax":
      return `no JSON at line ${fault.line}, character ${fault.column}`;
    case "doubled":
      return `line ${fault.line}: "${fault.key}" is there twice`;
    case "fields":
      return `${list(fault.fields, "en")}${fault.more === 0 ? "" : `, and ${fault.more} more`}`;
    case "no-certificate":
      return "caFile: no certificate in it";
    case "damaged-certificate":
      return "caFile: a certificate in it can't be read";
    case "not-an-authority":
      return "caFile: a certificate in it is not an authority's";
  }
}

function list(fields: readonly WrongField[], language: Language): string {
  return fields
    .map((field) => (field.at === "" ? field[language] : `${field.at}: ${field[language]}`))
    .join(language === "ja" ? "、" : "; ");
}

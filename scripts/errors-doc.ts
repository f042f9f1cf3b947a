// Writes docs/errors.md and docs/ja/errors.md from the one table of errors and their words; `--check` only says whether
// they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ERRORS, type ErrorArea, type ErrorCode, type ErrorEntry } from "../src/core/errors.ts";
import { mailSubject } from "../src/core/rules/mail-subject.ts";
import type { MailKind } from "../src/core/service/manual.ts";
import { PROFILES, SERVICE_IDS } from "../src/core/service/profiles.ts";
import { phoneSentence, whomWords } from "../src/shared/error-words.ts";
import { enErrors } from "../src/shared/locales/en-errors.ts";
import { jaErrors } from "../src/shared/locales/ja-errors.ts";
import { createWords } from "../src/shared/words.ts";

const ja = createWords("ja");
const en = createWords("en");

const AREAS: Readonly<Record<ErrorArea, { readonly en: string; readonly ja: string }>> = {
  AUTH: { en: "Logging in", ja: "ログイン" },
  LINE: { en: "Line authentication", ja: "回線認証" },
  SESSION: { en: "The session", ja: "ログイン情報" },
  STORE: { en: "The keychain", ja: "保管場所(キーチェーン)" },
  NET: { en: "The network and the provider", ja: "ネットワークとサービス" },
  POLICY: { en: "What IT fixed", ja: "管理者の設定" },
  SETTINGS: { en: "The user's settings", ja: "利用者の設定" },
  IPC: { en: "Inside the client", ja: "アプリの中" },
  CLI: { en: "The command line", ja: "コマンド" },
  UPDATE: { en: "The app’s updates", ja: "アプリの更新" },
  APP: { en: "Anything else", ja: "そのほか" },
};

const RETRY: Readonly<Record<ErrorEntry["retry"], string>> = {
  auto: "by itself",
  person: "after somebody acted",
  never: "not without a change",
};

const MAILS: Readonly<Record<MailKind, string>> = {
  lock: "アカウントのロック",
  reset: "パスワードの再設定",
  "mail-change": "メールアドレスの変更",
  "method-change": "ログイン方法の変更",
  invite: "利用者の登録",
  "active-directory": "Active Directoryのログイン用URL",
};

/** docs/errors.md, as it should be on the disk. */
export function errorsDoc(): string {
  return [
    "# Errors",
    "",
    "Generated from `src/core/errors.ts` and `src/shared/locales/` by `scripts/errors-doc.ts`; don't edit by hand.",
    "",
    "The codes are stable: people read them out on the phone, scripts match them. Cancelling is an outcome, not an error.",
    "",
    ...sections("en", [
      "Code",
      "What people read",
      "Why",
      "What to do next",
      "Whom to ask",
      "On the phone",
      "Tried again",
      "Severity",
      "Button",
      "Exit code",
    ]),
  ].join("\n");
}

/** docs/ja/errors.md, for people and helpdesk. */
export function jaErrorsDoc(): string {
  return [
    "# エラーの一覧",
    "",
    "`scripts/errors-doc.ts` が作る一覧です。手では直しません。再試行や終了コードは[英語の一覧](../errors.md)にあります。",
    "",
    "コードは変わりません。電話では「電話での言い方」のとおりにお話しください。パスワード、2段階認証のコード、リカバリコードは、電話で話さないでください。",
    "",
    ...sections("ja", ["コード", "表示", "原因", "次にすること", "お問い合わせ先", "電話での言い方"]),
    mailSubjects(),
  ].join("\n");
}

function sections(language: "ja" | "en", columns: readonly string[]): readonly string[] {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return (Object.keys(AREAS) as ErrorArea[]).map((area) =>
    [
      language === "ja" ? `## ${AREAS[area].ja}(\`${area}_…\`)` : `## ${AREAS[area].en} (\`${area}_…\`)`,
      "",
      tableRow(columns),
      `|${"---|".repeat(columns.length)}`,
      ...codes.filter((code) => code.startsWith(`${area}_`)).map(language === "ja" ? jaRow : bothRow),
      "",
    ].join("\n"),
  );
}

function bothRow(code: ErrorCode): string {
  const { retry, severity, next, exit }: ErrorEntry = ERRORS[code];
  const both = (part: "title" | "cause" | "next") => `${jaErrors[code][part]}<br>${enErrors[code][part]}`;
  const phone = `${phoneSentence(ja, code)}<br>${phoneSentence(en, code)}`;
  return tableRow([
    `\`${code}\``,
    both("title"),
    both("cause"),
    both("next"),
    `${whomWords(ja, code)}<br>${whomWords(en, code)}`,
    phone,
    RETRY[retry],
    severity,
    `\`${next}\``,
    String(exit),
  ]);
}

function jaRow(code: ErrorCode): string {
  const { title, cause, next } = jaErrors[code];
  return tableRow([`\`${code}\``, title, cause, next, whomWords(ja, code), phoneSentence(ja, code)]);
}

/** What the mails are called, by service (facts A51). */
function mailSubjects(): string {
  const kinds = Object.entries(MAILS) as [MailKind, string][];
  return [
    "## メールの件名",
    "",
    "届くメールの件名です。「なし」は、資料にその件名がないものです。",
    "",
    tableRow(["メール", ...SERVICE_IDS.map((service) => PROFILES[service].name)]),
    `|${"---|".repeat(SERVICE_IDS.length + 1)}`,
    ...kinds.map(([kind, name]) =>
      tableRow([name, ...SERVICE_IDS.map((service) => mailSubject(service, kind).value ?? "なし")]),
    ),
    "",
  ].join("\n");
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

/** Each generated document and how it should be. */
export const ERRORS_DOCS: readonly { readonly file: string; readonly wanted: () => string }[] = [
  { file: "docs/errors.md", wanted: errorsDoc },
  { file: "docs/ja/errors.md", wanted: jaErrorsDoc },
];

export const pathOf = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { file, wanted } of ERRORS_DOCS) {
    if (!process.argv.includes("--check")) writeFileSync(pathOf(file), wanted());
    else if (readFileSync(pathOf(file), "utf8") !== wanted()) {
      console.error(`${file} is out of date: run node scripts/errors-doc.ts`);
      process.exitCode = 1;
    }
  }
}

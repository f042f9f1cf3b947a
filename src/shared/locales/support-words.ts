import type { OsKind } from "../../core/support/numbers.ts";
import type { Age, Decoded, Finding } from "../../core/support/support-code.ts";
import type { Language } from "../view.ts";

/** What a support code is told as, to the helpdesk. */
export type SupportWords = {
  readonly service: string;
  readonly ownProfile: string;
  readonly doing: string;
  readonly since: string;
  readonly age: Readonly<Record<Age, string>>;
  readonly error: string;
  readonly none: string;
  readonly finding: string;
  readonly found: (finding: Finding) => string;
  readonly version: string;
  readonly os: Readonly<Record<OsKind, string>>;
  readonly wrong: Readonly<Record<Extract<Decoded, { ok: false }>["why"], string>>;
  /** What to do about it. */
  readonly instead: SupportWords["wrong"];
  readonly group: (group: number) => string;
};

const ja: SupportWords = {
  service: "サービス",
  ownProfile: "独自のプロファイル",
  doing: "状態",
  since: "この状態の長さ",
  age: {
    now: "10分以内",
    "10-minutes": "10分~1時間",
    "1-hour": "1~4時間",
    "4-hours": "4時間~1日",
    "1-day": "1~2日",
    "2-days": "2日~1週間",
    "1-week": "1週間~1か月",
    "1-month": "1か月以上",
  },
  error: "エラーコード",
  none: "なし",
  finding: "診断",
  found(finding) {
    if (finding === "not-looked") return "まだ行っていません";
    return finding === "all-well" ? "問題は見つかっていません" : `${finding}番で問題が見つかりました`;
  },
  version: "アプリとOS",
  os: { windows: "Windows", macos: "macOS", linux: "Linux", other: "その他" },
  wrong: {
    length: "数字は16桁です。",
    mistyped: "聞きまちがいがあります。",
    newer: "ここより新しいアプリのコードです。",
  },
  instead: {
    length: "4桁ずつ、もう一度うかがってください。",
    mistyped: "4桁ずつ、もう一度うかがってください。",
    newer: "新しいものを使って読んでください。",
  },
  group: (group) => `${group}番目の4桁を確かめてください。`,
};

const en: SupportWords = {
  service: "Service",
  ownProfile: "a profile of one's own",
  doing: "State",
  since: "It has lasted",
  age: {
    now: "less than 10 minutes",
    "10-minutes": "10 minutes to an hour",
    "1-hour": "1 to 4 hours",
    "4-hours": "4 hours to a day",
    "1-day": "1 to 2 days",
    "2-days": "2 days to a week",
    "1-week": "a week to a month",
    "1-month": "a month or more",
  },
  error: "Error code",
  none: "none",
  finding: "Diagnosis",
  found(finding) {
    if (finding === "not-looked") return "not done yet";
    return finding === "all-well" ? "nothing found" : `check ${finding} found something`;
  },
  version: "App and OS",
  os: { windows: "Windows", macos: "macOS", linux: "Linux", other: "another" },
  wrong: {
    length: "It has 16 digits. ",
    mistyped: "Something was misheard. ",
    newer: "It is a newer app's code than can be read here. ",
  },
  instead: {
    length: "Ask for them again, four at a time.",
    mistyped: "Ask for the digits again, four at a time.",
    newer: "Read it with a newer one.",
  },
  group: (group) => `Look at group ${group}.`,
};

export const SUPPORT_WORDS: Readonly<Record<Language, SupportWords>> = { ja, en };

import type { ScreenId } from "./manual.ts";
import type { Certainty, ServiceId } from "./profile.ts";

/** The rows of the who-may-do-what table, in its order. */
export type Operation =
  | "login-method"
  | "mail"
  | "password"
  | "access-path"
  | "second-factor"
  | "active-directory"
  | "contract"
  | "plan"
  | "cancel";

export type Plan = "basic" | "trial";
export type Role = "holder" | "other";

/** `yes`/`no` as the table's ○/×; `until-trial-change-ends`: ○ within the days after the trial (facts A37). */
export type Permission = {
  readonly may: "yes" | "no" | "unknown" | "until-trial-change-ends";
  readonly certainty: Certainty;
};

export type OperationRow = Readonly<Record<Plan, Readonly<Record<Role, Permission>>>> & {
  readonly screen: ScreenId | null;
  readonly menu: string | null;
};

const yes: Permission = { may: "yes", certainty: "stated" };
const no: Permission = { may: "no", certainty: "stated" };
const untilTrialChangeEnds: Permission = { may: "until-trial-change-ends", certainty: "stated" };
const unknown: Permission = { may: "unknown", certainty: "unknown" };

const row = (
  screen: ScreenId | null,
  menu: string | null,
  basicHolder: Permission,
  basicOther: Permission,
  trialHolder: Permission,
  trialOther: Permission,
): OperationRow => ({
  screen,
  menu,
  basic: { holder: basicHolder, other: basicOther },
  trial: { holder: trialHolder, other: trialOther },
});

const silent = (menu: string | null = null, screen: ScreenId | null = null) =>
  row(screen, menu, unknown, unknown, unknown, unknown);

const credentials = {
  "login-method": row("B17", "ログイン方法の設定", yes, no, no, no),
  mail: row("B19", "メールアドレス変更", yes, no, no, no),
  password: row("B22", "パスワード変更", yes, yes, yes, yes),
  "access-path": row("B24", "アクセス経路設定", yes, no, yes, no),
  "second-factor": row("B28", "2段階認証設定", yes, no, yes, no),
  "active-directory": row("B16", "Active Directory設定", yes, no, yes, no),
} as const;

const withContract = {
  ...credentials,
  contract: row("B16", "契約情報変更", yes, no, no, no),
  plan: row("B16", "プラン変更", yes, no, untilTrialChangeEnds, no),
  cancel: row("B16", "解約", yes, no, no, no),
} as const;

/** The manuals' table; for codec, which has none, what its text says, else unknown. */
export const PERMISSIONS: Readonly<Record<ServiceId, Readonly<Record<Operation, OperationRow>>>> = {
  omakase: { ...credentials, contract: silent(), plan: silent(), cancel: silent() },
  cowork: withContract,
  ot: withContract,
  codec: {
    "login-method": row("B17′", "ログイン方法の設定", yes, no, no, no), // 基本プラン only
    mail: row("B17′", "ログイン方法の設定", yes, no, no, no),
    password: silent("パスワード変更", "B22"),
    "access-path": silent("プラン変更および通信経路設定", "B25"),
    "second-factor": silent(),
    "active-directory": silent(),
    contract: silent("契約情報変更", "B16′"),
    plan: silent("プラン変更および通信経路設定", "B16′"),
    cancel: silent("解約", "B16′"),
  },
};

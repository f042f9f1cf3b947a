import type { Actor, ScreenId } from "./manual.ts";
import type { Certainty, ServiceId } from "./profile.ts";

/** What a person can do next. Stable: texts and support codes are keyed by it. */
export type StepId =
  | "type-again"
  | "open-mail-link"
  | "request-reset"
  | "change-password"
  | "change-method"
  | "change-mail"
  | "change-mail-first"
  | "set-access-path"
  | "register-line"
  | "set-second-factor"
  | "set-active-directory"
  | "change-plan"
  | "ask-holder"
  | "ask-holder-for-link"
  | "lift-sms-refusal"
  | "log-out-of-account"
  | "use-another-method";

/** Where a step is taken in one service. */
export type StepPlace = {
  readonly who: Actor;
  /** `null` = no screen of the manuals. */
  readonly screen: ScreenId | null;
  /** The menu's or link's name in that service. */
  readonly menu: string | null;
  readonly certainty: Certainty;
};

const place = (
  who: Actor,
  screen: ScreenId | null,
  menu: string | null,
  certainty: Certainty = "stated",
): StepPlace => ({ who, screen, menu, certainty });

const common: Readonly<Record<StepId, StepPlace>> = {
  "type-again": place("self", null, null),
  "open-mail-link": place("self", null, null),
  "request-reset": place("self", "B30", "パスワードを忘れた方はこちら"),
  "change-password": place("self", "B22", "パスワード変更"),
  "change-method": place("holder", "B17", "ログイン方法の設定"),
  "change-mail": place("holder", "B19", "メールアドレス変更"),
  "change-mail-first": place("holder", "B19", "メールアドレス変更"),
  "set-access-path": place("holder", "B24", "アクセス経路設定"),
  "register-line": place("holder-or-administrator", "B41", "回線認証"),
  "set-second-factor": place("holder", "B28", "2段階認証設定"),
  "set-active-directory": place("holder", "B16", "Active Directory設定"),
  "change-plan": place("holder", "B16", "プラン変更"),
  "ask-holder": place("holder-or-administrator", null, null),
  "ask-holder-for-link": place("holder-or-administrator", "B39", "メールアドレス変更"),
  "lift-sms-refusal": place("provider", null, null),
  "log-out-of-account": place("self", "B12", null),
  "use-another-method": place("holder", "B17", "ログイン方法の設定"),
};

/** Every step by service: same step, other screen and other menu name. */
export const STEPS: Readonly<Record<ServiceId, Readonly<Record<StepId, StepPlace>>>> = {
  // omakase's table of the menu has no plan change (who-may-do-what table)
  omakase: { ...common, "change-plan": place("holder", null, null, "unknown") },
  cowork: common,
  ot: common,
  codec: {
    ...common,
    "change-method": place("holder", "B17′", "ログイン方法の設定"),
    // codec's menu has no メールアドレス変更: the method's screen asks for the new address (facts A38)
    "change-mail": place("holder", "B17′", "ログイン方法の設定"),
    "change-mail-first": place("holder", "B17′", "ログイン方法の設定"),
    "use-another-method": place("holder", "B17′", "ログイン方法の設定", "inferred"),
    "set-access-path": place("holder", "B25", "プラン変更および通信経路設定"),
    "change-plan": place("holder", "B16′", "プラン変更および通信経路設定"), // elsewhere in S4 プラン変更
    "set-second-factor": place("holder", null, null, "unknown"), // no such setting (facts A24)
    "set-active-directory": place("holder", null, null, "unknown"), // no such method (facts A6)
    "lift-sms-refusal": place("provider", null, null, "inferred"), // the paragraph is absent (facts A49)
  },
};

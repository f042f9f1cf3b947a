import { expect, test } from "vitest";
import type { ServiceId } from "./profile.ts";
import { STEPS, type StepId } from "./steps.ts";

// Each step's who, screen and menu where the services agree (facts A15, A33, A47; screens B12–B41).
const common: Readonly<Record<StepId, string>> = {
  "type-again": "self - - stated",
  "open-mail-link": "self - - stated",
  "request-reset": "self B30 パスワードを忘れた方はこちら stated",
  "change-password": "self B22 パスワード変更 stated",
  "change-method": "holder B17 ログイン方法の設定 stated",
  "change-mail": "holder B19 メールアドレス変更 stated",
  "change-mail-first": "holder B19 メールアドレス変更 stated",
  "set-access-path": "holder B24 アクセス経路設定 stated",
  "register-line": "holder-or-administrator B41 回線認証 stated",
  "set-second-factor": "holder B28 2段階認証設定 stated",
  "set-active-directory": "holder B16 Active Directory設定 stated",
  "change-plan": "holder B16 プラン変更 stated",
  "ask-holder": "holder-or-administrator - - stated",
  "ask-holder-for-link": "holder-or-administrator B39 メールアドレス変更 stated",
  "lift-sms-refusal": "provider - - stated",
  "log-out-of-account": "self B12 - stated",
  "use-another-method": "holder B17 ログイン方法の設定 stated",
};

const own: Readonly<Record<ServiceId, Readonly<Partial<Record<StepId, string>>>>> = {
  omakase: { "change-plan": "holder - - unknown" },
  cowork: {},
  ot: {},
  codec: {
    "change-method": "holder B17′ ログイン方法の設定 stated",
    "change-mail": "holder B17′ ログイン方法の設定 stated",
    "change-mail-first": "holder B17′ ログイン方法の設定 stated",
    "use-another-method": "holder B17′ ログイン方法の設定 inferred",
    "set-access-path": "holder B25 プラン変更および通信経路設定 stated",
    "change-plan": "holder B16′ プラン変更および通信経路設定 stated",
    "set-second-factor": "holder - - unknown",
    "set-active-directory": "holder - - unknown",
    "lift-sms-refusal": "provider - - inferred",
  },
};

test.each(Object.keys(own) as ServiceId[])("%s takes each step where its manual has it", (service) => {
  const told = Object.entries(STEPS[service]).map(([step, { who, screen, menu, certainty }]) => [
    step,
    `${who} ${screen ?? "-"} ${menu ?? "-"} ${certainty}`,
  ]);
  expect(Object.fromEntries(told)).toEqual({ ...common, ...own[service] });
});

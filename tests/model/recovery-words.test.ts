import { describe, expect, test } from "vitest";
import { BRANCHES } from "../../src/core/recovery/branches.ts";
import type { Way } from "../../src/core/recovery/guide-state.ts";
import type { BranchId, Known } from "../../src/core/recovery/known.ts";
import { isQuestion } from "../../src/core/recovery/questions.ts";
import { stepFacts } from "../../src/core/recovery/step-facts.ts";
import { GUIDE_STEPS, type GuideStepId, isStepOf } from "../../src/core/recovery/steps.ts";
import { afterRecoveryCode } from "../../src/core/rules/recovery-code.ts";
import { LINKS } from "../../src/core/service/links.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { guideText } from "../../src/shared/locales/recovery-text.ts";
import { EXPECTED, type Expected, type Screen } from "../walks/screens.ts";
import { knownOf, SERVICES } from "./recovery-moves.ts";

const way = (service: ServiceId | null, branch: BranchId, more: Partial<Known> = {}): Way => ({
  known: knownOf({ service, ...more }),
  branch,
  visited: [branch],
  answers: {},
  done: [],
});

/** What the window says of a step. */
function said(service: ServiceId | null, branch: BranchId, step: GuideStepId, more: Partial<Known> = {}) {
  const facts = stepFacts(step, way(service, branch, more));
  const { action, confirm } = GUIDE_STEPS[step];
  const now = { at: "acting", facts, action, confirm } as const;
  const text = guideText({ branch, service, steps: [], now }, service ?? "社内ストレージ", "ja").now;
  if (text.at !== "acting") throw new Error(text.at);
  return text;
}

/** On which screen of the manuals a step's labels stand. */
const SCREEN_OF: Partial<Record<GuideStepId, Screen>> = {
  "type-password": "B42",
  "retype-password": "B3",
  "answer-consent": "B14",
  "open-reset-mail": "B31",
  "enter-code": "B9",
  "open-lost-device": "B9",
  "save-recovery-code": "B11",
  "allow-internet": "B24",
};

const shown = ({ heading, fields = [], buttons = [], links = [], texts = [] }: Expected) =>
  [heading, ...fields, ...buttons, ...links, ...texts].map((one) =>
    typeof one === "string" ? one : one.source,
  );

describe.each(SERVICE_IDS)("in %s", (service) => {
  test("the words of a page are that page's own", () => {
    for (const [step, { labels }] of Object.entries(GUIDE_STEPS) as [
      GuideStepId,
      (typeof GUIDE_STEPS)[GuideStepId],
    ][]) {
      const screen = SCREEN_OF[step];
      expect(labels(service).length > 0, step).toBe(screen !== undefined);
      if (screen === undefined) continue;
      for (const label of labels(service))
        expect(
          shown(EXPECTED[screen](service)).some((one) =>
            label.endsWith("…") ? one.startsWith(label.slice(0, -1)) : one === label,
          ),
          `${step}: ${label}`,
        ).toBe(true);
    }
  });

  test("mails go by their subject and term (facts A17–A21, A51)", () => {
    const name = PROFILES[service].name;
    const days = service === "codec" ? 7 : 14;
    expect(said(service, "account-locked", "open-unlock-mail").notes).toEqual([
      `メールの件名は「【${name}】アカウントロック」です。`,
      `リンクは、メールを受け取ってから${days}日間開けます。`,
    ]);
    const reset = said(service, "password-forgotten", "open-reset-mail").notes;
    expect(reset).toContain(`メールの件名は「【${name}】パスワードリセット」です。`);
    expect(said(service, "mail-change-pending", "open-address-mail").notes).toContain(
      `メールの件名は「【${name}】メールアドレス変更登録」です。`,
    );
    expect(said(service, "method-change-pending", "open-method-mail").notes).toContain(
      `メールの件名は「【${name}】${service === "codec" ? "メールアドレス変更登録" : "ログイン方法の設定変更"}」です。`,
    );
  });

  test("a reset is asked for where this service has it (screens B30)", () => {
    const text = said(service, "password-forgotten", "request-reset");
    expect(text.where).toBe("「ログイン」 → 「パスワードを忘れた方はこちら」");
    expect(text).toMatchObject({ who: "ご自身", button: "パスワードの再設定を開く", done: "済みました" });
  });

  test("what to lift on the phone, and that a manual is silent (facts A49)", () => {
    const { notes } = said(service, "sms-not-arriving", "lift-sms-refusal");
    if (service === "codec") expect(notes.join()).toContain("資料に記載がありません");
    else
      expect(notes).toEqual([
        "海外からのSMSの受信拒否",
        "海外の事業者からのSMSの受信拒否",
        "指定した番号からだけ受信する設定",
      ]);
  });

  test("the way back in after a wrong number (facts A16)", () => {
    const steps = BRANCHES["line-locked-out"].path.flatMap((item) =>
      !isQuestion(item) && isStepOf(item, service) ? [item] : [],
    );
    expect(steps.includes("open-internet-login")).toBe(service === "ot");
    const menu = said(service, "line-locked-out", "open-credential-menu", { role: "holder", plan: "basic" });
    expect(menu.who).toBe("ご自身");
    expect(menu.where).toContain(service === "codec" ? "契約情報変更メニュー" : "認証・契約情報変更メニュー");
    // Only ot's manual says that the menu is reached over the Internet.
    expect(menu.notes.join().includes("資料に書かれていない")).toBe(service !== "ot");
    const path = said(service, "line-locked-out", "allow-internet", { role: "other", plan: "basic" });
    expect(path.who).toBe("契約者");
    expect(path.where).toContain(service === "codec" ? "プラン変更および通信経路設定" : "アクセス経路設定");
    expect(path.notes).toContain("画面の表示は、「回線認証+インターネット」です。");
    expect(path.notes).toContain("契約者に依頼してください。");
    expect(path.notes.join().includes("資料に記載がありません")).toBe(service === "codec");
    expect(said(service, "line-locked-out", "register-right-number").where).toBe(
      "「管理コンソール」 → 「回線認証」",
    );
  });

  test("the recovery code's words (facts A31, A32)", () => {
    expect(said(service, "device-lost", "open-lost-device").notes).toEqual([
      "画面の表示は、「デバイスを紛失した場合はこちら」です。",
    ]);
    expect(said(service, "device-lost", "save-recovery-code").notes).toEqual([
      `画面の表示は、「${afterRecoveryCode().value.tick}」です。`,
    ]);
  });

  test("who may change the login method, for the one who resets a second factor (facts A33)", () => {
    const place = service === "codec" ? "契約情報変更メニュー" : "認証・契約情報変更メニュー";
    const holder = said(service, "second-factor-by-holder", "set-method-anew", {
      role: "holder",
      plan: "basic",
    });
    expect(holder.who).toBe("ご自身");
    expect(holder.where).toContain(place);
    const trial = said(service, "second-factor-by-holder", "set-method-anew", {
      role: "holder",
      plan: "trial",
    });
    expect(trial.notes).toContain("プランを変更してください。");
    const other = said(service, "second-factor-by-holder", "set-method-anew", {
      role: "other",
      plan: "basic",
    });
    expect(other.who).toBe("契約者、または管理者権限を持つ利用者");
    expect(other.notes.join()).toContain("変更用のリンクの送信を依頼してください。");
  });

  test("who may change the plan once a trial has ended (facts A37)", () => {
    const { who, notes } = said(service, "trial-ended", "change-plan", { role: "holder" });
    expect(who).toBe("ご自身");
    const silent = service === "omakase" || service === "codec";
    expect(notes.join().includes("資料に記載がありません")).toBe(silent);
    const other = said(service, "trial-ended", "change-plan", { role: "other" });
    expect(other.who).toBe("契約者");
    expect(other.notes).toContain("契約者に依頼してください。");
  });

  test("method ② opens this service's address, and shows what may still be asked (facts A2, A25, A46)", () => {
    const open = said(service, "method-2", "open-line-login");
    expect(open.address).toBe(LINKS[service].lineLogin);
    // ot's manual gives its Internet address for both.
    expect(open.notes.length > 0).toBe(service === "ot");
    expect(said(service, "method-2", "log-in-after-browser").notes).toEqual([
      "メールアドレスとパスワードをたずねられる場合があります。",
      "まだ答えていない回線では、回線情報通知の確認がある場合があります。",
      "契約回線からのログインでは、通常、2段階認証のコードは必要ありません。",
    ]);
    const [, , factor] = stepFacts("log-in-after-browser", way(service, "method-2")).mayAsk;
    expect(factor?.certainty).toBe(service === "ot" ? "inferred" : "stated");
  });

  test("where the consent is changed (facts A46)", () => {
    const at = (line: "flets" | "collaboration" | "unknown") =>
      stepFacts("change-consent", {
        ...way(service, "consent-refused"),
        answers: { "line-contract": line },
      }).consentAt;
    expect([at("flets"), at("collaboration"), at("unknown")]).toEqual([
      "サービス申込み受付ページ",
      "provider",
      "unknown",
    ]);
  });
});

test("no manual tells of another provider, and that is said", () => {
  expect(said(null, "password-forgotten", "request-reset")).toMatchObject({
    where: null,
    notes: ["社内ストレージの資料に記載がありません。サービスの判断をご確認ください。"],
  });
});

test.each(SERVICES)("in %s every step of every branch has words in both languages", (service) => {
  for (const branch of Object.keys(BRANCHES) as BranchId[])
    for (const item of BRANCHES[branch].path) {
      if (isQuestion(item)) continue;
      const facts = stepFacts(item, way(service, branch));
      const now = { at: "acting", facts, action: null, confirm: false } as const;
      for (const language of ["ja", "en"] as const)
        expect(
          guideText({ branch, service, steps: [], now }, "x", language).now,
          `${branch} ${item}`,
        ).toMatchObject({ what: expect.stringMatching(/[。.]$/u) });
    }
});

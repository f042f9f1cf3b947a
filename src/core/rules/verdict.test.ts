import { expect, test } from "vitest";
import type { ServiceId } from "../service/profile.ts";
import type { StepId } from "../service/steps.ts";
import { accepted, findings, judged, nextStep, type Reason, refused } from "./verdict.ts";

const again = nextStep("ot", "type-again");

test("a reason refuses, advice alone doesn't", () => {
  const found = {
    reasons: [{ code: "a" }, { code: "b" }],
    advice: [{ code: "c" }],
    certainty: "inferred",
  } as const;
  const verdict = judged<number, Reason>(1, ["A8"], found, again);
  expect(verdict).toMatchObject({
    outcome: "refused",
    code: "a",
    certainty: "stated",
    value: 1,
    next: again,
  });
  expect(findings(verdict).map(({ code }) => code)).toEqual(["a", "b", "c"]);
  const without = judged<number, Reason>(1, ["A8"], { ...found, reasons: [] }, again);
  expect(without).toEqual({
    outcome: "accepted",
    value: 1,
    advice: [{ code: "c" }],
    certainty: "inferred",
    facts: ["A8"],
    next: null,
  });
});

test("what is accepted is stated and leads nowhere, unless said", () => {
  expect(accepted("x", ["A1"])).toMatchObject({ certainty: "stated", next: null, advice: [] });
  expect(refused("x", ["A1"], [{ code: "y" }], again)).toMatchObject({ code: "y", advice: [] });
});

// The same step, on another screen under another name (screens B16–B41).
const steps: readonly (readonly [StepId, ServiceId, string | null, string | null, string])[] = [
  ["set-access-path", "omakase", "B24", "アクセス経路設定", "holder"],
  ["set-access-path", "codec", "B25", "プラン変更および通信経路設定", "holder"],
  ["change-mail", "ot", "B19", "メールアドレス変更", "holder"],
  ["change-mail", "codec", "B17′", "ログイン方法の設定", "holder"],
  ["change-plan", "omakase", null, null, "holder"],
  ["change-plan", "cowork", "B16", "プラン変更", "holder"],
  ["set-second-factor", "codec", null, null, "holder"],
  ["request-reset", "codec", "B30", "パスワードを忘れた方はこちら", "self"],
  ["register-line", "cowork", "B41", "回線認証", "holder-or-administrator"],
  ["ask-holder-for-link", "ot", "B39", "メールアドレス変更", "holder-or-administrator"],
];

test.each(steps)("%s in %s is on %s under %s", (step, service, screen, menu, who) => {
  expect(nextStep(service, step)).toMatchObject({ step, screen, menu, who });
});

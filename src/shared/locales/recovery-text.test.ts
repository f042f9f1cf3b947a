import { expect, test } from "vitest";
import type { GuideView } from "../../core/recovery/guide-view.ts";
import type { StepFacts } from "../../core/recovery/step-facts.ts";
import { guideText, RECOVERY_WORDS } from "./recovery-text.ts";
import type { RecoveryWords } from "./recovery-words.ts";

const TERMS = [null, { days: 14, until: "access" }, { days: 7, until: "completion" }] as const;

/** Every text of the guide by its key, those that are put together with something in them. */
function texts(words: RecoveryWords): readonly (readonly [key: string, text: string])[] {
  const plain = (tree: object, path: string): (readonly [string, string])[] =>
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === "string") return [[`${path}${key}`, value] as const];
      return typeof value === "object" && value !== null ? plain(value, `${path}${key}.`) : [];
    });
  return [
    ...plain(words, ""),
    ["ask", words.ask("{{who}}")],
    ["mail", words.mail("{{subject}}")],
    ["labels", words.labels("{{labels}}")],
    ["phone", words.phone("{{service}}", "{{code}}", "{{branch}}")],
    ...TERMS.map((term, at) => [`term.${at}`, words.term(term)] as const),
  ];
}

const japanese = texts(RECOVERY_WORDS.ja);
const english = texts(RECOVERY_WORDS.en);
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([name]) => name).sort();

test("both languages say the same things, and nothing is empty", () => {
  expect(english.map(([key]) => key).sort()).toEqual(japanese.map(([key]) => key).sort());
  const other = new Map(english);
  for (const [key, text] of japanese) {
    expect(text.trim(), key).not.toBe("");
    expect(other.get(key)?.trim(), key).not.toBe("");
    expect(variables(other.get(key) ?? ""), key).toEqual(variables(text));
  }
});

test("Japanese texts are Japanese, です・ます, and blame nobody", () => {
  for (const [key, text] of japanese) {
    expect(text.replace(/Windows|Wi-Fi|IPv6|VPN|PC|NTT|SMS|\{\{\w+\}\}/gu, ""), key).not.toMatch(/[A-Za-z]/u);
    expect(text, key).not.toMatch(/間違|誤って|失敗|不正|違反/u);
    if (/^step\.|\.so$|^mayAsk\.|^term|^phone|^helpdesk|^online/u.test(key))
      expect(text, key).toMatch(/(?:ます|です|ません|ました|でした|ください)。$/u);
    if (/\.ask$/u.test(key)) expect(text, key).toMatch(/か。$/u);
  }
});

test("English texts keep Japanese only for names that stand on Japanese pages", () => {
  const names = /回線認証エラー|サービス申込み受付ページ|フレッツ光|コラボ光/gu;
  for (const [key, text] of english) {
    if (key.startsWith("consentAt.")) expect(text).toMatch(/[A-Za-z]/u);
    expect(text.replace(names, ""), key).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  }
});

const FACTS: StepFacts = {
  step: "log-in",
  who: "client",
  way: [],
  labels: [],
  certainty: "stated",
  permission: null,
  instead: null,
  mail: null,
  lift: [],
  address: null,
  consentAt: null,
  mayAsk: [],
};

const acting = (facts: Partial<StepFacts>): GuideView => ({
  branch: "method-1",
  service: "omakase",
  steps: [{ step: "log-in", state: "now" }],
  now: { at: "acting", facts: { ...FACTS, ...facts }, action: "log-in", confirm: false },
});

test("a step says what, who and where, and its button", () => {
  expect(guideText(acting({}), "おまかせクラウドストレージ", "ja")).toEqual({
    title: "ログイン",
    so: "ログインしていません。",
    steps: [{ text: "「ログイン」を押してください。", state: "now" }],
    now: {
      at: "acting",
      what: "「ログイン」を押してください。",
      who: "このアプリ",
      where: null,
      address: null,
      notes: [],
      button: "ログイン",
      done: null,
      stuck: "うまくいきません",
    },
  });
});

test("where a manual is silent, that is said", () => {
  const { now } = guideText(acting({ certainty: "unknown" }), "おまかせクラウドストレージ", "ja");
  expect(now).toMatchObject({
    notes: ["おまかせクラウドストレージの資料に記載がありません。サービスの判断をご確認ください。"],
  });
});

test("the end on the phone has the service, the code and how far it got", () => {
  const view: GuideView = {
    branch: "account-locked",
    service: null,
    steps: [],
    now: { at: "helpdesk", code: "AUTH_LOCKED", tried: ["account-locked"] },
  };
  expect(guideText(view, "社内ストレージ", "ja").now).toMatchObject({
    code: "AUTH_LOCKED",
    phone:
      "社内ストレージにログインできません。コードはAUTH_LOCKEDです。復旧ガイドの「アカウントのロック」まで試しました。",
  });
});

test("a question has its answers in the order in which they come", () => {
  const view: GuideView = {
    branch: "account-locked",
    service: "omakase",
    steps: [],
    now: { at: "asking", question: "plan", answers: ["trial", "basic"] },
  };
  expect(guideText(view, "", "en").now).toMatchObject({
    answers: [
      { answer: "trial", text: "Trial" },
      { answer: "basic", text: "Basic plan" },
    ],
    stuck: "I can’t answer",
  });
  const known = { ...view.now, answers: ["trial", "unknown"] } as const;
  expect(guideText({ ...view, now: known }, "", "en").now).toMatchObject({ stuck: null });
});

import { describe, expect, test } from "vitest";
import { CONSENT_PAGE } from "../rules/consent.ts";
import { CONSENT_WORDS } from "../rules/consent-words.ts";
import { PROFILES } from "../service/profiles.ts";
import { type ConsentPlan, onlyChosen, readConsent } from "./consent.ts";
import type { ConsentDoubt } from "./consent-rules.ts";
import type { PageControl, PageForm, PageSnapshot } from "./page.ts";
import {
  button,
  consentPage,
  field,
  NO,
  page,
  REMEMBER,
  sampleForm,
  withHosts,
  YES,
} from "./sample-pages.ts";
import { recognise } from "./screen.ts";

const OPERATOR = "https://operator.example";
const b14 = consentPage(OPERATOR);
const DECIDE = button("決定");

const read = (drawn: PageSnapshot) => readConsent(drawn, CONSENT_WORDS);
const withControls = (...controls: PageControl[]): PageSnapshot => ({ ...b14, controls });
const withForm = (change: Partial<PageForm>): PageSnapshot => ({
  ...b14,
  forms: [{ ...sampleForm(OPERATOR), ...change }],
});
const form2 = (control: PageControl): PageSnapshot => ({
  ...b14,
  forms: [...b14.forms, sampleForm(OPERATOR)],
  controls: [...b14.controls, { ...control, form: 1 }],
});
const planOf = (drawn: PageSnapshot): ConsentPlan => {
  const reading = read(drawn);
  if ("doubt" in reading) throw new Error(`doubted: ${reading.doubt}`);
  return reading.plan;
};

describe("the plan for B14", () => {
  test("chooses 通知する, ticks the box and presses 決定", () => {
    expect(planOf(b14)).toMatchObject({
      accept: 0,
      refuse: 1,
      remember: 2,
      submit: 3,
      action: `${OPERATOR}/answer`,
    });
  });

  const shapes: readonly (readonly [string, PageSnapshot, object])[] = [
    ["its parts wherever they stand", withControls(DECIDE, REMEMBER, NO, YES), { accept: 3, submit: 0 }],
    ["no box", withControls(YES, NO, DECIDE), { remember: null }],
    ["完了 for 決定 (S0 step 2)", withControls(YES, NO, REMEMBER, button("完　了")), { submit: 3 }],
    [
      "blanks and zero-width characters in its labels",
      withControls(
        { ...YES, label: " 通\u200B知\u00A0する\uFEFF", accessibleName: "通知 する" },
        { ...NO, label: "通知　しない" },
        DECIDE,
      ),
      { accept: 0, refuse: 1 },
    ],
    [
      "signs around its words",
      withControls(
        { ...YES, label: "① 「通知する」。", accessibleName: "" },
        { ...NO, label: "2. 通知しない", accessibleName: "" },
        button("▶ 決定＞"),
      ),
      { accept: 0, refuse: 1, submit: 2 },
    ],
    ["no accessible names", withControls({ ...YES, accessibleName: "" }, NO, DECIDE), { accept: 0 }],
    [
      "the box's sentence as S0 has it",
      withControls(YES, field("checkbox", CONSENT_WORDS.remember[0] ?? ""), NO, DECIDE),
      { remember: 1, refuse: 2 },
    ],
    [
      "a button that is alive only after the choice",
      withControls(YES, NO, { ...DECIDE, enabled: false }),
      {},
    ],
    ["a box likewise", withControls(YES, NO, { ...REMEMBER, enabled: false }, DECIDE), { remember: 2 }],
    ["戻る beside it", withControls(YES, NO, button("戻る"), DECIDE), { submit: 3 }],
    [
      "a hidden field",
      withControls(YES, NO, field("hidden", "csrf", { seen: false }), DECIDE),
      { submit: 3 },
    ],
    [
      "a twin for other screens, which nobody sees",
      withControls(YES, NO, { ...YES, name: "notify_sp", seen: false }, DECIDE),
      { accept: 0 },
    ],
    ["a button that is drawn with a script", withControls(YES, NO, field("button", "決定")), { submit: 2 }],
    [
      "search, language and logout beside its form",
      {
        ...b14,
        forms: [...b14.forms, sampleForm(OPERATOR)],
        controls: [
          ...b14.controls,
          field("text", "検索語", { form: 1 }),
          button("検索", { form: 1 }),
          field("list", "Language", { form: null }),
          field("button", "ログアウト", { form: null }),
        ],
      },
      { submit: 3 },
    ],
    [
      "an action of the button's own, at the operator",
      withControls(YES, NO, button("決定", { sends: { ...sampleForm(OPERATOR), action: `${OPERATOR}/x` } })),
      { action: `${OPERATOR}/x` },
    ],
    ["a twin of the recipient, which nobody sees", { ...b14, unseenLines: b14.lines }, { accept: 0 }],
    [
      "stops, commas and 様 as one likes",
      withControls(
        { ...YES, label: "はい、通知します。", accessibleName: "" },
        { ...NO, label: "お客様IDを通知しない", accessibleName: "" },
        field("checkbox", "今後この画面を表示しない。"),
        DECIDE,
      ),
      { accept: 0, refuse: 1, remember: 2 },
    ],
    [
      "other labels of the recipient",
      { ...b14, lines: ["通知先事業者名\tNTT東日本株式会社", "サービス名称\tコワークストレージ"] },
      { accept: 0 },
    ],
    ["several of its buttons in a line", { ...b14, lines: [...b14.lines, "決定 閉じる"] }, { accept: 0 }],
    ["_self as its target", withForm({ target: "_self" }), {}],
    ["a query", withForm({ action: `${OPERATOR}?do=answer` }), {}],
  ];
  test.each(shapes)("is there for a page with %s", (_what, drawn, expected) => {
    expect(planOf(drawn)).toMatchObject(expected);
  });
});

test("a profile may call the parts of the page otherwise than by お客さまID", () => {
  const [yes, no] = ["接続情報を通知する", "接続情報を通知しない"];
  const drawn: PageSnapshot = {
    ...withControls(field("radio", yes), field("radio", no), DECIDE),
    lines: [...b14.lines, yes, no],
  };
  const words = { ...CONSENT_WORDS, accept: [yes], refuse: [no] };
  expect(readConsent(drawn, words)).toMatchObject({ plan: { accept: 0 } });
});

test("a list of what is told has お客さまID alone", () => {
  const listing = (text: string) => read({ ...b14, lines: [...b14.lines, text] });
  expect(listing("通知内容：お客さまID")).toHaveProperty("plan");
  expect(listing("通知内容：お客さまID、設置場所")).toEqual({ doubt: "terms" });
});

test("the labels that the rules name are those that the plan goes by (facts A46)", () => {
  const { names, accept, submit, recipient } = CONSENT_PAGE;
  for (const title of names)
    for (const label of submit) {
      const fields = [field("radio", accept), NO, REMEMBER];
      const drawn = consentPage(OPERATOR, { title, headings: [title], fields, buttons: [label] });
      expect(planOf(drawn)).toMatchObject({ accept: 0, submit: 3 });
      expect(recognise(drawn, withHosts(PROFILES.omakase))).toMatchObject({
        screen: "consent",
        sure: "certain",
      });
    }
  expect(read(b14)).toMatchObject({
    details: {
      recipient: recipient.provider,
      serviceName: recipient.service,
      canRemember: true,
      origin: OPERATOR,
    },
  });
});

describe("any doubt leaves the page to the person (reliability 8)", () => {
  const other = (control: PageControl) => withControls(YES, NO, REMEMBER, DECIDE, control);
  const doubts: readonly (readonly [string, PageSnapshot, ConsentDoubt])[] = [
    ["no 通知する", withControls(NO, REMEMBER, DECIDE), "answers"],
    ["no 通知しない", withControls(YES, REMEMBER, DECIDE), "answers"],
    [
      "other words",
      withControls(field("radio", "知らせる"), field("radio", "知らせない"), DECIDE),
      "answers",
    ],
    ["two 通知する", withControls(YES, YES, NO, REMEMBER, DECIDE), "answers"],
    ["a third answer", withControls(YES, NO, field("radio", "あとで決める"), DECIDE), "answers"],
    [
      "通知する with more in it",
      withControls(field("radio", "通知する（あわせてオプションに申し込む）"), NO, DECIDE),
      "answers",
    ],
    ["two groups", withControls(YES, { ...NO, name: "other" }, DECIDE), "answers"],
    ["a group without a name", withControls({ ...YES, name: "" }, { ...NO, name: "" }, DECIDE), "answers"],
    ["no form", withControls({ ...YES, form: null }, { ...NO, form: null }, DECIDE), "answers"],
    ["通知する as a box", withControls(field("checkbox", "通知する"), NO, DECIDE), "answers"],
    ["two labels alike", withControls(YES, { ...NO, label: "" }, DECIDE), "answers"],
    [
      "the form twice",
      { ...form2(YES), controls: [...form2(YES).controls, { ...NO, form: 1 }] },
      "several-forms",
    ],
    [
      "an answer that is covered",
      withControls({ ...YES, seen: false }, { ...NO, seen: false }, DECIDE),
      "covered",
    ],
    ["a button that is covered", withControls(YES, NO, { ...DECIDE, seen: false }), "covered"],
    ["swapped names", withControls({ ...YES, accessibleName: "通知しない" }, NO, DECIDE), "names-differ"],
    [
      "another name of the button",
      withControls(YES, NO, { ...DECIDE, accessibleName: "申し込む" }),
      "names-differ",
    ],
    ["通知する disabled", withControls({ ...YES, enabled: false }, NO, DECIDE), "disabled"],
    ["通知しない disabled", withControls(YES, { ...NO, enabled: false }, DECIDE), "disabled"],
    ["a box that says something else", other(field("checkbox", "利用規約に同意する")), "other-control"],
    ["two boxes that remember", other(REMEMBER), "other-control"],
    ["something to type", other(field("text", "お客さまID")), "other-control"],
    ["a list", other(field("list", "プラン")), "other-control"],
    ["an ARIA switch", other(field("other", "第三者提供に同意する")), "other-control"],
    ["a button that nobody knows", other(field("button", "ON")), "other-control"],
    ["another way to send it", other(button("申し込む")), "other-control"],
    [
      "a ticked box that nobody sees",
      other(field("checkbox", "", { seen: false, checked: true })),
      "unseen-choice",
    ],
    ["a text that nobody sees", other(field("text", "", { seen: false })), "unseen-choice"],
    ["a list that nobody sees", other(field("list", "", { seen: false })), "unseen-choice"],
    ["the button vanished", withControls(YES, NO), "button"],
    ["two 決定", other(DECIDE), "button"],
    ["決定 with a script beside one without", other(field("button", "決定")), "button"],
    ["決定 in another form", form2(DECIDE), "other-form"],
    ["a choice without a form", other(field("checkbox", "同意する", { form: null })), "other-form"],
    ["GET", withForm({ method: "get" }), "target"],
    ["another host", withForm({ action: "https://evil.example/answer" }), "target"],
    ["a host that begins alike", withForm({ action: `${OPERATOR}.evil.example/` }), "target"],
    ["another window", withForm({ target: "_blank" }), "target"],
    ["plain text", withForm({ enctype: "text/plain" }), "target"],
    [
      "a button that leads elsewhere",
      withControls(
        YES,
        NO,
        button("決定", { sends: { ...sampleForm(OPERATOR), action: "https://e.example/" } }),
      ),
      "target",
    ],
    ["no recipient", { ...b14, lines: ["サービス名 : コワークストレージ"] }, "recipient"],
    ...[
      "NTT東日本株式会社ほか12社",
      "NTT東日本株式会社他各社",
      "NTT東日本株式会社（月額550円）",
      "NTT東日本株式会社、株式会社別会社",
      "NTT東日本株式会社／別の会",
      "NTT東日本および別会社",
    ].map((name): readonly [string, PageSnapshot, ConsentDoubt] => [
      `a recipient that goes on: ${name}`,
      { ...b14, lines: [`サービス提供者名 : ${name}`, "サービス名 : コワークストレージ"] },
      "recipient",
    ]),
    [
      "a heading of something else in the form",
      { ...withForm({ lines: ["会員登録のご案内"] }), headings: ["回線情報通知", "会員登録のご案内"] },
      "terms",
    ],
    ["no service", { ...b14, lines: ["サービス提供者名 : NTT東日本株式会社"] }, "recipient"],
    ["two recipients", { ...b14, lines: [...b14.lines, "サービス提供者名 : 別の会社"] }, "recipient"],
    [
      "another recipient that nobody sees",
      { ...b14, unseenLines: ["サービス提供者名 : 別の会社"] },
      "recipient",
    ],
    ["a price", withForm({ lines: ["通知する", "月額550円のオプションが付きます"] }), "terms"],
    ["a third party", withForm({ lines: ["決定すると第三者提供に同意したものとします"] }), "terms"],
    ["a box that is a sign", withForm({ lines: ["通知する", "☑ お得な情報を受け取る"] }), "other-control"],
    ["a heading of an order in the form", withForm({ lines: ["お申し込み内容の確認"] }), "terms"],
    ["what is sent besides", withForm({ lines: ["案内メール：受け取る 変更"] }), "terms"],
    ["a sample of the page", { ...b14, headings: ["回線情報通知（見本）"] }, "terms"],
    ["a price that nobody sees", withForm({ unseenLines: ["月額550円"] }), "terms"],
    ["a yes that means more", { ...b14, lines: [...b14.lines, "「通知する」と月額550円です"] }, "terms"],
    ["a heading that is an order", { ...b14, headings: ["光テレビのお申し込み"] }, "terms"],
    ["a picture in the form", withForm({ lines: ["通知する", "\uFFFC"] }), "hidden-part"],
    ["another 通知先", { ...b14, lines: [...b14.lines, "※通知先：株式会社別会社"] }, "recipient"],
    [
      "a name written backwards",
      { ...b14, lines: ["サービス提供者名 : \u202EX", "サービス名 : Y"] },
      "recipient",
    ],
    ["a frame", { ...b14, opaque: 1 }, "hidden-part"],
    ["more than can be told", { ...b14, truncated: true }, "too-large"],
    ["nothing but a frame", page({ origin: OPERATOR, title: "回線情報通知", opaque: 1 }), "answers"],
  ];

  test.each(doubts)("%s", (_what, drawn, doubt) => {
    expect(read(drawn)).toEqual({ doubt });
  });
});

describe("what the panel tells, in the page's own words (facts A46)", () => {
  test.each([
    ["a table's two lines", ["サービス提供者名", "NTT東日本株式会社", "サービス名", "コワークストレージ"]],
    ["a table's cells", ["サービス提供者名\tNTT東日本株式会社", "サービス名\tコワークストレージ"]],
    ["a table's heads", ["サービス提供者名\tサービス名", "NTT東日本株式会社\tコワークストレージ"]],
    ["a blank between", ["サービス提供者名 NTT東日本株式会社", "サービス名 コワークストレージ"]],
    ["a full-width colon", ["サービス提供者名：NTT東日本株式会社※1", "サービス名：コワークストレージ"]],
    [
      "a footnote that names the labels",
      [
        "サービス提供者名 : NTT東日本株式会社※",
        "サービス名 : コワークストレージ",
        "※「サービス提供者名」「サービス名」は申告に基づきます",
      ],
    ],
  ])("read from %s", (_what, lines) => {
    expect(read({ ...b14, lines })).toMatchObject({
      details: { recipient: "NTT東日本株式会社", serviceName: "コワークストレージ" },
    });
  });

  test("a label without a value is a doubt, and not the next label", () => {
    expect(read({ ...b14, lines: ["サービス提供者名", "サービス名", "X"] })).toEqual({ doubt: "recipient" });
  });
});

describe("the form that was agreed to", () => {
  const same = (drawn: PageSnapshot) => planOf(drawn).fingerprint === planOf(b14).fingerprint;
  const lined = withForm({ lines: ["あと 09:59", "残り 599 秒"] });

  test.each<readonly [string, PageSnapshot]>([
    [
      "what is ticked in it",
      withControls({ ...YES, checked: true }, NO, { ...REMEMBER, checked: true }, DECIDE),
    ],
    ["what is enabled in it", withControls(YES, NO, REMEMBER, { ...DECIDE, enabled: false })],
    ["a clock elsewhere", { ...b14, lines: [...b14.lines, "セッション残り 09:58"] }],
    ["a banner elsewhere", { ...b14, alerts: ["お知らせがあります"], headings: ["お知らせ"] }],
    ["a session in its path", { ...b14, path: "/kaisen/notice;jsessionid=1A2B" }],
  ])("is the same whatever %s", (_what, drawn) => {
    expect(same(drawn)).toBe(true);
  });

  test("is the same a second later", () => {
    const later = withForm({ lines: ["あと 09:58", "残り 598 秒"] });
    expect(planOf(later).fingerprint).toBe(planOf(lined).fingerprint);
  });

  test.each<readonly [string, PageSnapshot]>([
    ["host", consentPage("https://other.example")],
    ["path", { ...b14, path: "/kaisen/other" }],
    ["recipient", { ...b14, lines: ["サービス提供者名 : 別の会社", "サービス名 : コワークストレージ"] }],
    ["button", withControls(YES, NO, REMEMBER, button("完了"))],
    ["order of the answers", withControls(NO, YES, REMEMBER, DECIDE)],
    ["box", withControls(YES, NO, DECIDE)],
    ["text", withForm({ lines: ["変更されました"] })],
    ["target", withForm({ action: `${OPERATOR}/other` })],
    ["hidden field", withForm({ hidden: "other" })],
  ])("is another one with another %s", (_what, drawn) => {
    expect(same(drawn)).toBe(false);
  });
});

describe("between the choice and the press (reliability 8)", () => {
  const plan = planOf(b14);
  const chosen = withControls({ ...YES, checked: true }, NO, { ...REMEMBER, checked: true }, DECIDE);
  const only = (after: PageSnapshot) => onlyChosen(b14, after, plan, CONSENT_WORDS);

  test("the choice alone may have changed", () => {
    expect(only(chosen)).toBe(true);
  });

  test("and what it enables", () => {
    const before = withControls(YES, NO, { ...REMEMBER, enabled: false }, { ...DECIDE, enabled: false });
    expect(onlyChosen(before, chosen, planOf(before), CONSENT_WORDS)).toBe(true);
  });

  test("and a clock elsewhere", () => {
    expect(only({ ...chosen, lines: [...chosen.lines, "セッション残り 09:58"] })).toBe(true);
  });

  test.each<readonly [string, PageSnapshot]>([
    ["the choice didn't take", withControls(YES, NO, { ...REMEMBER, checked: true }, DECIDE)],
    ["the box didn't", withControls({ ...YES, checked: true }, NO, REMEMBER, DECIDE)],
    ["a box came", { ...chosen, controls: [...chosen.controls, field("checkbox", "オプション")] }],
    [
      "a box came that belongs to no form",
      { ...chosen, controls: [...chosen.controls, field("button", "閉じる", { form: null })] },
    ],
    ["a label changed", withControls({ ...YES, checked: true, label: "通知しない" }, NO, REMEMBER, DECIDE)],
    ["a control went", withControls({ ...YES, checked: true }, NO, DECIDE)],
    ["the target changed", { ...chosen, forms: [{ ...sampleForm(OPERATOR), action: `${OPERATOR}/option` }] }],
    ["a hidden field changed", { ...chosen, forms: [{ ...sampleForm(OPERATOR), hidden: "other" }] }],
    ["a frame came", { ...chosen, opaque: 1 }],
    ["the recipient changed", { ...chosen, lines: ["サービス提供者名 : 別の会社", "サービス名 : コワーク"] }],
  ])("%s: left to the person", (_what, after) => {
    expect(only(after)).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import { CONSENT_PAGE } from "../rules/consent.ts";
import { PROFILES } from "../service/profiles.ts";
import { consentDetails, consentPlan } from "./consent.ts";
import { fingerprint, type PageSnapshot } from "./page.ts";
import { consentPage, field, NO, page, REMEMBER, withHosts, YES } from "./sample-pages.ts";
import { recognise } from "./screen.ts";

const OPERATOR = "https://operator.example";
const b14 = consentPage(OPERATOR);

const withFields = (...fields: PageSnapshot["fields"]): PageSnapshot => ({ ...b14, fields });
const withButtons = (...labels: string[]): PageSnapshot => ({
  ...b14,
  buttons: labels.map((label) => ({ label, enabled: true })),
});

describe("the plan for B14", () => {
  test("chooses 通知する, ticks the box and presses 決定", () => {
    expect(consentPlan(b14)).toEqual({ fingerprint: fingerprint(b14), accept: 0, remember: 2, submit: 0 });
  });

  test("finds its parts wherever they stand", () => {
    const turned = {
      ...withFields(REMEMBER, NO, YES),
      buttons: [{ label: "戻る", enabled: true }, ...b14.buttons],
    };
    expect(consentPlan(turned)).toMatchObject({ accept: 2, remember: 0, submit: 1 });
  });

  test("knows 完了 for 決定 and labels with blanks in them (S0 step 2)", () => {
    const spaced = withFields(field("radio", " 通知 する"), field("radio", "通知　しない"), REMEMBER);
    expect(consentPlan({ ...spaced, buttons: [{ label: "完　了", enabled: true }] })).not.toBeNull();
  });

  test("works without the box", () => {
    expect(consentPlan(withFields(YES, NO))).toMatchObject({ remember: null });
  });
});

test("the labels that the rules name are those that the plan goes by (facts A46)", () => {
  const { names, accept, submit, recipient } = CONSENT_PAGE;
  for (const title of names)
    for (const label of submit) {
      const fields = [field("radio", accept), NO, REMEMBER];
      const drawn = consentPage(OPERATOR, { title, headings: [title], fields, buttons: [label] });
      expect(consentPlan(drawn)).toMatchObject({ accept: 0, submit: 0 });
      expect(recognise(drawn, withHosts(PROFILES.omakase))).toMatchObject({
        screen: "consent",
        sure: "certain",
      });
    }
  const { recipient: provider, serviceName: service } = consentDetails(b14);
  expect({ provider, service }).toEqual(recipient);
});

describe("any doubt leaves the page to the person (reliability 8)", () => {
  const doubts: readonly (readonly [string, PageSnapshot])[] = [
    ["no 通知する", withFields(NO, REMEMBER)],
    ["no 通知しない", withFields(YES, REMEMBER)],
    [
      "the answers under other labels",
      withFields(field("radio", "知らせる"), field("radio", "知らせない"), REMEMBER),
    ],
    ["two 通知する", withFields(YES, YES, NO, REMEMBER)],
    ["the form twice", withFields(YES, NO, REMEMBER, YES, NO, REMEMBER)],
    ["a third answer", withFields(YES, NO, field("radio", "あとで決める"), REMEMBER)],
    ["通知する as a box", withFields(field("checkbox", "通知する"), NO)],
    ["a box that says something else", withFields(YES, NO, field("checkbox", "利用規約に同意する"))],
    ["a second box", withFields(YES, NO, REMEMBER, field("checkbox", "広告メールを受け取る"))],
    ["something to type", withFields(YES, NO, REMEMBER, field("text", "お客さまID"))],
    ["a password to type", withFields(YES, NO, REMEMBER, field("password", "パスワード"))],
    ["通知する disabled", withFields(field("radio", "通知する", false), NO, REMEMBER)],
    ["通知しない disabled", withFields(YES, field("radio", "通知しない", false), REMEMBER)],
    ["the box disabled", withFields(YES, NO, { ...REMEMBER, enabled: false })],
    ["the button disabled", { ...b14, buttons: [{ label: "決定", enabled: false }] }],
    ["the button vanished", withButtons()],
    ["the button under another label", withButtons("同意して進む")],
    ["決定 and 完了", withButtons("決定", "完了")],
    ["two 決定", withButtons("決定", "決定")],
    ["the page in a frame only", page({ origin: OPERATOR, title: "回線情報通知", frames: 1 })],
  ];

  test.each(doubts)("%s", (_what, drawn) => {
    expect(consentPlan(drawn)).toBeNull();
  });
});

describe("what the panel tells, in the page's own words (facts A46)", () => {
  test("the recipient, also when it is another company than the brand", () => {
    expect(consentDetails(b14)).toEqual({
      recipient: "NTT東日本株式会社",
      serviceName: "コワークストレージ",
      canRemember: true,
      origin: OPERATOR,
    });
  });

  test.each([
    ["a table's two lines", ["サービス提供者名", "NTT東日本株式会社", "サービス名", "コワークストレージ"]],
    ["a tab between", ["サービス提供者名 NTT東日本株式会社", "サービス名 コワークストレージ"]],
    ["a full-width colon", ["サービス提供者名：NTT東日本株式会社※1", "サービス名：コワークストレージ"]],
  ])("read from %s", (_what, lines) => {
    expect(consentDetails({ ...b14, lines })).toMatchObject({
      recipient: "NTT東日本株式会社",
      serviceName: "コワークストレージ",
    });
  });

  test("a label without a value is told as unknown, not as the next label", () => {
    const { recipient, serviceName } = consentDetails({
      ...b14,
      lines: ["サービス提供者名", "サービス名", "X"],
    });
    expect([recipient, serviceName]).toEqual([null, "X"]);
  });

  test("nothing stated is told as unknown", () => {
    expect(consentDetails({ ...b14, lines: [] })).toMatchObject({ recipient: null, serviceName: null });
  });
});

describe("the page that was agreed to", () => {
  test("is the same whatever the person ticked in it", () => {
    const ticked = withFields({ ...YES, checked: true }, NO, { ...REMEMBER, checked: true });
    expect(fingerprint(ticked)).toBe(fingerprint(b14));
  });

  test.each<readonly [string, Partial<PageSnapshot>]>([
    ["host", { origin: "https://operator.example.evil.example" }],
    ["path", { path: "/kaisen/other" }],
    ["recipient", { lines: ["サービス提供者名 : 別の会社"] }],
    ["button", { buttons: [{ label: "完了", enabled: true }] }],
    ["enabled button", { buttons: [{ label: "決定", enabled: false }] }],
    ["order of the answers", { fields: [NO, YES, REMEMBER] }],
    ["alert", { alerts: ["変更されました"] }],
    ["frames", { frames: 1 }],
  ])("is another one with another %s", (_what, change) => {
    expect(fingerprint({ ...b14, ...change })).not.toBe(fingerprint(b14));
  });
});

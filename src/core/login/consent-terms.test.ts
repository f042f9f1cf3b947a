import { describe, expect, test } from "vitest";
import { isAboutSomethingElse, speaksOfMore, yesSpeaksOfMore } from "./consent-terms.ts";

describe("a text that one yes to the notice can't answer as well (reliability 8)", () => {
  test.each([
    "月 額 550 円",
    "毎月五百五十円です",
    "５５０圓",
    "JPY 550 / month",
    "550 yen",
    "￥550",
    "⽉額",
    "有\u200B料",
    "有\u00AD料",
    "利用料金が発生します",
    "手数料がかかります",
    "翌月ご請求します",
    "光テレビにも申し込みます",
    "申込んだものとします",
    "オプションに加入",
    "有料オプションのお申し込み",
    "提携会社を含みます",
    "グループ各社",
    "委託先・関連会社へ",
    "別会社にも通知します",
    "3rd party",
    "広告の配信に利用します",
    "メルマガの配信",
    "氏名・住所も通知します",
    "有償サポートが付きます",
    "This is a subscription.",
  ])("%s", (text) => {
    expect(speaksOfMore([text])).toBe(true);
  });

  test("one that is cut", () => {
    expect(speaksOfMore(["月", "額"])).toBe(true);
  });

  // S0's own notes among them.
  test.each([
    "「通知する」を選択することにより、通知先にお客さまIDが通知されます。",
    "光コラボレーション事業者に代わって、当社より通知します",
    "「サービス申込み受付ページ」からお客さまご自身で設定変更することができます。",
    "お客さまIDを通知することに起因する損害について責任を負わないことに同意していただきます。",
    "通知に料金はかかりません。",
    "通知先以外の第三者に提供することはありません。",
    "手数料は不要です",
    "この設定は無料です",
    "完了まで10秒ほどかかります",
  ])("but not: %s", (text) => {
    expect(speaksOfMore([text])).toBe(false);
  });
});

describe("what a page says of the yes, wherever it stands", () => {
  test.each([
    [["「通知する」を選ぶと、月額550円のオプションに申し込んだことになります。"]],
    [["「決定」を押すと", "月額550円がかかります。"]],
    [["通知することで第三者提供に同意したものとみなします"]],
    [["お客さまの氏名・住所も通知されます。"]],
  ])("means more: %j", (lines) => {
    expect(yesSpeaksOfMore(lines)).toBe(true);
  });

  test.each([
    [["光テレビ 月額825円", "お申し込みはこちら"]],
    [["通知する", "通知しない", "決定", "光テレビ 月額825円"]],
    [["料金", "お申し込み", "サポート"]],
  ])("is no part of what else it offers: %j", (lines) => {
    expect(yesSpeaksOfMore(lines)).toBe(false);
  });
});

describe("a heading", () => {
  test.each([
    "回線情報通知の解約",
    "回線情報通知に関するアンケート",
    "お客さまIDの通知の停止",
    "セッションタイムアウト",
    "ひかりTV ご契約手続き",
    "ひかり電話着信通知",
    "プラン変更",
    "ご請求情報の通知",
  ])("of something else: %s", (heading) => {
    expect(isAboutSomethingElse(heading)).toBe(true);
  });

  test.each([
    "回線情報通知設定画面",
    "回線情報通知 設定変更",
    "フレッツ光",
    "お客さまIDの通知について",
    "通知先情報",
    "",
  ])("of the notice: %s", (heading) => {
    expect(isAboutSomethingElse(heading)).toBe(false);
  });
});

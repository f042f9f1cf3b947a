import { describe, expect, test } from "vitest";
import { CONSENT_WORDS } from "../rules/consent-words.ts";
import { listsMore, saysMoreThen, saysOtherwise, tellsAnother, withoutDenied } from "./consent-sentences.ts";

describe("what is said of the answer, but isn't the notice of お客さまID (reliability 8)", () => {
  test.each([
    // Other things than お客さまID.
    "お客さまの口座番号も通知されます。",
    "通知するとクレジットカード番号も送信されます。",
    "お客さまIDとマイナンバーを通知します。",
    "契約番号、お客さまIDを通知します。",
    "お客さまID等を通知します。",
    "家族構成を通知します。",
    "現在地を通知しますか？",
    "接続先サービスへお客さまの契約者情報を通知しますか？",
    "通知すると、ご利用履歴と端末情報もあわせて送信されます。",
    // Everybody.
    "すべての接続先へお客さまIDを通知しますか？",
    "通知すると、今後追加される接続先にも自動的に通知されます。",
    // Other questions.
    "お客さまIDの通知を停止しますか？",
    "お客さまIDの通知をやめますか？",
    "回線情報の通知サービスに加入しますか？",
    "工事の予定をSMSで通知しますか？",
    // What comes of it.
    "「通知する」を選択すると、通知が停止されます。",
    "通知すると、プレミアムプランへ変更されます。",
    "通知することにより、2年間の継続利用契約が成立します。",
    "「通知する」を選ぶと、回線が光クロスに切り替わります。",
    "「通知する」を選ぶと、現在のメールサービスは終了します。",
    "通知すると、見守りサービスに登録されます。",
    "決定を押すと、保証金が必要になります。",
    "通知すると、通信内容が記録されます。",
    "By pressing 決定 you subscribe to the premium plan.",
    "A monthly fee applies if you choose 通知する.",
    "点击决定即表示您同意支付费用。",
    "今後の規約変更にもあらかじめ同意いただいたものとします。",
    "このボタンは注文ボタンです。",
    "「通知する」は光テレビのお申込みです。",
    "本画面で決定したお客さまには後日代理店が訪問します。",
    "※通知にはご契約者名が含まれます。",
    "通知先には、当社が指定する事業者も含まれます。",
    "お客さまIDは5年間保存され、広告主に公開されます。",
    "すべての端末の通信が記録されることを了承します。",
  ])("%s", (text) => {
    expect(saysOtherwise([text])).toBe(true);
  });

  test("also where the line ends in the middle of it", () => {
    expect(saysOtherwise(["決定を押すと", "見守りサービスに登録されます"])).toBe(true);
    expect(saysOtherwise(["お客さまの口座番号を", "通知します"])).toBe(true);
  });

  // What an honest page says, S0's own notes among it.
  test.each([
    "「通知する」を選択することにより、通知先にお客さまIDが通知されます。",
    "(NTT西日本より光アクセスサービスの提供を受けた事業者(光コラボレーション事業者)さまが提供する光アクセスサービス(コラボ光)をご利用のお客様については、光コラボレーション事業者に代わって、当社より通知します)",
    "通知先への「通知する」「通知しない」の設定変更をする場合、「フレッツ光ネクスト」ご契約者さまは、「サービス申込み受付ページ」からお客さまご自身で設定変更することができます。",
    "お客さまIDを通知することに起因して発生する可能性のある損害について、NTT西日本がお客さまおよび他のものに対して責任を負わないことに同意していただきます。",
    "今後、上記接続先へは常にお客様IDを通知することとし、上記接続先への接続時にこの画面を都度表示しないようにする場合は、こちらにチェックしてください。",
    "下記の通知先にお客さまIDを通知してよろしいでしょうか？",
    "上記の通知先へ「お客さまID」を通知してもよろしいですか？",
    "NTT西日本が、お客さまIDを接続先サービスの提供者に通知します。",
    "お客さま回線の識別番号（お客さまID）を通知するかどうかを選択いただきます。",
    "「通知する」を選ぶとお客さまIDが通知されます。",
    "通知すると、接続先サービスにログインできます。",
    "「通知する」を選択した場合、お客さまIDがサービス提供者に送信されます。",
    "通知に同意いただける場合は「通知する」を選び、「決定」を押してください。",
    "お客さまの同意なく第三者に開示することはありません。",
    "お客さまIDを通知することに同意します。",
    "通知が完了すると、自動的に接続先のページへ移動します。",
    "「決定」ボタンを押すと、接続先サービスの画面に戻ります。",
    "決定を押しても画面が変わらない場合は、ブラウザーを再起動してください。",
    "お客さまの氏名、住所、電話番号は通知されません。",
    "「通知する」とは？",
    "パスワードをお忘れですか？",
    "通知先を変更するには？",
    "Please select your language",
    "お申し込み",
    "光テレビ 月額825円",
  ])("but not: %s", (text) => {
    expect(saysOtherwise([text])).toBe(false);
  });

  test.each(Object.values(CONSENT_WORDS).flat())("nor the page's own words: %s", (text) => {
    expect(saysOtherwise([text])).toBe(false);
  });

  test("a page that writes as much as is looked at is read at once", () => {
    const worst = ["お客さまidに", "をがも通知さ", "、a", "通知先に"].map((piece) =>
      piece.repeat(1_000 / piece.length),
    );
    const started = performance.now();
    for (const line of worst) {
      saysOtherwise(Array(200).fill(line));
      tellsAnother(Array(200).fill(line), ["ntt"]);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("somebody else than the recipient gets it", () => {
  const known = ["ntt東日本株式会社", "コワークストレージ"];
  test.each([
    "お客さまIDは株式会社別会社へも提供されます。",
    "お客さまIDは、ABC株式会社に送信されます。",
    "株式会社別会社 へのお客さまID通知",
    "NTT東日本株式会社は、受け取ったお客さまIDを株式会社別会社に渡します。",
    "お客さまIDは販売代理店へ開示されます。",
    "お客さまIDは当社パートナーにも共有されます。",
    "情報の提供を受ける会社：株式会社別会社",
    "受領者\t株式会社別会社",
    "Recipient: Other Company Inc.",
    "追加の通知先は次のとおりです。",
  ])("%s", (line) => {
    expect(tellsAnother([line], known)).toBe(true);
  });

  test.each([
    "サービス提供者名 : NTT東日本株式会社",
    "コワークストレージは、NTT東日本株式会社が提供するサービスです。",
    "西日本電信電話株式会社は、お客さまIDを通知先に通知します。",
    "お客さまIDをサービス提供者に提供します。",
    "© 株式会社別会社",
    "運営会社：株式会社別会社",
  ])("but not: %s", (line) => {
    expect(tellsAnother([line], known)).toBe(false);
  });
});

test("what isn't done counts for nothing, and what is said twice the other way round for something", () => {
  expect(withoutDenied("通知先以外の第三者に提供することはありません。")).toBe("");
  expect(withoutDenied("月額550円です。第三者には提供されません。")).toBe("月額550円です。");
  expect(withoutDenied("月額550円がかからないことはありません")).toBe(
    "月額550円がかからないことはありません",
  );
});

describe("a list of what is told", () => {
  const words = new Set(["通知する", "サービス提供者名"]);
  test.each([
    [["通知内容：お客さまID、ご契約者名"]],
    [["通知する情報\tお客さまID・利用状況"]],
    [["【通知内容】", "お客さまID", "設置場所", "サービス提供者名"]],
  ])("has more in it: %j", (lines) => {
    expect(listsMore(lines, words)).toBe(true);
  });

  test.each([
    [["通知内容：お客さまID（CAFから始まる13桁）"]],
    [["通知する情報\t回線情報"]],
    [["通知内容", "お客さまID", "サービス提供者名", "NTT東日本株式会社"]],
    [["通知内容：下記のとおり"]],
    [["通知先情報", "サービス提供者名：NTT東日本株式会社"]],
  ])("has お客さまID alone: %j", (lines) => {
    expect(listsMore(lines, words)).toBe(false);
  });
});

test("what comes up with the choice is of the notice", () => {
  expect(saysMoreThen(["見守りサービスに登録されます"])).toBe(true);
  expect(saysMoreThen(["「通知する」が選択されています。", "メンテナンスのお知らせ"])).toBe(false);
});

import { saysOtherwise, withoutDenied } from "./consent-sentences.ts";
import { hasStrangeWords } from "./consent-vocabulary.ts";
import { foldLabel } from "./page.ts";

/** What one yes to the notice can't answer as well (reliability 8). Compared folded: without blanks, in small letters. */
const MORE: readonly RegExp[] = [
  // Costs.
  /有料|有償|月額|年額|月々|年会費|課金|違約金|解約金|purchase|subscri(be|ption)/u,
  /[0-9〇一二三四五六七八九十百千万][0-9,.]*(円|圓|銭|yen|\/月)|(jpy|[¥$€])[0-9]/u,
  /(料金?|費用|代金|会費)(が|は|も|を)|(料金?|費用|代金|会費|価格|負担額|金額)[:(]?[0-9〇一二三四五六七八九十百千]|請求(し|さ|いた|は)|支払い?(方法|が|:)|(?<![秒分間])がかかります/u,
  // Orders.
  /購入|注文|加入|申し?込(み?ます|む|んだ|まれ|み?(とな|した|いただい|に同意|(内容|の?確認|書|の?うえ)))|会員登録|の?お?申し?込み$|オプション(に|も|を)/u,
  // Others who get something, and what they get it for.
  /第三者|他社|提携|グループ(会社|各社|企業)|(関連|関係|子)会社|委託先|3rdparty|thirdpart/u,
  /にも(通知|提供|送信|開示|共有)|広告(の|を|に|配信|宣伝)|マーケティング|メールマガジン|メルマガ|ダイレクトメール/u,
  // Other things than お客さまID.
  /氏名|住所|電話番号|メールアドレス|生年月日|閲覧履歴|位置情報|(個人|マイ)(番号|ナンバー)/u,
  /(案内|メール|特典)(を|は|:)?(受け?取|希望)/u,
  // The same in kana.
  /げつがく|ゆうりょう|りょうきん|もうしこ|ゃくえん/u,
];
const NOTHING = /無料|(料金?|費用|代金)[はが]?(一切)?(かかりません|発生しません|いただきません|不要)/gu;
/** What answers the question, within a sentence. */
const YES =
  /通知(する|し|さ|の)|決定(を|」|ボタン|する)|同意(した|する)もの|同意すると|お客(さま|様)の?id|(本|この|お)(操作|手続き?)(に(より|よって)|で|と同時|完了)/u;

/** The text is searched in one piece, as a cell or a line may cut a word. */
export function speaksOfMore(lines: readonly string[]): boolean {
  const text = foldLabel(lines.map(withoutDenied).join("")).replace(NOTHING, "");
  return MORE.some((pattern) => pattern.test(text));
}

/** What a page is called says that it is about something else: a contract, a survey, or that it is over. */
const OTHER_PURPOSE =
  /解約|退会|契約の?(手続|変更|更新|申)|アンケート|抽選|応募|会員登録|(通知|サービス)の?(停止|中止|解除|廃止|拒否|取り?消)|エラー|タイムアウト|期限切れ|見本|サンプル/u;

/** What it may be called beside its own name: whose page it is, and not another of its topics. */
const OTHER_TOPIC =
  /変更|契約|手続|交換|プラン|オプション|ポイント|請求|支払|名義|電話|テレビ|tv|登録|購入|キャンペーン|会員/u;

export function isAboutSomethingElse(title: string): boolean {
  const text = foldLabel(title);
  return (
    OTHER_PURPOSE.test(text) || (!/回線(情報|認証)|お客(さま|様)の?id/u.test(text) && OTHER_TOPIC.test(text))
  );
}

/** A line, with the one in which it goes on, says that the answer means more. What else a page offers is no part of it. */
export function yesSpeaksOfMore(lines: readonly string[]): boolean {
  const folded = lines.map(foldLabel);
  return folded.some((line, index) => {
    if (!YES.test(line)) return false;
    const goesOn = /[とでにはをが、,]$|場合$/u.test(line);
    return speaksOfMore(goesOn ? [line, folded[index + 1] ?? ""] : [line]);
  });
}

/**
 * Not all that speaks of the answer speaks of the notice, and of お客さまID alone.
 * @param names that the page states
 */
export function meansMore(lines: readonly string[], names: readonly string[]): boolean {
  return yesSpeaksOfMore(lines) || saysOtherwise(lines) || hasStrangeWords(lines, names);
}

import { sentencesOf, withoutDenied } from "./consent-sentences.ts";

/**
 * The words of the notice. A yes to more needs a word for it, whatever the grammar: a receiver, a thing, a price, a time.
 * So what an honest page says of the answer has none but these: the manuals' own (facts A46, S0), and those that
 * operators write around them. A list of what is harmless ends; one of what isn't doesn't.
 */
const PHRASES = [
  "(家族|会社)の回線をご?利用の場合",
  "会社の回線から",
  "対象の回線|設定対象",
  "https?://[!-~]+",
  "他のもの",
  "次の会社|割り当て|(ご利用|お使い)の(端末|機器)|インターネット上|委託により通知|掲載(?=して)|\\d+回目|(ページ|画面|ブラウザー?)を更新|最終更新",
  "代(?=わ|え)",
  "すべての(cookie|クッキー)|すべて(拒否|許可)",
  "^\\(?注\\d?[):]",
  "料金(は|が)?[^。、]{0,8}(ません|です)",
  "暗号化通信|通信(は|の)暗号化|通信環境",
  "\\d+月\\d+日(\\([月火水木金土日]\\))?|\\d+年(?!間)|各(?=サービス|事業者)|全\\d+ステップ|\\d+[時分秒桁回]間?",
  "契約(?=者(?!名|の?氏|の?住)|回線|[中時]|内容|毎|ごと|の(回線|お客|光|事業者|場合|方)|に基|を(?=識別|特定|確認|され|お持ち|した)|された回線|した)",
];
const KANJI =
  "通知先?|回線|情報|認証|お客|客様|設定(状況)?|変更|選択|決定|完了|確定|確認|同意|承諾|許可|拒否|可否|任意|必要|必須|不要|番号|識別|特定|文字列?|固有|一部|接続[先元]?|提供[者元]?|事業者名?|当社間?|弊社|[上下]記|以[下上降前外]|内容|項目|場合|今[後回]|次回|初回|毎[回度]|都度|常時|一度|再度|一定|時間|時刻|現在|最[初後新大]|前回|画面|表示|省略|遷移|移動|操作|処理中?|実行|中断|[中停]止|解除|再(開|起動|読)|開始|終了|切断|無効|有効|入力|押下|免責|事項|注意|重要|損害|責任|起因|可能性?|発生|一切|自身|自動的?|簡単|手[動続]|窓口|受付|案内|連絡|問合|質問|回答|詳細|説明|概要|参照|目的|理由|方法|手順|利用[時中者]?|規約|使用|本人|暗号化|安[心全]|取扱|管理者?|保[存管護]|末尾|先頭|本文|見分|記[録憶載]|反映|適用|登録|届出|申[告請込]|名称|者|毎|開通|光|(西|東)日本(電信電話株式会社)?|株式会社|電話|平日|混雑|不[明正]|失敗|成功|結果|状態|環境|推奨|共用|個人|基本|判断|印刷|新着|障害|定期|本|機能|当該|相手|付与|履歴|経過|対策|公式|(?!名前)[前後側時際先元次的方内点中]|(?<=サービス)名|(?<=者|先)名|一覧|要求|応答|[送受]信|英数字?|半角|全角|無料|意思|期間|流れ|依頼|単位|複数回?|希望|連続|照合|網|各種|該当|前提|随時|適宜|何卒|大変|了承|理解|認識|不審|支障|影響|対[応処]|復旧|解[消決]|修正|訂正|重複|不?一致|判別|区別|一般|通常|所定|自由|当方|両方|一方|日時|午[前後]|上部|下部|左上|右上|画像|音声|色|再(試行|接続|設定)|約|以内|大切|書面|運営|準備|種[類別]|順番?|個[別々]|別途|原因|事前|直[前後]|即時|経由|仕組み?|仕様|形式|標準|既|未|選択肢|部分|不可|要否|有無|言語|日本語|英語|検索|会社名|確実|正確|適切|円滑|快適|便利|利便性|改善|皆|様|願|感謝|幸|恐縮|例|欄|隼|開示|発行|済み?|判定|設備|同じ?|数秒|数分";
/** Verbs, by the letter before their ending. */
const VERBS =
  "押選戻行取合問消切替待知始求読送伝受用使生基込入閉開進従負起申扱関対得限除示設覧見続終分持置異違直出書混点伺致頂願渡別何旨必存付思控守探困忘詳際等上常全誤初変済新含変各引継守責選個改及並但係応従申覚恐外";
const KATAKANA =
  "サービス|コラボレーション|コラボ|フレッツ|ネクスト|クロス|ライト|ファミリー|マンション|ハイ|スーパー|スピード|タイプ|エリア|アクセス|キー|ログイン|ログアウト|ボタン|クリック|タップ|チェック|ボックス|ページ|サイト|ブラウザー?|ウィンドウ|ウインドウ|メニュー|ヘルプ|トップ|ホーム|パスワード|メンテナンス|セキュリティ|プライバシー|ポリシー|パソコン|スマートフォン|キャンセル|リセット|クリア|リンク|メッセージ|エラー|セッション|クッキー|システム|ステップ|インターネット|サーバー?|クラウド|ストレージ|ドライブ|コワーク|モバイル|オン|オフ|スムーズ|トラブル|コード|サポート";
const LATIN =
  "ntt|east|west|ids?|caf|cop|ftth|ssl|tls|ipv6|ipoe|pppoe|ip|vpn|wifi|https?|url|javascript|cookies?|pdf|faq|pc|web|next|flets|copyright|c|all|rights|reserved|inc|co|ltd|the|an?|of|to|and|or|for|in|on|at|by|if|is|are|be|it|its|this|that|will|with|your?|do|does|not|no|yes|please|select|choose|click|press|button|page|screen|below|above|following|line|information|customer|internet|service|provider|recipient|name|notify|notified|notification|send|sent|confirm|ok|submit|settings?|changed?|later|time|shown?|again|back|return|close|cancel|login|log|sign|out|authentication|use[sd]?|using|can|may|from|about|more|details?|agree|consent|when|after|before|once|only|required|japanese|english";

const KNOWN = new RegExp(
  [
    ...PHRASES,
    KANJI,
    `(?<![\\p{sc=Katakana}ー])(?:${KATAKANA})+(?![\\p{sc=Katakana}ー])`,
    `(?<![a-z])(?:${LATIN})(?![a-z])`,
  ].join("|"),
  "gu",
);
/** After another letter it is a part of a longer word, and so it is after a known one, where a particle follows: 同意書と. */
const KNOWN_VERB = new RegExp(
  `(?<![-\\p{sc=Han}])[${VERBS}](?=\\p{sc=Hiragana})|(?<=-)[${VERBS}](?=[いうえかきくけこさしすせそたちつっみむめらりるれろわげ])`,
  "gu",
);
/** Everybody, and what the page writes in other letters than it does elsewhere. */
const STRANGE = /(?![\p{sc=Hiragana}ー])\p{L}|[々〆\uFFFD]|すべて|あらゆる|ほかの|つうち|けってい/u;

const ABOUT =
  /通知|決定|選択|同意|お客(さま|様)|回線(も|が|は|の(?!情報))|適用|(本|この|当)(操作|手続|画面|設定)|つうち|けってい|ツウチ|ケッテイ|^[(]?(※|注\d?[):]|\*\d)|ボタン|\b(your?|we\b|agree|consent|press|select|choos|notif)/u;
/** A sentence, or a note that takes the place of one; not what leads to another page. */
const STATES =
  /[。.\uFFFD]$|(ます|です|マス|デス|した|とする|含む|か|一式)[?!)」]*$|(通知|決定|同意|選択|id)[^。]*(?<!\d)[:=→]|通知する|決定|[にへ]同意|同意(?!する)|^[(]?(※|注|\*\d)/u;
/** What is asked for, isn't so or may happen brings nothing, unless it is a consent. */
const BRINGS_NOTHING =
  /(ください|下さい|ません(?!か)|(こと|場合)があります|こちら|お願い(いた)?します|とは\?|画面を表示しています)(\(.*\))?[。.]?$/u;
const MEANS_IT = /同意|わけ|のみ|だけ|決定[^。]{0,8}して|通知(後|の際|を選)|年間|お(送|届)|連絡|され、/u;
/** A whole sentence in other letters than the page's, or without any kana. */
const FOREIGN =
  /\p{sc=Hangul}{9}|\p{sc=Cyrillic}{12}|\p{sc=Thai}{14}|\p{sc=Arabic}{12}|^(?=.*\p{sc=Han})[^\p{sc=Hiragana}\p{sc=Katakana}]{8,}[。.]$/u;

/**
 * A sentence of the answer has a word that no notice needs.
 * @param names that the page states, as they stand there
 */
export function hasStrangeWords(lines: readonly string[], names: readonly string[]): boolean {
  return sentencesOf(lines, fold).some((whole) => {
    const sentence = /ません/u.test(whole) ? withoutDenied(whole) : whole;
    if (FOREIGN.test(sentence)) return true;
    if (!ABOUT.test(sentence) || !STATES.test(sentence)) return false;
    if (BRINGS_NOTHING.test(sentence) && !MEANS_IT.test(sentence)) return false;
    return isStrange(sentence, names);
  });
}

/** What a page says only once the answer is chosen, and not of the notice: also cut short, 「見守りサービスに登録」. */
export function saysMoreThen(lines: readonly string[], names: readonly string[]): boolean {
  return sentencesOf(lines, fold).some(
    (sentence) =>
      /(ます|です|ません)。?$|[にをへで][^、。]{1,12}$/u.test(sentence) && isStrange(sentence, names),
  );
}

function isStrange(sentence: string, names: readonly string[]): boolean {
  const rest = names.reduce((text, name) => text.replaceAll(fold(name), ""), sentence);
  return STRANGE.test(rest.replace(KNOWN, "-").replace(KNOWN_VERB, ""));
}

/** With the blanks between Latin words, which tell them apart. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u00AD\u180E\u200B-\u200D\u2060\uFEFF]|\p{Variation_Selector}/gu, "")
    .replace(/(?<![a-z])\s+|\s+(?![a-z])/giu, "")
    .toLowerCase();
}

import { foldLabel } from "./page.ts";

/** What a page says in sentences of the answer: what is told, to whom, and what comes of it (facts A46). */

/** What is told may only be this. Anything beside it is another consent. */
const KNOWN_THING =
  /(お客(さま|様)の?id(の?番号)?|回線の?(情報|id|番号)|(この|その|当該|上記|下記|以下|次)の?(id|情報|番号|内容)|選択(した|された)?(内容|結果)|通知の?履歴|(接続|アクセス)(である|している)こと)(のみ|だけ)?$/u;
/** Another thing before it: 「AとB」, 「A、B」. A verb that ends in と or a time before a comma is none. */
const JOINED =
  /([^ぁ-ん](と|や)|及び|および|並びに|ならびに|または|又は|[・/+&]|[^ぁ-ん合際時後上限][、,])$/u;
/** Something is told: what stands before the particle. A subject (が, は) is told only where it is told of. */
const TOLD =
  /(?:を|(?<!の)も)(?:(?!せず|しないで)[^をがもは、,。]){0,16}通知(?:する|し|さ|いた)|(?<!以降|今後|次回|場合|[へにでとら])[がは](?!表示されず)[^をがもは、,。]{0,16}通知さ|(?<![こそ])の通知[をが](?:行|実施|いたし|し)/gu;
const INCLUDED = /[がもを][^をがもは、,。]{0,6}含(?:まれ|み|む)/gu;
const GIVEN =
  /[をがもと][^をがもは、,。]{0,16}(?:(?:送信|開示|連携|共有|提供|照合|記録)(?:する|し|さ|いた)|送[らり]|引き?継|(?:ひも|紐)[付づ])/gu;
/** Of what is given, sent or shared only data count: a service is given, too. */
const DATA = /(情報|番号|履歴|データ|id|アドレス|名前|状況|記録|ログ|一覧|リスト|現在地|カード|パスワード)$/u;

const OTHERS = "(接続先|サービス|事業者|通知先|提供者|会社)";
const TO_OTHERS = new RegExp(
  `((すべて|全て|全|あらゆる|複数)の?${OTHERS}|以外の${OTHERS}|その他の?${OTHERS}|今後追加)(?!が)[^。]{0,24}(通知|送信|開示|共有|提供(し|さ))|異なる${OTHERS}(に|へ)[^。]{0,8}(通知|送信)`,
  "u",
);
/** A question that the answers answer is the notice's; others are asked to help. */
const QUESTION = /(ます|です|でしょう|ません)か[。?]*$/u;
const KNOWN_QUESTION =
  /通知(し(ます|て)|する|に(ご)?同意|を許可)[^。]*か[。?]*$|(id|回線の?情報)[^。]{0,10}(提供|送信|お知らせ)(する|し)[^。]*か[。?]*$|^[^ぁ-ん]*(内容|設定|選択)?で?(よろしい|いい|よい)(です|でしょう)か|とは|には|なぜ|何|どう|どこ|どの|お困り|忘れ|お探し|ありません|でき|いかが/u;
const STOPPED = /通知(を|の)?(停止|中止|解除|廃止|拒否|取り?消|や)/u;

/** The sentence says what comes of the answer. */
const CONDITION =
  /通知する」?(を|に)?(選|押|クリック|チェック|と(?!は)|場合|ことに(より|よって)|ことで|ボタン)|通知する」?(は|=)|通知=|通知を選|通知(すると|すれば|した場合|後|と同時|とあわせ|と併せ|とともに)|通知が(完了|終わ)|決定(する|した)?(」|ボタン)?(を|に|と(?!は)|で|の|場合|お客)|同意(すると|した場合|された場合)|(本|この|お)(操作|手続き?|ボタン)(に(より|よって)|で|は|と同時|完了)|同意(した|する|いただいた)ものと|(by|if|when)(you)?(press|click|select|choos|agree|consent)/u;
/** What may not, although the words for it are those of the notice. */
const CONSEQUENCE =
  /契約(内容の変更)?が|成立|(停止|中止|解除|拒否|廃止|休止|解約|終了)(さ|し(ま|た)|と|に)|(お客(さま|様)の?id|回線情報|内容)[^。]{0,12}通知され(ません|なく|ない)|電話で|同意(したもの|したこと|とみ)|(?<!内容[がをは])登録|(回線|番号|名義)[がを][^。]{0,16}(切り?替|変更|変わ(り|る)|移)|プラン|申し?込(?!み?受付)|(モバイル|サポート|セキュリティ)(サービス|機能)|機能が(無効|オフ)/u;
/** Said by itself, it is another consent all the same. */
const OTHER_CONSENT =
  /同意(した|する|いただいた|いただく)もの|同意とみな|変更に(も|は)?、?[^。、]{0,6}同意|変わっても、?同意|(規約|約款|ポリシー|方針)[^。、]{0,8}[をにへが]ご?(同意|承諾|了承|適用)|目的以外|個人[をの]特定(し(ます|て)|に同意)|(お客(さま|様)の?id|情報)[^。]{0,30}公開さ|(?<!do)you(agree|consent)/u;

/** The notice brings the operator's disclaimer with it (facts A46): to agree to that is to say yes. */
const DISCLAIMED =
  /(上記|下記|以下|本)?の?(免責(事項|内容)?|注意事項)(等|など)?(に|について|へ)(ご)?(同意|承諾|了承)(した|する|いただいた|いただく)?(もの|こと)(と|に)(みなし?|なり|いたし?|させていただき)?(ます|し(ます|て))/gu;
const NOTICE = "お客さまidを通知します";

/** Of what is told, or to whom. */
const ABOUT = /通知(に|先|(する|される)?(内容|情報))|お客(さま|様)の?id|回線情報/u;

/** Said of the answer, but not of the notice alone. */
export function saysOtherwise(lines: readonly string[]): boolean {
  return sentencesOf(lines).some((whole) => {
    const sentence = whole.replace(DISCLAIMED, NOTICE);
    if (bringsMore(sentence) || REVERSED.test(sentence)) return true;
    const said = withoutDenied(sentence);
    return (
      OTHER_CONSENT.test(said) ||
      /(?<!通知する|負わない)こと(を|に)(了承|承諾|同意)/u.test(said) ||
      (ABOUT.test(said) && tells(said, INCLUDED).some((thing) => !isKnown(thing))) ||
      tells(said, TOLD).some((thing) => !isKnown(thing)) ||
      tells(said, GIVEN).some((thing) => DATA.test(thing) && !isKnown(thing)) ||
      TO_OTHERS.test(said) ||
      asksOtherwise(sentence)
    );
  });
}

/** The no would be a yes. */
const REVERSED =
  /通知しない」?([^。、]{0,12}(と|場合(は|に|も|でも)?|ても)、?[^。]{0,24}((通知|送信|提供|開示|共有)(され(ます|る)|し(ます|て))|(送|伝え)られ(ます|る))|[はをが]ご?(選択|お選び)[^。]{0,6}(ません|ない))/u;

/** It brings about what isn't known to be harmless. S0: 「…損害について責任を負わないことに同意していただきます」. */
function bringsMore(sentence: string): boolean {
  return CONDITION.test(sentence) && CONSEQUENCE.test(sentence);
}

function asksOtherwise(sentence: string): boolean {
  return QUESTION.test(sentence) && (STOPPED.test(sentence) || !KNOWN_QUESTION.test(sentence));
}

/** Without what the page says that isn't done: 「…に提供することはありません」. */
export function withoutDenied(line: string): string {
  const kept: string[] = [];
  for (const clause of foldLabel(line).split(/(?<=[。、,])/u)) {
    const isDenied =
      /(ことは(あり|ござい)|され|いたし|しており|含まれ|(提供|開示|通知|利用|使用|共有|送信|公開)し)ません[。、,]?$/u.test(
        clause,
      ) && !/ない(こと|わけ|もの)|のみ|だけ/u.test(clause);
    if (!isDenied) {
      kept.push(clause);
      continue;
    }
    // What is listed before it is denied with it.
    while (/^[^0-9]*[^ぁ-ん0-9][、,]$/u.test(kept.at(-1) ?? "")) kept.pop();
  }
  return kept.join("");
}

const COMPANY = /(株式|有限|合同)会社|\((株|有|同)\)|(inc|corp|ltd|llc)\.?$/u;
const TO_A_COMPANY =
  /((株式|有限|合同)会社|\((株|有|同)\))[^。、]{0,20}?(へ|に|と|も|宛)[^。]{0,30}(通知|送信|開示|共有|連携|提供|渡|転送|譲)/u;
/** Labels of a company that gets nothing. */
const HARMLESS_LABEL = /運営|提供元|問い?合わせ|発行|販売元|製造元|copyright|\(c\)|©/u;
const PASSED_ON = /(?:へ|に)も?[^へに。、]{0,10}(?:(?:共有|開示|提供|送信|転送|渡)(?:さ|し|す)|伝え)/u;
const GETS_IT =
  /(接続先|通知先|提供者|サービス|(提供|コラボレーション)事業者|こちら|的|ため|よう|場合|さら|とも|時)(側|さま|様)?$/u;

/** Somebody that nobody named as the recipient gets something. @param known names, folded */
export function tellsAnother(lines: readonly string[], known: readonly string[]): boolean {
  const without = (text: string) =>
    [...known, ...OPERATORS].reduce((rest, name) => rest.replaceAll(name, ""), text);
  const isLabelled = lines.some((line) => {
    const [label = "", ...named] = foldLabel(line.replace("\t", ":")).split(":");
    return named.length > 0 && COMPANY.test(without(named.join(":"))) && !HARMLESS_LABEL.test(label);
  });
  if (isLabelled) return true;
  return sentencesOf(lines).some((sentence) => {
    const rest = withoutDenied(without(sentence));
    return TO_A_COMPANY.test(rest) || isPassedOn(rest) || /追加の通知先/u.test(rest);
  });
}

/** お客さまID goes to somebody who isn't called what the recipient is called. */
function isPassedOn(sentence: string): boolean {
  const at = sentence.search(PASSED_ON);
  return at > 0 && /お客(さま|様)の?id|回線情報/u.test(sentence) && !GETS_IT.test(sentence.slice(0, at));
}

const LISTED = /^(通知|送信|提供|開示)(する|される|の)?(内容|情報|項目|データ|対象)/u;
/** A sentence before such a list. */
const ANNOUNCED =
  /^.{0,100}(以下|下記|次)の?(情報|内容|項目|データ)[をが][^。]{0,16}(通知|送信|提供|お知らせ)[^。]*(ます|か)[。?:]*$/u;
/** Longer is no item of a list. */
const LONGEST_ITEM = 16;

/**
 * A list of what is told has more in it than お客さまID: 「通知内容：…」, or one a line below it.
 * @param words of the page's other parts, folded: there a list ends
 */
export function listsMore(lines: readonly string[], words: ReadonlySet<string>): boolean {
  const rows = lines.map((line) =>
    foldLabel(line.replace("\t", ":"))
      .replace(/^[【[■・●]+/u, "")
      .replace("】", ":"),
  );
  return rows.some((row, index) => {
    const [label = ""] = LISTED.exec(row) ?? ANNOUNCED.exec(row) ?? [];
    if (label === "") return false;
    const rest = row.slice(label.length);
    if (/^:?$/u.test(rest)) {
      const below = rows.slice(index + 1);
      const end = below.findIndex(
        (item) => item.length > LONGEST_ITEM || /[:。]/u.test(item) || words.has(item),
      );
      return below.slice(0, end < 0 ? below.length : end).some((item) => !isItem(item));
    }
    return rest.startsWith(":") && !/^:(下記|上記|以下|次)/u.test(rest) && !isItem(rest.slice(1));
  });
}

function isItem(text: string): boolean {
  return text
    .replace(/^[・●■\-*]|[(（][^)]*[)）]|※\d*/gu, "")
    .split(/[、,・/]|および|及び/u)
    .every((part) => /^「?(お客(さま|様)の?id|回線(情報|id|番号)|caf\w*|cop\w*)」?$/u.test(part));
}

/** Who asks; the page may say what it does itself. */
const OPERATORS = [
  "ntt西日本株式会社",
  "ntt東日本株式会社",
  "西日本電信電話株式会社",
  "東日本電信電話株式会社",
];

/** What stands before each of them. */
function tells(sentence: string, what: RegExp): readonly string[] {
  let from = 0;
  return [...sentence.matchAll(what)].map(({ 0: text, index }) => {
    const thing = sentence.slice(from, index);
    from = index + text.length;
    return thing.replace(/\((caf|cop|[a-z]{3}から)[^)]{0,20}\)|[「」『』【】()"']/gu, "");
  });
}

function isKnown(thing: string): boolean {
  const [known] = KNOWN_THING.exec(thing) ?? [];
  return known !== undefined && !JOINED.test(thing.slice(0, -known.length));
}

const LONGEST = 2_000;

/** Folded, each in one piece where a line ends in the middle of it. */
export function sentencesOf(
  lines: readonly string[],
  fold: (text: string) => string = foldLabel,
): readonly string[] {
  const found: string[] = [];
  let open = "";
  for (const line of lines) {
    const parts = `${open}${fold(line)}`.split(/(?<=[。?!])/u);
    const last = parts.at(-1) ?? "";
    open = last.length < LONGEST && /[とでにはをがもへ、,]$|場合$/u.test(last) ? last : "";
    found.push(...(open === "" ? parts : parts.slice(0, -1)));
  }
  return open === "" ? found : [...found, open];
}

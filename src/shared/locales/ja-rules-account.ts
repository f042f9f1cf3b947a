import { detail, forms, lineOnly, notStated, until } from "./ja-rule-parts.ts";
import { jaSteps } from "./ja-steps.ts";
import type { RuleWords } from "./rule-words.ts";

const CLASS = { upper: "英大文字", lower: "英小文字", digit: "数字", symbol: "記号" } as const;
const classes = (found: readonly (keyof typeof CLASS)[]) => found.map((one) => CLASS[one]).join("・");

const range = (least: number, most: number) => (least === most ? `${least}` : `${least}～${most}`);

const { method } = jaSteps;

const password = {
  "too-short": ({ length, needed }: { length: number; needed: number }, as: string) =>
    as === "reason"
      ? `${needed}文字以上が必要です。現在は${length}文字です。`
      : `条件は資料に記載がありませんが、ほかのサービスと同じ${needed}文字以上をお勧めします。現在は${length}文字です。`,
  "too-few-classes": (
    { found, needed }: { found: readonly (keyof typeof CLASS)[]; needed: number },
    as: string,
  ) => {
    const now = found.length === 0 ? "" : `現在は${classes(found)}だけです。`;
    return as === "reason"
      ? `英大文字・英小文字・数字・記号のうち、${needed}種類以上が必要です。${now}`
      : `条件は資料に記載がありませんが、ほかのサービスと同じく、英大文字・英小文字・数字・記号のうち${needed}種類以上をお勧めします。${now}`;
  },
  "confirmation-differs": ({ only }: { only: "blanks" | "width" | null }) =>
    only === "blanks"
      ? "確認用と、前後の空白だけが異なります。"
      : only === "width"
        ? "確認用と、全角・半角だけが異なります。"
        : "確認用と一致していません。",
  "depends-on-counting": ({ of }: { of: "length" | "classes" }) =>
    of === "length"
      ? "絵文字などは、数え方によって文字数が変わります。数え方は資料に記載がないため、足りないと判断される場合があります。"
      : "全角文字などをどの種類に数えるかは、資料に記載がありません。種類が足りないと判断される場合があります。",
  "confirmation-composed-differently":
    "確認用と見た目は同じですが、濁点などの内部の表し方が異なります。同じと判断されるかは、資料に記載がありません。",
  "beyond-ascii": "半角の英数字・記号以外の文字があります。使えるかどうかは、資料に記載がありません。",
  "surrounding-blanks":
    "前後に空白があります。コピーしたときに入ることがあるため、必要な空白かどうかご確認ください。",
} as const;

const passwordDetails = ({
  length,
  classes: found,
}: {
  length: { least: number; most: number };
  classes: { sure: readonly (keyof typeof CLASS)[]; possible: readonly (keyof typeof CLASS)[] };
}) => [
  detail("文字数", range(length.least, length.most)),
  detail("文字の種類", found.sure.length === 0 ? "–" : classes(found.sure)),
];

export const jaAccountRules = {
  password: {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "このパスワードは使えません"
        : certainty === "stated"
          ? "このパスワードは条件を満たしています"
          : certainty === "inferred"
            ? "条件を満たす見込みですが、確かではありません"
            : "使えるかどうかの条件は、資料に記載がありません",
    why: password,
    details: passwordDetails,
  },
  "password-change": {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "この内容ではパスワードを変更できません"
        : certainty === "stated"
          ? "この内容でパスワードを変更できます"
          : "変更できる見込みですが、確かではありません",
    why: {
      ...password,
      "current-missing": "変更するには、現在のパスワードも必要です。",
      "method-has-no-password":
        "パスワードを変更できるのは、ログイン方法がメールアドレスとパスワードの場合だけです。",
    },
    details: passwordDetails,
  },
  code: {
    headline: ({ outcome }) =>
      outcome === "refused" ? "コードの形式が異なります" : "コードの形式は合っています",
    why: {
      length: ({ length, needed }) => `${needed}文字です。現在は${length}文字です。`,
      "not-digits": (_found, as) =>
        as === "reason"
          ? "数字だけを入力してください。"
          : "数字以外の文字があります。数字だけかどうかは、資料に記載がありません。",
      "form-changed": "半角にそろえ、空白を除いて確認しました。",
    },
    details: forms,
  },
  "recovery-code": {
    headline: ({ outcome, advice }) =>
      outcome === "refused"
        ? "リカバリコードが入力されていません"
        : advice.length === 0
          ? "一般的なリカバリコードの形式です"
          : "一般的なリカバリコードの形式と異なります",
    why: {
      empty: "リカバリコードが入力されていません。",
      "unusual-length": ({ length, usual }) =>
        `空白とハイフンを除いて${length}文字です。一般には${usual}文字ですが、このサービスの資料に記載はありません。`,
      "unusual-characters": "英字と数字以外の文字があります。使われる文字は、資料に記載がありません。",
    },
    details: ({ submit, stripped }) => [
      detail("ログイン画面に入力する形", submit),
      detail("文字数の確認に使った形", stripped),
    ],
  },
  "after-recovery-code": {
    headline: "使うと新しいリカバリコードが表示されます",
    why: {},
    details: ({ tick }) => [
      detail("以前のリカバリコード", "どの端末でも使えなくなります"),
      detail("新しいリカバリコードを保存したら", `「${tick}」にチェックを付けます`),
    ],
  },
  "tries-left": {
    headline: ({ value }) =>
      value.left === 0
        ? "アカウントがロックされている見込みです"
        : `ロックされるまで、あと${value.left}回の見込みです`,
    why: {
      "probably-locked": "この回数に達すると、アカウントがロックされ、メールが届きます。",
      "nearly-locked": "続ける前に、パスワードの再設定をお勧めします。",
    },
    details: ({ failures }) => [detail("パスワードが一致しなかった回数", `${failures}回`)],
  },
  unlock: {
    headline: ({ value, next }) =>
      next?.step === "open-mail-link"
        ? "メールのリンクから解除できます"
        : value.reset === "no"
          ? "ご自身では解除できない見込みです"
          : "パスワードを再設定すると解除できます",
    incomplete: ({ value }) => value.link === null || value.reset === "if-password-is-set",
    why: {
      "link-expired": "メールのリンクの期限は過ぎています。",
      "reset-needs-password-method":
        "パスワードの再設定で解除できるのは、ログイン方法がメールアドレスとパスワードの場合だけです。",
    },
    details: ({ link }) =>
      link?.value.deadlines == null
        ? []
        : [
            detail("リンクの期限（最短）", until(link.value.deadlines.countingMailDay)),
            detail("リンクの期限（最長）", until(link.value.deadlines.notCountingMailDay)),
          ],
    ways: ({ ways }) => ways,
  },
  "second-factor": {
    headline: ({ value, certainty }) =>
      value.asked === "unknown"
        ? "2段階認証を求められるかは、わかりません"
        : value.asked === "yes"
          ? certainty === "stated"
            ? "2段階認証を求められます"
            : "2段階認証を求められる見込みです"
          : certainty === "stated"
            ? "2段階認証は求められません"
            : "2段階認証は求められない見込みです",
    incomplete: ({ advice }) => advice.some(({ code }) => code === "last-access-unknown"),
    why: {
      "by-line": "回線認証用のURLからログインすると、2段階認証の代わりに回線認証が行われます。",
      "not-with-this-method": (found) =>
        `2段階認証は、メールアドレスとパスワードでログインする場合のものです。${method[found.method]}には求められません。`,
      "turned-off": "契約者が、契約全体で2段階認証を無効にしています。",
      "off-with-line-only": (_found, _as, manual) =>
        `アクセス経路が${lineOnly(manual)}のときは、2段階認証が自動で無効になります。`,
      "first-on-device": "この端末での最初のログインだからです。",
      "long-without-access": ({ days }) => `最後の利用から${days}日以上たっているからです。`,
      "seen-recently": ({ days }) => `この端末で、${days}日以内に利用しているからです。`,
      "last-access-unknown":
        "この端末で最後に利用した日がわからないためです。日付がわかる場合は入力してください。",
      "may-differ-here": "ご利用の環境によって異なる場合があると、資料に記載されています。",
    },
  },
  "second-factor-enrolment": {
    headline: ({ value }) =>
      value.first === "sms"
        ? "最初に、携帯電話の番号を登録する画面が表示されます"
        : "最初に、認証アプリを登録する画面が表示されます",
    why: {},
    details: ({ otherLink }) => [detail("もう一方の方法へのリンク", otherLink)],
  },
  "second-factor-off": {
    headline: ({ value }) =>
      value.possible
        ? "2段階認証は、契約全体で無効にできます"
        : "2段階認証を無効にする設定は、このサービスの資料にありません",
    why: { "no-such-setting": "このサービスの資料には、この設定がありません。" },
  },
  "second-factor-reset": {
    headline: ({ value }) =>
      ({
        yes: "2段階認証がリセットされます",
        no: "2段階認証はリセットされない見込みです",
        unknown: "2段階認証がリセットされるかは、資料に記載がありません",
      })[value.resets],
    why: {
      "holder-only": "この操作ができるのは、契約者だけです。",
      "only-with-password-method":
        "2段階認証は、メールアドレスとパスワードでログインする場合のものです。ほかの方法では、リセットするものがありません。",
      "not-stated": "この操作でリセットされるとは、資料に記載がありません。",
    },
  },
  "second-factor-ways": {
    headline: "2段階認証をリセットする方法です",
    why: {},
    ways: ({ ways }) => ways,
  },
  sms: {
    headline: ({ certainty }) =>
      certainty === "unknown"
        ? "SMSが届かないときの対処は、資料に記載がありません"
        : "携帯電話で、次の設定をご確認ください",
    why: { "not-stated": notStated },
    details: ({ lift }) =>
      lift.map((one, index) =>
        detail(
          `設定 ${index + 1}`,
          {
            international: "国際SMSの受信拒否を解除する",
            "foreign-operator": "海外事業者からのSMSの受信拒否を解除する",
            "allow-only-list": "指定した番号だけを受信する設定を解除する",
          }[one],
        ),
      ),
  },
} satisfies Partial<RuleWords["rules"]>;

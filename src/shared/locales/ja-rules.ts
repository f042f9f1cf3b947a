import type { Manual } from "../../core/service/manual.ts";
import { timeLeft, tokyoTime } from "../tokyo-time.ts";
import { jaSteps } from "./ja-steps.ts";
import type { Detail, RuleWords } from "./rule-words.ts";

const time = (at: number) => tokyoTime(at, "ja");
/** A deadline is the first moment that is too late. */
const until = (deadline: number) => `${time(deadline - 1)}まで`;

const CLASS = { upper: "英大文字", lower: "英小文字", digit: "数字", symbol: "記号" } as const;
const classes = (found: readonly (keyof typeof CLASS)[]) => found.map((one) => CLASS[one]).join("・");

const detail = (label: string, value: string): Detail => ({ label, value });
const range = (least: number, most: number) => (least === most ? `${least}` : `${least}～${most}`);
const forms = ({ typed, normalised }: { readonly typed: string; readonly normalised: string }) => [
  detail("入力した内容", typed),
  detail("確認に使った形", normalised),
];

const notStated = "このサービスの資料に記載がありません。";
const formChanged =
  "半角にそろえたり、空白やハイフンを除いたりして確認しました。入力したままの形で受け付けられるかは、資料に記載がありません。";
const noActiveDirectory = "このサービスの資料には、Active Directoryでのログインがありません。";
const logOutFirst = (method: string) =>
  `先にブラウザーで${method}からログアウトしておくことが勧められています。ほかの人のアカウントと結び付くのを防ぐためです。`;

const { method, operation } = jaSteps;
const lineOnly = (manual: Manual) => `「${manual.accessPath.names["line-only"].menu}」`;

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

const permission = {
  "holder-only": "この操作ができるのは、契約者だけです。",
  "basic-plan-only": "この操作ができるのは、基本プランの契約だけです。無料トライアルではできません。",
  "trial-change-over": ({ days }: { days: number }) =>
    `プランを変更できるのは、無料トライアルが終わってから${days}日以内です。`,
  "within-days-after-trial": ({ days }: { days: number }) =>
    `無料トライアルの終了後は、${days}日以内に限り変更できます。`,
  "not-stated": notStated,
} as const;

const methodChange = {
  "mail-first":
    "ログイン方法とメールアドレスは、同時に変更できません。先にメールアドレスを変更してください。",
  "method-needs-mail": "このサービスでは、ログイン方法を変更するときに、メールアドレスも変更します。",
  "method-not-offered": (found: { method: keyof typeof method }) =>
    `このサービスの資料には、ログイン方法として${method[found.method]}がありません。`,
  "holder-not-with-active-directory": "契約者は、Active Directoryを選べません。",
  "facebook-to-facebook": (_found: unknown, as: string) =>
    as === "reason"
      ? "Facebookから別のFacebookアカウントへは、直接変更できません。一度、ほかのログイン方法に変更してください。"
      : "Facebookから別のFacebookアカウントへ変更できるかは、このサービスの資料に記載がありません。",
  "log-out-first": (found: { method: keyof typeof method }) => logOutFirst(method[found.method]),
  "active-directory-must-be-set-up":
    "契約者がActive Directoryの設定を済ませている場合だけ選べます。契約者にご確認ください。",
} as const;

const changes = { ...permission, ...methodChange } as const;

const links = {
  expired: ({ since, until: what }: { since: number; until: "access" | "completion" }) =>
    what === "access"
      ? `リンクを開く期限は、どの数え方でも${until(since)}でした。`
      : `手続きを完了する期限は、どの数え方でも${until(since)}でした。`,
  "no-such-link": "このサービスの資料には、この種類のメールがありません。",
  "term-not-shown": "このリンクの期限は、このサービスの資料に記載がありません。",
  "last-hours": "数え方によっては、すでに期限が過ぎています。すぐに開いてください。",
  "mail-from-the-future":
    "メールの日時が、このPCの現在の時刻より後になっています。入力した日時と、PCの時計をご確認ください。",
} as const;

/** What the rules of the core answer, in plain Japanese. What no manual states is said to be that. */
export const jaRules: RuleWords = {
  ...jaSteps,
  rules: {
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
    "line-number": {
      headline: ({ outcome }) =>
        outcome === "refused" ? "回線番号の形式が異なります" : "回線番号の形式は合っています",
      why: {
        empty: "回線番号が入力されていません。",
        prefix: (_found, _as, { lineNumberLengths }) =>
          `回線番号は、${Object.keys(lineNumberLengths)
            .map((start) => `「${start}」`)
            .join("または")}で始まります。`,
        characters: "英字と数字以外の文字が含まれています。",
        length: ({ length, needed }) => `全部で${needed}文字です。現在は${length}文字です。`,
        "form-changed": formChanged,
      },
      details: forms,
    },
    "line-number-list": {
      headline: ({ outcome, value }) =>
        outcome === "refused"
          ? "このままでは登録できない行があります"
          : `${value.numbers.length}件の回線番号の形式は合っています`,
      why: {
        "empty-list": "回線番号が入力されていません。",
        "wrong-lines": ({ count }) => `形式が異なる行が${count}行あります。`,
        "too-many": ({ count, limit }, as) =>
          as === "reason"
            ? `登録できるのは${limit}件までです。現在は${count}件です。`
            : `${count}件あります。このサービスの上限は資料に記載がありませんが、ほかのサービスでは${limit}件までです。`,
        "form-changed": ({ count }) =>
          `${count}行は、半角にそろえたり、空白やハイフンを除いたりして確認しました。入力したままの形で受け付けられるかは、資料に記載がありません。`,
        duplicates: ({ count }) =>
          `重複している回線番号が${count}件あります。重複したまま登録できるかは、資料に記載がありません。`,
      },
      details: ({ lines, numbers, duplicates }) => [
        detail("入力のある行", `${lines.length}行`),
        detail("形式の合う回線番号", `${numbers.length}件`),
        ...(duplicates.length === 0 ? [] : [detail("重複", duplicates.join("、"))]),
      ],
    },
    "eligible-lines": {
      headline: "回線認証に登録できる回線です",
      why: {},
      details: (lines) => lines.map((line, index) => detail(`${index + 1}`, line)),
    },
    "mail-link": {
      headline: ({ outcome, value, advice }) =>
        outcome === "refused"
          ? "このリンクの期限は過ぎています"
          : value.deadlines === null
            ? "期限は資料に記載がありません"
            : advice.some(({ code }) => code === "last-hours")
              ? "期限が過ぎている可能性があります"
              : "このリンクは期限内です",
      why: links,
      details: ({ term, deadlines, left }) =>
        term === null || deadlines === null || left === null
          ? []
          : [
              detail(
                "期限",
                term.until === "access"
                  ? `メールから${term.days}日以内に、リンクを開く`
                  : `メールから${term.days}日以内に、手続きを完了する`,
              ),
              detail("メールの日を1日目とする場合", until(deadlines.countingMailDay)),
              detail("24時間を1日とする場合", until(deadlines.byTheHour)),
              detail("メールの翌日を1日目とする場合", until(deadlines.notCountingMailDay)),
              ...(left.most === 0
                ? []
                : [
                    detail(
                      "残り",
                      left.least === 0
                        ? `長くて${timeLeft(left.most, "ja")}`
                        : `少なくとも${timeLeft(left.least, "ja")}`,
                    ),
                  ]),
            ],
    },
    trial: {
      headline: ({ value }) =>
        ({
          running: "無料トライアルの期間中です",
          "plan-may-change": "無料トライアルは終わりましたが、プランを変更できます",
          over: "プランを変更できる期間は終わっています",
          unknown: "無料トライアルの期間は、資料に記載がありません",
        })[value.phase],
      why: {
        "not-stated": notStated,
        "plan-change-over": ({ days }) =>
          `プランを変更できるのは、無料トライアルが終わってから${days}日以内です。`,
        "depends-on-counting": "日数の数え方によって答えが変わります。数え方は資料に記載がありません。",
      },
      details: ({ endsAt, planChangeUntil }) => [
        ...(endsAt === null ? [] : [detail("無料トライアル", `最も長い数え方で${until(endsAt)}`)]),
        ...(planChangeUntil === null
          ? []
          : [detail("プランの変更", `最も長い数え方で${until(planChangeUntil)}`)]),
      ],
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
          : "携帯電話のSMSの設定を変更し、もう一度ログインしてください",
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
      why: {
        "link-expired": "メールのリンクの期限は過ぎています。",
        "reset-needs-password-method":
          "パスワードの再設定で解除できるのは、ログイン方法がメールアドレスとパスワードの場合だけです。",
      },
      details: ({ link }) =>
        link?.value.deadlines == null
          ? []
          : [
              detail("リンクの期限（最も短い数え方）", until(link.value.deadlines.countingMailDay)),
              detail("リンクの期限（最も長い数え方）", until(link.value.deadlines.notCountingMailDay)),
            ],
      ways: ({ ways }) => ways,
    },
    permission: {
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "ご自身では変更できません"
          : certainty === "unknown"
            ? "変更できるかどうかは、資料に記載がありません"
            : "ご自身で変更できます",
      why: permission,
      details: ({ operation: which, menu }) => [
        detail("操作", operation[which]),
        ...(menu === null ? [] : [detail("メニュー", menu)]),
      ],
    },
    "change-order": {
      headline: ({ outcome }) =>
        outcome === "refused" ? "この組み合わせでは変更できません" : "この組み合わせで変更できます",
      why: changes,
    },
    "method-change": {
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "このログイン方法には変更できません"
          : certainty === "unknown"
            ? "変更できるかどうかは、資料に記載がありません"
            : "このログイン方法に変更できます",
      why: changes,
      details: ({ from, to }) => [detail("変更前", method[from]), detail("変更後", method[to])],
    },
    "credential-change": {
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "このとおりには変更できません"
          : certainty === "unknown"
            ? "変更できるかどうかは、資料に記載がありません"
            : "このとおりに変更できます",
      why: changes,
    },
    "login-url": {
      headline: ({ outcome, value }) =>
        outcome === "refused"
          ? "ここからはログインできません"
          : {
              internet: "インターネット用のURLからログインします",
              line: "回線認証用のURLからログインします",
              either: "回線がわからない場合は、インターネット用のURLからログインします",
              none: "ここからはログインできません",
            }[value.door],
      why: {
        "line-only-needs-the-line": (_found, _as, manual) =>
          `この契約は${lineOnly(manual)}のため、登録した回線からだけログインできます。`,
        "url-by-mail": "Active Directoryのログイン用URLは契約ごとに異なり、メールで通知されています。",
        "line-url-doubtful":
          "資料では、回線認証用のURLがインターネット用と同じです。ログインできない場合は、管理者に正しいURLをご確認ください。",
        "line-not-known": "登録した回線からの接続かどうかによって、URLが変わります。",
      },
      details: ({ url }) => (url === null ? [] : [detail("ログイン用のURL", url)]),
    },
    "link-places": {
      headline: "メールのリンクの正しい接続先です",
      why: {},
      details: ({ contract, invite, unblock, reset }) => [
        detail("認証・契約情報の変更", contract),
        detail("利用者登録のご案内", invite),
        detail("アカウントロックの解除", unblock),
        detail("パスワードの再設定", reset),
      ],
    },
    "login-methods": {
      headline: "このサービスのログイン方法です",
      why: {},
      details: ({ methods, federationWord }) => [
        detail("ログイン方法", methods.map((one) => method[one]).join("、")),
        ...(federationWord === null ? [] : [detail("ほかのサービスのアカウントの呼び名", federationWord)]),
      ],
    },
    "mail-subject": {
      headline: ({ value }) =>
        value === null ? "この種類のメールは、資料に記載がありません" : "このメールの件名です",
      why: {},
      details: (subject) => (subject === null ? [] : [detail("件名", subject)]),
    },
    "mail-of-subject": {
      headline: ({ value }) =>
        value === null ? "この件名のメールは、資料に記載がありません" : "資料に記載のあるメールです",
      why: {},
    },
    "access-path": {
      headline: "アクセス経路の設定です",
      why: {},
      details: ({ names }) => [
        detail("メニューでの名前", names.menu),
        detail("管理コンソールでの名前", names.console),
        detail("影響する範囲", "契約全体（すべての利用者）"),
      ],
      ways: ({ places }) => places,
    },
    connection: {
      headline: ({ outcome }) =>
        outcome === "refused" ? "この接続ではログインできません" : "この接続でログインできます",
      why: {
        "line-only-refuses-the-internet": (_found, _as, manual) =>
          `この契約は${lineOnly(manual)}のため、インターネットからはログインできません。`,
        "line-not-registered": "この回線は、契約に登録されていません。",
      },
    },
    "way-back-in": {
      headline: "異なる回線番号を登録してログインできなくなったときの手順です",
      why: {
        "menu-over-internet-not-stated":
          "このメニューをインターネットから開けるかは、このサービスの資料に記載がありません。",
        "renamed-menu": "資料の一部では、このメニューが以前の名前で書かれています。",
      },
      details: ({ steps, menu, nameInDocument }, manual) => [
        ...steps.map((step, index) =>
          detail(
            `手順 ${index + 1}`,
            {
              "open-internet-login": "インターネット用のログイン画面を開く",
              "holder-opens-credential-menu": `契約者が、認証・契約情報の変更にログインして「${menu}」を開く`,
              "set-line-and-internet": `「${manual.accessPath.names["line-and-internet"].menu}」に戻す`,
              "register-right-number": "管理コンソールで、正しい回線番号を登録する",
            }[step],
          ),
        ),
        ...(nameInDocument === null ? [] : [detail("資料での以前の名前", nameInDocument)]),
      ],
    },
    "line-error": {
      headline: "回線認証でエラーになったときに確認することです",
      why: {},
      details: ({ checks }) =>
        checks.map((check, index) =>
          detail(
            `確認 ${index + 1}`,
            {
              "line-authentication-set-up": "回線認証の設定が済んでいるか",
              "right-number-registered": "正しい回線番号が登録されているか",
            }[check],
          ),
        ),
    },
    "connection-id": {
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "接続IDの形式が異なります"
          : certainty === "unknown"
            ? "接続IDは、このサービスの資料に記載がありません"
            : "接続IDの始まりは合っています",
      why: {
        "no-active-directory": noActiveDirectory,
        empty: "接続IDが入力されていません。",
        prefix: ({ needed }) => `接続IDは、「${needed}」で始まります。`,
        "nothing-after-prefix": "始まりの部分だけが入力されています。全体の長さは、資料に記載がありません。",
        "not-user-at-domain": "「利用者名@ドメイン名」の形で入力してください。",
        "form-changed": formChanged,
      },
      details: forms,
    },
    "active-directory-account": {
      headline: ({ outcome, certainty }) =>
        outcome === "refused"
          ? "Active Directoryのアカウントの形式が異なります"
          : certainty === "unknown"
            ? "Active Directoryは、このサービスの資料に記載がありません"
            : "アカウントの形式は合っています",
      why: {
        "no-active-directory": noActiveDirectory,
        empty: "アカウントが入力されていません。",
        prefix: ({ needed }) => `「${needed}」で始まります。`,
        "nothing-after-prefix": "始まりの部分だけが入力されています。",
        "not-user-at-domain": "「利用者名@ドメイン名」の形で入力してください。",
        "form-changed": formChanged,
      },
      details: forms,
    },
    "active-directory-screen": {
      headline: ({ value }) =>
        ({
          yes: "Active Directoryのログイン画面が表示されます",
          no: "ドメインに参加しているPCでは、Active Directoryのログイン画面は省かれます",
          unknown: "Active Directoryは、このサービスの資料に記載がありません",
        })[value.shown],
      why: {
        "no-active-directory": noActiveDirectory,
        empty: "入力がありません。",
        prefix: ({ needed }) => `「${needed}」で始まります。`,
        "nothing-after-prefix": "始まりの部分だけが入力されています。",
        "not-user-at-domain": "「利用者名@ドメイン名」の形で入力してください。",
        "form-changed": formChanged,
      },
    },
    "consent-expected": {
      headline: ({ value }) =>
        ({
          yes: "回線情報通知の画面が表示されます。故障ではありません",
          no: "回線情報通知の画面は表示されない見込みです",
          unknown: "回線情報通知の画面が表示されるかは、わかりません",
        })[value.expected],
      why: {
        "first-time-from-the-west": "NTT西日本の回線から、最初にログインするときに表示されます。",
        "answered-before": "すでに回答し、次回から表示しないことを選んでいます。",
        "not-from-the-east":
          "資料では、NTT西日本の回線からの最初のログインで表示されるとされています。NTT東日本の回線については記載がありません。",
        "region-not-known": "NTT東日本とNTT西日本のどちらの回線かによって変わります。",
      },
    },
    "consent-change": {
      headline: "回線情報通知の回答を変更する場所です",
      why: {},
      details: ({ at }) => [detail("場所", at === "provider" ? "ご契約の光コラボレーション事業者" : at)],
    },
    office: {
      headline: ({ value }) =>
        value.goesOver === "internet"
          ? "Office連携は、回線認証でもインターネットを経由します"
          : "Office連携の経路は、資料に記載がありません",
      why: { "not-stated": notStated },
    },
  },
};

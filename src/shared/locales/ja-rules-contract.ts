import { timeLeft } from "../tokyo-time.ts";
import { detail, formChanged, forms, notStated, until } from "./ja-rule-parts.ts";
import { jaSteps } from "./ja-steps.ts";
import type { RuleWords } from "./rule-words.ts";

const noActiveDirectory = "このサービスの資料には、Active Directoryでのログインがありません。";
const { method, operation } = jaSteps;

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
  "log-out-first": (found: { method: keyof typeof method }) =>
    `先にブラウザーで${method[found.method]}からログアウトしておくことが勧められています。`,
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

export const jaContractRules = {
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
    headline: (verdict) =>
      verdict.outcome === "refused"
        ? verdict.code === "holder-only" || verdict.code === "basic-plan-only"
          ? "ご自身では変更できません"
          : "このとおりには変更できません"
        : verdict.certainty === "unknown"
          ? "変更できるかどうかは、資料に記載がありません"
          : "このとおりに変更できます",
    why: changes,
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
  "login-methods": {
    headline: "このサービスのログイン方法です",
    why: {},
    details: ({ methods, federationWord }) => [
      detail("ログイン方法", methods.map((one) => method[one]).join("、")),
      ...(federationWord === null ? [] : [detail("ほかのサービスのアカウントの呼び名", federationWord)]),
    ],
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
} satisfies Partial<RuleWords["rules"]>;

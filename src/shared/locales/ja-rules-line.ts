import { detail, formChanged, forms, lineOnly, notStated } from "./ja-rule-parts.ts";
import type { RuleWords } from "./rule-words.ts";

export const jaLineRules = {
  "line-number": {
    headline: ({ outcome, certainty }) =>
      outcome === "refused"
        ? "回線番号の形式が異なります"
        : certainty === "stated"
          ? "回線番号の形式は合っています"
          : "半角などにそろえると、回線番号の形式に合います",
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
        ? "この一覧のままでは登録できません"
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
    incomplete: ({ advice }) => advice.length === 1 && advice[0]?.code === "line-not-known",
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
  "consent-expected": {
    headline: ({ value }) =>
      ({
        yes: "回線情報通知の画面が表示されます。故障ではありません",
        no: "回線情報通知の画面は表示されない見込みです",
        unknown: "回線情報通知の画面が表示されるかは、わかりません",
      })[value.expected],
    incomplete: ({ advice }) => advice.some(({ code }) => code === "region-not-known"),
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
} satisfies Partial<RuleWords["rules"]>;

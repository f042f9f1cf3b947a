import type { LockedBy } from "../locked.ts";
import type { TypedProxy } from "../proxy-choice.ts";
import type { Language, NotificationsWanted } from "../view.ts";

/** The settings' words. */
export const jaSettings = {
  heading: "設定",
  service: "サービス",
  serviceHint: "変更すると、接続先がすぐに切り替わります。",
  startupLogin: "スタートアップ時に自動的にログインする",
  startupLoginHint: "外すと、次に起動したときから、ログイン画面が自動では開きません。",
  autostart: "PCの起動時に、このアプリを起動する",
  notInstalled: "インストールしたアプリで変更できます。",
  language: "表示言語",
  languages: { ja: "日本語", en: "English" } satisfies Record<Language, string>,
  notifications: {
    label: "お知らせ",
    all: "すべて表示する",
    needed: "操作や確認が必要なときだけ表示する",
    none: "表示しない",
    noneHint: "ログインが必要なときも表示しません。アイコンと状態の画面でお知らせします。",
  } satisfies Record<NotificationsWanted | "label" | "noneHint", string>,
  proxy: {
    label: "プロキシサーバー",
    kind: {
      system: "PCの設定に従う",
      direct: "使わない",
      server: "アドレスを指定する",
      pac: "自動設定スクリプト（PAC）を使う",
    } satisfies Record<TypedProxy["kind"], string>,
    server: "アドレスとポート",
    bypass: "プロキシを使わない接続先",
    pac: "スクリプトのアドレス",
    hint: {
      server: "例: proxy.example.co.jp:8080",
      bypass: "なければ空欄のままにします。2つ以上は、空白で区切ります。例: *.example.co.jp",
      pac: "例: https://proxy.example.co.jp/proxy.pac",
    },
    wrong: {
      server: "「proxy.example.co.jp:8080」の形で入力してください。ユーザー名とパスワードは含めません。",
      pac: "「https://proxy.example.co.jp/proxy.pac」の形で入力してください。",
    },
    save: "保存",
    cancel: "変更を取り消す",
    try: "接続をテスト",
    stop: "テストを中止",
    running: "サービスへの接続をテストしています…",
    stopped: "テストを中止しました。",
    works: "サービスに接続できました",
    via: "プロキシ {{proxy}} を通りました。",
    direct: "プロキシを通らずに接続しました。",
    next: {
      NET_PROXY:
        "アドレスとポートを確かめて、もう一度テストしてください。誤りがなければ、管理者に確認を依頼してください。",
      NET_PROXY_AUTH:
        "このプロキシを使うには、保存してからログインしてください。状態の画面に、ユーザー名とパスワードの欄が出ます。",
    },
  },
  locked: {
    "machine-policy": "会社の設定（このPC）で決められています。",
    "user-policy": "会社の設定（お使いのアカウント）で決められています。",
    "policy-unread": "会社の設定を読み取れないため、今は変更できません。",
    installed: "このPCのすべての利用者で起動するように、インストールされています。",
  } satisfies Record<LockedBy | "installed", string>,
  saving: "保存しています…",
  saved: "保存しました。",
  undone: "元に戻しました。",
  undo: "元に戻す",
  waiting: "一部の変更は、今のログインが終わってから反映します。",
} as const;

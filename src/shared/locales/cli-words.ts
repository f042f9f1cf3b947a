import type { Certainty } from "../../core/service/profile.ts";
import type { Language, WindowKind } from "../view.ts";

/** The command line's own words; for states and errors it uses the same as the windows (`ja.ts`, `en.ts`). */
export type CliWords = {
  readonly usage: string;
  /** Before the argument that wasn't understood. */
  readonly notUnderstood: string;
  readonly noCommand: string;
  readonly cause: string;
  readonly next: string;
  readonly status: {
    readonly state: string;
    readonly reason: string;
    readonly service: string;
    readonly account: string;
    readonly since: string;
    readonly accessTokenExpiresAt: string;
    readonly lastError: string;
    readonly tokenStore: string;
    readonly windows: string;
    readonly version: string;
  };
  /** The other states of the store have the words that the status window uses. */
  readonly tokenStoreOk: string;
  readonly window: Readonly<Record<WindowKind, string>>;
  readonly hidden: string;
  readonly none: string;
  readonly loginCancelled: string;
  readonly loggedOut: string;
  readonly forgotten: string;
  readonly quit: string;
  readonly starting: string;
  readonly startFailed: string;
  readonly outputLost: string;
  readonly stillStarting: string;
  readonly noAnswer: string;
  /** In the repository, before anything was built. */
  readonly notBuilt: string;
  readonly buildFirst: string;
  readonly policy: {
    readonly key: string;
    readonly value: string;
    readonly origin: string;
    readonly problem: string;
    /** Before what is wrong in the administrator's file. */
    readonly detail: string;
    /** Who decided a value, the weakest layer first. */
    readonly layer: Readonly<
      Record<"default" | "profile" | "installer" | "user-settings" | "user-policy" | "machine-policy", string>
    >;
    /** Beside a value that isn't certain (docs/facts.md). */
    readonly certainty: Readonly<Record<Certainty, string>>;
  };
};

const ja: CliWords = {
  usage: `使い方: storage-drive <コマンド> [オプション]

コマンド
  status                  今の状態を表示します
  login [--timeout 秒]    ログインします。アプリが起動していなければ起動します。
                          結果が出るか、秒数（指定がなければ120）が過ぎると戻ります
  logout [--forget]       ログアウトします。次のログインでは何も入力せずに済みます。
                          --forget を付けると、このPCに残した情報も削除します
  policy show             有効な設定と、それがどこで決められたかを表示します
  check [確認] [値]       パスワード、回線番号、メールのリンクなどを、資料の決まりに照らして
                          確認します。storage-drive check で一覧を表示します
  quit                    アプリを終了します

オプション
  --json                  結果を1つのJSONで出力します
  --lang ja|en            表示する言語
  -h, --help              この説明を表示します
  --version               バージョンを表示します

終了コード
  0 依頼どおり　2 使い方の誤り　3 ログアウト中　4 人の操作が必要
  5 オフライン（ログイン情報は保持）　6 ログイン情報の保管場所が使えない
  7 アプリが起動していない　8 拒否された、または異常あり　9 判断できない　1 その他
`,
  notUnderstood: "この指定は使えません: ",
  noCommand: "コマンドを指定してください。",
  cause: "原因",
  next: "次にすること",
  status: {
    state: "状態",
    reason: "理由",
    service: "サービス",
    account: "アカウント",
    since: "この状態になった時刻",
    accessTokenExpiresAt: "アクセストークンの期限",
    lastError: "前回の問題",
    tokenStore: "ログイン情報の保管",
    windows: "開いているウィンドウ",
    version: "バージョン",
  },
  tokenStoreOk: "保管できます",
  window: {
    login: "ログイン",
    consent: "回線情報通知の確認",
    status: "状態",
    guide: "案内",
    settings: "設定",
  },
  hidden: "非表示",
  none: "なし",
  loginCancelled: "ログインは中止されました。",
  loggedOut: "ログアウトしました。次のログインでは何も入力せずに済みます。",
  forgotten: "このPCに残した情報を削除しました。",
  quit: "アプリを終了しました。",
  starting: "アプリを起動しています…",
  outputLost: "結果を書き出せませんでした",
  startFailed: "アプリを起動できませんでした。",
  stillStarting: "アプリは起動を続けています。",
  noAnswer: "アプリから時間内に返答がありませんでした。",
  notBuilt: "アプリがまだビルドされていないため、起動できません。",
  buildFirst: "npm start を実行してください。",
  policy: {
    key: "項目",
    value: "値",
    origin: "決めた場所",
    problem: "問題",
    detail: "詳細",
    layer: {
      default: "既定",
      profile: "サービスのプロファイル",
      installer: "インストーラー",
      "user-settings": "利用者の設定",
      "user-policy": "利用者へのポリシー（固定）",
      "machine-policy": "PCへのポリシー（固定）",
    },
    certainty: { stated: "資料に記載", inferred: "推定、未確認", unknown: "資料に記載なし" },
  },
};

const en: CliWords = {
  usage: `Usage: storage-drive <command> [options]

Commands
  status                  Show the present state
  login [--timeout S]     Log in; starts the app when it isn't running.
                          Returns at the outcome or after S seconds (120 unless given)
  logout [--forget]       Log out; the next login needs nothing typed.
                          --forget also deletes what this PC keeps
  policy show             Show every setting in effect and where it was decided
  check [CHECK] [VALUE]   Check a password, a line number, a mail's link … against the
                          manuals; storage-drive check lists all checks
  quit                    Quit the app

Options
  --json                  Print the result as one JSON object
  --lang ja|en            Language of the output
  -h, --help              Show this text
  --version               Show the version

Exit codes
  0 as asked   2 bad usage   3 signed out   4 a person is needed
  5 offline, session kept   6 credential store locked or missing
  7 app not running   8 refused, or a fault found   9 can't tell   1 anything else
`,
  notUnderstood: "This can't be used here: ",
  noCommand: "Name a command.",
  cause: "Cause",
  next: "Next step",
  status: {
    state: "State",
    reason: "Reason",
    service: "Service",
    account: "Account",
    since: "Since",
    accessTokenExpiresAt: "Access token expires",
    lastError: "Last problem",
    tokenStore: "Credential store",
    windows: "Open windows",
    version: "Version",
  },
  tokenStoreOk: "Available",
  window: {
    login: "Login",
    consent: "Line notice question",
    status: "Status",
    guide: "Guide",
    settings: "Settings",
  },
  hidden: "hidden",
  none: "None",
  loginCancelled: "The login was cancelled.",
  loggedOut: "Logged out. The next login needs nothing typed.",
  forgotten: "What this PC kept has been deleted.",
  quit: "The app has quit.",
  starting: "Starting the app…",
  outputLost: "The result couldn't be written",
  startFailed: "The app couldn't be started.",
  stillStarting: "The app is still starting.",
  noAnswer: "The app didn't answer in time.",
  notBuilt: "The app hasn't been built yet, so it can't be started.",
  buildFirst: "Run npm start.",
  policy: {
    key: "Setting",
    value: "Value",
    origin: "Decided by",
    problem: "Problem",
    detail: "Detail",
    layer: {
      default: "default",
      profile: "service profile",
      installer: "installer",
      "user-settings": "user settings",
      "user-policy": "user policy (fixed)",
      "machine-policy": "machine policy (fixed)",
    },
    certainty: { stated: "documented", inferred: "inferred, unverified", unknown: "not documented" },
  },
};

export const CLI_WORDS: Readonly<Record<Language, CliWords>> = { ja, en };

import type { Certainty } from "../../core/service/profile.ts";
import type { DecidedBy } from "../locked.ts";
import type { Language, WindowKind } from "../view.ts";

/** The command line's own words beside its commands' (`command-words.ts`); for states and errors it uses the same as the windows (`ja.ts`, `en.ts`). */
export type CliWords = {
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
  readonly bundleMaking: string;
  readonly bundleSaved: string;
  readonly bundleWithoutDoctor: string;
  readonly bundleGive: string;
  readonly loggedOut: string;
  readonly forgotten: string;
  readonly quit: string;
  readonly guideOpened: string;
  readonly starting: string;
  readonly startFailed: string;
  readonly noDisplay: string;
  readonly onDesktop: string;
  readonly asRoot: string;
  readonly asPerson: string;
  readonly outputLost: string;
  readonly stillStarting: string;
  readonly noAnswer: string;
  /** What was asked or answered isn't known to the other side. */
  readonly otherVersion: string;
  readonly restartApp: string;
  /** In the repository, before anything was built. */
  readonly notBuilt: string;
  readonly buildFirst: string;
  readonly settings: {
    readonly name: string;
    readonly value: string;
    /** What the window calls it. */
    readonly label: string;
    readonly changeable: string;
    readonly yes: string;
    /** Before what may be written for it. */
    readonly forms: string;
    readonly notReset: string;
    readonly installFirst: string;
  };
  readonly policy: {
    readonly key: string;
    readonly value: string;
    readonly origin: string;
    readonly beat: string;
    readonly problem: string;
    /** Before what is wrong in the administrator's file. */
    readonly detail: string;
    /** What to do about a file that can't be read. */
    readonly mend: string;
    /** Who decided a value. */
    readonly layer: Readonly<Record<DecidedBy, string>>;
    /** Beside a value that isn't certain (docs/facts.md). */
    readonly certainty: Readonly<Record<Certainty, string>>;
  };
};

const ja: CliWords = {
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
    bundle: "お問い合わせ用ファイル",
  },
  hidden: "非表示",
  none: "なし",
  loginCancelled: "ログインは中止されました。",
  bundleMaking: "お問い合わせ用ファイルを作っています…",
  bundleSaved: "お問い合わせ用ファイルを保存しました",
  bundleWithoutDoctor: "診断はできなかったため、入っていません。",
  bundleGive: "中身を確認して、ヘルプデスクに渡してください。送信はしていません。",
  loggedOut: "ログアウトしました。次のログインでは何も入力せずに済みます。",
  forgotten: "このPCに残した情報を削除しました。",
  quit: "アプリを終了しました。",
  guideOpened: "復旧ガイドを開きました。",
  starting: "アプリを起動しています…",
  outputLost: "結果を書き出せませんでした",
  startFailed: "アプリを起動できませんでした。",
  noDisplay: "アプリが起動しておらず、画面のない場所から実行されたため、起動できませんでした。",
  onDesktop: "デスクトップの端末から実行するか、アプリを起動してからもう一度実行してください。",
  asRoot: "アプリはrootでは起動しません。",
  asPerson: "アプリを使う利用者で実行してください(sudoは付けません)。",
  stillStarting: "アプリは起動を続けています。",
  noAnswer: "アプリから時間内に返答がありませんでした。",
  otherVersion: "起動中のアプリが、このコマンドとは別のバージョンの可能性があります。",
  restartApp: "アプリを終了して、もう一度起動してください。",
  notBuilt: "アプリがまだビルドされていないため、起動できません。",
  buildFirst: "npm start を実行してください。",
  settings: {
    name: "項目",
    value: "値",
    label: "画面での名前",
    changeable: "変更",
    yes: "できます。",
    forms: "指定できる値: ",
    notReset: "autostart は、PCの自動起動の設定です。元に戻すことはできず、on か off を選びます。",
    installFirst: "パッケージを入れたアプリで、もう一度実行してください。",
  },
  policy: {
    key: "項目",
    value: "値",
    origin: "決めた場所",
    beat: "優先した先",
    problem: "問題",
    detail: "詳細",
    mend: "詳細のファイルを直してから、storage-drive policy show で確かめてください。",
    layer: {
      default: "既定",
      profile: "サービスのプロファイル",
      installer: "インストーラー",
      "user-settings": "利用者の設定",
      "user-policy": "利用者へのポリシー（固定）",
      "machine-policy": "PCへのポリシー（固定）",
      system: "PCの自動起動の設定",
    },
    certainty: { stated: "資料に記載", inferred: "推定、未確認", unknown: "資料に記載なし" },
  },
};

const en: CliWords = {
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
    bundle: "File for the helpdesk",
  },
  hidden: "hidden",
  none: "None",
  loginCancelled: "The login was cancelled.",
  bundleMaking: "Making the file for the helpdesk…",
  bundleSaved: "The file for the helpdesk was saved",
  bundleWithoutDoctor: "This PC couldn't be examined, so that part isn't in it.",
  bundleGive: "Look at what is in it and give it to the helpdesk. Nothing was sent.",
  loggedOut: "Logged out. The next login needs nothing typed.",
  forgotten: "What this PC kept has been deleted.",
  quit: "The app has quit.",
  guideOpened: "The recovery guide is open.",
  starting: "Starting the app…",
  outputLost: "The result couldn't be written",
  startFailed: "The app couldn't be started.",
  noDisplay: "The app isn't running, and there is no display here to start it on.",
  onDesktop: "Run it in a terminal of the desktop, or start the app first.",
  asRoot: "The app isn't started for root.",
  asPerson: "Run it as the person who uses the app, without sudo.",
  stillStarting: "The app is still starting.",
  noAnswer: "The app didn't answer in time.",
  otherVersion: "The app that runs may be of another version than this command.",
  restartApp: "Quit the app and start it again.",
  notBuilt: "The app hasn't been built yet, so it can't be started.",
  buildFirst: "Run npm start.",
  settings: {
    name: "Setting",
    value: "Value",
    label: "In the window",
    changeable: "Can be changed",
    yes: "Yes",
    forms: "It can be: ",
    notReset: "autostart is one of this PC's own settings: it can't be reset, and is on or off.",
    installFirst: "Run it again with the app that was installed from a package.",
  },
  policy: {
    key: "Setting",
    value: "Value",
    origin: "Decided by",
    beat: "Overruled",
    problem: "Problem",
    detail: "Detail",
    mend: "Correct the file that is named, and see storage-drive policy show.",
    layer: {
      default: "default",
      profile: "service profile",
      installer: "installer",
      "user-settings": "user settings",
      "user-policy": "user policy (fixed)",
      "machine-policy": "machine policy (fixed)",
      system: "this PC's startup apps",
    },
    certainty: { stated: "documented", inferred: "inferred, unverified", unknown: "not documented" },
  },
};

export const CLI_WORDS: Readonly<Record<Language, CliWords>> = { ja, en };

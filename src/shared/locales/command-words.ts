import {
  type ArgumentName,
  type CommandName,
  type CommonOption,
  type ExitName,
  LOGIN_WAIT,
} from "../command-line.ts";
import { LOCKABLE } from "../locked.ts";
import type { Language } from "../view.ts";

/** What the help and the guide for IT say of the command line. */
export type CommandWords = {
  readonly usage: string;
  /** Before one command. */
  readonly usageOf: string;
  readonly commands: string;
  readonly options: string;
  readonly exits: string;
  /** What it does; a line each. */
  readonly does: Readonly<Record<CommandName, readonly string[]>>;
  readonly argument: Readonly<Record<ArgumentName, string>>;
  readonly common: Readonly<Record<CommonOption, string>>;
  readonly exit: Readonly<Record<ExitName, string>>;
  /** Between two exit codes on one line. */
  readonly gap: string;
};

const ja: CommandWords = {
  usage: "使い方: storage-drive <コマンド> [オプション]",
  usageOf: "使い方: storage-drive ",
  commands: "コマンド",
  options: "オプション",
  exits: "終了コード",
  does: {
    status: ["今の状態を表示します"],
    login: [
      "ログインします。アプリが起動していなければ起動します。",
      `結果が出るか、秒数（指定がなければ${LOGIN_WAIT}）が過ぎると戻ります`,
    ],
    logout: [
      "ログアウトします。次のログインでは何も入力せずに済みます。",
      "--forget を付けると、このPCに残した情報も削除します",
    ],
    guide: ["復旧ガイドを開き、次にすることを表示します。アプリが起動していなければ起動します"],
    bundle: [
      "お問い合わせ用ファイル（ZIP）を作ります。診断、設定、最近のできごと、",
      "記録が入り、パスワードや名前は入りません。送信はしません",
    ],
    "support-code": ["電話で読み上げるサポートコードを表示します"],
    "support-code-read": ["サポートコードの意味を表示します"],
    doctor: [
      "PC、ネットワーク、サービスを診断し、最初の原因を表示します。",
      "アプリが起動していなくても使えます",
    ],
    settings: ["設定の画面にある設定の値と、決めた場所、変更できるかを表示します"],
    "settings-set": [
      "設定を1つ変更します。画面での変更と同じく、すぐに反映します。",
      `項目: ${LOCKABLE.join("、")}`,
    ],
    "settings-reset": ["設定を1つ、選ぶ前の値に戻します（autostart を除く）"],
    "policy-show": ["有効な設定と、それがどこで決められたか、何に優先したかを表示します"],
    "policy-schema": ["ポリシーファイルのJSONスキーマを表示します"],
    "profile-schema": ["プロファイルのファイルのJSONスキーマを表示します"],
    "profile-try": [
      "保存した画面の構造（JSON）が、今のプロファイルでどの画面と",
      "認識されるかと、その根拠を表示します",
    ],
    check: [
      "パスワード、回線番号、メールのリンクなどを、資料の決まりに照らして",
      "確認します。storage-drive check で一覧を表示します",
    ],
    quit: ["アプリを終了します"],
  },
  argument: {
    seconds: "秒",
    check: "確認",
    setting: "項目",
    value: "値",
    snapshot: "ファイル",
    code: "コード",
    file: "ファイル",
  },
  common: {
    json: "結果を1つのJSONで出力します",
    lang: "表示する言語",
    help: "この説明を表示します",
    version: "バージョンを表示します",
  },
  exit: {
    asAsked: "依頼どおり",
    usage: "使い方の誤り",
    signedOut: "ログアウト中",
    personNeeded: "人の操作が必要",
    offline: "オフライン（ログイン情報は保持）",
    storeClosed: "ログイン情報の保管場所が使えない",
    notRunning: "アプリが起動していない",
    refused: "拒否された、または異常あり",
    cannotTell: "判断できない",
    anythingElse: "その他",
  },
  gap: "　",
};

const en: CommandWords = {
  usage: "Usage: storage-drive <command> [options]",
  usageOf: "Usage: storage-drive ",
  commands: "Commands",
  options: "Options",
  exits: "Exit codes",
  does: {
    status: ["Show the present state"],
    login: [
      "Log in; starts the app when it isn't running.",
      `Returns at the outcome or after S seconds (${LOGIN_WAIT} unless given)`,
    ],
    logout: ["Log out; the next login needs nothing typed.", "--forget also deletes what this PC keeps"],
    guide: ["Open the recovery guide and show what is next; starts the app when", "it isn't running"],
    bundle: [
      "Make a file (ZIP) for the helpdesk: examination, settings, recent",
      "events and log, without passwords or names; nothing is sent",
    ],
    "support-code": ["Show the support code to read out on the phone"],
    "support-code-read": ["Say what a support code means"],
    doctor: [
      "Examine this PC, its network and the service, and name the",
      "first cause; also when the app isn't running",
    ],
    settings: ["Show what can be set in the window: value, who decided it, and whether", "it can be changed"],
    "settings-set": [
      "Change one setting; it takes effect at once, as in the window.",
      `Settings: ${LOCKABLE.join(", ")}`,
    ],
    "settings-reset": ["Take one setting back to what holds when nobody chose (not autostart)"],
    "policy-show": ["Show every setting in effect, where it was decided and what it overruled"],
    "policy-schema": ["Print the JSON schema of a policy file"],
    "profile-schema": ["Print the JSON schema of a profile file"],
    "profile-try": [
      "Tell which screen a page's captured structure (JSON) is",
      "recognised as with the profile in use, and why",
    ],
    check: [
      "Check a password, a line number, a mail's link … against the",
      "manuals; storage-drive check lists all checks",
    ],
    quit: ["Quit the app"],
  },
  argument: {
    seconds: "S",
    check: "CHECK",
    setting: "SETTING",
    value: "VALUE",
    snapshot: "FILE",
    code: "CODE",
    file: "FILE",
  },
  common: {
    json: "Print the result as one JSON object",
    lang: "Language of the output",
    help: "Show this text",
    version: "Show the version",
  },
  exit: {
    asAsked: "as asked",
    usage: "bad usage",
    signedOut: "signed out",
    personNeeded: "a person is needed",
    offline: "offline, session kept",
    storeClosed: "credential store locked or missing",
    notRunning: "app not running",
    refused: "refused, or a fault found",
    cannotTell: "can't tell",
    anythingElse: "anything else",
  },
  gap: "   ",
};

export const COMMAND_WORDS: Readonly<Record<Language, CommandWords>> = { ja, en };

import type { Recognition, ScreenId } from "../../core/login/screen.ts";
import type { Language } from "../view.ts";

/** What `profile try` says. */
export type ProfileTryWords = {
  readonly screen: string;
  readonly sure: string;
  readonly why: string;
  /** Before why the consent page would be left to the person. */
  readonly doubt: string;
  readonly screenIs: Readonly<Record<ScreenId, string>>;
  readonly sureIs: Readonly<Record<Recognition["sure"], string>>;
  /** What speaks for a screen, by its name in the profile. */
  readonly sign: Readonly<Record<string, string>>;
  /** The table: a screen, how many signs it takes, and those that speak and don't. */
  readonly table: {
    readonly screen: string;
    readonly need: string;
    readonly host: string;
    readonly spoke: string;
    readonly silent: string;
  };
  readonly loginForm: string;
  readonly comma: string;
  readonly ownHost: string;
  readonly otherHost: string;
  readonly ruledOut: string;
  /** What to do where the page isn't recognised for certain. */
  readonly change: string;
  readonly unreadable: string;
  readonly readable: string;
};

const ja: ProfileTryWords = {
  screen: "画面",
  sure: "確かさ",
  why: "根拠",
  doubt: "自動では回答しません",
  screenIs: {
    login: "ログイン",
    "login-wrong-password": "ログイン（メールアドレスかパスワードの誤り）",
    "login-locked": "ログイン（アカウントのロック）",
    "drive-login": "ログインのダイアログ（図2）",
    "second-factor": "2段階認証",
    "password-reset": "パスワードのリセット",
    federated: "連携アカウントのログイン",
    "embedded-refused": "アプリ内のログインの拒否",
    consent: "回線情報通知",
    "line-error": "回線認証エラー",
    "web-main": "ブラウザー版（図1）",
    unknown: "認識できない画面",
  },
  sureIs: {
    certain: "確実。アプリはこの画面として扱います",
    likely: "接続先かパスがプロファイルのものと違うため、アプリはこの画面として扱いません",
    unsure: "手がかりが足りません",
  },
  sign: {
    host: "接続先",
    title: "題名・見出し",
    heading: "見出し",
    text: "本文",
    mail: "メールアドレス欄",
    password: "パスワード欄",
    button: "ボタン",
    yes: "「通知する」",
    no: "「通知しない」",
    recipient: "サービス提供者名",
    code: "コード",
    form: "入力欄",
    alert: "警告の文",
    "no-form": "ログイン欄がない",
    "line-number": "回線番号",
    "no-password": "パスワード欄がない",
    "lock-text": "ロックの文",
    "dialog-title": "ダイアログの題名",
    "web-origin": "ブラウザー版の接続先",
    "no-question": "通知の質問がない",
    "sign-out": "ログアウト",
  },
  table: {
    screen: "画面",
    need: "必要な数",
    host: "接続先",
    spoke: "あった手がかり",
    silent: "なかった手がかり",
  },
  loginForm: "ログイン欄",
  comma: "、",
  ownHost: "一致",
  otherHost: "不一致",
  ruledOut: "除外",
  change:
    "画面の言葉が変わったときは、プロファイルの screens に、なかった手がかりの新しい言葉を書いてください（IT管理者ガイド）。",
  unreadable: "画面の構造のファイルを読めません",
  readable: "アプリが保存した、画面の構造のファイル（JSON）を指定してください。",
};

const en: ProfileTryWords = {
  screen: "Screen",
  sure: "How sure",
  why: "Why",
  doubt: "Not answered by the app",
  screenIs: {
    login: "login",
    "login-wrong-password": "login (wrong mail address or password)",
    "login-locked": "login (account locked)",
    "drive-login": "login dialog (図2)",
    "second-factor": "second factor",
    "password-reset": "password reset",
    federated: "external account's login",
    "embedded-refused": "login in the app refused",
    consent: "line notice question",
    "line-error": "line authentication error",
    "web-main": "browser version (図1)",
    unknown: "not recognised",
  },
  sureIs: {
    certain: "certain: the app takes it for this screen",
    likely: "the host or the path isn't the profile's, so the app doesn't take it for this screen",
    unsure: "too few signs",
  },
  sign: {
    host: "host",
    title: "title or heading",
    heading: "heading",
    text: "text",
    mail: "mail field",
    password: "password field",
    button: "button",
    yes: "“notify”",
    no: "“don't notify”",
    recipient: "recipient's name",
    code: "code",
    form: "form",
    alert: "alert",
    "no-form": "no login form",
    "line-number": "line number",
    "no-password": "no password field",
    "lock-text": "words of a lock",
    "dialog-title": "dialog's title",
    "web-origin": "browser version's host",
    "no-question": "no question to notify",
    "sign-out": "log out",
  },
  table: {
    screen: "Screen",
    need: "Needs",
    host: "Host",
    spoke: "Signs found",
    silent: "Signs missing",
  },
  loginForm: "login form",
  comma: ", ",
  ownHost: "ours",
  otherHost: "other",
  ruledOut: "ruled out",
  change:
    "Where the page's words changed, write the new ones of the missing signs into the profile's screens (guide for IT).",
  unreadable: "The file with the page's structure can't be read",
  readable: "Name a file (JSON) with a page's structure as the app writes it.",
};

export const PROFILE_TRY_WORDS: Readonly<Record<Language, ProfileTryWords>> = { ja, en };
